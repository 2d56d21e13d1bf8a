"""What answers offer for a document: links, accepted quotes and studies, images.

An offer is known by what it says, not by where it stands in its answer, so that an answer written
anew that offers the same keeps what was decided of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec.structs import replace

from copydesk.answers.alike import key
from copydesk.answers.reading import read_answer
from copydesk.documents import Fate, Woven, lay_out, pick
from copydesk.sessions.claims import Claim, claim_id, claims_of
from copydesk.sessions.state import Placed
from copydesk.text import digest, one_line, slug

if TYPE_CHECKING:
    from copydesk.kits.model import Document, Weave
    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Change
    from copydesk.sessions.telling import Telling

Standing = Literal["to place", "placed", "moved", "left", "no place", "not accepted"]
"""``moved``: set at its heading, since the paragraph it followed is another now; ``no place``:
placed, but its heading or words are gone; ``not accepted``: its claim is not verified."""

UNKNOWN = "unknown:"
"""What a link's address begins with while nobody knows it."""

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_NAMED = {"link": "the link to", "quote": "the quote of", "study": "the study", "image": "image"}


class Offer(NamedTuple):
    """One thing that could stand in a document."""

    id: str
    woven: Woven
    title: str
    """What it is called: a link's target, a quote's speaker, a study's title, a file's name."""
    standing: Standing
    why: str
    """What is to be known of it: why it has no place, or is not accepted; else empty."""


def page_of(session: Telling) -> Document | None:
    """The document that becomes a page, else the kit's first one in Markdown."""
    documents = [one for one in session.kit.documents if one.format == "markdown"]
    return next((one for one in documents if one.page), documents[0] if documents else None)


def woven(session: Telling) -> Mapping[str, Woven]:
    """What was placed and is still offered, as documents take it."""
    placed = {name for name, one in session.state.woven.items() if one.status == "placed"}
    return {name: one for name, one, _ in _offered(session) if name in placed}


def offers(session: Telling) -> tuple[Offer, ...]:
    """All that answers offer for the page, in the order of the kit and of the answers."""
    document = page_of(session)
    if document is None or not document.weave:
        return ()
    laid = lay_out(session.material(), document.id)
    places = _Places(session, document)
    return tuple(
        _offer(session, name, one, title, laid.fates, places)
        for name, one, title in _offered(session)
    )


def place(session: Session, offer: Offer) -> Change | None:
    """Place what is offered; what was placed already, at the usual place anew."""
    after = _Places(session, page_of(session)).usual(offer.woven)
    label = f"placed {_NAMED[offer.woven.kind]} {one_line(offer.title, 40)}"
    return session.weave(offer.id, Placed(status="placed", after=after), label, "")


def leave(session: Session, offer: Offer) -> Change | None:
    """Leave what is offered; what was left already is to place again."""
    label = f"left out {_NAMED[offer.woven.kind]} {one_line(offer.title, 40)}"
    if offer.standing == "left":
        return session.weave(offer.id, None, f"not {label}", "")
    return session.weave(offer.id, Placed(status="left"), label, "")


# What is offered


def _offered(session: Telling) -> Iterator[tuple[str, Woven, str]]:
    """The id, the thing and its title, once each."""
    document = page_of(session)
    seen: set[str] = set()
    state = session.state
    for weave in document.weave if document else ():
        claims = (
            {claim.id: claim for claim in claims_of(session)}
            if weave.kind in ("quote", "study")
            else {}
        )
        for item in _items(session, weave):
            found = _woven(session, weave, item, claims)
            if found is None:
                continue
            one, title = found
            name = digest("\n".join((one.kind, one.prompt, one.heading, one.words, title)))[:12]
            if name not in seen:
                seen.add(name)
                placed = state.woven.get(name)
                if placed is not None and placed.after:
                    one = replace(one, after=placed.after)
                yield name, one, title


def _items(session: Telling, weave: Weave) -> Iterator[dict[str, Any]]:
    stored = session.text_of(weave.answer)
    if not stored or not session.has(weave.answer) or weave.answer in session.state.skipped:
        return
    reading = read_answer(stored, session.kit.prompt(weave.answer).answer.format)
    try:
        found = pick(reading.json.value, weave.path)
    except (LookupError, RecursionError):
        return
    for one in found:
        for item in one if isinstance(one, list) else [one]:
            if isinstance(item, dict):
                yield item


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "") if name else ""
    return one_line(value) if isinstance(value, str) else ""


