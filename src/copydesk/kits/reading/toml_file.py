"""One TOML file of a kit or map: its data, and the line of every key."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import InvalidFiles, Problem
from copydesk.files import parse_toml, read_text
from copydesk.kits.reading.toml_lines import KeyPath, TooMuch, key_lines

NUMBER_LIMIT = 2**53
"""Whole numbers beyond this are not the same everywhere once they went through JSON."""


@dataclass(frozen=True)
class TomlFile:
    """The tables of one file, and where each key stands."""

    path: Path
    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, key: KeyPath) -> int:
        """The line of a key; of the table around it when the key itself is not there."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 0)


def read_toml(path: Path) -> TomlFile:
    """Reads one file, whatever it holds, within moments.

    Raises:
        InvalidFiles: It is missing, no plain file, not TOML, or built to exhaust the parser; or
            it holds a number that is none.
    """
    text = text_of(path)
    try:
        lines = key_lines(text)
    except TooMuch as error:
        raise InvalidFiles([Problem(path, error.line, "", str(error))]) from None
    file = TomlFile(path, parse_toml(text, path), lines)
    odd = [key for key, value in leaves(file.data) if _is_odd(value)][:10]
    if odd:
        message = f"expected a number between -{NUMBER_LIMIT} and {NUMBER_LIMIT}"
        raise InvalidFiles([Problem(path, file.line(key), dotted(key), message) for key in odd])
    return file


def text_of(path: Path) -> str:
    """The text of a file, its line ends as ``\\n``.

    Raises:
        InvalidFiles: There is no such file, or it cannot be read.
    """
    try:
        return read_text(path).replace("\r\n", "\n")
    except FileNotFoundError:
        raise InvalidFiles([Problem(path, 0, "", "there is no such file")]) from None


def dotted(key: KeyPath) -> str:
    """A key as a writer would look for it: ``phases[0].title``."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            plain = part if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", part) else repr(part[:64])
            text += f".{plain}" if text else plain
    return text


def leaves(value: Any, key: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every value that is no table and no list, with the way to it."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from leaves(item, (*key, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*key, index))
    else:
        yield key, value


def _is_odd(value: Any) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and abs(value) > NUMBER_LIMIT
