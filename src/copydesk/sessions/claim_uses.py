"""Where a text uses the words of claims that were rejected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.answers.json_text import Way
from copydesk.answers.reading import Reading, read_answer
from copydesk.checks.matching import APART, Folded
from copydesk.kits.model import AnswerFormat

if TYPE_CHECKING:
    from copydesk.sessions.claims import Claim

MOST = 200
"""So many rejected claims are looked for."""
AROUND = 60
"""Characters of an excerpt before what was found; those behind it are four times as many."""


class Use(NamedTuple):
    """One place at which a rejected claim's words stand."""

    claim: Claim
    line: int
    """The stored line; 0 where nobody can say."""
    excerpt: str


class _Texts:
    """All that an answer says, with the lines that it stands in."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts: list[int] = []
        self._ways: list[Way] = []
        is_json = reading.format == "json" and reading.json.fault is None
        self.text = self._of_json() if is_json else reading.text
        self.folded = Folded(self.text)

    def _of_json(self) -> str:
        pieces, at = [], 0
        for way, text in _texts(self._reading.json.value):
            self._starts.append(at)
            self._ways.append(way)
            pieces.append(text)
            at += len(text) + len(APART)
        return APART.join(pieces)

    def line(self, offset: int) -> int:
        """The stored line of an offset into ``text``."""
        if not self._starts:
            return self._reading.line(offset)
        way = self._ways[bisect_right(self._starts, offset) - 1]
        return self._reading.stored_line(self._reading.json.line(way))

    def excerpt(self, offset: int) -> str:
        """What stands around an offset, on its own line or in its own text."""
        start = max(self.text.rfind(end, 0, offset) for end in ("\n", APART)) + 1
        if offset - start > AROUND:
            start = self.text.find(" ", offset - AROUND, offset) + 1 or offset
        behind = self.text[offset : offset + 4 * AROUND]
        return self.text[start:offset] + behind.split("\n")[0].split(APART)[0]


def uses_of(claims: Iterable[Claim], stored: str, form: AnswerFormat) -> Iterator[Use]:
    """The first place of each claim in an answer, in the order of the claims."""
    telling = [claim for claim in claims if _is_telling(claim.text)]
    if not telling:
        return
    texts = _read(stored, form)
    for claim in telling[:MOST]:
        offset = texts.folded.find(claim.text)
        if offset >= 0:
            yield Use(claim, texts.line(offset), texts.excerpt(offset))


@lru_cache(maxsize=16)
def _read(stored: str, form: AnswerFormat) -> _Texts:
    return _Texts(read_answer(stored, form))


def _is_telling(text: str) -> bool:
    """Whether words are enough to be recognised: three of them, or one with a digit."""
    words = Folded(text).words
    return len(words) >= 3 or any(char.isdigit() for word in words for char in word)


def _texts(value: Any) -> Iterator[tuple[Way, str]]:
    """All texts of a JSON value in order; however deep it nests, nothing is called in itself."""
    waiting: list[tuple[Way, Any]] = [((), value)]
    while waiting:
        way, one = waiting.pop()
        if isinstance(one, str):
            yield way, one
        elif isinstance(one, dict):
            waiting += reversed([((*way, key), item) for key, item in one.items()])
        elif isinstance(one, list):
            waiting += reversed([((*way, index), item) for index, item in enumerate(one)])
