"""JSON as chats write it: strict where it can be, lenient in what changes no meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from copydesk.answers.asides import Aside

Step = str | int
Way = tuple[Step, ...]
"""The keys and indexes that lead to a value."""


class Fault(NamedTuple):
    """Why a text is no JSON. Lines and columns count from 1; 0 where nobody can say."""

    message: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


class Json:
    """An answer read as JSON."""

    def __init__(
        self, source: str, value: Any, fault: Fault | None = None, asides: tuple[Aside, ...] = ()
    ) -> None:
        self.source = source
        """Strict JSON where ``fault`` is None; every character stands where it stood."""
        self.value = value
        self.fault = fault
        self.asides = asides

    @cached_property
    def _lines(self) -> Mapping[Way, int]:
        return lines_of(self.source)

    def line(self, way: Way) -> int:
        """The line, counted from 1, in which a value begins, or else what holds it."""
        while way and way not in self._lines:
            way = way[:-1]
        return self._lines.get(way, 1)


_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
"""A text; one without an end runs to the end of all, so that no mark is looked at twice."""
_LOOSE = re.compile(
    rf"(?P<plain>{_STRING})"
    r"|(?P<curly>[“„](?:[^“”„\"\\]++|\\[^\"“”„])*+[“”])"
    r"|(?P<comma>,)(?=\s*+[\]}])"
    r"|(?P<blank>[\u00a0\u2007\u202f\u200b\ufeff\u2028\u2029])",
    re.DOTALL,
)


def read_json(text: str) -> Json:
    """The value of a text as JSON, or its fault; never raises.

    Overlooked, each said: commas before a closing bracket, curly quotes as quotation marks of
    JSON, no-break blanks between values, line breaks inside a text.
    """
    try:
        return Json(text, json.loads(text))
    except json.JSONDecodeError:
        pass
    except (ValueError, RecursionError) as error:
        return Json(text, None, Fault(_unreadable(error)))
    source, asides = _tightened(text)
    try:
        return Json(source, json.loads(source), asides=asides)
    except json.JSONDecodeError:
        pass
    except (ValueError, RecursionError) as error:
        return Json(source, None, Fault(_unreadable(error)))
    try:
        value = json.loads(source, strict=False)
    except json.JSONDecodeError as error:
        return Json(source, None, _fault(error))
    except (ValueError, RecursionError) as error:
        return Json(source, None, Fault(_unreadable(error)))
    breaks = Aside("breaks", "line breaks inside its texts")
    return Json(_escaped(source), value, asides=(*asides, breaks))


def _tightened(text: str) -> tuple[str, tuple[Aside, ...]]:
    """The text as strict JSON would have it, of the same length, and what was overlooked."""
    found = {"comma": 0, "curly": 0, "blank": 0}

    def tight(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        if kind == "plain":
            return match[0]
        found[kind] += 1
        if kind == "curly":
            return f'"{match[0][1:-1]}"'
        return " "

    source = _LOOSE.sub(tight, text)
    asides = []
    if found["comma"]:
        many = "a comma too many" if found["comma"] == 1 else f"{found['comma']:,} commas too many"
        asides.append(Aside("commas", many))
    if found["curly"]:
        asides.append(Aside("quotes", "curly quotation marks around its texts"))
    if found["blank"]:
        asides.append(Aside("blanks", "blanks that JSON does not know"))
    return source, tuple(asides)


def _escaped(source: str) -> str:
    """JSON whose texts hold line breaks and tabs as escapes; only positions within them move."""
    names = {"\n": "\\n", "\t": "\\t"}

    def inside(match: re.Match[str]) -> str:
        return re.sub(
            r"[\x00-\x1f]", lambda one: names.get(one[0], f"\\u{ord(one[0]):04x}"), match[0]
        )

    return re.sub(_STRING, inside, source, flags=re.DOTALL)


def _unreadable(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it nests too deeply to be read"
    return "it holds a number too long to be read"


_PLAIN = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing, or a quotation mark stands inside a text",
    "Expecting ':' delimiter": "a colon is missing behind a key",
    "Expecting property name": "a key in double quotation marks is missing",
    "Unterminated string starting at": "a text has no end",
    "Extra data": "something stands behind its end",
    "Invalid control character at": "a line break or a control character stands inside a text",
    "Illegal trailing comma before end of object": "a comma too many",
    "Illegal trailing comma before end of array": "a comma too many",
}


def _fault(error: json.JSONDecodeError) -> Fault:
    text, at = error.doc, error.pos
    if not text.strip():
        return Fault("there is nothing in it")
    message = next((said for key, said in _PLAIN.items() if error.msg.startswith(key)), error.msg)
    if not text[at:].strip() or error.msg.startswith("Unterminated"):
        message = f"it stops before its end: {message}"
    if at == 0 and not text.lstrip().startswith(("{", "[", '"')):
        message = "it does not begin like JSON"
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    excerpt = text[max(start, at - 40) : min(end if end >= 0 else len(text), at + 40)]
    return Fault(message, error.lineno, error.colno, excerpt.strip())


_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}},:\n]|[^\s\[\]{{}},:\"]++", re.DOTALL)


DEEP = 40
"""Values that stand deeper are found by what holds them; their ways would be long to write."""


def lines_of(source: str) -> dict[Way, int]:
    """The line, counted from 1, in which every value of a JSON text begins."""
    lines: dict[Way, int] = {(): 1}
    way: list[Step | None] = []
    line = 1
    key = ""
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token == "\n":
            line += 1
        elif token == ",":
            if way and isinstance(way[-1], int):
                way[-1] += 1
            elif way:
                way[-1] = None
        elif token == ":":
            if way and way[-1] is None:
                way[-1] = key
        elif token in "]}":
            if way:
                way.pop()
        else:
            if way and way[-1] is None:
                key = _key(token)
                continue
            if len(way) <= DEEP:
                lines.setdefault(tuple(step for step in way if step is not None), line)
            if token in "[{":
                way.append(0 if token == "[" else None)
            line += token.count("\n")
    return lines


def _key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
