"""Where a keyword stands: in the text, at its start, in a heading, in each text at a path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from copydesk.checks.amounts import count, number
from copydesk.checks.finding import Finding
from copydesk.checks.looked_at import LookedAt, looked_at
from copydesk.checks.matching import Folded
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import each
from copydesk.kits.checks import Keyword
from copydesk.text import count_words

SPARE = 3
"""So many other words may stand among a keyword's own when they are in another order."""

SMALL = frozenset(
    "a an and for in of on or the to with der die das den dem ein eine für im in mit und von zu"  # noqa: SIM905
    " de del des du el en et la le les los para pour y".split()
)
"""Words that a keyword may lack, or have besides, when its own stand in another order."""


def state(check: Keyword, terms: Terms) -> str:
    """``“CI vs CD” or a variant in the first 100 words``."""
    said = _said(check, terms)
    return f"{said} {_where(check)}".rstrip() if said else ""


def find(check: Keyword, subject: Subject) -> Iterator[Finding]:
    """Nothing where the keyword or a variant stands in its place; else where it stands, if it does.

    For ``each``, one finding a text.
    """
    names = _names(check, subject)
    if not names:
        return
    if check.place == "each":
        yield from _each(check, subject, names)
    elif check.place == "headings":
        yield from _in_headings(check, subject, names)
    else:
        yield from _in_text(check, subject, names)


def _names(check: Keyword, terms: Terms) -> tuple[str, ...]:
    """The keyword and its variants; none where the keyword was not given."""
    keyword = terms.text(check.keyword).strip()
    return (keyword, *terms.texts(check.variants)) if keyword else ()


def _said(check: Keyword, terms: Terms) -> str:
    names = _names(check, terms)
    if not names:
        return ""
    return quoted(names[0]) + (" or a variant" if len(names) > 1 else "")


def _where(check: Keyword) -> str:
    if check.place == "headings":
        return "in a heading"
    if check.place == "each":
        return f"in each {each(check.path)}"
    inside = f"in {each(check.path)}" if check.path else ""
    if check.place == "start":
        first = (
            "in the first word" if check.words == 1 else f"in the first {number(check.words)} words"
        )
        return f"{first} of {each(check.path)}" if check.path else first
    return inside or "in the text"


def _first_place(folded: Folded, names: tuple[str, ...]) -> int:
    """Where one of some names stands first, its words in any order; -1 where none does."""
    places = [folded.find(name) for name in names]
    places += [folded.together(words, SPARE) for words in map(_words, names) if len(words) > 1]
    return min((place for place in places if place >= 0), default=-1)


def stands_in(folded: Folded, names: tuple[str, ...]) -> bool:
    """Whether one of some names stands in a text, its words in any order."""
    return any(name in folded for name in names) or any(
        folded.together(words, SPARE) >= 0 for words in map(_words, names) if len(words) > 1
    )


@lru_cache(maxsize=64)
def _words(name: str) -> list[str]:
    """A name's own words, without those that bind them."""
    return [word for word in Folded(name).words if word not in SMALL]


def _in_text(check: Keyword, subject: Subject, names: tuple[str, ...]) -> Iterator[Finding]:
    place = looked_at(subject, check.path)
    if place is None:
        return
    first = _first_place(place.folded, names)
    if check.place == "text":
        if first < 0:
            yield _nowhere(check, subject, place)
        return
    # Up to and with the first letter: the number of the word that it stands in.
    word = count_words(place.text[: first + 1]) if first >= 0 else 0
    if first < 0:
        yield _nowhere(check, subject, place)
    elif word > check.words:
        yield subject.finding(
            check,
            f"{_said(check, subject)} in {place.what}",
            f"first in word {number(word)}",
            _where(check),
            f"Bring {quoted(names[0])} into the first {count(check.words, 'word')}.",
            line=place.line(first),
            excerpt=place.excerpt(first),
        )


def _nowhere(check: Keyword, subject: Subject, place: LookedAt) -> Finding:
    where = _where(check)
    name = quoted(subject.text(check.keyword).strip())
    return subject.finding(
        check,
        f"{_said(check, subject)} in {place.what}",
        "0 times",
        f"at least 1 time {where}",
        f"Use {name} {where}.",
        line=place.line(0) if place.texts else 0,
        excerpt=place.excerpt(0),
    )


def _in_headings(check: Keyword, subject: Subject, names: tuple[str, ...]) -> Iterator[Finding]:
    reading = subject.reading
    if reading.format not in ("markdown", "text"):
        return
    headings = reading.structure.headings
    if not headings:
        return  # which headings there have to be is another check's
    whole = LookedAt(subject, "", [one.text for one in headings], [])
    if stands_in(whole.folded, names):
        return
    yield subject.finding(
        check,
        f"{_said(check, subject)} in the headings",
        f"in 0 of {len(headings):,}",
        "in at least 1 heading",
        f"Use {quoted(names[0])} in a heading where it reads well.",
        line=reading.stored_line(headings[0].line),
        excerpt=headings[0].text,
    )


def _each(check: Keyword, subject: Subject, names: tuple[str, ...]) -> Iterator[Finding]:
    for picked, text in subject.texts_at(check.path):
        if not stands_in(Folded(text), names):
            yield subject.finding(
                check,
                picked.path,
                f"{quoted(text)}, {quoted(names[0])} 0 times" if text.strip() else "no text",
                f"{_said(check, subject)} at least 1 time",
                f"Use {quoted(names[0])}{' or a variant' if len(names) > 1 else ''} in it.",
                line=subject.json_line(picked.way),
                excerpt=text,
            )
