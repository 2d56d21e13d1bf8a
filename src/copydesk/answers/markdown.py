"""What an answer in Markdown is built of: headings, sections, code, the list at its end.

A scan of lines and no more, so that a megabyte of anything is scanned at once; a parser of all
Markdown takes many seconds for a quarter of a million items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from copydesk.answers.chat import FENCE, closes

_ATX = re.compile(r" {0,3}(#{1,6}+)(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,9}[.)])[ \t]+\S.*")
_NO_TEXT = re.compile(r"\s*(?:[-*+•>#|]|\d{1,9}[.)]\s).*| {4,}.*|\s*")
_SIGNS = "`~#=-"
"""What headings, underlines and fences begin with."""
_KEY = re.compile(r"[\w-]+:(?:\s|$)")
MOST_VALUES = 100
"""Front matter has no more lines than these."""


class Heading(NamedTuple):
    """One heading; ``line`` counts from 1 within the text that was scanned."""

    level: int
    text: str
    line: int


class Code(NamedTuple):
    """One fenced block of code, without its fences; lines count from 1."""

    language: str
    line: int
    """The line of the opening fence."""
    text: str


class Section(NamedTuple):
    """A heading with what stands under it, up to the next heading of any level."""

    heading: Heading | None
    """None for what stands before the first heading."""
    line: int
    """The line of the heading, or of the first line."""
    text: str


class Structure:
    """The lines of a text, and what they are."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.headings: list[Heading] = []
        self.code: list[Code] = []
        self._in_code: set[int] = set()

    def in_code(self, number: int) -> bool:
        """Whether a line, counted from 1, is one of fenced code or a fence."""
        return number in self._in_code

    @cached_property
    def prose(self) -> str:
        """The text with every line of fenced code blank; lines stay where they are."""
        return "\n".join(
            "" if number in self._in_code else line for number, line in enumerate(self.lines, 1)
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The text cut at its headings."""
        return tuple(self._sections())

    def _sections(self) -> Iterator[Section]:
        marks = [None, *self.headings]
        for index, heading in enumerate(marks):
            first = heading.line if heading else 0
            last = self.headings[index].line - 1 if index < len(self.headings) else len(self.lines)
            text = "\n".join(self.lines[first:last]).strip("\n")
            if heading or text.strip():
                yield Section(heading, heading.line if heading else 1, text)

    def end_list(self) -> tuple[list[str], int]:
        """The items of the list that the text ends with, and the line that it begins in.

        Lines that carry an item on belong to it; items of a list within it do not count. No
        items, and the text's last line, where it ends with something else.
        """
        first = self._end_list_start()
        found: list[tuple[int, str, list[str]]] = []
        for line in self.lines[first - 1 :]:
            item = _ITEM.fullmatch(line)
            if item:
                found.append((len(item[1].expandtabs(4)), _sign(item[2]), [line.strip()]))
            elif line.strip() and found:
                found[-1][2].append(line.strip())
        if not found:
            return [], max(1, len(self.lines))
        depth = min(one[0] for one in found)
        top = [one for one in found if one[0] <= depth + 1]
        same = next((i for i, one in enumerate(reversed(top)) if one[1] != top[-1][1]), len(top))
        return [" ".join(one[2]) for one in top[len(top) - same :]], first

    def _end_list_start(self) -> int:
        """The first line of the items, and of what carries them on, that end the text."""
        first = len(self.lines) + 1
        carried = False  # whether a line that is no item waits for an item above it
        for number in range(len(self.lines), 0, -1):
            line = self.lines[number - 1]
            if number in self._in_code and not line[:1].isspace():
                break
            if _ITEM.fullmatch(line):
                first, carried = number, False
            elif not line.strip():
                if carried:
                    break
            elif not line[:1].isspace():
                carried = True
        return first


def _sign(marker: str) -> str:
    """What tells one list from the next: its bullet, or how its numbers end."""
    return marker[-1]


def structure(text: str) -> Structure:
    """Scan a text; never raises, and takes time in proportion to its length."""
    found = Structure(text.split("\n"))
    block, opened, language = "", 0, ""
    under = _front_matter(found.lines)  # the last line that can be no heading's text
    for number, line in enumerate(found.lines, 1):
        bare = line.lstrip()
        if block:
            found._in_code.add(number)
            if closes(bare, block):
                found.code.append(_block(found.lines, language, opened, number - 1))
                block, under = "", number
        elif number <= under or not bare or bare[0] not in _SIGNS:
            continue
        elif fence := FENCE.fullmatch(bare):  # within an item it stands further in
            block, opened, language = fence[1], number, fence[2].lower()
            found._in_code.add(number)
        elif atx := _ATX.match(line):
            found.headings.append(Heading(len(atx[1]), _title(line[atx.end() :]), number))
            under = number
        elif underline := _UNDERLINE.fullmatch(line):
            above = found.lines[number - 2] if number > under + 1 else ""
            if not _NO_TEXT.fullmatch(above):
                level = 1 if underline[1].startswith("=") else 2
                found.headings.append(Heading(level, above.strip(), number - 1))
                under = number
    if block:
        found.code.append(_block(found.lines, language, opened, len(found.lines)))
    return found


def _block(lines: list[str], language: str, opened: int, last: int) -> Code:
    return Code(language, opened, "\n".join(lines[opened:last]))


def _title(text: str) -> str:
    """A heading's text without the ``##`` that may close it."""
    text = text.strip()
    title = text.rstrip("#")
    return title.rstrip() if title[-1:].isspace() or not title else text


def _front_matter(lines: list[str]) -> int:
    """The last line of the values (``title: …``) that a text may begin with; 0 for none."""
    if not lines or lines[0].rstrip() != "---" or not lines[1:] or not _KEY.match(lines[1]):
        return 0
    for number, line in enumerate(lines[1:MOST_VALUES], 2):
        if line.rstrip() in ("---", "..."):
            return number
        if not line.strip():
            return 0
    return 0
