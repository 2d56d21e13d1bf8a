"""Which Markdown headings stand in a text: their levels, their number, how they nest."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.markdown import Heading
from copydesk.checks.amounts import Limits, count, limits
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import listed
from copydesk.kits.checks import Headings


def state(check: Headings, terms: Terms) -> str:
    """``no headings``; ``4 headings, all H2``; ``headings only H2 and H3, no level skipped``."""
    if not check.levels:
        return "no headings"
    bounds = _limits(check, terms)
    nested = ", no level skipped" if _nests(check) else ""
    if bounds is None:
        return f"headings only {listed(_levels(check))}{nested}"
    return f"{bounds.said('heading')}, all {listed(_levels(check), 'or')}{nested}"


def find(check: Headings, subject: Subject) -> Iterator[Finding]:
    """A finding for their number, then one for each that has not its level."""
    if subject.reading.format not in ("markdown", "text"):
        return
    headings = subject.reading.structure.headings
    if check.levels:
        yield from _counted(check, subject, headings)
    before = min(check.levels, default=1) - 1
    for heading in headings:
        if heading.level not in check.levels:
            yield _not_asked_for(check, subject, heading)
        elif _nests(check) and heading.level > before + 1:
            yield _skips(check, subject, heading, before)
        before = heading.level


def _limits(check: Headings, terms: Terms) -> Limits | None:
    return limits(terms, check.min, check.max)


def _nests(check: Headings) -> bool:
    return check.nested and len(set(check.levels)) > 1


def _levels(check: Headings) -> list[str]:
    return [f"H{level}" for level in sorted(set(check.levels))]


def _counted(check: Headings, subject: Subject, headings: list[Heading]) -> Iterator[Finding]:
    bounds = _limits(check, subject)
    counted = [one for one in headings if one.level in check.levels]
    off = bounds.off(len(counted)) if bounds else 0
    if bounds is None or not off:
        return
    noun = f"{_levels(check)[0]} heading" if len(set(check.levels)) == 1 else "heading"
    spare = counted[int(bounds.high or 0)] if off > 0 else None
    yield subject.finding(
        check,
        "the text",
        count(len(counted), noun),
        bounds.said(noun),
        bounds.mend(len(counted), noun),
        line=subject.reading.stored_line(spare.line) if spare else 0,
        excerpt=spare.text if spare else "",
    )


def _not_asked_for(check: Headings, subject: Subject, heading: Heading) -> Finding:
    return subject.finding(
        check,
        quoted(heading.text),
        f"an H{heading.level} heading",
        listed(_levels(check), "or") if check.levels else "0 headings",
        _advice(check, heading),
        line=subject.reading.stored_line(heading.line),
        excerpt=heading.text,
    )


def _advice(check: Headings, heading: Heading) -> str:
    if not check.levels:
        return "Take the heading out and let the text go on without it."
    top = f"H{min(check.levels)}"
    if heading.level == 1:
        return f"Take the H1 out, or make it an {top}: the title is set above the text."
    nearest = min(check.levels, key=lambda level: abs(level - heading.level))
    return f"Make it an H{nearest}."


def _skips(check: Headings, subject: Subject, heading: Heading, before: int) -> Finding:
    allowed = max(level for level in check.levels if level <= before + 1)
    above = (
        f"right under an H{before}"
        if before >= min(check.levels)
        else "before any heading above it"
    )
    return subject.finding(
        check,
        quoted(heading.text),
        f"an H{heading.level} {above}",
        f"H{allowed}, so that no level is skipped",
        f"Make it an H{allowed}, or set an H{heading.level - 1} above it.",
        line=subject.reading.stored_line(heading.line),
        excerpt=heading.text,
    )
