"""A difference set for panes: in one text, or as two texts whose rows stand beside each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.tui.widgets.pane import Mark
from copydesk.tui.wrap import rows
from copydesk.word_difference import Difference


class Page(NamedTuple):
    """A text for a pane, what was removed and added set off."""

    text: str
    marks: tuple[Mark, ...]
    changes: tuple[int, ...]
    """Where each change begins, in one text and as well in the other."""


def in_one(found: Difference) -> Page:
    """Both texts in one: what was removed stands before what took its place."""
    parts: list[str] = []
    marks: list[Mark] = []
    changes: list[int] = []
    at, was_kept = 0, True
    for kind, old_start, old_end, new_start, new_end in found.pieces:
        is_new = kind == "added"
        part = found.new[new_start:new_end] if is_new else found.old[old_start:old_end]
        parts.append(part)
        if kind != "kept":
            marks.append(Mark(at, at + len(part), kind))
            changes += [at] if was_kept else []
        at, was_kept = at + len(part), kind == "kept"
    return Page("".join(parts), tuple(marks), tuple(changes))


def beside(found: Difference, width: int) -> tuple[Page, Page]:
    """Two texts for panes of a width; blank rows bring what was kept to the same height."""
    meetings = [*_meetings(found), (len(found.old), len(found.new))]
    left, right = _Column(found.old), _Column(found.new)
    for old_end, new_end in meetings:
        is_last = old_end == len(found.old) and new_end == len(found.new)
        alike = found.old[left.done : old_end] == found.new[right.done : new_end]
        heights = (
            (0, 0)
            if alike
            else (left.height(old_end, width, is_last), right.height(new_end, width, is_last))
        )
        left.add(old_end, max(heights) - heights[0])
        right.add(new_end, max(heights) - heights[1])
    changes = _changes(found)
    return (
        left.page([(one[1], one[2]) for one in found.pieces if one.kind == "removed"], changes, 0),
        right.page([(one[3], one[4]) for one in found.pieces if one.kind == "added"], changes, 1),
    )


def _meetings(found: Difference) -> Iterator[tuple[int, int]]:
    """Where lines of both texts begin that are to stand in the same row."""
    last = (0, 0)
    for piece in found.pieces:
        if piece.kind != "kept":
            continue
        at, other = piece.old_start, piece.new_start
        both_begin = _begins_line(found.old, at) and _begins_line(found.new, other)
        if both_begin and (at, other) != last:
            last = at, other
            yield last
        shift = other - at
        while (at := found.old.find("\n", at, piece.old_end) + 1) > 0:
            if (at, at + shift) != last:
                last = at, at + shift
                yield last


def _begins_line(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"


def _changes(found: Difference) -> list[tuple[int, int]]:
    """Where changes begin, in both texts."""
    changes, was_kept = [], True
    for piece in found.pieces:
        if piece.kind != "kept" and was_kept:
            changes.append((piece.old_start, piece.new_start))
        was_kept = piece.kind == "kept"
    return changes


class _Column:
    """One of the two texts, growing from meeting to meeting."""

    def __init__(self, text: str) -> None:
        self.done = 0
        """So much of the text was added."""
        self._text = text
        self._parts: list[str] = []
        self._starts = [0]
        self._shifts = [0]

    def height(self, end: int, width: int, is_last: bool) -> int:
        """How many rows the text takes up to an offset; the last row has no line end."""
        part = self._text[self.done : end]
        if not is_last:
            if not part:
                return 0
            part = part[:-1]
        return len(rows(part, width))

    def add(self, end: int, blank: int) -> None:
        """Add the text up to an offset and blank rows below it."""
        self._parts += [self._text[self.done : end], "\n" * blank]
        self.done = end
        if blank:
            self._starts.append(end)
            self._shifts.append(self._shifts[-1] + blank)

    def page(self, spans: list[tuple[int, int]], changes: list[tuple[int, int]], side: int) -> Page:
        style = ("removed", "added")[side]
        marks = []
        for start, end in spans:
            shift = self._shift(start)
            marks.append(Mark(start + shift, end + shift, style))
        starts = tuple(one[side] + self._shift(one[side]) for one in changes)
        return Page("".join(self._parts), tuple(marks), starts)

    def _shift(self, offset: int) -> int:
        return self._shifts[bisect_right(self._starts, offset) - 1]
