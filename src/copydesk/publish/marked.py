"""Claims in a text that is published: which stand there, and a mark behind those nobody verified.

A claim stands in a text where its words do, whatever emphasis, links and marks are among them.
Behind one that is verified, a mark to verify it goes; behind one that is not, there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from copydesk.answers.markdown import Structure, structure
from copydesk.sessions.claims import Claim
from copydesk.sessions.prose import MARK
from copydesk.text import one_line

SIGN = " [unverified]"
"""What is written behind a claim that nobody verified."""
WORDS = 60
"""So many words of a claim are looked for: nobody else's sentence begins with the same."""

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = rf"(?:{MARK.pattern}|\]\([^()\n]*+\)|[\W_]){{1,16}}+"
_ASIDE = re.compile(rf"{MARK.pattern}|\]\([^()\n]*+\)", re.IGNORECASE)
"""What may stand among the words of a claim and has letters of its own."""
_BEHIND = re.compile(rf"[\W_]{{0,4}}?{MARK.pattern}", re.IGNORECASE)


class Standing(NamedTuple):
    """A claim, and where it stands in a text; offsets into the text before it was marked."""

    claim: Claim
    start: int
    end: int


class Sign(NamedTuple):
    """A mark to verify something that still stands in a text."""

    line: int
    """Counted from 1."""
    before: str
    """The words before it, on one line."""


class Marked(NamedTuple):
    """A text with its claims marked."""

    text: str
    standing: tuple[Standing, ...]
    signs: tuple[Sign, ...]
    """Where the answers themselves say that something has to be verified."""


def marked(text: str, claims: Iterable[Claim]) -> Marked:
    """A text in Markdown, each of its claims marked as it stands."""
    found = structure(text)
    starts = [0, *accumulate(len(line) + 1 for line in found.lines)]
    letters = _letters(_ASIDE.sub("", text))
    standing = tuple(
        Standing(claim, start, end)
        for claim in claims
        if (place := _place(text, letters, claim, found, starts)) is not None
        for start, end in [place]
    )
    edits: dict[tuple[int, int], str] = {}
    for claim, start, end in standing:
        edits |= _edits(text, claim, start, end)
    signs = tuple(_signs(text, found, starts, {at for at, new in edits.items() if not new}))
    for (start, end), new in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return Marked(text, standing, signs)


def has_enough_words(claim: Claim) -> bool:
    """Whether a claim's words are enough to be recognised: three of them, or one with a digit."""
    words = _WORD.findall(claim.text)
    return len(words) >= 3 or any(char.isdigit() for word in words for char in word)


def _place(
    text: str, letters: str, claim: Claim, found: Structure, starts: list[int]
) -> tuple[int, int] | None:
    """Where a claim's words first stand outside code.

    Args:
        letters: All letters and digits of the text, in which most claims are quickly missed.
    """
    if not has_enough_words(claim):
        return None
    words = _WORD.findall(MARK.sub("", claim.text))[:WORDS]
    if not words or _letters("".join(words)) not in letters:
        return None
    pattern = re.compile(
        r"(?<![^\W_])" + _BETWEEN.join(map(re.escape, words)) + r"(?![^\W_])", re.IGNORECASE
    )
    for match in pattern.finditer(text):
        if not found.in_code(bisect_right(starts, match.start())):
            return match.span()
    return None


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _edits(text: str, claim: Claim, start: int, end: int) -> dict[tuple[int, int], str]:
    """What is to be put in the place of what, by offsets."""
    behind = _BEHIND.match(text, end)
    reach = behind.end() if behind else end
    there = [one.span() for one in MARK.finditer(text, start, reach)]
    if claim.status == "verified":
        return dict.fromkeys(there, "")
    return {} if there or claim.status != "unverified" else {(end, end): SIGN}


def _signs(
    text: str, found: Structure, starts: list[int], gone: set[tuple[int, int]]
) -> Iterator[Sign]:
    if "[" not in text:
        return
    for mark in MARK.finditer(text):
        line = bisect_right(starts, mark.start())
        if mark.span() not in gone and not found.in_code(line):
            before = text[max(starts[line - 1], mark.start() - 80) : mark.start()]
            yield Sign(line, one_line(before))
