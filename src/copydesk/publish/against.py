"""What stands against publishing: each thing in words, with the place that it leads to.

Claims in the text that nobody verified, or that were rejected, keep it from being final. All else
is told, and the writer decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.publish.facts import Facts, address_field, date_field
from copydesk.publish.lines import NOWHERE, Place
from copydesk.text import one_line

if TYPE_CHECKING:
    from copydesk.kits.model import BriefField
    from copydesk.sessions.claims import Claim
    from copydesk.sessions.session import Session

Kind = Literal[
    "claim", "mark", "rejected", "missing", "failing", "stale", "lead", "placeholder", "link",
    "brief", "file", "woven",
]  # fmt: skip
EXCERPT = 80


class Against(NamedTuple):
    """One thing that stands against publishing."""

    kind: Kind
    text: str
    """In one line, clean."""
    place: Place = NOWHERE
    blocks: bool = False
    """Whether it keeps the text from being final."""


def claim_against(claim: Claim, name: str, place: Place) -> Against:
    """A claim that stands in a text, unverified or rejected.

    Args:
        name: The text that it stands in: ``The article``.
    """
    said = one_line(claim.text, EXCERPT)
    if claim.status == "rejected":
        return Against("rejected", f"Rejected, and still in {name}: “{said}”", place, True)
    return Against("claim", f"Not verified, in {name}: “{said}”", place, True)


def mark_against(before: str, name: str, place: Place) -> Against:
    """A mark in a text that says of the words before it that they have to be verified."""
    said = one_line(before[-EXCERPT:])
    return Against("mark", f"Marked to be verified, in {name}: “… {said}”", place, True)


def answers_against(session: Session) -> Iterator[Against]:
    """Answers that are missing, fail a check or are stale, in the order of the kit."""
    for prompt in session.kit.prompts:
        name, place = session.name(prompt.id), Place(prompt=prompt.id)
        state = session.prompt_state(prompt.id)
        if state in ("to do", "waiting") and not prompt.optional:
            yield Against("missing", f"{name} has no answer yet", place)
        verdict = session.verdict(prompt.id)
        if verdict is not None and verdict.fails:
            worst = verdict.findings[0]
            said = one_line(f"{worst.what}: {worst.found}", EXCERPT)
            place = Place(prompt=prompt.id, line=worst.line)
            yield Against("failing", f"{name} fails a check: {said}", place)
        reasons = session.staleness(prompt.id)
        if reasons:
            yield Against(
                "stale", f"{name} is stale: {one_line(reasons[0])}", Place(prompt=prompt.id)
            )


def leads_against(claims: Iterable[Claim]) -> Iterator[Against]:
    """Claims that nobody verified and whose words stand in no text: one line for each prompt."""
    by_prompt: dict[str, int] = {}
    for claim in claims:
        if claim.status == "unverified":
            by_prompt[claim.prompt] = by_prompt.get(claim.prompt, 0) + 1
    for prompt, amount in by_prompt.items():
        what = "1 claim, its words" if amount == 1 else f"{amount:,} claims, their words"
        yield Against("lead", f"Not verified: {what} not in the text", Place(prompt=prompt))


def woven_against(session: Session) -> Iterator[Against]:
    """What the writer placed in the page and it does not hold."""
    from copydesk.sessions.weaving import unset

    for offer in unset(session):
        text = f"Placed, but not in the text: {one_line(offer.title, EXCERPT)}, for {offer.why}"
        prompt = offer.woven.prompt
        yield Against("woven", text, Place(prompt=prompt) if prompt else NOWHERE)


def brief_against(session: Session, known: Facts) -> Iterator[Against]:
    """What the brief does not say and the page therefore leaves out."""
    material = session.material()
    author = next((one for one in material.kit.fields if one.id == "author"), None)
    for field, value, what in (
        (address_field(material), known.address, "canonical and og:url are"),
        (author, known.author, "the author is"),
        (date_field(material), known.published, "the date is"),
    ):
        if field is not None and not value:
            yield _unsaid(field, what)


def _unsaid(field: BriefField, what: str) -> Against:
    text = f"The brief does not say “{one_line(field.label)}”: {what} left out"
    return Against("brief", text, Place(field=field.id))
