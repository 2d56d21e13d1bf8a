"""What is measured: a document's text, and where each of its lines comes from."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from copydesk.answers.markdown import Heading, Structure, structure
from copydesk.answers.reading import Reading, read_answer
from copydesk.documents import Material, set_document
from copydesk.kits.model import AnswerFormat, Document, Part
from copydesk.publish.lines import NOWHERE, Place
from copydesk.text import count_words as count_all_words

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

_UNREAD = re.compile(r"!\[[^\[\]]*+\]\([^()]*+\)|\[([^\[\]]*+)\]\([^()]*+\)")
"""Images, whole, and links, of which the words stay."""
_FILLER = Part(text="x")
"""Set behind a heading, which would be left out over nothing."""


class Passage(NamedTuple):
    """A stretch of the document's text that one part of it set."""

    part: Part
    start: int
    end: int


class Scored:
    """A session's document, ready to be measured. Lines of its text count from 1."""

    def __init__(self, session: Session, document: Document | None) -> None:
        """
        Args:
            document: None for a kit without one that can be measured; the text is then empty.
        """
        self.session = session
        self.document = document
        self.material: Material = session.material()
        self.text = set_document(self.material, document.id) if document else ""
        self._lines_of: dict[str, dict[str, int]] = {}

    @cached_property
    def structure(self) -> Structure:
        """Headings and code of the text; a plain text has none of them."""
        if self.document is not None and self.document.format != "markdown":
            return Structure(self.text.split("\n"))
        return structure(self.text)

    @property
    def headings(self) -> list[Heading]:
        return self.structure.headings

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Which part set what, in order."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        """Each part is looked for as it is set alone.

        One that is set otherwise among the others takes the room that they leave.
        """
        at = 0
        lost: Part | None = None
        for part in self.document.parts if self.document else ():
            text = self._alone(part)
            start = self.text.find(text, at) if text else -1
            if start < 0:
                lost = lost or (part if text else None)
                continue
            if lost is not None and self.text[at:start].strip():
                yield Passage(lost, *self._room(at, start))
            lost, at = None, start + len(text)
            yield Passage(part, start, at)
        if lost is not None and self.text[at:].strip():
            yield Passage(lost, *self._room(at, len(self.text)))

    def _room(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text without the line ends around it."""
        inside = self.text[start:end]
        return end - len(inside.lstrip("\n")), start + len(inside.rstrip("\n"))

    def _alone(self, part: Part) -> str:
        """What a part sets by itself."""
        assert self.document is not None
        parts = (part, _FILLER) if part.heading else (part,)
        kit = replace(self.material.kit, documents=(replace(self.document, parts=parts),))
        text = set_document(replace(self.material, kit=kit), self.document.id)
        if part.heading:  # nothing but the filler where the heading has no words
            return text[:-3] if text.endswith("\n\nx") else ""
        return text

    def passage_of(self, prompt_id: str) -> Passage | None:
        """The first stretch that comes from a prompt's answer."""
        return next((one for one in self.passages if one.part.answer == prompt_id), None)

    def reading(self, prompt_id: str) -> Reading | None:
        """A prompt's answer as read; None where there is none."""
        stored = self.material.answer(prompt_id)
        return read_answer(stored, self._format(prompt_id)) if stored else None

    def _format(self, prompt_id: str) -> AnswerFormat:
        return self.material.kit.prompt(prompt_id).answer.format

    # Places

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.structure.lines)]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [one.start for one in self.passages]

    @cached_property
    def _heading_lines(self) -> list[int]:
        return [one.line for one in self.headings]

    def line_at(self, offset: int) -> int:
        """The line of the text that an offset lies in."""
        return bisect_right(self._starts, offset)

    @cached_property
    def prose(self) -> str:
        """The text without blocks of code; lines stay where they are, offsets do not."""
        return self.structure.prose

    @cached_property
    def told(self) -> str:
        """``prose`` without images, as long: what they say stands with the images."""
        return re.sub(r"(?m)^!\[.*$", lambda image: " " * len(image[0]), self.prose)

    @cached_property
    def _prose_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.prose.split("\n"))]

    def prose_line(self, offset: int) -> int:
        """The line that an offset into ``prose`` lies in."""
        return bisect_right(self._prose_starts, offset)

    def place(self, line: int) -> Place:
        """Where a line of the text comes from."""
        if not 0 < line <= len(self.structure.lines):
            return NOWHERE
        offset = self._starts[line - 1]
        index = bisect_right(self._passage_starts, offset) - 1
        heading = self.heading_of(line)
        if index < 0 or offset > self.passages[index].end:
            return Place(heading=heading)
        passage = self.passages[index]
        if not passage.part.answer:
            family, _, name = passage.part.heading.partition(".")
            return Place(heading=heading, field=name if family == "brief" else "")
        stored = self._stored_line(passage, line)
        return Place(prompt=passage.part.answer, line=stored, heading=heading)

    def heading_of(self, line: int) -> str:
        """The heading that a line stands under, or is."""
        index = bisect_right(self._heading_lines, line) - 1
        return self.headings[index].text if index >= 0 else ""

    def _stored_line(self, passage: Passage, line: int) -> int:
        """The line of the stored answer that set a line of the text; 0 where nobody can say."""
        reading = self.reading(passage.part.answer)
        if reading is None:
            return 0
        text = self.structure.lines[line - 1]
        if reading.format == "json":
            return _line_in_json(reading, text)
        local = line - self.line_at(passage.start) + 1
        lines = reading.structure.lines
        wanted = _words(text)
        if 0 < local <= len(lines) and _words(lines[local - 1]) == wanted:
            return reading.stored_line(local)
        found = self._first_lines(passage.part.answer, lines).get(wanted, 0)
        return reading.stored_line(found) if wanted else 0

    def _first_lines(self, prompt_id: str, lines: list[str]) -> dict[str, int]:
        """Where each line of an answer stands first."""
        if prompt_id not in self._lines_of:
            known: dict[str, int] = {}
            for number, line in enumerate(lines, 1):
                known.setdefault(_words(line), number)
            self._lines_of[prompt_id] = known
        return self._lines_of[prompt_id]


def _words(line: str) -> str:
    """A line without the signs of a heading, whose level a document may have changed."""
    return line.strip().lstrip("#").strip()


def _line_in_json(reading: Reading, text: str) -> int:
    """Where a text stands that was picked from an answer in JSON."""
    wanted = text.strip().lstrip("#-").strip()
    for ascii_only in (False, True):
        at = reading.text.find(json.dumps(wanted, ensure_ascii=ascii_only)[1:-1]) if wanted else -1
        if at >= 0:
            return reading.line(at)
    return 0


def count_words(text: str) -> int:
    """How many words a reader reads: images and the addresses of links are none."""
    return count_all_words(_UNREAD.sub(r"\1", text))


def documents_of(session: Session) -> tuple[Document, ...]:
    """The documents that can be measured: those that are prose, not a page's head, nor data."""
    return tuple(
        one
        for one in session.kit.documents
        if one.format in ("markdown", "text") and all(part.set != "outline" for part in one.parts)
    )
