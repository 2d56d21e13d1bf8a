"""What a text has to say: a phrase to the letter, or each of some terms in any form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.answers.alike import near
from copydesk.answers.composed_text import composed
from copydesk.checks.amounts import count, number
from copydesk.checks.finding import Finding
from copydesk.checks.looked_at import LookedAt, looked_at, place_in
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import listed
from copydesk.kits.checks import Contains, Mentions

_TYPED = str.maketrans("‘’‚‛′“”„‟«»‐‑\u00a0\u2007\u202f", '\'\'\'\'\'""""""--   ')
"""Typography that makes no other phrase: quotation marks, no-break blanks and hyphens."""


def state(check: Contains | Mentions, terms: Terms) -> str:
    """``“{{ARTICLE_URL}}” in linkedin_post``; ``each of “Leads” and “Left out” mentioned``."""
    if isinstance(check, Contains):
        phrase = terms.text(check.phrase).strip()
        if not phrase or check.times < 1:
            return ""
        times = f" {count(check.times, 'time')}" if check.times > 1 else ""
        return f"{quoted(phrase, 100)}{times}{place_in(check.path)}"
    asked = terms.texts(check.terms)
    least = _least(check, terms, len(asked))
    if not least:
        return ""
    return f"{_asked(asked, least)} mentioned{place_in(check.path)}"


def find(check: Contains | Mentions, subject: Subject) -> Iterator[Finding]:
    """One finding for a phrase that stands there too seldom, or for all terms that are missing."""
    if isinstance(check, Contains):
        yield from _held(check, subject)
    else:
        yield from _mentioned(check, subject)


def _held(check: Contains, subject: Subject) -> Iterator[Finding]:
    phrase = " ".join(_typed(subject.text(check.phrase)).split())
    place = looked_at(subject, check.path) if phrase else None
    if place is None:
        return
    times = _one_blank(_typed(place.text)).count(phrase)
    if times >= check.times:
        return
    wanted = f"at least {count(check.times, 'time')}, to the letter"
    missing = check.times - times
    more = f" {count(missing, 'more time')}" if times else ""
    other = place.folded.find(phrase) if not times else -1
    if other >= 0:
        found, mend = "0 times, but in other letters", f"Write it to the letter: {_named(phrase)}."
    else:
        found, mend = count(times, "time"), f"Put in {_named(phrase)}{more}, to the letter."
    yield subject.finding(
        check,
        f"{quoted(phrase, 100)} in {place.what}",
        found,
        wanted,
        mend,
        line=place.line(other) if other >= 0 else _start(place),
        excerpt=place.excerpt(max(other, 0)),
    )


def _named(phrase: str) -> str:
    return quoted(phrase, 200)


def _start(place: LookedAt) -> int:
    """The line of what was looked at, where it is one of several things in the answer."""
    return 0 if place.what.startswith("the ") or not place.texts else place.line(0)


def _typed(text: str) -> str:
    return text if text.isascii() else composed(text).translate(_TYPED)


def _one_blank(text: str) -> str:
    return re.sub(r"\s++", " ", text)


def _least(check: Mentions, terms: Terms, many: int) -> int:
    """How many of the terms are asked for: no more than there are."""
    if check.at_least is None:
        return many
    least = terms.number(check.at_least)
    return 0 if least is None or least != least else int(max(0, min(least, many)))


def _asked(asked: tuple[str, ...], least: int) -> str:
    names = [quoted(one) for one in asked]
    if least < len(asked):
        return f"at least {number(least)} of {listed(names, 'or')}"
    return names[0] if len(asked) == 1 else f"each of {listed(names)}"


def _mentioned(check: Mentions, subject: Subject) -> Iterator[Finding]:
    asked = subject.texts(check.terms)
    least = _least(check, subject, len(asked))
    place = looked_at(subject, check.path) if least else None
    if place is None:
        return
    missing = [one for one in asked if one not in place.folded]
    there = len(asked) - len(missing)
    if there >= least:
        return
    names = listed([quoted(one, 100) for one in missing])
    if len(asked) == 1:
        found, wanted = f"{names} 0 times", "at least 1 time"
    else:
        found = f"{there} of {len(asked)} mentioned"
        if least == len(asked):
            found += f", not {names}"
        wanted = f"at least {least} of {len(asked)}" if least < len(asked) else f"all {least}"
    line, excerpt = _nearest(place, missing) if check.path else (0, "")
    yield subject.finding(
        check, place.what, found, wanted, _add(least - there, missing), line=line, excerpt=excerpt
    )


def _add(many: int, missing: list[str]) -> str:
    names = [quoted(one, 100) for one in missing]
    if many == len(missing):
        return f"Mention {listed(names)}."
    return f"Mention {number(many)} more of these: {listed(names, 'or')}."


def _nearest(place: LookedAt, missing: list[str]) -> tuple[int, str]:
    """Where a missing term stands in other words; no place where it does not."""
    for term in missing[:3]:
        meant = near(term, place.texts)
        if meant:
            return place.line(place.text.find(meant)), meant
    return 0, ""