def _woven(
    session: Telling, weave: Weave, item: Mapping[str, Any], claims: Mapping[str, Claim]
) -> tuple[Woven, str] | None:
    """What an item offers and what it is called; None where it says too little."""
    text, heading, target = (_text(item, name) for name in (weave.text, weave.place, weave.target))
    by, about = _text(item, weave.by), _text(item, weave.about)
    if not heading:
        return None
    base = Woven(kind=weave.kind, prompt=weave.answer, heading=heading)
    if weave.kind == "link":
        if not text or not target:
            return None
        address, sentence = address_of(session, target), _text(item, weave.sentence)
        linked = _linked(sentence, text, address)
        return replace(base, words=text, address=address, text=linked), target
    if weave.kind == "image":
        if not target:
            return None
        caption = _text(item, weave.caption)
        shown = f' "{_quoted(caption)}"' if caption else ""
        return replace(base, text=f"![{_plain(text)}]({_path(target)}{shown})"), target
    if not text:
        return None
    claim = claims.get(claim_id(weave.kind, text))
    address = claim.address if claim is not None else ""
    source = f" ([source]({_address(address)}))" if address else ""
    if weave.kind == "quote":
        speaker = ", ".join(one for one in (by, about) if one)
        said = text.strip('“”"')
        lines = [
            f"> “{_plain(said)}”",
            *([">", f"> — {_plain(speaker)}{source}"] if speaker else []),
        ]
        return replace(base, text="\n".join(lines)), by or text
    who = f", {_plain(by)}" if by else ""
    named = f"[*{_plain(text)}*]({_address(address)})" if address else f"*{_plain(text)}*"
    return replace(base, text=f"{named}{who}"), text


def _linked(sentence: str, words: str, address: str) -> str:
    """A sentence with a link on some of its words; empty where it does not hold them."""
    at = sentence.casefold().find(words.casefold())
    if at < 0 or set(words) & set("[]"):
        return ""
    before, link, behind = (
        sentence[:at],
        sentence[at : at + len(words)],
        sentence[at + len(words) :],
    )
    return f"{_plain(before)}[{_plain(link)}]({address}){_plain(behind)}"


def _plain(text: str) -> str:
    """A text that Markdown takes for nothing else."""
    return _MARKS.sub(r"\\\1", text)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _path(name: str) -> str:
    """A file's name as an image's address: nothing in it ends the address."""
    return re.sub(r"[^\w.-]+", "-", name) or "image"


def _address(address: str) -> str:
    """An address as it stands between round brackets."""
    return re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", address)


def address_of(session: Telling, title: str) -> str:
    """The address of the map's article of a title; ``unknown:slug`` where it is not known."""
    values = session.material_map()
    slugs = {key(one): name for one, name in zip(values.siblings, values.slugs, strict=False)}
    name = slugs.get(key(title))
    if name and "{slug}" in values.address:
        return _address(values.address.replace("{slug}", name))
    return f"{UNKNOWN}{slug(title)}"


# How it stands


class _Places:
    """The document without anything woven in: where things can stand."""

    def __init__(self, session: Telling, document: Document | None) -> None:
        from copydesk.documents.weaving import Loom

        self._loom: Loom | None = None
        if document is not None:
            material = replace(session.material(), woven={})
            passages = lay_out(material, document.id).passages
            self._loom = Loom([one.text for one in passages], [False] * len(passages))

    def fate(self, one: Woven) -> Fate:
        """What would become of a thing."""
        return self._loom.fate_of(one) if self._loom else "no heading"

    def usual(self, one: Woven) -> str:
        """The mark of the paragraph that a thing usually follows; empty for the heading itself."""
        return self._loom.usual_mark(one) if self._loom else ""


def _offer(
    session: Telling,
    name: str,
    one: Woven,
    title: str,
    fates: Mapping[str, Fate],
    places: _Places,
) -> Offer:
    placed = session.state.woven.get(name)
    why = _not_accepted(session, one, title)
    if placed is not None and placed.status == "left":
        return Offer(name, one, title, "left", "")
    if placed is not None:
        fate = fates.get(name, "no heading")
        standing: Standing = {"set": "placed", "moved": "moved"}.get(fate, "no place")  # type: ignore[assignment]
        reason = why or _why(one, fate)
        return Offer(name, one, title, standing, reason)
    if why:
        return Offer(name, one, title, "not accepted", why)
    fate = places.fate(one)
    if fate in ("no heading", "no words"):
        return Offer(name, one, title, "no place", _why(one, fate))
    return Offer(name, one, title, "to place", "")


def _why(one: Woven, fate: Fate) -> str:
    heading = one_line(one.heading, 60)
    return {
        "no heading": f"there is no heading “{heading}”",
        "no words": f"the words “{one_line(one.words, 60)}” do not stand under “{heading}”",
        "moved": "the paragraph that it followed has changed; it stands at its heading's end",
        "set": "",
    }[fate]


def _not_accepted(session: Telling, one: Woven, title: str) -> str:
    """Why a quote or a study is not accepted; empty where it is, or needs not be."""
    if one.kind not in ("quote", "study"):
        return ""
    for claim in claims_of(session):
        if claim.prompt == one.prompt and one_line(claim.text) and _speaks_of(claim, one, title):
            if claim.status == "verified":
                return ""
            return f"its claim is {claim.status}; l shows it"
    return "no claim speaks of it; l shows the claims"


def _speaks_of(claim: Claim, one: Woven, title: str) -> bool:
    if claim.kind != one.kind:
        return False
    if one.kind == "study":
        return key(claim.text) == key(title)
    return key(one_line(claim.text).strip('“”"')) in key(one.text)
