"""The review as a text: what the final review says, and below it what was measured here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from copydesk.documents import set_document
from copydesk.publish.lines import SIGNS, Line, Score
from copydesk.publish.score import score
from copydesk.text import clean, one_line

if TYPE_CHECKING:
    from copydesk.kits.model import Document
    from copydesk.sessions.session import Session

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def review_text(session: Session, page: Document, document: Document) -> str:
    """The review in Markdown.

    Args:
        page: What is measured.
        document: What the final review says.
    """
    said = set_document(session.material(), document.id)
    measured = "\n".join(_measured(score(session, page.id)))
    return f"{clean(said)}\n\n{measured}\n"


def _measured(found: Score) -> Iterator[str]:
    yield "# Measured"
    for group in found.groups:
        yield ""
        yield f"## {_plain(group.title)}"
        yield ""
        yield from (_line(line) for line in group.lines)


def _line(line: Line) -> str:
    told = " · ".join(_plain(part) for part in (line.value, line.against) if part)
    sign = f"{SIGNS[line.sign]} " if line.sign != "said" else ""
    name = _plain(line.name)
    return f"{'  ' * line.depth}- {sign}{name}{f': {told}' if told else ''}"


def _plain(text: str) -> str:
    """A text on one line that Markdown sets as it stands."""
    return _MARKS.sub(r"\\\1", one_line(text))
