"""What answers offer for the page, as Markdown: links, quotes, studies, images.

An offer is known by what it says, not by where it stands in its answer, so that an answer written
anew that offers the same keeps what was decided of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from copydesk.answers.alike import key
from copydesk.answers.reading import read_answer
from copydesk.documents import Woven, pick
from copydesk.sessions.claim_records import text_at
from copydesk.sessions.claims import Claim, claim_id, claims_of
from copydesk.text import digest, one_line, slug

if TYPE_CHECKING:
    from copydesk.kits.model import Document, Weave
    from copydesk.sessions.telling import Telling

UNKNOWN = "unknown:"
"""What a link's address begins with while nobody knows it."""
CLAIMED = ("quote", "study")
"""What somebody has to verify before it may stand in a document."""

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


class Offered(NamedTuple):
    """One thing that could stand in a document."""

    id: str
    woven: Woven
    title: str
    """What it is called: a link's target, a quote's speaker, a study's title, a file's name."""
    claim: Claim | None = None
    """For a quote or a study, the claim that it makes, however that stands."""

    @property
    def accepted(self) -> bool:
        """Whether it may be placed: what makes a claim only once that is verified."""
        is_verified = self.claim is not None and self.claim.status == "verified"
        return is_verified or self.woven.kind not in CLAIMED


def page_of(session: Telling) -> Document | None:
    """The document that becomes a page, else the kit's first one in Markdown."""
    documents = [one for one in session.kit.documents if one.format == "markdown"]
    return next((one for one in documents if one.page), documents[0] if documents else None)


def offered(session: Telling) -> Iterator[Offered]:
    """Everything that answers offer for the page, once each."""
    document = page_of(session)
    if document is None:
        return
    has_claims = any(weave.kind in CLAIMED for weave in document.weave)
    claims = {one.id: one for one in claims_of(session)} if has_claims else {}
    seen: set[str] = set()
    for weave in document.weave:
        for item in _items(session, weave):
            found = _one(session, weave, item, claims)
            if found is None or found.id in seen:
                continue
            seen.add(found.id)
            placed = session.state.woven.get(found.id)
            if placed is not None and placed.after:
                found = found._replace(woven=replace(found.woven, after=placed.after))
            yield found


def _items(session: Telling, weave: Weave) -> Iterator[dict[str, Any]]:
    if not session.has(weave.answer) or weave.answer in session.state.skipped:
        return
    stored = session.text_of(weave.answer)
    if not stored:
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
    return one_line(text_at(item, name))


def _one(
    session: Telling, weave: Weave, item: Mapping[str, Any], claims: Mapping[str, Claim]
) -> Offered | None:
    """What an item offers; None where it says too little."""
    heading = _text(item, weave.place)
    if not heading:
        return None
    base = Woven(kind=weave.kind, prompt=weave.answer, heading=heading)
    claim = None
    if weave.kind == "link":
        found = _link(session, weave, item, base)
    elif weave.kind == "image":
        found = _image(weave, item, base)
    else:
        claim = claims.get(claim_id(weave.kind, text_at(item, weave.text)))
        address = claim.address if claim is not None else ""
        found = (_quote if weave.kind == "quote" else _study)(weave, item, base, address)
    if found is None:
        return None
    one, title = found
    said = _text(item, weave.text) if weave.kind == "quote" else one.words
    name = digest("\n".join((one.kind, one.prompt, one.heading, said, title)))[:12]
    return Offered(name, one, title, claim)


Named = tuple[Woven, str]


def _link(session: Telling, weave: Weave, item: Mapping[str, Any], base: Woven) -> Named | None:
    words, target = _text(item, weave.text), _text(item, weave.target)
    if not words or not target:
        return None
    address = address_of(session, target)
    sentence = _linked(_text(item, weave.sentence), words, address)
    return replace(base, words=words, address=address, text=sentence), target


def _image(weave: Weave, item: Mapping[str, Any], base: Woven) -> Named | None:
    name, caption = _text(item, weave.target), _text(item, weave.caption)
    if not name:
        return None
    shown = f' "{_quoted(caption)}"' if caption else ""
    alt = _plain(_text(item, weave.text))
    return replace(base, text=f"![{alt}]({_path(name)}{shown})"), name


def _quote(weave: Weave, item: Mapping[str, Any], base: Woven, address: str) -> Named | None:
    said = _text(item, weave.text).strip('“”"')
    if not said:
        return None
    by = _text(item, weave.by)
    speaker = ", ".join(one for one in (by, _text(item, weave.about)) if one)
    source = f" ([source]({_address(address)}))" if address else ""
    who = f"— {_plain(speaker)}{source}" if speaker else source.strip()
    lines = [f"> “{_plain(said)}”", *([">", f"> {who}"] if who else [])]
    return replace(base, text="\n".join(lines)), by or said


def _study(weave: Weave, item: Mapping[str, Any], base: Woven, address: str) -> Named | None:
    title, by = _text(item, weave.text), _text(item, weave.by)
    if not title:
        return None
    named = f"[*{_plain(title)}*]({_address(address)})" if address else f"*{_plain(title)}*"
    return replace(base, text=f"{named}, {_plain(by)}" if by else named), title


def _linked(sentence: str, words: str, address: str) -> str:
    """A sentence with a link on some of its words; empty where it does not hold them."""
    if not words or set(words) & set("[]"):
        return ""
    found = re.search(re.escape(words), sentence, re.IGNORECASE)
    if found is None:
        return ""
    before, behind = sentence[: found.start()], sentence[found.end() :]
    return f"{_plain(before)}[{_plain(found[0])}]({address}){_plain(behind)}"


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


def without_unknown(text: str) -> str:
    """A text whose links that lead nowhere yet are their words alone."""
    return _TO_NOWHERE.sub(r"\1", text)


_TO_NOWHERE = re.compile(rf"\[([^\[\]]*+)\]\({UNKNOWN}[^()\s]*+\)")
