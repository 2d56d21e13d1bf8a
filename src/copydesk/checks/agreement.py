"""Whether an answer agrees with another one, or with the map: one file for each way."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms
from copydesk.kits.checks import Agrees

WAYS = {
    "headings": "agree_headings",
    "placements": "agree_placements",
    "questions": "agree_questions",
    "titles": "agree_titles",
}
"""The module of each way. It has ``state`` and ``find``, and is imported when used."""


def state(check: Agrees, terms: Terms) -> str:
    """``every H2 of 1 Article outline, in order``; said before the other answer is there, too."""
    said: str = _way(check).state(check, terms)
    return said


def find(check: Agrees, subject: Subject) -> Iterator[Finding]:
    """Where the two differ; nothing while the other one does not exist."""
    found: Iterator[Finding] = _way(check).find(check, subject)
    return found


def other_answer(check: Agrees) -> str:
    """The name of the answer that a check compares with: ``answer.outline``."""
    return check.to if isinstance(check.to, str) else "".join(check.to[:1])


def _way(check: Agrees) -> ModuleType:
    return import_module(f"copydesk.checks.{WAYS[check.how]}")
