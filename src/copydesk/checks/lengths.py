"""Words, characters, sentences: of a text, of each item at a path, of each section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from copydesk.answers.composed_text import composed
from copydesk.checks.amounts import Limits, count, limits
from copydesk.checks.finding import Finding
from copydesk.checks.sentences import count_sentences
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import each
from copydesk.kits.checks import Characters, Sentences, Words
from copydesk.text import count_words

Length = Words | Characters | Sentences

_MEASURES: dict[type[Length], tuple[str, Callable[[str], int]]] = {
    Words: ("word", count_words),
    Characters: ("character", lambda text: len(composed(text))),
    Sentences: ("sentence", count_sentences),
}


class _Piece(NamedTuple):
    what: str
    text: str
    line: int


def state(check: Length, terms: Terms) -> str:
    """``300–500 words``; ``2–4 sentences in each answer``."""
    bounds = _limits(check, terms)
    if bounds is None:
        return ""
    noun, _ = _MEASURES[type(check)]
    return f"{bounds.said(noun)} {_place(check)}".rstrip()


def find(check: Length, subject: Subject) -> Iterator[Finding]:
    """A finding for each piece that is too short or too long."""
    bounds = _limits(check, subject)
    if bounds is None:
        return
    noun, measure = _MEASURES[type(check)]
    for piece in _pieces(check, subject):
        amount = measure(piece.text)
        if bounds.off(amount):
            yield subject.finding(
                check,
                piece.what,
                count(amount, noun),
                bounds.said(noun),
                bounds.mend(amount, noun),
                line=piece.line,
                excerpt=piece.text if piece.line else "",
            )


def _limits(check: Length, terms: Terms) -> Limits | None:
    return limits(terms, check.min, check.max, check.about, check.within)


def _place(check: Length) -> str:
    if not check.path:
        return "in each section" if check.per == "section" else ""
    if "[*]" not in check.path:
        return f"in {each(check.path)}"
    together = check.per == "text"
    return f"in every {each(check.path)} together" if together else f"in each {each(check.path)}"


def _pieces(check: Length, subject: Subject) -> Iterator[_Piece]:
    reading = subject.reading
    if check.path:
        yield from _picked(check, subject)
    elif check.per == "section":
        for section in reading.structure.sections:
            if section.heading is not None:
                line = reading.stored_line(section.line)
                yield _Piece(quoted(section.heading.text), section.text, line)
    else:
        yield _Piece("the text", reading.text, 0)


def _picked(check: Length, subject: Subject) -> Iterator[_Piece]:
    """The texts at a path, one by one or all of them as one."""
    if subject.reading.format != "json" or subject.reading.json.fault:
        return
    texts = subject.texts_at(check.path)
    if check.per == "text" and "[*]" in check.path:
        if texts or not subject.has_schema:
            line = subject.json_line(texts[0][0].way) if texts else 0
            whole = "\n".join(text for _, text in texts)
            yield _Piece(f"every {each(check.path)} together", whole, line)
    elif "[*]" not in check.path and not subject.has_schema and not subject.picked(check.path):
        yield _Piece(each(check.path), "", 0)  # a schema would say that it is missing
    else:
        for picked, text in texts:
            yield _Piece(picked.path, text, subject.json_line(picked.way))
