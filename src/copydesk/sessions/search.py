"""Finding words in the answers of all sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from copydesk.errors import CopydeskError
from copydesk.files import read_file
from copydesk.sessions.file import decode
from copydesk.sessions.head import NAME, SIZE_LIMIT
from copydesk.sessions.listing import Listed
from copydesk.sessions.session import Session
from copydesk.text import one_line

AROUND = 40
"""Characters of an excerpt on each side of what was found."""


class Hit(msgspec.Struct, frozen=True):
    """One place where the words stand."""

    where: str
    """The prompt's number and title, or ``Brief``."""
    prompt: str
    excerpt: str
    listed: Listed | None = None
    """The session, when several were searched."""


def in_session(session: Session, words: str) -> Iterator[Hit]:
    """Where words stand in a session: prompts' titles, answers, the brief."""
    find = _pattern(words)
    for prompt in session.kit.prompts:
        name = session.name(prompt.id)
        if find.search(prompt.title) or find.search(prompt.summary):
            yield Hit(name, prompt.id, one_line(prompt.summary))
        text = session.text_of(prompt.id)
        if match := find.search(text):
            yield Hit(name, prompt.id, _excerpt(text, match))
    for field in session.kit.fields:
        value = session.state.brief.get(field.id)
        text = "\n".join(value) if isinstance(value, tuple) else str(value or "")
        if match := find.search(text):
            yield Hit(f"Brief: {field.label}", "", _excerpt(text, match))


def in_answers(listed: Listed, words: str) -> Iterator[Hit]:
    """Where words stand in the answers of one session on disk; nothing for a damaged one."""
    find = _pattern(words)
    try:
        data = read_file(listed.path / NAME, limit=SIZE_LIMIT, follow=True)
        if not _may_hold(data, words):
            return
        _, session = decode(data)
    except (OSError, CopydeskError):
        return
    for prompt in session.kit.prompts:
        text = session.text_of(prompt.id)
        if match := find.search(text):
            yield Hit(session.name(prompt.id), prompt.id, _excerpt(text, match), listed)


def _may_hold(data: bytes, words: str) -> bool:
    """A cheap look at the bytes, so that most sessions need not be decoded."""
    parts = [part.lower() for part in words.split() if part.isascii() and part.isalnum()]
    if not parts:
        return True
    small = data.lower()
    return all(part.encode("ascii") in small for part in parts)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())) or r"(?!)", re.IGNORECASE)


def _excerpt(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - AROUND), match.end() + AROUND
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return f"{before}{one_line(text[start:end])}{after}"
