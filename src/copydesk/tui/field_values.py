"""A brief's values as a person types them, and back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from copydesk.text import nearest

if TYPE_CHECKING:
    from copydesk.kits.model import BriefField, Value


class BadValue(ValueError):
    """What was typed is no value for the field; says what would be."""


def as_text(value: Value) -> str:
    """A value as its box shows it: a list one item a line."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return str(value)


def from_text(field: BriefField, text: str) -> Value | None:
    """The value that a text stands for; None for an empty one.

    Raises:
        BadValue: It stands for none that the field can hold.
    """
    plain = text.strip()
    if not plain:
        return None
    if field.kind == "list":
        lines = (re.sub(r"^\s*[-*•]\s+", "", line).strip() for line in text.split("\n"))
        return tuple(line for line in lines if line)
    if field.kind == "number":
        return _number(field, plain)
    if field.kind == "choice":
        return _choice(field, plain)
    if field.kind == "date":
        return _date(field, plain)
    return plain if field.kind == "text" else " ".join(plain.split())


def _number(field: BriefField, text: str) -> int | float:
    digits = text.replace(",", "").replace("_", "").replace(" ", "")
    try:
        value = float(digits) if "." in digits else int(digits)
    except ValueError:
        raise BadValue(f"{field.label} is a number, such as 900; {text!r} is none.") from None
    if abs(value) > 10**9:
        raise BadValue(f"{field.label} is out of all reason: {text}.")
    return value


def _choice(field: BriefField, text: str) -> str:
    for option in field.options:
        if option.casefold() == text.casefold():
            return option
    starts = [option for option in field.options if option.casefold().startswith(text.casefold())]
    if len(starts) == 1:
        return starts[0]
    meant = nearest(text, field.options)
    hint = f" Did you mean {meant}?" if meant else ""
    raise BadValue(f"{field.label} is one of: {', '.join(field.options)}.{hint}")


def _date(field: BriefField, text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadValue(f"{field.label} is a date, such as 2026-11-30; {text!r} is none.") from None
