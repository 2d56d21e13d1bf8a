"""Which line each key of a TOML text stands in; and a guard against texts built to hurt.

``tomllib`` gives data without lines, and spends seconds and hundreds of megabytes on keys with
many dots. This scanner reads the text once, in linear time, notes the line of every key, table
and list item, and stops at more levels than any honest file has. It does not judge: where it
meets something odd it stops, and ``tomllib`` says what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from contextlib import suppress

KeyPath = tuple[str | int, ...]
"""The way to a value: keys of tables and indexes of lists, from the top."""

DEPTH_LIMIT = 64
"""The most levels of tables and lists; kits need eight."""

KEY_LIMIT = 20_000
"""The most keys, tables and list items of one file; a kit of a hundred prompts has 3,000."""

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"[A-Za-z0-9_-]++|\"(?:[^\"\\\n]++|\\.)*+\"|'[^'\n]*+'")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*+|[^\s,\]}#\"'\[{=]++")


class TooMuch(ValueError):
    """A text holds more than any honest one; ``line`` says where the limit was passed."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def too_deep(line: int) -> TooMuch:
    """What is raised for more levels than ``DEPTH_LIMIT``."""
    return TooMuch(f"tables and lists lie more than {DEPTH_LIMIT} levels deep", line)


class _Odd(Exception):
    """Something that is no TOML."""


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every key, table and list item of a TOML text.

    A table counts where its header stands, or where it is first mentioned when it has none; an
    item of a list where it begins. For a text that is not TOML, the lines up to the fault.

    Raises:
        TooMuch: The text passes ``DEPTH_LIMIT`` or ``KEY_LIMIT``.
    """
    scanner = _Scanner(text)
    with suppress(_Odd):
        scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.lines: dict[KeyPath, int] = {}
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._items: dict[KeyPath, int] = {}  # how many items each array of tables has so far

    def document(self) -> None:
        table: KeyPath = ()
        self._skip()
        while self.position < len(self.text):
            if self._at("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _header(self) -> KeyPath:
        line = self._line()
        bracket = "[[" if self._at("[[") else "["
        self._take(bracket)
        *outer, last = self._key()
        self._take("]" * len(bracket))
        path: KeyPath = ()
        for key in outer:
            path = self._note((*path, key), line)
            if path in self._items:
                path += (self._items[path] - 1,)
        path = self._note((*path, last), line)
        if bracket == "[[":
            index = self._items.get(path, 0)
            self._items[path] = index + 1
            path = self._note((*path, index), line)
        else:
            self.lines[path] = line  # an earlier mention was only in passing
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for key in self._key():
            path = self._note((*path, key), line)
        self._take("=")
        self._skip()
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip()
            match = _KEY.match(self.text, self.position)
            if match is None:
                raise _Odd
            parts.append(_plain(match[0]))
            if len(parts) > DEPTH_LIMIT:
                raise too_deep(self._line())
            self.position = match.end()
            self._skip()
            if not self._at("."):
                return parts
            self.position += 1

    def _value(self, path: KeyPath) -> None:
        if self._at("["):
            self._list(path)
        elif self._at("{"):
            self._inline_table(path)
        else:
            match = _STRING.match(self.text, self.position)
            match = match or _SCALAR.match(self.text, self.position)
            if match is None:
                raise _Odd
            self.position = match.end()

    def _list(self, path: KeyPath) -> None:
        self._take("[")
        self._skip()
        index = 0
        while not self._at("]"):
            self._value(self._note((*path, index), self._line()))
            index += 1
            self._skip()
            if not self._at("]"):
                self._take(",")
                self._skip()
        self._take("]")

    def _inline_table(self, path: KeyPath) -> None:
        self._take("{")
        self._skip()
        while not self._at("}"):
            self._pair(path)
            self._skip()
            if not self._at("}"):
                self._take(",")
                self._skip()
        self._take("}")

    def _note(self, path: KeyPath, line: int) -> KeyPath:
        if len(path) > DEPTH_LIMIT:
            raise too_deep(line)
        self.lines.setdefault(path, line)
        if len(self.lines) > KEY_LIMIT:
            raise TooMuch(f"there are more than {KEY_LIMIT} keys, tables and list items", line)
        return path

    def _line(self) -> int:
        return bisect_left(self._ends, self.position) + 1

    def _at(self, sign: str) -> bool:
        return self.text.startswith(sign, self.position)

    def _take(self, sign: str) -> None:
        if not self._at(sign):
            raise _Odd
        self.position += len(sign)

    def _skip(self) -> None:
        """Goes past blanks, line ends and comments."""
        match = _BLANK.match(self.text, self.position)
        self.position = match.end() if match else self.position


def _plain(key: str) -> str:
    """A key without its quotes; escapes are left to tomllib, which knows them all."""
    if key[0] not in "\"'":
        return key
    if key[0] == "'" or "\\" not in key:
        return key[1:-1]
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:
        raise _Odd from None
