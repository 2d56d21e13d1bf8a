"""Small words for screens: counts, ages, states, values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from copydesk import clock
from copydesk.sessions.signs import SIGNS

if TYPE_CHECKING:
    from copydesk.kits.model import Value


def state_sign(state: str) -> str:
    """The sign of a prompt's state."""
    return SIGNS[state]


def count(number: int, noun: str) -> str:
    """``1 word``, ``1,204 words``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def age(at: str, now: dt.datetime | None = None) -> str:
    """How long ago an ISO 8601 time was, as people say it; empty for what is no time."""
    try:
        then = dt.datetime.fromisoformat(at)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    seconds = ((now or clock.now()) - then).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 86400:
        return f"{int(seconds // 3600)} h ago"
    if seconds < 86400 * 14:
        days = int(seconds // 86400)
        return "yesterday" if days == 1 else f"{days} days ago"
    return then.date().isoformat()


def short_age(at: str) -> str:
    """``now``, ``5 min``, ``3 h``, ``2 d`` or a date, for a narrow column."""
    said = age(at)
    for long, short in (
        ("just now", "now"),
        ("yesterday", "1 d"),
        (" days ago", " d"),
        (" ago", ""),
    ):
        said = said.replace(long, short)
    return said


def time_of_day(at: str) -> str:
    """The local time of day of an ISO 8601 time in UTC."""
    try:
        return dt.datetime.fromisoformat(at).astimezone().strftime("%H:%M")
    except ValueError:
        return ""


def value_text(value: Value) -> str:
    """A brief's value on one line."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def troubles(failing: int, stale: int) -> str:
    """``2 failing · 1 stale``; empty where all is well."""
    said = ((failing, "failing"), (stale, "stale"))
    return " · ".join(f"{number} {word}" for number, word in said if number)


def bar(done: int, total: int, width: int) -> tuple[str, str]:
    """A progress bar as its done part and its open part, ``width`` cells together."""
    filled = round(width * done / total) if total else 0
    if done and not filled:
        filled = 1
    if done < total and filled == width:
        filled = width - 1
    return "━" * filled, "─" * (width - filled)
