"""Titles: each value is the title of something that is there to be linked to."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.alike import key, near
from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import each
from copydesk.kits.checks import Agrees


def state(check: Agrees, terms: Terms) -> str:
    """``each target is one of the map's 10 titles``."""
    titles = terms.texts(check.to)
    if not titles:
        return f"no {each(check.path)}, as {_source(check)} has no titles"
    return f"each {each(check.path)} is one of {_said(check, len(titles))}"


def find(check: Agrees, subject: Subject) -> Iterator[Finding]:
    """Values that are no title, each with the title that was most likely meant."""
    titles = subject.texts(check.to)
    values = subject.texts_at(check.path)
    if not titles:
        if values:
            yield subject.finding(
                check,
                "the answer",
                count(len(values), each(check.path)),
                f"none: {_source(check)} has no titles, so the answer should be empty",
                "Return an empty array: []." if check.path.startswith("[*]") else "Leave them out.",
                line=subject.json_line(values[0][0].way),
                excerpt=values[0][1],
            )
        return
    keys = {key(title) for title in titles}
    for picked, text in values:
        if key(text) in keys:
            continue
        meant = near(text, titles)
        wanted = f"one of {_said(check, len(titles))}"
        yield subject.finding(
            check,
            picked.path,
            quoted(text) if text.strip() else "no text",
            f"{wanted}: {quoted(meant, 100)}" if meant else wanted,
            f"Use {quoted(meant, 100)}." if meant else "Use a title of the list, or leave it out.",
            line=subject.json_line(picked.way),
            excerpt=text,
        )


def _said(check: Agrees, amount: int) -> str:
    if _source(check) == "the map":
        return f"the map's {count(amount, 'title')}"
    return count(amount, "title") if amount == 1 else f"these {count(amount, 'title')}"


def _source(check: Agrees) -> str:
    names = (check.to,) if isinstance(check.to, str) else check.to
    return "the map" if all(name.startswith("map.") for name in names) else "the list"
