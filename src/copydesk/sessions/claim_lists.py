"""The list of claims as files: CSV for a spreadsheet, Markdown for whoever works through it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from copydesk.sessions.claim_records import STATUSES
from copydesk.sessions.claims import Claim
from copydesk.text import one_line

COLUMNS = (
    "id",
    "status",
    "kind",
    "claim",
    "by",
    "source",
    "prompt",
    "line",
    "address",
    "note",
    "in an answer",
)
_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet would take for the beginning of a formula."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_BOXES = {"unverified": "[ ]", "verified": "[x]", "rejected": "[ ]"}


def as_csv(claims: Iterable[Claim]) -> str:
    """The claims as CSV (RFC 4180): a line of names, then one line for each claim.

    A cell that a spreadsheet would compute gets an apostrophe before it.
    """
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _values(claim)] for claim in claims)
    return page.getvalue()


def _values(claim: Claim) -> tuple[str, ...]:
    return (
        claim.id,
        claim.status,
        claim.kind,
        claim.text,
        claim.by,
        claim.source,
        claim.prompt,
        str(claim.line or ""),
        claim.address,
        claim.note,
        "no" if claim.gone else "yes",
    )


def _cell(text: str) -> str:
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def as_markdown(
    claims: Iterable[Claim], title: str = "", name: Callable[[str], str] = lambda prompt: prompt
) -> str:
    """The claims as a list to tick off in Markdown, those that wait for somebody first.

    Args:
        title: What is written about; goes into the heading.
        name: A prompt's name for people, by its id.
    """
    every = list(claims)
    lines = [f"# Claims{f': {_plain(title)}' if title else ''}"]
    for status in STATUSES:
        found = [claim for claim in every if claim.status == status]
        if found:
            lines += ["", f"## {status.capitalize()} ({len(found):,})", ""]
            lines += [line for claim in found for line in _item(claim, name)]
    if not every:
        lines += ["", "There is nothing to verify."]
    return "\n".join(lines) + "\n"


def _item(claim: Claim, name: Callable[[str], str]) -> Iterator[str]:
    by = f", {_plain(claim.by)}" if claim.by else ""
    yield f"- {_BOXES[claim.status]} {_plain(claim.text)} ({claim.kind}{by})"
    where = _plain(name(claim.prompt)) + (f", line {claim.line}" if claim.line else "")
    yield f"  - {'no answer holds it any more; it stood in' if claim.gone else 'in'} {where}"
    if claim.source:
        yield f"  - source: {_plain(claim.source)}"
    if claim.address:
        yield f"  - verified at: <{one_line(claim.address)}>"
    if claim.note:
        yield f"  - note: {_plain(claim.note)}"


def _plain(text: str) -> str:
    """A text on one line that Markdown sets as it stands."""
    return _SPECIAL.sub(r"\\\1", one_line(text))
