"""Unverified claims in a text, found by their words and marked behind their sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from copydesk.answers.markdown import structure
from copydesk.checks.matching import Folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.sessions.claims import Claim

MARK = "[unverified]"
ASKED = re.compile(
    r"\[(?:verify|unverified|citation needed|source needed)[^\[\]]{0,80}\](?!\()", re.I
)
"""Marks that an answer itself left where something is to be verified."""
TELLING = 3
"""So many words are enough to know a claim by, or one with a digit."""
MOST = 300

_END = re.compile(r"[.!?…][”\"')\]]*(?=\s|$)")


class Marked(NamedTuple):
    """A text with its marks."""

    text: str
    claims: tuple[Claim, ...]
    """The unverified claims that stand in it."""
    asked: int
    """How many marks stood in it already."""


def marked(text: str, claims: Iterable[Claim]) -> Marked:
    """A text in Markdown with a mark behind each sentence that an unverified claim stands in."""
    waiting = [one for one in claims if one.status == "unverified" and _is_telling(one.text)]
    asked = len(ASKED.findall(text))
    if not waiting:
        return Marked(text, (), asked)
    folded, found, places = Folded(text), [], set()
    lines = _lines(text)
    for claim in waiting[:MOST]:
        offset = folded.find(claim.text)
        if offset >= 0:
            found.append(claim)
            places.add(_behind(text, offset + len(claim.text) // 2, lines))
    for place in sorted(places, reverse=True):
        if place >= 0 and not ASKED.match(text[place:].lstrip()[:100]):
            text = f"{text[:place]} {MARK}{text[place:]}"
    return Marked(text, tuple(found), asked)


def _is_telling(text: str) -> bool:
    words = Folded(text).words
    return len(words) >= TELLING or any(char.isdigit() for word in words for char in word)


def _lines(text: str) -> list[bool]:
    """For each line, whether a mark can stand in it: not in code and not in a heading."""
    found = structure(text)
    headings = {one.line for one in found.headings}
    return [
        not found.in_code(number) and number not in headings
        for number in range(1, len(found.lines) + 1)
    ]


def _behind(text: str, offset: int, lines: list[bool]) -> int:
    """Where the sentence ends that an offset stands in; -1 where no mark can stand."""
    if not lines[min(text.count("\n", 0, offset), len(lines) - 1)]:
        return -1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    end = _END.search(text, offset, line_end)
    return end.end() if end else line_end
