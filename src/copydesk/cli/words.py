"""Small words for lines of output: progress, times, counts, values."""

from __future__ import annotations

import datetime as dt

from copydesk.kits.model import Value
from copydesk.sessions.head import Head


def progress(head: Head) -> str:
    """``3/12``: the prompts answered, of those that are not skipped."""
    return f"{head.answered}/{head.total}"


def count(number: int, noun: str) -> str:
    """``1 word``, ``1,204 words``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def troubles(failing: int, stale: int) -> str:
    """``2 failing, 1 stale``; empty where all is well."""
    said = ((failing, "failing"), (stale, "stale"))
    return ", ".join(f"{number} {word}" for number, word in said if number)


def local_time(at: str) -> str:
    """A stored time as the clock on the wall had it, to the minute."""
    try:
        return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return " " * 16


def value_text(value: Value) -> str:
    """A brief's value on one line."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)
