"""The sentences of a text, as a reader would count them, and where each begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

_CODE = re.compile(r"`++[^`\n]*+`++|https?://\S++|(?<!\S)[^\s@]++@\S++")
"""What holds full stops that end nothing: code, addresses."""
_ADDRESS_END = ".!?,;:)"
_CLOSING = r")\]”’\"'»«“‘*_"
_END = re.compile(
    r"(?P<wide>[。！？｡।॥۔؟]++)(?P<closed>[」』”’）)»]*+)"
    rf"|(?<![.!?…])(?P<dots>[.!?…]++)[{_CLOSING}]*+(?=\s|$|(?<=[!?])[\u3040-\u30ff\u3400-\u9fff])"
)
_LINE_START = re.compile(
    r"\s*+(?:>\s*+)*+(?:[-*+•]\s++|\d{1,9}[.)]\s++|[a-z]\)\s++)?+(?:\[[ x]\]\s++)?+"
)
"""The sign of a quotation, an item or a box to tick, in Markdown or plain text."""
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_FENCE = re.compile(r" {0,3}(`{3,}+(?=[^`]*+$)|~{3,}+)")
_SAID = re.compile(r"と|って")
_WORD = re.compile(r"\w")
_NO_WORD = re.compile(r"[^\w.]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)++[^\W\d_]")
_BEFORE_WORD = " \t\u00a0\"'„“‚‘«»([*_"

WRAPPED = 50
"""A line as long as this and without an end was wrapped: German nouns begin with capitals."""
LOOK = 40
"""So many characters before and behind a full stop are looked at."""

_NEVER = frozenset(
    "mr mrs ms dr prof st vs cf ca approx e.g i.e z.b d.h u.a o.ä s.o s.u z.t i.d.r m.e v.a u.s u.k"  # noqa: SIM905
    " hr fr bzw ggf evtl inkl exkl vgl bspw sog engl mind dt co gen col sen rep gov".split()
)
"""Abbreviations that something always follows, without their full stop, small."""
_SHORT = frozenset(
    "no nos fig figs eq al inc ltd corp jr sr vol pp p ed eds nr abs abb tab art str tel max min"  # noqa: SIM905
    " usw etc jan feb mar apr jun jul aug sep sept oct okt nov dec dez mon tue wed thu fri sat sun"
    " a.m p.m dept govt equiv spec temp avg std misc incl excl est hrs mins sec secs ver sect"
    " chap ch ave blvd resp tsd mio mrd std tgl lfd gem geb gest jh jhd".split()
)
"""Abbreviations that may end a sentence: a capital letter behind them begins the next one."""
_ORDINAL = frozenset("der die das dem den des im am vom zum zur beim seit ab bis ihr sein".split())  # noqa: SIM905
"""Before a German number with a full stop (``der 2. Weltkrieg``), which then ends nothing."""
_MONTHS = re.compile(
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|jahrhundert|jan|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez)\b",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """One sentence; what it was quoted or listed with is not part of it."""

    text: str
    line: int
    """The line that it begins in, counted from 1."""


def count_sentences(text: str) -> int:
    """How many sentences stand in a text; what has letters and no end counts as one too.

    Full stops of abbreviations, initials, numbers, code and addresses end none. Each line that
    is a paragraph or an item ends with its sentence; one that a small letter carries on in the
    next line does not. Headings, and blocks of code in Markdown, are no sentences.
    """
    return sum(sum(1 for _ in _in_line(line)) for line, _ in _lines(text))


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences that ``count_sentences`` counts, in order; takes time in proportion."""
    for line, starts in _lines(text):
        offsets = [0, *accumulate(len(part) + 1 for part in starts.parts)]
        for start, end in _in_line(line):
            blanks = len(line[start:end]) - len(line[start:end].lstrip())
            at = bisect_right(offsets, start + blanks) - 1
            yield Sentence(line[start:end].strip(), starts.first + at)


class _Lines(NamedTuple):
    """Lines of a text that were put together."""

    first: int
    parts: list[str]


def _lines(text: str) -> list[tuple[str, _Lines]]:
    """The lines that hold sentences, those that were wrapped put together again."""
    lines: list[_Lines] = []
    fence, carries, wrapped = "", False, False
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            carries = False
        elif fence or not line.strip() or _HEADING.match(line):
            carries = False
        else:
            start = line.lstrip()[:1]
            if carries and (start.islower() or wrapped) and not _is_item(line):
                lines[-1].parts.append(line)
            else:
                lines.append(_Lines(number, [line[_line_start(line) :]]))
            carries = line.rstrip()[-1:] not in ".!?:…"
            wrapped = len(line) >= WRAPPED
    return [(" ".join(one.parts), one) for one in lines]


def _line_start(line: str) -> int:
    start = _LINE_START.match(line)
    return start.end() if start else 0


def _is_item(line: str) -> bool:
    return _line_start(line) > len(line) - len(line.lstrip())


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    line = _CODE.sub(_masked, line)
    start = 0
    for end in _END.finditer(line):
        if not _WORD.search(line, start, end.start()):
            start = end.end()
        elif _ends(line, end) if end["dots"] else _ends_wide(line, end):
            yield start, end.end()
            start = end.end()
    if _WORD.search(line, start):
        yield start, len(line)


def _masked(code: re.Match[str]) -> str:
    kept = code[0].rstrip(_ADDRESS_END)
    return "x" * len(kept) + code[0][len(kept) :]


def _ends_wide(line: str, end: re.Match[str]) -> bool:
    """Whether a full-width stop ends a sentence: not within what somebody said, 「はい。」と."""
    return not (end["closed"] and _SAID.match(line, end.end()))


def _ends(line: str, end: re.Match[str]) -> bool:
    """Whether a full stop, or several, ends a sentence."""
    behind = line[end.end() : end.end() + LOOK].lstrip(_BEFORE_WORD)
    is_closed = end.end() > end.end("dots")
    is_trailing = end["dots"] != "." and set(end["dots"]) <= {".", "…"}
    if behind[:1].islower() and (is_closed or is_trailing):
        return False
    if end["dots"] != "." or not behind:
        return True
    before = line[max(0, end.start() - LOOK) : end.start()]
    word = _NO_WORD.split(before.rpartition(" ")[2])[-1].strip(".")
    if word.isdecimal():
        return not _is_ordinal(word, before, behind)
    if len(word) == 1 and word.isalpha():
        return not _is_initial(word, before, behind)
    return not _is_short(word.lower(), behind)


def _is_initial(letter: str, before: str, behind: str) -> bool:
    """Whether one letter stands for a word: J. Smith, z. B., p. 12; not the q of pytest -q."""
    if before[-2:-1] == "-":
        return False
    return letter.isupper() or behind[0].isdigit() or behind[1:2] == "." or letter in "bh"


def _is_short(word: str, behind: str) -> bool:
    """Whether a word before a full stop is an abbreviation, and goes on."""
    if word in _NEVER:
        return True
    is_short = word in _SHORT or ("." in word and _INITIALS.fullmatch(word))
    return bool(is_short) and not behind[0].isupper()


def _is_ordinal(word: str, before: str, behind: str) -> bool:
    """Whether a number before a full stop is a German ordinal: 3. Oktober, der 2. Weltkrieg."""
    if len(word) > 3 or not behind[0].isalpha():
        return False
    last = before[: -len(word)].split()[-1:]
    return bool(_MONTHS.match(behind)) or "".join(last).lower() in _ORDINAL
