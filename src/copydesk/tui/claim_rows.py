"""How claims and suggestions stand in a list, and the page that tells all of the one in view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from copydesk.sessions.claims import Claim
from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.shelf import Row
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.sessions.claim_hints import Suggestion
    from copydesk.sessions.session import Session

SIGNS = {"unverified": "○", "verified": "✓", "rejected": "✗"}
SUGGESTED = "?"
LONG = 300
"""Characters of a text in its row; no terminal is wider."""


def rows(
    session: Session,
    claims: Sequence[Claim],
    suggestions: Sequence[Suggestion],
    *,
    looking: bool = False,
) -> list[Row]:
    """Claims under the answer that they stand in, those that are gone, then the suggestions."""
    found: list[Row] = []
    here = [claim for claim in claims if not claim.gone]
    for prompt in dict.fromkeys(claim.prompt for claim in here):
        found.append(_heading(f"answer {prompt}", session.name(prompt)))
        found += [_claim(claim) for claim in here if claim.prompt == prompt]
    gone = [claim for claim in claims if claim.gone]
    if gone:
        found.append(_heading("gone", "No answer holds these any more"))
        found += [_claim(claim) for claim in gone]
    if suggestions or looking:
        found.append(_heading("suggestions", "Found in the prose", "claims only if you say so"))
        found += [_suggestion(session, one) for one in suggestions]
    if looking:
        found.append(Row("looking", "looking through the answers …", depth=1, style="soft"))
    return found


def _heading(key: str, text: str, right: str = "") -> Row:
    return Row(f"heading\t{key}", one_line(text, LONG), right, style="heading")


def _claim(claim: Claim) -> Row:
    style = {"verified": "soft", "rejected": "problem"}.get(claim.status, "")
    text = one_line(claim.text, LONG)
    right = f"{claim.kind:<9} {claim.status:<10}"
    return Row(claim.id, text, right, depth=1, style=style, sign=SIGNS[claim.status])


def _suggestion(session: Session, one: Suggestion) -> Row:
    why = one.why.split(",")[0]
    right = f"{why} · {session.kit.number(one.prompt):>2}"
    return Row(one.id, one_line(one.sentence, LONG), right, depth=1, sign=SUGGESTED)


def tally(claims: Iterable[Claim]) -> str:
    """``3 unverified · 1 verified``; empty without claims."""
    said = [claim.status for claim in claims]
    return " · ".join(f"{said.count(s):,} {s}" for s in SIGNS if s in said)


def claim_page(session: Session, claim: Claim) -> Sheet:
    """All that is known of a claim."""
    sheet = Sheet()
    sheet.title(claim.text)
    names = ", ".join(session.name(prompt) for prompt in claim.prompts if prompt)
    where = f"no answer holds it any more; it stood in {names}" if claim.gone else names
    told = f"{SIGNS[claim.status]} {claim.status} · {claim.kind} · {where}{_line(claim.line)}"
    {"verified": sheet.good, "rejected": sheet.problem}.get(claim.status, sheet.plain)(told)
    for label, value in (
        ("verified at", claim.address),
        ("note", claim.note),
        ("by", claim.by),
        ("source", claim.source),
    ):
        if value:
            sheet.pair(label, value)
    return sheet


def suggestion_page(session: Session, one: Suggestion) -> Sheet:
    """Why a sentence is suggested, and where it stands."""
    sheet = Sheet()
    sheet.title(one.sentence)
    place = f"{session.name(one.prompt)}{_line(one.line)}"
    sheet.plain(f"{SUGGESTED} not a claim yet · {one.kind} · {place}")
    sheet.pair("holds", one.why)
    for label, value in (("by", one.by), ("source", one.source)):
        if value:
            sheet.pair(label, value)
    return sheet


def _line(line: int) -> str:
    return f", line {line:,}" if line else ""


def overview(claims: Sequence[Claim], suggestions: Sequence[Suggestion], looking: bool) -> Sheet:
    """What the list as a whole says."""
    sheet = Sheet()
    if claims or suggestions:
        sheet.plain(
            f"{count(len(claims), 'claim')}, {count(len(suggestions), 'suggestion')}. What is "
            "unverified is nobody's word yet: open its source, then say here what you found."
        )
    elif not looking:
        sheet.plain(
            "Statistics, studies and quotes appear here when an answer holds them; so do "
            "sentences of the article with a figure, a quotation or an address."
        )
    return sheet
