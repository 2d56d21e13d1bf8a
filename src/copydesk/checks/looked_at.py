"""Where a check looks for words: the whole answer, or the texts at a path of one in JSON."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any

from copydesk.answers.json_text import Way
from copydesk.checks.matching import APART, Folded
from copydesk.checks.subject import Subject
from copydesk.checks.values import each

EXCERPT_BEFORE = 40
"""So much of a line is shown before what was found in it."""


class LookedAt:
    """Texts that are searched together, and where each of them stands."""

    def __init__(
        self, subject: Subject, what: str, texts: list[str], ways: list[Way] | None = None
    ) -> None:
        """
        Args:
            what: As findings name it: ``the text``, ``linkedin_post``.
            ways: The way to each text in an answer in JSON; none for the text of the answer.
        """
        self.what = what
        self.texts = texts
        self._subject = subject
        self._ways = ways

    @cached_property
    def text(self) -> str:
        """All texts as one; no phrase reaches from one into the next."""
        return f"\n{APART}\n".join(self.texts)

    @cached_property
    def folded(self) -> Folded:
        """All texts, ready for finding phrases in them."""
        return Folded(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(text) + 3 for text in self.texts))

    def line(self, offset: int) -> int:
        """The stored line of an offset into ``text``."""
        if self._ways is None:
            return self._subject.reading.line(offset)
        index = bisect_right(self._ends, offset)
        return self._subject.json_line(self._ways[index]) if index < len(self._ways) else 0

    def excerpt(self, offset: int) -> str:
        """What stands at an offset into ``text``, with the words before it on its line."""
        start = self.text.rfind("\n", 0, offset) + 1
        if offset - start > EXCERPT_BEFORE:
            blank = self.text.find(" ", offset - EXCERPT_BEFORE, offset)
            start = blank + 1 if blank >= 0 else offset
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)]


def looked_at(subject: Subject, path: str) -> LookedAt | None:
    """Where to look; None where another check says already that there is nothing to look at.

    An answer in JSON is looked at value by value, not as its writing with escapes.
    """
    reading = subject.reading
    if reading.format != "json":
        return None if path else LookedAt(subject, "the text", [reading.text])
    if reading.json.fault:
        return None
    if not path:
        found = list(_texts((), reading.json.value))
        return LookedAt(subject, "the answer", [t for _, t in found], [way for way, _ in found])
    picked = subject.texts_at(path)
    if not picked and (subject.has_schema or subject.picked(path)):
        return None
    what = f"every {each(path)} together" if "[*]" in path else each(path)
    return LookedAt(subject, what, [text for _, text in picked], [one.way for one, _ in picked])


def place_in(path: str) -> str:
    """Where a check with a path looks, for its statement: `` in linkedin_post``."""
    if not path:
        return ""
    return f" among every {each(path)}" if "[*]" in path else f" in {each(path)}"


def _texts(way: Way, value: Any) -> Iterator[tuple[Way, str]]:
    """Every text of a value, in order; without recursion, for values nest deeply."""
    waiting: list[tuple[Way, Any]] = [(way, value)]
    while waiting:
        way, value = waiting.pop()
        if isinstance(value, str):
            yield way, value
        elif isinstance(value, list):
            waiting += [((*way, index), value[index]) for index in reversed(range(len(value)))]
        elif isinstance(value, Mapping):
            waiting += [((*way, key), value[key]) for key in reversed(list(value))]
