"""The article as a list: where each passage came from, and what can be placed in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from copydesk.answers.markdown import structure
from copydesk.documents import lay_out
from copydesk.sessions.weaving import UNKNOWN, UNSET, Offer, offers, page_of
from copydesk.text import count_words, one_line
from copydesk.tui.widgets.pane import Mark
from copydesk.tui.widgets.shelf import Row
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.documents import Laid, Passage
    from copydesk.sessions.session import Session

DEEPEST = 3
"""Headings below this level have no row of their own."""
MOST = 400
"""So many rows of the text are listed."""
SIGNS = {
    "to place": "○",
    "placed": "●",
    "moved": "◐",
    "left": "–",
    "no place": "✗",
    "not accepted": "◌",
    "gone": "✗",
}
KINDS = {"link": "link to", "quote": "quote:", "study": "study:", "image": "image"}


class Line(NamedTuple):
    """One row: what it shows, where it leads, where it stands in the text."""

    row: Row
    prompt: str
    offset: int
    """In the article's text; -1 for none."""


class Article(NamedTuple):
    """All that the tab shows."""

    title: str
    text: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    offers: dict[str, Offer]
    notes: tuple[str, ...]

    @property
    def starts(self) -> list[int]:
        """Where the text can be cut: at its passages and headings, the first at 0."""
        listed = {line.offset for line in self.lines if line.row.key.startswith("text:")}
        return sorted({0, *listed})

    @property
    def blocks(self) -> list[str]:
        """The text cut there."""
        starts = self.starts
        return [self.text[a:b] for a, b in pairwise((*starts, len(self.text)))]


def article(session: Session) -> Article | None:
    """The page as it stands; None for a kit without one. Takes a moment for long texts."""
    document = page_of(session)
    if document is None:
        return None
    laid = lay_out(session.material(), document.id)
    found = offers(session)
    lines = [*_text_lines(session, laid), *_offer_lines(found, laid)]
    return Article(
        document.title,
        laid.text,
        tuple(_marks(laid)),
        tuple(lines),
        {offer.id: offer for offer in found},
        tuple(_notes(session, laid)),
    )


def _starts(laid: Laid) -> Iterator[tuple[int, Passage]]:
    at = 0
    for passage in laid.passages:
        yield at, passage
        at += len(passage.text) + 2


def _marks(laid: Laid) -> Iterator[Mark]:
    for at, passage in _starts(laid):
        if passage.woven:
            yield Mark(at, at + len(passage.text), "slot")
        elif not passage.prompt:
            yield Mark(at, at + len(passage.text), "heading")


def _text_lines(session: Session, laid: Laid) -> Iterator[Line]:
    words = count(count_words(laid.text), "word")
    yield Line(Row("text", f"The text ─ {words}", style="heading"), "", 0)
    if not laid.text:
        said = "Nothing is written yet: answers appear here as they come."
        yield Line(Row("empty", said, style="soft"), "", -1)
    rows = 0
    for at, passage in _starts(laid):
        if passage.woven:
            continue
        right = session.name(passage.prompt) if passage.prompt else "the kit"
        lines = passage.text.split("\n")
        headings = [one for one in structure(passage.text).headings if one.level <= DEEPEST]
        if not headings or headings[0].line > 1:
            first = next((line for line in lines if line.strip()), "")
            row = Row(f"text:{at}", one_line(first, 90), right, depth=1)
            yield Line(row, passage.prompt, at)
            rows += 1
        for heading in headings:
            offset = at + sum(len(line) + 1 for line in lines[: heading.line - 1])
            title = f"{'#' * heading.level} {one_line(heading.text, 90)}"
            row = Row(f"text:{offset}", title, right, depth=heading.level - 1)
            yield Line(row, passage.prompt, offset)
            rows += 1
            if rows >= MOST:
                return


def _offer_lines(found: tuple[Offer, ...], laid: Laid) -> Iterator[Line]:
    if not found:
        return
    open_ = sum(offer.standing == "to place" for offer in found)
    title = f"To weave in ─ {open_} to place, Enter places, s leaves" if open_ else "Woven in"
    yield Line(Row("offers", title, style="heading"), "", -1)
    places = {passage.woven: at for at, passage in _starts(laid) if passage.woven}
    for offer in found:
        unknown = ", address unknown" if offer.woven.address.startswith(UNKNOWN) else ""
        text = f"{KINDS[offer.woven.kind]} {one_line(offer.title, 60)}"
        why = f" · {offer.why}" if offer.why else f" · at {one_line(offer.woven.heading, 50)}"
        if offer.was_placed and offer.standing == "not accepted":
            why = f" · placed, but taken out: {offer.why}"
        style = {"to place": "", "moved": ""}.get(offer.standing, "soft")
        if offer.standing == "no place" or (offer.was_placed and offer.standing in UNSET):
            style = "problem"
        row = Row(
            f"offer:{offer.id}",
            f"{text}{unknown}{why}",
            offer.standing,
            depth=0,
            sign=SIGNS[offer.standing],
            style=style,
        )
        at = places.get(offer.id, -1)
        if at < 0 and offer.woven.words and offer.standing == "placed":
            at = laid.text.find(f"]({offer.woven.address})")
        if at < 0 and offer.woven.heading:
            at = laid.text.find(offer.woven.heading)
        yield Line(row, offer.woven.prompt, at)


def _notes(session: Session, laid: Laid) -> Iterator[str]:
    for prompt_id, by in laid.fitted.items():
        name = session.name(prompt_id)
        yield f"{name}: its headings were moved down by {count(by, 'level')} to fit here."
