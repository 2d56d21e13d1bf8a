"""Which line each key of a JSON text stands in."""

from __future__ import annotations

import json
import re

from copydesk.kits.reading.toml_lines import DEPTH_LIMIT, KeyPath, too_deep

_TOKEN = re.compile(r'"(?:[^"\\\n]++|\\.)*+"|[\[\]{},\n]')


def json_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every key of a JSON text; of any text, up to its fault.

    Raises:
        TooMuch: The text nests deeper than ``DEPTH_LIMIT``.
    """
    lines: dict[KeyPath, int] = {}
    way: list[str | int | None] = []  # the index in each list, the key in each table; None: to come
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
        elif token in "{[":
            way.append(None if token == "{" else 0)
            if len(way) > DEPTH_LIMIT:
                raise too_deep(line)
        elif not way:
            continue
        elif token in "}]":
            way.pop()
        elif token == ",":
            way[-1] = way[-1] + 1 if isinstance(way[-1], int) else None
        elif way[-1] is None:
            way[-1] = _key(token)
            lines[tuple(step for step in way if step is not None)] = line
    return lines


def _key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
