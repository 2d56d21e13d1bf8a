"""``copydesk score``: a document measured, beside what the final review says of it."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import get_terminal_size
from typing import Any

import msgspec

from copydesk.cli.ending import OK
from copydesk.cli.opening import find, open_session, session_at
from copydesk.cli.output import out, out_json, wrapped
from copydesk.cli.rooms import Rooms
from copydesk.errors import CopydeskError
from copydesk.publish.bars import bar
from copydesk.publish.lines import SIGNS, WORDS, Group, Line, Place, Score, Sign
from copydesk.publish.score import score
from copydesk.publish.scored import documents_of
from copydesk.text import one_line

WIDEST = 140
"""Lines are not set wider than this, in characters."""
BAR = 12
"""Columns of a bar."""
COUNTED: tuple[Sign, ...] = ("good", "look", "off", "unknown")


def print_score(rooms: Rooms, ref: str, document_id: str, *, as_json: bool) -> int:
    """Print the scorecard of a document; the exit code, which judges nothing.

    Args:
        document_id: "" for the kit's first one.

    Raises:
        CopydeskError: The kit has no such document.
    """
    session = open_session(session_at(find(rooms, ref), ref))
    known = {one.id for one in documents_of(session)}
    if document_id and document_id not in known:
        raise CopydeskError(
            f"{session.kit.title} has no document {one_line(document_id)} that can be measured.",
            f"It has {', '.join(sorted(known))}." if known else "",
        )
    found = score(session, document_id)
    if as_json:
        out_json(_data(found))
    else:
        out("\n".join(_lines(found)))
    return OK


def _data(found: Score) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(found)
    return {"format": 1, **data}


def tally(found: Score) -> str:
    """``21 good, 4 look, 1 off``."""
    counted = ((found.count(sign), WORDS[sign]) for sign in COUNTED)
    return ", ".join(f"{amount} {word}" for amount, word in counted if amount)


def _lines(found: Score) -> Iterator[str]:
    yield one_line(f"{found.title}: {found.name or 'no document'}")
    yield f"  {tally(found)}"
    for group in found.groups:
        yield ""
        yield group.title
        yield from _group(group)
        if group.review and found.audit:
            yield f"    {one_line(found.audit.name)} says:"
            yield from (wrapped(text, "      ", "  ") for text in group.review)
    if found.audit:
        yield ""
        yield from _audit(found)
    yield ""
    yield "How it is counted"
    yield from (wrapped(f"{name}: {why}", "  ", "  ") for name, why in _definitions(found))


def _definitions(found: Score) -> Iterator[tuple[str, str]]:
    """Each definition once, with the line that it belongs to first."""
    told: set[str] = set()
    for line in (line for group in found.groups for line in group.lines):
        if line.why and line.why not in told:
            told.add(line.why)
            yield line.name, line.why


def _group(group: Group) -> Iterator[str]:
    width = max(60, min(get_terminal_size().columns, WIDEST))
    room = min(44, width * 2 // 5)
    for line in group.lines:
        yield from _line(line, width, room)
        yield from (wrapped(f"the review: {text}", "      ", "  ") for text in line.review)


def _line(line: Line, width: int, room: int) -> Iterator[str]:
    """Sign, name, bar, value; what it is measured against behind it, or below if it is long."""
    indent = "  " * (line.depth + 1)
    name = one_line(line.name, room - 2 * line.depth)
    drawn = ""
    if line.amount is not None and line.target:
        drawn = f"{bar(line.amount, line.target, BAR)} "
    first = f"{indent}{SIGNS[line.sign]} {name:<{room - 2 * line.depth}} {drawn}"
    rest = " · ".join(one_line(part) for part in (line.value, line.against) if part)
    where = _where(line)
    if where:
        rest = f"{rest} → {where}" if rest else f"→ {where}"
    if len(first) + len(rest) <= width:
        yield f"{first}{rest}"
        return
    yield f"{first}{one_line(line.value, max(20, width - len(first)))}"
    tail = " → ".join(part for part in (one_line(line.against), where) if part)
    if tail:
        yield wrapped(tail, indent + "    ", "  ")


def _where(line: Line) -> str:
    """``body:15``: where to go, for a line that asks for it."""
    if line.sign == "good" or line.place == Place():
        return ""
    if line.place.field:
        return f"brief.{line.place.field}"
    return f"{line.place.prompt}:{line.place.line}" if line.place.line else line.place.prompt


def _audit(found: Score) -> Iterator[str]:
    audit = found.audit
    assert audit is not None
    name = one_line(audit.name)
    if audit.state == "missing":
        yield f"{name} has no answer yet; with one, it stands beside what was measured."
        return
    if audit.state == "unreadable":
        yield f"{name} cannot be read: copydesk check says why."
        return
    stale = ", of an earlier draft" if audit.state == "stale" else ""
    yield f"{name}{stale} says besides"
    for said in audit.rest:
        yield f"  {one_line(said.key)}"
        yield from (wrapped(text, "    ", "  ") for text in said.texts or ("nothing",))
