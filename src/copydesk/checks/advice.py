"""A remark that stands beside the answer, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms
from copydesk.kits.checks import Advice


def state(check: Advice, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """Nothing: the answer is not held to it."""
    return ""


def find(check: Advice, subject: Subject) -> Iterator[Finding]:
    """The remark."""
    yield subject.finding(check, "to know", " ".join(check.text.split()), "")
