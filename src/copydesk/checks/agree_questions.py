"""Questions: the FAQPage of a page's JSON-LD says what the FAQ says, word for word."""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from copydesk.answers.composed_text import composed
from copydesk.answers.json_text import Way
from copydesk.checks.agreement import other_answer
from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.linked_data import LinkedData, Node, linked_data
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.kits.checks import Agrees, JsonLd

WHOLE = 900
"""An answer of the FAQ is told up to this length, in characters."""


class _Pair(NamedTuple):
    question: str
    answer: str
    place: tuple[Node, Way] | None = None
    """Where it stands in the JSON-LD."""


def state(check: Agrees, terms: Terms) -> str:
    """``the questions and answers of 6 FAQ, unchanged, in the FAQPage``."""
    return (
        f"the questions and answers of {terms.name(other_answer(check))}, unchanged, in the FAQPage"
    )


def find(check: Agrees, subject: Subject) -> Iterator[Finding]:
    """How many there are, where that is another number, and which differ."""
    other = subject.other(other_answer(check))
    wanted = list(_wanted(other.json.value)) if other is not None else []
    data = linked_data(subject.stored, subject.reading.format) if wanted else None
    if data is None or data.faults:
        return
    pages = data.of_type("FAQPage")
    if not pages and _is_asked_elsewhere(subject):
        return
    found = list(_in_pages(data))
    if len(found) != len(wanted):
        yield subject.finding(
            check,
            "the FAQPage",
            count(len(found), "question"),
            f"the {count(len(wanted), 'question')} of {subject.name(other_answer(check))}",
            "Put each of them in, unchanged, and no other.",
            line=data.line(pages[0]) if pages else 0,
        )
    if found:
        yield from _Compared(check, subject, data, wanted, found).differences()


def _is_asked_elsewhere(subject: Subject) -> bool:
    """Whether another check says that the FAQPage is missing."""
    checks = [one for one in subject.prompt.checks if isinstance(one, JsonLd)]
    return any("FAQPage" in one.types for one in checks)


def _wanted(value: Any) -> Iterator[_Pair]:
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            question, answer = one.get("question"), one.get("answer")
            if isinstance(question, str) and isinstance(answer, str):
                yield _Pair(question, answer)


def _in_pages(data: LinkedData) -> Iterator[_Pair]:
    for page in data.of_type("FAQPage"):
        entity = data.whole(page.value.get("mainEntity"))
        for index, item in enumerate(entity if isinstance(entity, list) else [entity]):
            one = data.whole(item)
            if not isinstance(one, dict):
                continue
            way: Way = ("mainEntity", index) if isinstance(entity, list) else ("mainEntity",)
            yield _Pair(_text(one.get("name")), _answer(data, one), (page, way))


def _answer(data: LinkedData, question: dict[str, Any]) -> str:
    answer = data.whole(question.get("acceptedAnswer"))
    if isinstance(answer, list) and answer:
        answer = data.whole(answer[0])
    return _text(answer.get("text")) if isinstance(answer, dict) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


class _Compared(NamedTuple):
    """The pairs of both, under their check."""

    check: Agrees
    subject: Subject
    data: LinkedData
    wanted: list[_Pair]
    found: list[_Pair]

    def differences(self) -> Iterator[Finding]:
        """In the order of the FAQ: what is missing, reworded, answered otherwise; then the rest."""
        places = self._places()
        taken = {at for at in places if at is not None}
        for index, (pair, at) in enumerate(zip(self.wanted, places, strict=True)):
            if at is None:
                is_reworded = index < len(self.found) and index not in taken
                yield self._question(index, pair, self.found[index] if is_reworded else None)
                taken.add(index)
            elif folded(pair.answer) != folded(self.found[at].answer):
                yield self._answer(index, pair, self.found[at])
        for at, pair in enumerate(self.found):
            if at not in taken:
                yield self._unasked(at, pair)

    def _places(self) -> list[int | None]:
        """For each question of the FAQ where it stands in the JSON-LD."""
        where: dict[str, deque[int]] = defaultdict(deque)
        for at, pair in enumerate(self.found):
            where[folded(pair.question)].append(at)
        same = [where.get(folded(pair.question)) for pair in self.wanted]
        return [places.popleft() if places else None for places in same]

    def _question(self, index: int, pair: _Pair, there: _Pair | None) -> Finding:
        """A question of the FAQ that is missing, or that stands in its place in other words."""
        return self._finding(
            f"question {index + 1} in the FAQPage",
            quoted(there.question) if there else "missing",
            quoted(pair.question, 100),
            f"Put it in, word for word: {_whole(pair.question)} Its answer: {_whole(pair.answer)}",
            there,
        )

    def _answer(self, index: int, pair: _Pair, there: _Pair) -> Finding:
        """An answer that differs, from shortly before where it does."""
        here, asked = _apart(folded(there.answer), folded(pair.answer))
        return self._finding(
            f"the answer to question {index + 1} in the FAQPage",
            quoted(here) if here else "no text",
            f"the FAQ's {quoted(asked)}" if asked else "nothing more",
            f"Its answer is, word for word: {_whole(pair.answer)}",
            there,
        )

    def _unasked(self, at: int, pair: _Pair) -> Finding:
        return self._finding(
            f"item {at + 1} of the FAQPage",
            f"{quoted(pair.question)}, which the FAQ does not have",
            "only the questions of the FAQ",
            f"Take item {at + 1} out.",
            pair,
        )

    def _finding(
        self, what: str, found: str, wanted: str, mend: str, there: _Pair | None
    ) -> Finding:
        line = self.data.line(there.place[0], *there.place[1]) if there and there.place else 0
        excerpt = there.question if there else ""
        return self.subject.finding(
            self.check, what, found, wanted, mend, line=line, excerpt=excerpt
        )


def _whole(text: str) -> str:
    """A text to be taken over as it stands; it may be long, for the chat has no other."""
    return quoted(text, WHOLE)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts from the word before the one in which they differ."""
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = one.rfind(" ", 0, max(0, one.rfind(" ", 0, at))) + 1
    dots = "… " if start else ""
    return (f"{dots}{one[start:]}" if one[start:] else ""), f"{dots}{other[start:]}"


_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-",
     "—": "-", "‑": "-", "−": "-", "…": "...", "\u00ad": "", "\u200b": "", "\u2060": ""}
)  # fmt: skip
_BLOCK = re.compile(r"</?(?:p|br|ul|ol|li|div)(?:\s[^<>]*+)?+/?+>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:b|i|em|strong|code|a|span)(?:\s[^<>]*+)?+>", re.IGNORECASE)
_MARK = re.compile(r"`++|\*\*++")


def folded(text: str) -> str:
    """A text without what makes no difference: blanks, typography, entities, tags, marks."""
    text = _INLINE.sub("", _BLOCK.sub(" ", html.unescape(text))).translate(_TYPOGRAPHY)
    return " ".join(_MARK.sub("", composed(text)).split())
