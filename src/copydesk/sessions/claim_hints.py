"""Sentences in prose that may claim something: suggestions, until the writer says so.

A sentence is suggested for a percentage, a figure (``1 in 5``, ``3x``), a year beside who
published something then, what somebody is quoted with, an address, or a mark such as ``[verify]``.
English and German are known. Better one suggestion too many than a figure that nobody looks at;
dismissed once, a sentence stays away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from copydesk.checks.sentences import count_sentences
from copydesk.kits.model import ClaimKind
from copydesk.sessions.claim_signs import ADDRESS, ORDER, SIGNS, Sign, is_nothing, speaker
from copydesk.sessions.claims import claim_id, claims_of
from copydesk.sessions.prose import MARK, Prose, folded, prose_of

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

MOST = 200
"""So many sentences of one answer are suggested."""
REACH = 400
"""A sentence reaches so many characters to either side of what makes it a claim."""
LONG = 2 * REACH
"""What is longer than this is no one sentence any more."""
LOOK = 60
"""So many characters before a full stop tell whether it ends a sentence."""


class Suggestion(NamedTuple):
    """A sentence that may be a claim."""

    id: str
    """The id that it would have as a claim."""
    kind: ClaimKind
    sentence: str
    why: str
    """What makes it one, in words, what tells most first: ``a percentage, an address``."""
    prompt: str
    line: int
    """The stored line it begins in; 0 where nobody can say."""
    by: str = ""
    """Whom it names as the one who says it."""
    source: str = ""
    """The address in it."""


_CODE = re.compile(r"`++[^`\n]*+`++")
_WORD = re.compile(r"\w")
_STOPS = frozenset(".!?…")
_END = re.compile(r"(?:[.!?…]++[\"”’»“)\]*_]*+(?=\s)|[。！？]++[」』”]?|\n)")


def suggestions(session: Session) -> tuple[Suggestion, ...]:
    """The sentences of all answers that may be claims and that nobody has decided on.

    May take a second for megabytes: to be asked for away from the keys.
    """
    known = {claim.id for claim in claims_of(session)} | session.state.claims.keys()
    site = str(session.state.map.get("site") or "")
    found: dict[str, Suggestion] = {}
    for prompt in session.kit.prompts:
        stored = session.text_of(prompt.id)
        if stored and prompt.answer.format != "html":
            for one in _hints(prose_of(session.kit, prompt.id, stored), prompt.id, site):
                if one.id not in known:
                    found.setdefault(one.id, one)
    return tuple(found.values())


@lru_cache(maxsize=64)
def _hints(prose: Prose, prompt_id: str, site: str) -> tuple[Suggestion, ...]:
    found: dict[str, Suggestion] = {}
    for one in _suggested(prose, prompt_id, site):
        found.setdefault(one.id, one)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _suggested(prose: Prose, prompt_id: str, site: str) -> Iterator[Suggestion]:
    text = _CODE.sub(lambda code: " " * len(code[0]), prose.text)
    for start, end, signs in _sentences(text, _hits(text, site)):
        sentence = " ".join(MARK.sub("", prose.text[start:end]).split())
        if not _WORD.search(folded(sentence)):
            continue
        signs = sorted(signs, key=lambda sign: ORDER.index(sign.kind))
        address = ADDRESS.search(sentence)
        yield Suggestion(
            id=claim_id(signs[0].kind, sentence),
            kind=signs[0].kind,
            sentence=sentence,
            why=", ".join(dict.fromkeys(sign.why for sign in signs)),
            prompt=prompt_id,
            line=prose.line(start),
            by=speaker(sentence),
            source=address[0] if address else "",
        )


_Hit = tuple[int, int, Sign]


def _hits(text: str, site: str) -> Iterator[_Hit]:
    """Where something makes a claim, in order."""
    return merge(*(_of_sign(text, sign, site) for sign in SIGNS), key=lambda hit: hit[:2])


def _of_sign(text: str, sign: Sign, site: str) -> Iterator[_Hit]:
    for match in sign.pattern.finditer(text):
        if not is_nothing(match, sign, site):
            yield match.start(), match.end(), sign


def _sentences(text: str, hits: Iterable[_Hit]) -> Iterator[tuple[int, int, list[Sign]]]:
    """The sentences that hits stand in, each with all of its signs."""
    start = end = -1
    signs: list[Sign] = []
    for first, last, sign in hits:
        if signs and first < end:
            signs.append(sign)
            if end < last < start + LONG:
                end = _end_of(text, first, last)
            continue
        if signs:
            yield start, end, signs
        start, end, signs = _start_of(text, first, end), _end_of(text, first, last), [sign]
    if signs:
        yield start, end, signs


def _start_of(text: str, offset: int, after: int) -> int:
    low = max(0, after, offset - REACH)
    for end in reversed(list(_END.finditer(text, low, offset))):
        if _ends_sentence(text, end):
            return end.end()
    if low and low != after:
        low = text.find(" ", low, offset) + 1 or low
    return low


def _end_of(text: str, first: int, offset: int) -> int:
    """Where the sentence ends that what was found from ``first`` to ``offset`` stands in."""
    if text[first] in _STOPS:
        return offset  # a mark behind a sentence's end
    if text[offset - 2] in _STOPS and not text[offset - 1].isalnum():
        behind = text[offset : offset + 2]  # a quotation that ends its sentence
        if not behind.strip() or behind[1:].isupper():
            return offset
    high = min(len(text), offset + REACH)
    for end in _END.finditer(text, offset, high):
        if end[0] == "\n":
            return end.start()
        if _ends_sentence(text, end):
            return end.end()
    if high < len(text):
        high = max(offset, text.rfind(" ", offset, high))
    return high


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: there are more sentences with the words behind it."""
    if end[0] == "\n" or end[0][0] in "。！？":
        return True
    before = text[max(0, end.start() - LOOK) : end.end()].rpartition("\n")[2]
    behind = text[end.end() : end.end() + LOOK].partition("\n")[0].strip()
    if not behind:
        return True
    if behind[0] in "—–" and not end[0][-1].isalnum() and len(end[0]) > 1:
        return False  # behind a quotation stands whose it is
    return count_sentences(f"{before} {behind}") > count_sentences(before) - 1 + count_sentences(
        behind
    )
