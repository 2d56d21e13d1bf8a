"""How what answers offer stands with the page, and deciding of it: to place, to leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from copydesk.documents import Fate, Woven, lay_out
from copydesk.documents.weaving import Loom
from copydesk.sessions.offered import UNKNOWN, Offered, address_of, offered, page_of
from copydesk.sessions.state import Placed
from copydesk.text import one_line

if TYPE_CHECKING:
    from copydesk.kits.model import Document
    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Change
    from copydesk.sessions.telling import Telling

__all__ = [
    "UNKNOWN",
    "UNSET",
    "Offer",
    "Standing",
    "address_of",
    "leave",
    "offers",
    "page_of",
    "place",
    "unset",
    "woven",
]

Standing = Literal["to place", "placed", "moved", "left", "no place", "not accepted", "gone"]
"""``moved``: set at its heading, since the paragraph it followed is another now; ``no place``: its
heading or words are not there; ``not accepted``: its claim is not verified; ``gone``: placed once,
and no answer offers it any more."""

UNSET = ("no place", "not accepted", "gone")
"""The standings of what the page does not hold although the writer may have placed it."""
_NAMED = {"link": "the link to", "quote": "the quote of", "study": "the study", "image": "image"}


class Offer(NamedTuple):
    """One thing that could stand in a document, and how it stands."""

    id: str
    woven: Woven
    title: str
    """What it is called: a link's target, a quote's speaker, a study's title, a file's name."""
    standing: Standing
    why: str
    """What is to be known of it: why it has no place, or is not accepted; else empty."""
    was_placed: bool = False
    """Whether the writer placed it, set or not."""


def woven(session: Telling) -> Mapping[str, Woven]:
    """What was placed, is still offered and still accepted, as documents take it."""
    placed = {name for name, one in session.state.woven.items() if one.status == "placed"}
    return {one.id: one.woven for one in offered(session) if one.id in placed and one.accepted}


def offers(session: Telling) -> tuple[Offer, ...]:
    """All that answers offer for the page, in the order of the kit and of the answers.

    Last what was placed and is offered no more. Takes a moment for long texts.
    """
    document = page_of(session)
    if document is None or not document.weave:
        return ()
    fates = lay_out(session.material(), document.id).fates
    loom = _loom(session, document)
    found = [_offer(session, one, fates, loom) for one in offered(session)]
    return (*found, *_gone(session, {offer.id for offer in found}))


def unset(session: Telling) -> tuple[Offer, ...]:
    """What the writer placed and the page does not hold."""
    if not session.state.woven:
        return ()
    return tuple(one for one in offers(session) if one.was_placed and one.standing in UNSET)


def place(session: Session, offer: Offer) -> Change | None:
    """Place what is offered; what was placed already, at the usual place anew."""
    document = page_of(session)
    after = _loom(session, document).usual_mark(offer.woven) if document else ""
    decided = Placed(status="placed", after=after, kind=offer.woven.kind, title=offer.title)
    return session.weave(offer.id, decided, f"placed {_called(offer)}", "")


def leave(session: Session, offer: Offer) -> Change | None:
    """Leave what is offered; what was left already is to place again, what is gone forgotten."""
    if offer.standing == "gone":
        return session.weave(offer.id, None, f"forgot {_called(offer)}", "")
    if offer.standing == "left":
        return session.weave(offer.id, None, f"not left out {_called(offer)}", "")
    decided = Placed(status="left", kind=offer.woven.kind, title=offer.title)
    return session.weave(offer.id, decided, f"left out {_called(offer)}", "")


def _called(offer: Offer) -> str:
    return f"{_NAMED[offer.woven.kind]} {one_line(offer.title, 40)}"


# How it stands


def _loom(session: Telling, document: Document) -> Loom:
    """The page without anything woven in: where things can stand."""
    material = replace(session.material(), woven={})
    return Loom([one.text for one in lay_out(material, document.id).passages])


def _offer(session: Telling, one: Offered, fates: Mapping[str, Fate], loom: Loom) -> Offer:
    placed = session.state.woven.get(one.id)
    if placed is not None and placed.status == "left":
        return Offer(one.id, one.woven, one.title, "left", "")
    was_placed = placed is not None
    if not one.accepted:
        why = _not_accepted(one)
        return Offer(one.id, one.woven, one.title, "not accepted", why, was_placed)
    fate = fates.get(one.id, "no heading") if was_placed else loom.fate_of(one.woven)
    standing, why = _standing(fate, was_placed), _why(one.woven, fate)
    return Offer(one.id, one.woven, one.title, standing, why, was_placed)


def _standing(fate: Fate, placed: bool) -> Standing:
    if fate in ("no heading", "no words"):
        return "no place"
    if not placed:
        return "to place"
    return "moved" if fate == "moved" else "placed"


def _gone(session: Telling, known: set[str]) -> Iterator[Offer]:
    for name, placed in session.state.woven.items():
        if placed.status == "placed" and name not in known:
            nothing = Woven(kind=placed.kind, prompt="", heading="")
            title = placed.title or "something"
            yield Offer(name, nothing, title, "gone", "no answer offers it any more", True)


def _why(one: Woven, fate: Fate) -> str:
    heading = one_line(one.heading, 60)
    return {
        "no heading": f"there is no heading “{heading}”",
        "no words": f"the words “{one_line(one.words, 60)}” do not stand under “{heading}”",
        "moved": "the paragraph that it followed has changed; it stands at its heading's end",
        "set": "",
    }[fate]


def _not_accepted(one: Offered) -> str:
    """Why a quote or a study is not accepted."""
    if one.claim is None:
        return "no claim speaks of it; l shows the claims"
    return f"its claim is {one.claim.status}; l shows it"
