"""Headings: every H2 that the outline plans stands in the text, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator

import msgspec

from copydesk.answers.alike import key, near
from copydesk.answers.markdown import Heading
from copydesk.checks.agreement import other_answer
from copydesk.checks.finding import Finding
from copydesk.checks.outline import planned_in
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.kits.checks import Agrees


def state(check: Agrees, terms: Terms) -> str:
    """``every H2 of 1 Article outline, in order``."""
    return f"every H2 of {terms.name(other_answer(check))}, in order"


def find(check: Agrees, subject: Subject) -> Iterator[Finding]:
    """Headings that are missing, reworded, out of order, or that nobody planned."""
    other = subject.other(other_answer(check))
    if other is None:
        return
    planned = list(planned_in(other))
    wanted = [one.text for one in planned if one.level == 2]
    if not wanted:
        return
    headings = subject.reading.structure.headings
    keys = [key(one.text) for one in headings]
    places, missing = _matched(wanted, keys)
    taken = set(places.values())
    known = {key(one.text) for one in planned}
    extra = [
        one
        for at, one in enumerate(headings)
        if one.level == 2 and at not in taken and keys[at] not in known
    ]
    reworded = dict(zip(missing, extra, strict=True)) if len(missing) == len(extra) else {}
    bold = _bold_lines(subject) if missing else {}
    for index in missing:
        if line := bold.get(key(wanted[index])):
            yield _bold(check, subject, wanted[index], line)
        else:
            yield _missing(check, subject, wanted, index, extra, reworded.get(index))
    for index in _out_of_order(places):
        yield _moved(check, subject, wanted, index, headings[places[index]])
    if extra:
        yield _unplanned(check, subject, len(wanted), extra)


def _matched(wanted: list[str], keys: list[str]) -> tuple[dict[int, int], list[int]]:
    """For each planned heading where it stands, and those that do not; both by index.

    Args:
        keys: Those of the text's headings.
    """
    where: dict[str, deque[int]] = defaultdict(deque)
    for at, one in enumerate(keys):
        where[one].append(at)
    places: dict[int, int] = {}
    missing: list[int] = []
    for index, text in enumerate(wanted):
        at_once = where.get(key(text))
        if at_once:
            places[index] = at_once.popleft()
        else:
            missing.append(index)
    return places, missing


def _out_of_order(places: dict[int, int]) -> list[int]:
    """The fewest planned headings that would have to move: those outside the longest rising run."""
    ends: list[int] = []  # the smallest place that a run of each length can end with
    lengths: list[int] = []
    for place in places.values():
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    moved: list[int] = []
    longest, before = len(ends) - 1, float("inf")
    for index, length in reversed(list(zip(places, lengths, strict=True))):
        if length == longest and places[index] < before:
            longest, before = longest - 1, places[index]
        else:
            moved.append(index)
    return moved[::-1]


def _missing(
    check: Agrees,
    subject: Subject,
    wanted: list[str],
    index: int,
    extra: list[Heading],
    by_place: Heading | None = None,
) -> Finding:
    """A planned heading that is not there, or that stands there in other words."""
    text = wanted[index]
    name = subject.name(other_answer(check))
    asked = f"{quoted(text, 100)}, H2 {index + 1} of {len(wanted)} in {name}"
    meant = near(text, (one.text for one in extra))
    if not meant and by_place in extra:
        meant = by_place.text if by_place else ""
    if meant:
        heading = next(one for one in extra if one.text == meant)
        extra.remove(heading)
        return subject.finding(
            check,
            "a heading",
            f"{quoted(meant, 100)} in its place",
            asked,
            f"Word it as the outline does: {quoted(text, 100)}.",
            line=subject.reading.stored_line(heading.line),
            excerpt=meant,
        )
    return subject.finding(
        check, "a heading", "missing", asked, f"Write the section {quoted(text, 100)}."
    )


_BOLD_LINE = re.compile(r"\s*+(\*\*|__)(?P<text>[^*_\n]++)\1:?\s*+")


def _bold_lines(subject: Subject) -> dict[str, int]:
    """Lines that are bold as a whole, by the heading that they may be meant as."""
    lines = subject.reading.structure.prose.split("\n")
    found = ((number, _BOLD_LINE.fullmatch(line)) for number, line in enumerate(lines, 1))
    return {key(match["text"].rstrip(":")): number for number, match in found if match}


def _bold(check: Agrees, subject: Subject, text: str, line: int) -> Finding:
    return subject.finding(
        check,
        quoted(text, 100),
        "a bold line, no heading",
        "an H2",
        f"Write it as a heading: ## {text}",
        line=subject.reading.stored_line(line),
        excerpt=text,
    )


def _moved(
    check: Agrees, subject: Subject, wanted: list[str], index: int, heading: Heading
) -> Finding:
    behind = f"behind {quoted(wanted[index - 1])}" if index else "before all others"
    return subject.finding(
        check,
        quoted(heading.text),
        "out of order",
        f"H2 {index + 1} of {len(wanted)}, {behind}",
        f"Move this section: it stands {behind}.",
        line=subject.reading.stored_line(heading.line),
        excerpt=heading.text,
    )


def _unplanned(check: Agrees, subject: Subject, planned: int, extra: list[Heading]) -> Finding:
    """All headings that nobody planned in one remark, which by itself fails nothing."""
    name = subject.name(other_answer(check))
    names = ", ".join(quoted(one.text) for one in extra[:5])
    more = f" and {len(extra) - 5:,} more" if len(extra) > 5 else ""
    found = subject.finding(
        check,
        "the headings",
        f"{len(extra):,} H2 that the outline does not have: {names}{more}",
        f"only the {planned} H2 of {name}",
        f"Take out {'this section' if len(extra) == 1 else 'these sections'}.",
        line=subject.reading.stored_line(extra[0].line),
        excerpt=extra[0].text,
    )
    return msgspec.structs.replace(found, severity="warn") if found.fails else found
