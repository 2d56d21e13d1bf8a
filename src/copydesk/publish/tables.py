"""Data of answers as files for other programs: CSV for spreadsheets, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from copydesk.answers.reading import read_answer
from copydesk.documents import pick
from copydesk.text import one_line

if TYPE_CHECKING:
    from copydesk.kits.model import Document
    from copydesk.publish.facts import Facts
    from copydesk.sessions.session import Session

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def values_of(session: Session, document: Document) -> Iterator[Any]:
    """What a document's parts pick from answers that are JSON; what is none is left out."""
    for part in document.parts:
        stored = session.text_of(part.answer) if part.answer else ""
        if not stored or part.answer in session.state.skipped:
            continue
        reading = read_answer(stored, session.kit.prompt(part.answer).answer.format)
        if reading.json.fault is not None:
            continue
        try:
            yield from pick(reading.json.value, part.path)
        except (LookupError, RecursionError):
            continue


def as_csv(session: Session, document: Document, facts: Facts) -> str:
    """Objects as rows (RFC 4180), a column for each of their keys; no cell begins a formula."""
    rows = [one for one in _flat(list(values_of(session, document))) if isinstance(one, dict)]
    columns = list(dict.fromkeys(str(name) for row in rows for name in row))
    page = io.StringIO()
    writer = csv.writer(page)
    if columns:
        writer.writerow([_cell(name) for name in columns])
    for row in rows:
        named = {str(name): value for name, value in row.items()}
        writer.writerow([_cell(facts.filled(_text(named.get(name)))) for name in columns])
    return page.getvalue()


def as_json(session: Session, document: Document, facts: Facts) -> str:
    """The values as JSON; of one part, the value itself."""
    values = list(values_of(session, document))
    if not values:
        return ""
    value = values[0] if len(document.parts) == 1 and not document.parts[0].path else values
    return json.dumps(_filled(value, facts), ensure_ascii=True, indent=2) + "\n"


def _filled(value: Any, facts: Facts) -> Any:
    if isinstance(value, str):
        return facts.filled(value)
    if isinstance(value, list):
        return [_filled(one, facts) for one in value]
    if isinstance(value, dict):
        return {str(name): _filled(one, facts) for name, one in value.items()}
    return value


def _flat(values: list[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield value


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
