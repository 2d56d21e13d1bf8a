"""The prose of an answer: what a reader of the article will read, code and JSON's keys left out.

A text in Markdown is prose without its blocks of code; of an answer in JSON, prose is what the
kit's documents set of it. Lines that make one paragraph are joined by a blank, so that a sentence
is whole; where each began is remembered.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

from copydesk.answers.reading import Reading, read_answer
from copydesk.checks.subject import pick_all
from copydesk.kits.model import AnswerFormat, Kit

MARK = re.compile(
    r"[ \u00a0]?\[(?:verify|to verify|needs? verification|unverified|citation needed|source needed"
    r"|fact.?check|check|prüfen|zu prüfen|ungeprüft|beleg|quelle fehlt)\b"
    r"[^\[\]\n]{0,60}\](?![(:])",
    re.IGNORECASE,
)
"""What says of the words before it that they have to be verified, the blank before it included."""

_MARKER = re.compile(r"\s*+(?:(?:>|[-*+•](?=\s)|\d{1,9}[.)](?=\s)|#{1,6}(?=\s)|\|)\s*+)*+")
"""What begins a line in Markdown and is no word of it."""
_SIGNS = {ord(one): None for one in "*_`\u00ad\u200b\u2060\ufeff"} | {
    ord(one): plain
    for plain, ones in (("'", "‘’‚‛´"), ('"', "“”„‟«»"), ("-", "‐‑‒–—−"))
    for one in ones
}


def folded(text: str) -> str:
    """A text as it is compared: small, blanks alike, typography, emphasis, ``[verify]`` set aside.

    The ids of claims rest on this: another way of folding would forget what was decided.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if "[" in plain:
        plain = MARK.sub("", plain)
    return " ".join(plain.translate(_SIGNS).casefold().split())


class Prose:
    """The prose of one answer."""

    def __init__(self, pieces: list[tuple[str, int, bool]]) -> None:
        """
        Args:
            pieces: Lines, the stored line of each, and whether it carries a paragraph on.
        """
        self._pieces = [line for line, _, _ in pieces]
        self._numbers = [number for _, number, _ in pieces]
        joints = [" " if carries else "\n" for _, _, carries in pieces]
        self.text = "".join(
            f"{joint}{line}" for joint, line in zip(joints, self._pieces, strict=True)
        )
        """One paragraph to a line, each behind a line end."""
        self._starts = [0, *accumulate(len(line) + 1 for line in self._pieces)]

    @property
    def size(self) -> int:
        """How many characters there are to look through."""
        return len(self.text)

    def line(self, offset: int) -> int:
        """The stored line that an offset into ``text`` lies in; 0 where nobody can say."""
        index = min(bisect_right(self._starts, offset), len(self._numbers)) - 1
        return self._numbers[index] if index >= 0 else 0

    def line_of(self, folded_text: str) -> int | None:
        """The stored line in which a text begins, given as ``folded`` has it; None for none."""
        text, starts = self._folded
        offset = text.find(folded_text) if folded_text else -1
        if offset < 0:
            return None
        paragraph = bisect_right(starts, offset) - 1
        start = self._paragraphs[paragraph]
        end = (*self._paragraphs, len(self.text))[paragraph + 1]
        inside = offset - starts[paragraph]
        reached = bisect_right(
            range(start, end), inside, key=lambda at: len(folded(self.text[start : at + 1]))
        )
        return self.line(min(start + reached, end - 1))

    @cached_property
    def _paragraphs(self) -> list[int]:
        """The offsets at which paragraphs begin, the line end before each included."""
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """All paragraphs folded, and where each of them begins there."""
        folds = [folded(one) for one in self.text.split("\n")[1:]]
        return "\n".join(folds), [0, *accumulate(len(one) + 1 for one in folds)]


def prose_of(kit: Kit, prompt_id: str, stored: str) -> Prose:
    """The prose of a prompt's answer; empty where there is none."""
    form = kit.prompt(prompt_id).answer.format
    paths = _set_of(kit, prompt_id) if form == "json" else ()
    return _prose(stored, form, paths)


def _set_of(kit: Kit, prompt_id: str) -> tuple[str, ...]:
    """The paths at which the kit's documents pick from an answer."""
    parts = (part for document in kit.documents for part in document.parts)
    return tuple(
        dict.fromkeys(
            part.path for part in parts if part.answer == prompt_id and part.set != "code"
        )
    )


@lru_cache(maxsize=64)
def _prose(stored: str, form: AnswerFormat, paths: tuple[str, ...]) -> Prose:
    reading = read_answer(stored, form)
    if form == "json":
        return Prose(list(_in_json(reading, paths)))
    return Prose(list(_in_markdown(reading)) if form != "html" else [])


def _in_markdown(reading: Reading) -> Iterator[tuple[str, int, bool]]:
    carries = False
    for number, line in enumerate(reading.structure.prose.split("\n"), 1):
        words = line[_end_of_marker(line) :].rstrip()
        if not words:
            carries = False
            continue
        marker = line[: _end_of_marker(line)].strip()
        is_heading = marker.startswith("#")
        begins = bool(marker) and marker != ">"
        yield words, reading.stored_line(number), carries and not begins
        carries = not is_heading and not line.rstrip().endswith("  ")


def _end_of_marker(line: str) -> int:
    found = _MARKER.match(line)
    return found.end() if found else 0


def _in_json(reading: Reading, paths: tuple[str, ...]) -> Iterator[tuple[str, int, bool]]:
    if reading.json.fault:
        return
    for path in paths:
        for picked in pick_all(reading.json.value, path):
            for text in _texts(picked.value):
                line = reading.stored_line(reading.json.line(picked.way))
                for paragraph in text.split("\n"):
                    if paragraph.strip():
                        yield paragraph.strip(), line, False


def _texts(value: Any) -> list[str]:
    """A value's texts: itself, the items of a list, what the keys of an object hold."""
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
