"""Placements: what an answer in JSON names as a place is a heading of another answer."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.alike import bare, key, near
from copydesk.checks.agreement import other_answer
from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.outline import planned_in
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import each
from copydesk.kits.checks import Agrees


def state(check: Agrees, terms: Terms) -> str:
    """``each placement is a heading of 4 Body sections``."""
    return f"each {each(check.path)} is a heading of {terms.name(other_answer(check))}"


def find(check: Agrees, subject: Subject) -> Iterator[Finding]:
    """The places that are no heading there, and which heading was most likely meant."""
    to = other_answer(check)
    other = subject.other(to)
    if other is None:
        return
    headings = [one.text for one in planned_in(other)]
    keys = {key(text) for text in headings}
    name = subject.name(to)
    wanted = f"a heading of {name}"
    if not headings:
        wanted += ", which has 0 headings"
    for picked, text in subject.texts_at(check.path):
        if key(text) in keys:
            continue
        meant = near(bare(text), headings)
        yield subject.finding(
            check,
            picked.path,
            quoted(text) if text.strip() else "no text",
            f"{wanted}: {quoted(meant, 100)}" if meant else _one_of(wanted, len(headings)),
            f"Use {quoted(meant, 100)}." if meant else f"Name a heading of {name}, word for word.",
            line=subject.json_line(picked.way),
            excerpt=text,
        )


def _one_of(wanted: str, amount: int) -> str:
    return f"{wanted}, one of its {count(amount, 'heading')}" if amount else wanted
