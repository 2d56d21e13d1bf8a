"""What a prompt's answer is held to, in a few words, before there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.kits.checks import Number, Words

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


def target_words(session: Session, prompt_id: str) -> str:
    """``about 900 words``, ``300–500 words``; empty when no check says."""
    for check in session.kit.prompt(prompt_id).checks:
        if isinstance(check, Words) and not check.path and check.per == "text":
            return _range(session, check.min, check.max, check.about, "words")
    return ""


def _range(
    session: Session, low: Number | None, high: Number | None, about: Number | None, noun: str
) -> str:
    first, last, middle = (_number(session, value) for value in (low, high, about))
    if middle:
        return f"about {middle} {noun}"
    if first and last:
        return f"{first} {noun}" if first == last else f"{first}–{last} {noun}"
    if first:
        return f"at least {first} {noun}"
    return f"at most {last} {noun}" if last else ""


def _number(session: Session, value: Number | None) -> str:
    """A number as text; the name of one is looked up in the brief."""
    if isinstance(value, str):
        found = session.state.brief.get(value.removeprefix("brief."))
        return f"{found:,}" if isinstance(found, int | float) else ""
    return f"{value:,}" if value is not None else ""
