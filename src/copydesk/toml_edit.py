"""Finding and changing one key of a TOML text without touching the rest of it.

Keys are named in full, with dots: ``clipboard.offer`` is ``offer`` below ``[clipboard]``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any

_NAME = r"""(?:"[^"\\]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_TEXT = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*')"""
_ONE_LINE_VALUE = rf"""(?:{_TEXT}|\[(?:{_TEXT}|[^"'\[\]#])*\]|[^\s#"'\[\]{{}}]+)"""
_ENTRY = re.compile(rf"([^=]*=\s*)({_ONE_LINE_VALUE})(\s*(?:#.*)?)$")

Value = str | bool | Sequence[str]


class CannotEdit(Exception):
    """The change cannot be made safely; whoever wrote the text has to make it."""


def key_places(text: str) -> dict[str, int]:
    """Each table and key, named in full, with the line, from 1, on which it first stands."""
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _plain(header[1])
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            name = _plain(key[1])
            places.setdefault(f"{table}.{name}" if table else name, number)
    return places


def set_key(text: str, key: str, value: Value) -> str:
    """The text with one key set to a value, every other character as it was.

    Raises:
        CannotEdit: The text is not TOML, or sets the key otherwise than in one line.
    """
    table, _, name = key.rpartition(".")
    expected = _parse(text)
    inner = expected.setdefault(table, {}) if table else expected
    if not isinstance(inner, dict):
        raise CannotEdit(f"{table} is no table")
    present = name in inner
    inner[name] = value if isinstance(value, str | bool) else list(value)
    changed = (_replaced if present else _inserted)(text, key, _written(value))
    if _parse(changed) != expected:
        raise CannotEdit(f"{key} is not set in one line of its own")
    return changed


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotEdit(f"the file is not TOML: {error}") from error


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[{', '.join(_written(item) for item in value)}]"


def _replaced(text: str, key: str, written: str) -> str:
    lines = text.split("\n")
    index = key_places(text).get(key, 0) - 1
    entry = _ENTRY.match(lines[index]) if index >= 0 else None
    if entry is None:
        raise CannotEdit(f"{key} is not set in one line of its own")
    lines[index] = entry[1] + written + entry[3]
    return "\n".join(lines)


def _inserted(text: str, key: str, written: str) -> str:
    """The text with a new line: below its table's header, or above the first key of all."""
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    table, _, name = key.rpartition(".")
    entry = f"{name} = {written}{end}"
    header = key_places(text).get(table, 0) if table else 0
    if header:
        lines.insert(header, entry)
    elif table:
        if lines[-1]:
            lines.append("")
        lines[-1:] = [end, f"[{table}]{end}", entry, ""] if text else [f"[{table}]", entry, ""]
    else:
        lines.insert(_top(lines), entry)
    return "\n".join(lines)


def _top(lines: list[str]) -> int:
    """Where a key that belongs to no table can go: before the first thing that is set.

    The comment on top of a table's header stays with its header.
    """
    first = next((i for i, line in enumerate(lines) if line.strip() and line.strip()[0] != "#"), -1)
    if first < 0:
        return len(lines) - 1
    while first and _HEADER.match(lines[first]) and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _plain(dotted: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_NAME, dotted))
