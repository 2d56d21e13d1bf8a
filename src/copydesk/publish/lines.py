"""A scorecard as plain data: groups of measured lines, and what the review says of the same."""

from __future__ import annotations

from typing import Literal

import msgspec

Sign = Literal["good", "look", "off", "unknown", "said"]
"""How a line stands; ``said`` is a figure that nothing is held against."""

SIGNS: dict[Sign, str] = {"good": "✓", "look": "!", "off": "✗", "unknown": "?", "said": "·"}
WORDS: dict[Sign, str] = {
    "good": "good",
    "look": "look",
    "off": "off",
    "unknown": "unknown",
    "said": "",
}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a line leads to: an answer, or a field of the brief; all empty for nowhere."""

    prompt: str = ""
    line: int = 0
    """In the stored answer, counted from 1; 0 where nobody can say."""
    heading: str = ""
    """The heading that it stands under in the document; not cleaned."""
    field: str = ""
    """A field of the brief."""


NOWHERE = Place()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing measured. Texts may quote answers and are not cleaned."""

    id: str
    """A name that stays: ``words.body``, ``reading.grade``, ``reading.long.3``."""
    name: str
    value: str
    against: str = ""
    """What it is measured against, with its number; empty for nothing."""
    sign: Sign = "said"
    why: str = ""
    """The definition, where one is needed."""
    amount: float | None = None
    """The number that was measured, where the line is one."""
    target: float | None = None
    """The number that was aimed at; a line with both can be drawn as a bar."""
    depth: int = 0
    """1 for a line that is a part of the one above it."""
    place: Place = NOWHERE
    review: tuple[str, ...] = ()
    """What the final review says of just this."""


def more(id: str, amount: int, noun: str) -> Line:
    """The line that stands for those that are not told."""
    value = f"{amount:,} {noun}{'' if amount == 1 else 's'}"
    return Line(id=f"{id}.more", name="and more", value=value, amount=amount, depth=1)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that belong together."""

    id: str
    title: str
    lines: tuple[Line, ...]
    review: tuple[str, ...] = ()
    """What the final review says of this group as a whole."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the review says under one key that nothing measured stands beside."""

    key: str
    texts: tuple[str, ...]


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of the kit's final review, as far as it stands beside no measured line."""

    prompt: str
    name: str
    state: Literal["read", "stale", "missing", "unreadable"]
    rest: tuple[Said, ...] = ()
    """What it says besides, in its own order."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """All that was measured of one document of a session."""

    session: str
    title: str
    document: str
    """The document's id; "" where the kit has none that can be measured."""
    name: str
    """The document's title."""
    groups: tuple[Group, ...]
    audit: Audit | None = None
    """None where the kit has no review of the document."""

    def count(self, sign: Sign) -> int:
        """How many lines stand so; one that tells a part of the line above it does not count."""
        lines = (line for group in self.groups for line in group.lines)
        return sum(line.sign == sign and not line.depth for line in lines)
