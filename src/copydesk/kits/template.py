"""A prompt's text as pieces: plain text, and references to what is filled in.

Four families of references exist and no other: ``{{brief.title}}``, ``{{map.pillar}}``,
``{{answer.outline}}`` and ``{{document.article}}``. Everything else in braces is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple, get_args

import msgspec

Family = Literal["brief", "map", "answer", "document"]
FAMILIES: tuple[str, ...] = get_args(Family)
BLOCKS = ("answer", "document")
"""The families that stand alone on their line and go in between fence lines."""

_REF = re.compile(r"\{\{\s*(brief|map|answer|document)\.([^{}\s]*)\s*\}\}")

_PARAGRAPH = re.compile(r"(?:^[^\S\n]*\S.*(?:\n|\Z))+", re.MULTILINE)


class Ref(NamedTuple):
    """A reference to one value, answer or document, and where it stands in the text."""

    family: Family
    name: str
    start: int
    end: int
    """Offsets into the template's source, the braces included."""

    def __str__(self) -> str:
        return f"{self.family}.{self.name}"


class Template(msgspec.Struct, frozen=True, dict=True):
    """The text of one prompt. ``source`` is the file's text with line ends as ``\\n``."""

    source: str

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every reference, in the order of the text."""
        return tuple(_refs(self.source))

    def line(self, ref: Ref) -> int:
        """The line that a reference stands in, counted from 1."""
        return self.source.count("\n", 0, ref.start) + 1

    def alone(self, ref: Ref) -> bool:
        """Whether a reference is all that its line holds, blanks aside."""
        start = self.source.rfind("\n", 0, ref.start) + 1
        end = self.source.find("\n", ref.end)
        line = self.source[start : end if end >= 0 else None]
        return line.strip() == self.source[ref.start : ref.end]

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Start and end offsets of each paragraph: a run of lines that are not blank."""
        return tuple(match.span() for match in _PARAGRAPH.finditer(self.source))


def _refs(source: str) -> Iterator[Ref]:
    for match in _REF.finditer(source):
        family, name = match.groups()
        yield Ref(family, name, match.start(), match.end())  # type: ignore[arg-type]
