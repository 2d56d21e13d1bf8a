"""The headings of an outline in JSON, whether its levels nest or follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from copydesk.answers.reading import Reading

_LEVEL = re.compile(r"\s*(?:h|#{0,6})\s*([1-6])?\s*", re.IGNORECASE)
_TEXTS = ("text", "heading", "title")


class Planned(NamedTuple):
    """A heading that an outline plans."""

    level: int
    text: str


def planned_in(answer: Reading) -> Iterator[Planned]:
    """The headings of an outline, whether it came as JSON or as Markdown."""
    if answer.format == "json":
        yield from outline_headings(answer.json.value)
    else:
        yield from (Planned(one.level, one.text) for one in answer.structure.headings)


def outline_headings(value: Any) -> Iterator[Planned]:
    """Every object of a level and a text, in the order in which they stand.

    The level is ``"H2"``, ``"h2"``, ``"2"``, ``"##"`` or ``2``; what has none is no heading.
    """
    return (planned for planned, _ in outline_items(value))


def outline_items(value: Any) -> Iterator[tuple[Planned, dict[str, Any]]]:
    """The headings of an outline in JSON, each with the object that plans it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            level = _level(one.get("level"))
            text = next((one[key] for key in _TEXTS if isinstance(one.get(key), str)), "")
            if level and text.strip():
                yield Planned(level, text), one
            one = list(one.values())
        if isinstance(one, list):
            waiting += [inner for inner in reversed(one) if isinstance(inner, dict | list)]


def _level(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 1 <= value <= 6 else 0
    if not isinstance(value, str) or len(value) > 20:
        return 0
    found = _LEVEL.fullmatch(value)
    if found is None:
        return 0
    return int(found[1]) if found[1] else value.count("#")
