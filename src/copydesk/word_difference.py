"""What changed between two texts: lines first, then words within the lines that changed.

Texts are compared as they are shown, so that line ends, and what nobody can see, make no
difference. The time grows with the length of the texts, whatever they hold: of words that stand
in both too often to be told apart, only those beside rarer ones are found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from copydesk.text import shown

LIMIT = 1_000_000
"""Where more characters than this stand in changed lines, words are not looked at."""
DEEPEST = 8
"""How often what lies between two matches is looked at once more."""
PAIRS = 4
"""So many pairs are weighed for each line or word; the rarest first."""
ISLAND = 20
"""A few words between two replacements, no longer than this, are taken to be replaced too."""

_SIGNS = (
    r"\s!-/:-@\[-\^`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    r"\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
)
_DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = f"[^{_SIGNS}{_DENSE}]++"
_TOKEN = re.compile(
    f"{_LETTERS}(?:(?:['’-]|(?<=[0-9])[.,](?=[0-9])){_LETTERS})*+|[{_DENSE}]|\n|[^\\S\n]++|."
)
"""A word (``don't``, ``3.11``), a character of Chinese or Japanese, a line end, blanks, a sign."""
_WORD = re.compile(r"[^\W_]")

Kind = Literal["kept", "removed", "added"]


class Piece(NamedTuple):
    """A stretch of the texts: offsets into the old and the new one, as shown.

    What was removed has no length in the new text, what was added none in the old one.
    """

    kind: Kind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Difference(NamedTuple):
    """Two texts and all that they are made of, in order."""

    old: str
    """The old text as it is shown; the offsets are its own."""
    new: str
    pieces: tuple[Piece, ...]
    by_lines: bool = False
    """Whether so much changed that only lines were compared."""

    @property
    def is_none(self) -> bool:
        """Whether the texts are shown alike."""
        return self.old == self.new

    def removed(self) -> list[str]:
        """What stands in the old text only."""
        gone = (one for one in self.pieces if one.kind == "removed")
        return [self.old[one.old_start : one.old_end] for one in gone]

    def added(self) -> list[str]:
        """What stands in the new text only."""
        came = (one for one in self.pieces if one.kind == "added")
        return [self.new[one.new_start : one.new_end] for one in came]


class _Span(NamedTuple):
    """A stretch that is kept, or that was replaced: either side of it may be empty then."""

    kept: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def difference(old: str, new: str) -> Difference:
    """What was kept, removed and added on the way from one text to another."""
    old, new = shown(old), shown(new)
    spans = list(_spans(_lines(old), _lines(new)))
    changed = sum(
        one.old_end - one.old_start + one.new_end - one.new_start for one in spans if not one.kept
    )
    by_lines = changed > LIMIT
    if not by_lines:
        spans = [part for span in spans for part in _by_words(old, new, span)]
    return Difference(old, new, tuple(_pieces(_joined(spans))), by_lines)


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _by_words(old: str, new: str, span: _Span) -> Iterable[_Span]:
    """A replaced stretch, the words that it keeps set apart."""
    if span.kept or span.old_start == span.old_end or span.new_start == span.new_end:
        return (span,)
    words = (
        _TOKEN.findall(old, span.old_start, span.old_end),
        _TOKEN.findall(new, span.new_start, span.new_end),
    )
    parts = _joined(_spans(*words, span.old_start, span.new_start))
    return _without_islands(old, list(parts))


def _pieces(spans: Iterable[_Span]) -> Iterator[Piece]:
    for kept, old_start, old_end, new_start, new_end in spans:
        if kept:
            yield Piece("kept", old_start, old_end, new_start, new_end)
            continue
        if old_start < old_end:
            yield Piece("removed", old_start, old_end, new_start, new_start)
        if new_start < new_end:
            yield Piece("added", old_end, old_end, new_start, new_end)


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """The spans, neighbours of one kind made one."""
    last: _Span | None = None
    for span in spans:
        if last is not None and last.kept == span.kept:
            last = last._replace(old_end=span.old_end, new_end=span.new_end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _without_islands(old: str, spans: list[_Span]) -> Iterator[_Span]:
    """The spans of one change; a word or two kept between replacements only hinder reading."""
    for index, span in enumerate(spans):
        if span.kept and 0 < index < len(spans) - 1:
            size = span.old_end - span.old_start
            room = min(ISLAND, _replaced(spans[index - 1]), _replaced(spans[index + 1]))
            if size <= room and "\n" not in old[span.old_start : span.old_end]:
                span = span._replace(kept=False)
        yield span


def _replaced(span: _Span) -> int:
    """How much was replaced; 0 where something was only taken out or put in."""
    sizes = span.old_end - span.old_start, span.new_end - span.new_start
    return max(sizes) if min(sizes) else 0


# Sequences of lines or words


def _spans(
    old: Sequence[str], new: Sequence[str], old_at: int = 0, new_at: int = 0
) -> Iterator[_Span]:
    """Two sequences as spans; offsets count characters from where the sequences start."""
    olds = [*accumulate(map(len, old), initial=old_at)]
    news = [*accumulate(map(len, new), initial=new_at)]
    i = j = 0
    for a, b, size in (*_runs(old, new, (0, len(old)), (0, len(new)), 0), (len(old), len(new), 0)):
        if i < a or j < b:
            yield _Span(False, olds[i], olds[a], news[j], news[b])
        if size:
            yield _Span(True, olds[a], olds[a + size], news[b], news[b + size])
        i, j = a + size, b + size


def _runs(
    old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int], depth: int
) -> Iterator[tuple[int, int, int]]:
    """Where the two agree, between these bounds: a start in each, and for how long."""
    (i, old_end), (j, new_end) = olds, news
    head, most = 0, min(old_end - i, new_end - j)
    while head < most and old[i + head] == new[j + head]:
        head += 1
    tail = 0
    while tail < most - head and old[old_end - tail - 1] == new[new_end - tail - 1]:
        tail += 1
    if head:
        yield i, j, head
    i, j, old_end, new_end = i + head, j + head, old_end - tail, new_end - tail
    if i < old_end and j < new_end and depth < DEEPEST:
        matches = _matches(old, new, (i, old_end), (j, new_end))
        for a, b in (*matches, (old_end, new_end)) if matches else ():
            if i < a and j < b:
                yield from _runs(old, new, (i, a), (j, b), depth + 1)
            if a < old_end:
                yield a, b, 1
            i, j = a + 1, b + 1
    if tail:
        yield old_end, new_end, tail


def _matches(
    old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int]
) -> list[tuple[int, int]]:
    """The longest chain of what stands in both, in the same order: words, else signs.

    Of what is there too often to weigh every pair, only the rarest is looked at.
    """
    here, there = _places(old, *olds), _places(new, *news)
    common = here.keys() & there.keys()
    shared = [one for one in common if _WORD.search(one)]
    shared = shared or [one for one in common if not one.isspace()]
    shared.sort(key=lambda one: (len(here[one]) * len(there[one]), here[one][0]))
    room = PAIRS * (olds[1] - olds[0] + news[1] - news[0])
    pairs: list[tuple[int, int]] = []
    for one in shared:
        room -= len(here[one]) * len(there[one])
        if room < 0:
            break
        pairs += [(a, b) for a in here[one] for b in there[one]]
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    return _chain(pairs)


def _places(sequence: Sequence[str], start: int, end: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index in range(start, end):
        found.setdefault(sequence[index], []).append(index)
    return found


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides.

    Args:
        pairs: By the first number; those with the same first, the second falling.
    """
    ends: list[int] = []
    """For each length, the lowest second number that a run so long ends with."""
    last: list[int] = []
    """Which pair that is."""
    before = [-1] * len(pairs)
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before[index] = last[length - 1] if length else -1
        if length == len(ends):
            ends.append(second)
            last.append(index)
        else:
            ends[length], last[length] = second, index
    run = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]
