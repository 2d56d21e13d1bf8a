"""How a scorecard's lines stand in a list, and the pages that tell all of the one in view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from copydesk.publish.bars import bar
from copydesk.publish.lines import (
    NOWHERE,
    SIGNS,
    WORDS,
    Audit,
    Group,
    Line,
    Place,
    Said,
    Score,
    Sign,
)
from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.shelf import Row

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

AROUND = 17
"""Columns of a row for its margins, its sign and its word."""
LONG = 300
"""Characters of a text in its row; no terminal is wider."""
STYLES = {"off": "problem", "said": "soft", "unknown": "soft"}
COUNTED: tuple[Sign, ...] = ("off", "look", "unknown", "good")
"""The signs that the title counts, the ones that ask for something first."""


def tally(score: Score) -> str:
    """``1 off · 7 look · 20 good``."""
    counted = ((score.count(sign), WORDS[sign]) for sign in COUNTED)
    return " · ".join(f"{amount:,} {word}" for amount, word in counted if amount)


def rows(score: Score, width: int) -> list[Row]:
    """Every line under its group; last what the review says besides.

    Args:
        width: Columns of the list.
    """
    found: list[Row] = []
    name = max(18, min(46, width * 2 // 5))
    columns = 12 if width >= 90 else 8
    for group in score.groups:
        found.append(_heading(group.id, group.title))
        found += [_row(line, name, columns, width) for line in group.lines]
    if score.audit is not None:
        found += _besides(score.audit, name)
    return found


def _heading(key: str, text: str) -> Row:
    return Row(f"heading\t{key}", one_line(text, LONG), style="heading")


def _row(line: Line, name: int, columns: int, width: int) -> Row:
    room = name - 2 * line.depth
    label = one_line(line.name, LONG)
    if cell_len(label) > room:
        label = set_cell_size(label, room - 1).rstrip() + "…"
    drawn = ""
    if line.amount is not None and line.target:
        drawn = f"{bar(line.amount, line.target, columns)} "
    value, against = one_line(line.value, LONG), one_line(line.against, LONG)
    told = " · ".join(part for part in (value, against) if part)
    if cell_len(told) > width - name - len(drawn) - AROUND:
        told = value  # the rest is told below the list
    return Row(
        line.id,
        f"{set_cell_size(label, room)}  {drawn}{told}",
        f"{WORDS[line.sign]:<7}",
        depth=1 + line.depth,
        style=STYLES.get(line.sign, ""),
        sign=SIGNS[line.sign],
        aligned=True,
    )


def _besides(audit: Audit, name: int) -> Iterator[Row]:
    if audit.state in ("read", "stale") and not audit.rest:
        return
    yield _heading("review", f"{audit.name} says besides" if audit.rest else audit.name)
    if not audit.rest:
        yield Row("review\t", audit_state(audit), depth=1, style="soft", sign=SIGNS["unknown"])
    for index, said in enumerate(audit.rest):
        first = one_line(said.texts[0], LONG) if said.texts else "nothing"
        label = set_cell_size(one_line(said.key, name), name)
        yield Row(f"review\t{index}", f"{label}  {first}", depth=1, sign="”", aligned=True)


def audit_state(audit: Audit) -> str:
    """How the review's answer stands; "" where it can be read and is fresh."""
    return {
        "missing": "no answer yet; with one, it stands beside what was measured",
        "unreadable": "it cannot be read; its card says why",
        "stale": "it is of an earlier draft",
        "read": "",
    }[audit.state]


# Pages


def line_page(session: Session, line: Line) -> Sheet:
    """All that is known of a line."""
    sheet = Sheet()
    sheet.title(line.name)
    told = " · ".join(part for part in (WORDS[line.sign], line.value) if part)
    said = f"{SIGNS[line.sign]} {told}"
    {"good": sheet.good, "off": sheet.problem}.get(line.sign, sheet.plain)(said)
    if line.against:
        sheet.pair("against", line.against)
    where = place_text(session, line.place)
    if where:
        sheet.pair("Enter opens", where)
    if line.why:
        sheet.soft(line.why)
    return sheet


def place_text(session: Session, place: Place) -> str:
    """``4 Body sections, line 15, under “Pick a CI tool”``; "" for nowhere."""
    if place == NOWHERE:
        return ""
    if place.field:
        labels = [one.label for one in session.kit.fields if one.id == place.field]
        return f"{labels[0]} in the brief" if labels else ""
    if not place.prompt:
        return ""
    line = f", line {place.line:,}" if place.line else ""
    under = f", under “{one_line(place.heading, 60)}”" if place.heading else ""
    return f"{session.name(place.prompt)}{line}{under}"


def said_page(said: Said) -> Sheet:
    """All that the review says under one key."""
    sheet = Sheet()
    sheet.title(said.key)
    for text in said.texts or ("nothing",):
        sheet.item(text)
    return sheet


def tell_review(sheet: Sheet, audit: Audit | None, group: Group, line: Line) -> None:
    """Add what the review says of a line, then of its group."""
    if audit is None:
        return
    state = audit_state(audit)
    if not (line.review or group.review):
        return
    sheet.heading(f"{audit.name} says" + (f" ({state})" if state else ""))
    _items(sheet, line.review)
    if line.review and group.review:
        sheet.gap()
    _items(sheet, group.review)


def _items(sheet: Sheet, texts: Sequence[str]) -> None:
    for text in texts:
        sheet.item(text)


def review_page(audit: Audit | None, group: Group | None, line: Line | None) -> Sheet:
    """The review's column beside the measured lines."""
    sheet = Sheet()
    if audit is None:
        sheet.soft("This kit has no review of this text.")
        return sheet
    state = audit_state(audit)
    sheet.title(audit.name)
    if state:
        sheet.soft(state)
    if group is None or line is None or audit.state in ("missing", "unreadable"):
        return sheet
    if line.review:
        sheet.heading(line.name)
        _items(sheet, line.review)
    sheet.heading(group.title)
    if group.review:
        _items(sheet, group.review)
    elif not line.review:
        sheet.plain("nothing of what was measured here")
        _tell_besides(sheet, audit)
    return sheet


def _tell_besides(sheet: Sheet, audit: Audit) -> None:
    for said in audit.rest:
        sheet.heading(said.key)
        _items(sheet, said.texts or ("nothing",))
