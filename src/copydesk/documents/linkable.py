"""Where in a paragraph of Markdown words can become a link without changing what stands there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

_TAGS = re.compile(
    r"<[^<>]*+>|https?://\S++|^ {0,3}\[[^\[\]\n]*+\]:.*$|^(?: {4}|\t).*$", re.MULTILINE
)
"""Tags, addresses, definitions, and lines set in so far that they may be code."""
_TICKS = re.compile("`++")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_BEHIND = re.compile(r"\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)|\[[^\[\]]*+\]")
"""What may follow a link's words: where it leads."""


class Closed:
    """The stretches of a paragraph that no link may touch: code, links, images, tags, addresses.

    Takes time in proportion to the length, whatever stands there.
    """

    def __init__(
        self, text: str, start: int, end: int, more: Iterable[tuple[int, int]] = ()
    ) -> None:
        """
        Args:
            text: The text.
            start: Where the paragraph begins.
            end: Where it ends.
            more: Stretches that are taken already.
        """
        found = [one.span() for one in _TAGS.finditer(text, start, end)]
        found += (*_code(text, start, end), *_in_brackets(text, start, end), *more)
        self._starts: list[int] = []
        self._ends: list[int] = []
        for first, last in sorted(found):
            if self._ends and first <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], last)
            else:
                self._starts.append(first)
                self._ends.append(last)

    def touches(self, first: int, last: int) -> bool:
        """Whether any of it lies between two offsets."""
        index = bisect_left(self._starts, last) - 1
        return index >= 0 and self._ends[index] > first


def _code(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code within a line: from some backticks to the next that are as many."""
    runs = [found.span() for found in _TICKS.finditer(text, start, end)]
    waiting: dict[int, list[int]] = {}
    for index in reversed(range(len(runs))):
        waiting.setdefault(runs[index][1] - runs[index][0], []).append(index)
    done = -1
    for index, (first, last) in enumerate(runs):
        if index <= done:
            continue
        escaped = first > start and text[first - 1] == "\\"
        same = waiting.get(last - first - escaped, [])
        while same and same[-1] <= index:
            same.pop()
        if same:
            done = same[-1]
            yield first, runs[done][1]


def _in_brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Whatever stands in brackets: they may make it a link, an image or a note."""
    opened: list[int] = []
    for found in _BRACKETS.finditer(text, start, end):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            behind = _BEHIND.match(text, found.end(), end)
            yield opened.pop(), behind.end() if behind else found.end()
