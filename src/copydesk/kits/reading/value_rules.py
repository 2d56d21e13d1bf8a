"""What a brief's fields can hold, and what is said of a value that does not fit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from copydesk.kits.model import BriefField, Value
from copydesk.kits.reading.faults import meant, quoted

ANY_VALUE = "text, a number, a date or a list of texts"

_EXPECTED = {
    "line": "one line of text",
    "text": "text",
    "list": 'a list of texts, ["one", "two"]',
    "number": "a number",
    "choice": "one of its options",
    "date": "a date such as 2026-11-21",
    "": ANY_VALUE,
}


def value_from(raw: Any) -> Value | None:
    """A value as the model has it: lists as tuples, dates as text; None for what is no value."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str | int | float):
        return raw
    if isinstance(raw, dt.date | dt.time):
        return raw.isoformat()
    if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return tuple(raw)
    return None


def value_fault(raw: Any, field: BriefField | None) -> str:
    """What is wrong with a value for a field, in words; "" when nothing is.

    Without a field (its kit is not known), only what can be no value at all is wrong.
    """
    value = value_from(raw)
    if value is None or not _fits(raw, value, field.kind if field else ""):
        return f"expected {_EXPECTED[field.kind if field else '']}, found {found(raw)}"
    if field and field.kind == "choice" and value not in field.options:
        return f"expected one of its options, found {found(raw)}" + meant(str(value), field.options)
    return ""


def _fits(raw: Any, value: Value, kind: str) -> bool:
    match kind:
        case "line":
            return isinstance(value, str) and "\n" not in value
        case "text" | "choice":
            return isinstance(value, str)
        case "list":
            return isinstance(value, tuple)
        case "number":
            return isinstance(value, int | float)
        case "date":
            return isinstance(value, str) and (not value or _is_date(raw, value))
    return True


def _is_date(raw: Any, value: str) -> bool:
    if isinstance(raw, dt.datetime):
        return False
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def found(raw: Any) -> str:
    """A value from a file as a message may show it."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, str):
        return quoted(raw) if raw.strip() else "an empty text"
    if isinstance(raw, dict):
        return "a table"
    if isinstance(raw, list | tuple):
        odd = next((item for item in raw if not isinstance(item, str)), None)
        return "a list" if odd is None else f"a list that holds {found(odd)}"
    if isinstance(raw, dt.datetime):
        return f"the time {raw.isoformat()}"
    return f"the date {raw.isoformat()}" if isinstance(raw, dt.date) else str(raw)
