"""Posts that X takes: none is longer than it allows, counted as it counts."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.amounts import Limits, count
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms
from copydesk.checks.values import each
from copydesk.checks.weighted import LINK, weighted_length
from copydesk.kits.checks import Posts


def state(check: Posts, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``at most 280 characters in each post, as X counts them (any link is 23)``."""
    where = f"in each {each(check.path)}" if "[*]" in check.path else f"in {each(check.path)}"
    most = count(check.max, "character")
    return f"at most {most} {where}, as X counts them (any link is {LINK})"


def find(check: Posts, subject: Subject) -> Iterator[Finding]:
    """A finding for each post that is too long."""
    bounds = Limits(None, check.max)
    for picked, text in subject.texts_at(check.path):
        weight = weighted_length(text)
        if bounds.off(weight):
            yield subject.finding(
                check,
                picked.path,
                f"{count(weight, 'character')} as X counts them",
                bounds.said("character"),
                bounds.mend(weight, "character"),
                line=subject.json_line(picked.way),
                excerpt=text,
            )
