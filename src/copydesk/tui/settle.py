"""What is asked when two windows changed the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.text import count_words, one_line
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Conflict


def question(session: Session, conflict: Conflict) -> str:
    """The question for one conflict; empty for what is not worth asking about."""
    if conflict.table == "answers":
        return (
            f"Another window changed {session.name(conflict.key)} too. "
            f"This window's answer has {_size(session, conflict.mine)}, the other's has "
            f"{_size(session, conflict.theirs)}. Both are kept; one of them is the answer now."
        )
    if conflict.table in ("brief", "notes"):
        mine, theirs = _short(conflict.mine), _short(conflict.theirs)
        return f"Another window changed {conflict.key} too. Here: {mine}. There: {theirs}."
    return ""


def _size(session: Session, ref: str | None) -> str:
    return count(count_words(session.version(ref).text), "word") if ref else "nothing"


def _short(value: object) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return f"“{one_line(text, 120)}”"
