"""Nothing but what was asked for: no talk around an answer, no fence around a whole text."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.asides import Aside
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.kits.checks import OnlyAnswer

_MENDS = {
    "before": "Begin with the answer itself: no line before it.",
    "behind": "End with the answer itself: no line behind it.",
    "fence": "Return the text itself, without a code fence around it.",
}


def state(check: OnlyAnswer, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``only the answer, no talk around it``."""
    return "only the answer, no talk around it"


def find(check: OnlyAnswer, subject: Subject) -> Iterator[Finding]:
    """Each thing that the answer had to be read without; data may well come in a fence."""
    for aside in subject.reading.asides:
        if aside.kind == "fence" and subject.reading.format in ("json", "html"):
            continue
        if aside.kind in _MENDS:
            yield subject.finding(
                check,
                "the answer",
                _came(aside),
                "only the answer",
                _MENDS[aside.kind],
                line=aside.line,
                excerpt=aside.excerpt,
            )


def _came(aside: Aside) -> str:
    """``the line before it, “Sure! Here is the outline:”``."""
    if aside.kind == "fence" or not aside.excerpt:
        return aside.words
    return f"{aside.words}, {quoted(aside.excerpt)}"
