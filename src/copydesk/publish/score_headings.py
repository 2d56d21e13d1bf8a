"""Headings: one H1, no level skipped, none empty, none twice."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.alike import key
from copydesk.answers.markdown import Heading
from copydesk.checks.amounts import count
from copydesk.checks.subject import quoted
from copydesk.publish.lines import NOWHERE, Group, Line, Place, Sign, more
from copydesk.publish.scored import Scored

SHOWN = 8
"""So many headings that are off are told."""


def heading_lines(scored: Scored) -> Group | None:
    """The hierarchy and its faults with their places; None where no Markdown is set."""
    if scored.document is None or scored.document.format != "markdown":
        return None
    found = scored.headings
    lines = [_levels(scored, found), *_top(scored, found)]
    lines += _faults(scored, "headings.skipped", "Levels", "no level skipped", _skipped(found))
    lines += _faults(scored, "headings.twice", "Twice the same", "none", _twice(found))
    lines += _faults(scored, "headings.empty", "Empty headings", "none", _empty(found))
    return Group(id="headings", title="Headings", lines=tuple(lines))


def _levels(scored: Scored, found: list[Heading]) -> Line:
    by_level = [(level, sum(one.level == level for one in found)) for level in range(1, 7)]
    said = ", ".join(f"{amount:,} H{level}" for level, amount in by_level if amount)
    return Line(
        id="headings.number",
        name="Headings",
        value=said or "none",
        amount=len(found),
        place=scored.place(found[0].line) if found else NOWHERE,
    )


def _top(scored: Scored, found: list[Heading]) -> Iterator[Line]:
    """The H1: one, where the kit sets one; none, or a single one, where it does not."""
    assert scored.document is not None
    own = next((p.heading for p in scored.document.parts if p.heading and p.level == 1), "")
    tops = [one for one in found if one.level == 1]
    if not own and len(tops) < 2:
        return
    sign: Sign = "good" if len(tops) == 1 else "off"
    leads = scored.place(tops[:2][-1].line) if tops else _field(own)
    yield Line(
        id="headings.h1",
        name="H1",
        value=count(len(tops), "H1") if len(tops) != 1 else quoted(tops[0].text, 80),
        against="exactly one",
        sign=sign if scored.text.strip() else "unknown",
        amount=len(tops),
        place=leads,
    )


def _field(name: str) -> Place:
    """The field of the brief that a heading comes from."""
    family, _, field = name.partition(".")
    return Place(field=field) if family == "brief" else NOWHERE


_Fault = tuple[Heading, str]
"""A heading, and what is off with it."""


def _skipped(found: list[Heading]) -> list[_Fault]:
    faults: list[_Fault] = []
    before = 0
    for one in found:
        if before and one.level > before + 1:
            faults.append((one, f"an H{one.level} right under an H{before}"))
        before = one.level
    return faults


def _twice(found: list[Heading]) -> list[_Fault]:
    faults: list[_Fault] = []
    seen: dict[str, Heading] = {}
    for one in found:
        first = seen.setdefault(key(one.text[:300]), one)
        if first is not one and one.text.strip():
            faults.append((one, f"an H{first.level} before it says the same"))
    return faults


def _empty(found: list[Heading]) -> list[_Fault]:
    return [(one, f"an H{one.level} without words") for one in found if not one.text.strip()]


def _faults(
    scored: Scored, id: str, name: str, wanted: str, faults: list[_Fault]
) -> Iterator[Line]:
    """A line for one kind of fault, and one for each place."""
    if not faults and id != "headings.skipped":
        return
    yield Line(
        id=id,
        name=name,
        value=count(len(faults), "place") if faults else wanted,
        against=wanted if faults else "",
        sign="look" if faults else "good" if scored.headings else "unknown",
        amount=len(faults),
        place=scored.place(faults[0][0].line) if faults else NOWHERE,
    )
    for index, (one, what) in enumerate(faults[:SHOWN], 1):
        yield Line(
            id=f"{id}.{index}",
            name=quoted(one.text, 80),
            value=what,
            sign="look",
            depth=1,
            place=scored.place(one.line),
        )
    if len(faults) > SHOWN:
        yield more(id, len(faults) - SHOWN, "place")
