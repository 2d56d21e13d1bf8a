"""What stands against publishing: each thing in words, with the place it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.documents import document_needs
from copydesk.publish.facts import open_placeholders
from copydesk.sessions.weaving import UNKNOWN, offers, unset
from copydesk.text import one_line

if TYPE_CHECKING:
    from copydesk.kits.model import Document
    from copydesk.publish.marking import Marked
    from copydesk.sessions.session import Session

Kind = Literal["missing", "failing", "stale", "unverified", "placeholder", "link", "place"]


class Against(NamedTuple):
    """One thing that stands against it."""

    kind: Kind
    text: str
    prompt: str = ""
    """The card that it leads to; empty for none."""
    blocks: bool = False
    """Whether it must be settled before anything but a draft goes out."""


def against(
    session: Session, page: Document, marked: Marked, texts: Sequence[str]
) -> tuple[Against, ...]:
    """All of it, what blocks first.

    Args:
        marked: The page's text with its unverified claims.
        texts: All texts of the bundle, in which placeholders may be left.
    """
    found = [
        *_unverified(session, marked),
        *_missing(session, page),
        *_states(session),
        *_left_open(texts),
        *_links(session),
    ]
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _unverified(session: Session, marked: Marked) -> Iterator[Against]:
    for claim in marked.claims:
        text = f"unverified: “{one_line(claim.text, 80)}”"
        yield Against("unverified", text, claim.prompt if session.has(claim.prompt) else "", True)
    if marked.asked:
        many = "1 mark" if marked.asked == 1 else f"{marked.asked} marks"
        yield Against("unverified", f"{many} in the text ask to verify something", "", True)


def _missing(session: Session, page: Document) -> Iterator[Against]:
    for prompt_id in document_needs(session.kit, page.id):
        if session.prompt_state(prompt_id) in ("to do", "waiting"):
            yield Against("missing", f"{session.name(prompt_id)} has no answer", prompt_id)


def _states(session: Session) -> Iterator[Against]:
    for prompt in session.kit.prompts:
        state = session.prompt_state(prompt.id)
        if state == "failing":
            yield Against("failing", f"{session.name(prompt.id)} fails a check", prompt.id)
        elif state == "stale":
            yield Against("stale", f"{session.name(prompt.id)} is stale", prompt.id)


def _left_open(texts: Sequence[str]) -> Iterator[Against]:
    for name in dict.fromkeys(name for text in texts for name in open_placeholders(text)):
        yield Against("placeholder", f"{name} is not filled in: the brief does not know it")


def _links(session: Session) -> Iterator[Against]:
    for offer in offers(session):
        if offer.standing in ("placed", "moved") and offer.woven.address.startswith(UNKNOWN):
            text = f"the link to {one_line(offer.title, 60)} has no address: its words stay plain"
            yield Against("link", text, offer.woven.prompt)
    for offer in unset(session):
        text = f"{one_line(offer.title, 60)} was placed and is not set: {offer.why}"
        yield Against("place", text, offer.woven.prompt)
