"""How long a page's title, description and Open Graph texts are, and that each stands once."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.amounts import Limits, count
from copydesk.checks.finding import Finding
from copydesk.checks.page_head import HeadText, Name, read_head
from copydesk.checks.subject import Subject, Terms
from copydesk.kits.checks import HeadTags

SAID: dict[Name, str] = {
    "title": "title",
    "description": "meta description",
    "og_title": "OG title",
    "og_description": "OG description",
}
"""What the tags are called where people read of them."""
_TAGS: dict[Name, str] = {
    "title": "<title>",
    "description": '<meta name="description">',
    "og_title": '<meta property="og:title">',
    "og_description": '<meta property="og:description">',
}


def state(check: HeadTags, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``title of 55–60 characters, OG title of at most 70 characters``."""
    said = [f"{SAID[name]} of {bounds.said('character')}" for name, bounds in _asked(check)]
    return ", ".join(said)


def find(check: HeadTags, subject: Subject) -> Iterator[Finding]:
    """Tags that are missing, of the wrong length, or there twice."""
    head = read_head(subject.stored, subject.reading.format)
    for name, bounds in _asked(check):
        given = head.named(name)
        wanted = bounds.said("character")
        if not given or not given[0].text:
            found = "no text in it" if given else "missing"
            mend = f"Write it, in {_TAGS[name]}."
            line = given[0].line if given else 0
            yield subject.finding(check, f"the {SAID[name]}", found, wanted, mend, line=line)
        else:
            yield from _length(check, subject, given[0], bounds)
        if len(given) > 1:
            yield _twice(check, subject, given)


def _asked(check: HeadTags) -> Iterator[tuple[Name, Limits]]:
    """Each text that the check speaks of; a lower limit of 1 says no more than that it is there."""
    for name in SAID:
        asked: tuple[int, int] | None = getattr(check, name)
        if asked is not None:
            low, high = asked
            yield name, Limits(low if low > 1 else None, high)


def _length(
    check: HeadTags, subject: Subject, given: HeadText, bounds: Limits
) -> Iterator[Finding]:
    amount = len(given.text)
    if bounds.off(amount):
        yield subject.finding(
            check,
            f"the {SAID[given.name]}",
            count(amount, "character"),
            bounds.said("character"),
            bounds.mend(amount, "character"),
            line=given.line,
            excerpt=given.text,
        )


def _twice(check: HeadTags, subject: Subject, given: tuple[HeadText, ...]) -> Finding:
    name, again = SAID[given[0].name], given[1]
    return subject.finding(
        check,
        f"the {name}",
        f"{len(given)} of them",
        f"1 {name}",
        "Keep one of them and take the others out.",
        line=again.line,
        excerpt=again.text,
    )
