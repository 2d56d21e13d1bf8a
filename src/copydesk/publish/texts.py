"""The texts of a session as they are published, and what stands against each of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from copydesk.documents import Material, set_document
from copydesk.errors import CopydeskError
from copydesk.kits.model import Document
from copydesk.publish.addresses import fill, values
from copydesk.publish.against import (
    Against,
    answers_against,
    brief_against,
    claim_against,
    leads_against,
    mark_against,
    woven_against,
)
from copydesk.publish.facts import Facts, facts
from copydesk.publish.lines import NOWHERE, Place
from copydesk.publish.marked import marked
from copydesk.publish.roles import page_head, review_of
from copydesk.publish.scored import Scored
from copydesk.sessions.claims import Claim, claims_of
from copydesk.sessions.weaving import page_of
from copydesk.text import clean, one_line

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


class NothingToPublish(CopydeskError):
    """The kit has no page, or the page has no text yet."""


class Text(NamedTuple):
    """A document's text, ready to be written."""

    text: str
    against: tuple[Against, ...]
    claims: frozenset[str]
    """The ids of the claims that stand in it."""


class Texts:
    """All that a session publishes, each text made once."""

    def __init__(self, session: Session) -> None:
        """
        Raises:
            NothingToPublish: There is no page, or nothing in it.
        """
        self.session = session
        self.material: Material = session.material()
        page = page_of(session)
        if page is None:
            message = f"{session.kit.title} has no document that becomes a page."
            raise NothingToPublish(message, "A kit names one with page = true.")
        self.page = page
        self.claims: tuple[Claim, ...] = tuple(one for one in claims_of(session) if not one.gone)
        self._made: dict[str, Text] = {}
        raw = set_document(self.material, page.id)
        if not raw.strip():
            first = next((part.answer for part in page.parts if part.answer), "")
            raise NothingToPublish(
                f"{page.title} of {one_line(session.title, 60)} has no text yet.",
                f"It begins with the answer to {session.name(first)}." if first else "",
            )
        self.facts: Facts = facts(session, raw)
        self.known = values(self.material, self.facts)

    @cached_property
    def review(self) -> str:
        """The id of the prompt that looks at the page; "" where the kit has none."""
        prompt = review_of(self.session.kit, self.page.id)
        return prompt.id if prompt else ""

    def is_head(self, document: Document) -> bool:
        """Whether a document is the page's head, which is made anew."""
        prompt = page_head(self.session.kit)
        answers = {part.answer for part in document.parts if part.answer}
        return document.format == "html" and prompt is not None and answers == {prompt.id}

    def is_review(self, document: Document) -> bool:
        """Whether a document speaks of the page instead of being published beside it."""
        answers = {part.answer for part in document.parts if part.answer}
        return bool(self.review) and answers == {self.review}

    def is_read(self, document: Document) -> bool:
        """Whether a document is a text for readers."""
        return document.format in ("markdown", "text") and not self.is_review(document)

    def text(self, document: Document) -> Text:
        """A document's text with what is known filled in and its claims marked."""
        if document.id not in self._made:
            self._made[document.id] = self._text(document)
        return self._made[document.id]

    def _text(self, document: Document) -> Text:
        filled = fill(set_document(self.material, document.id), self.known)
        found = marked(filled.text, self.claims)
        scored = Scored(self.session, document)
        name = one_line(document.title)
        against = [
            claim_against(one.claim, name, scored.place(filled.text.count("\n", 0, one.start) + 1))
            for one in found.standing
            if one.claim.status != "verified"
        ]
        against += (mark_against(one.before, name, scored.place(one.line)) for one in found.signs)
        against += (
            Against("placeholder", f"{{{{{left}}}}} stands in {name}: nobody knows what for")
            for left in filled.left
        )
        against += (
            Against("link", f"No address is known for the link “{one_line(words, 60)}” in {name}")
            for words in filled.unknown
        )
        ids = frozenset(one.claim.id for one in found.standing)
        return Text(clean(found.text), tuple(against), ids)

    def against(self) -> tuple[Against, ...]:
        """All that stands against publishing, what blocks it first."""
        read = [one for one in self.session.kit.documents if self.is_read(one)]
        texts = [self.text(one) for one in (self.page, *(one for one in read if one != self.page))]
        found = [one for text in texts for one in text.against]
        standing = frozenset().union(*(text.claims for text in texts))
        leads = (claim for claim in self.claims if claim.id not in standing)
        every = [
            *found,
            *answers_against(self.session),
            *woven_against(self.session),
            *brief_against(self.session, self.facts),
            *leads_against(leads),
        ]
        return tuple(sorted(every, key=lambda one: not one.blocks))


def place_of(document: Document) -> Place:
    """Where a document's first answer is."""
    first = next((part.answer for part in document.parts if part.answer), "")
    return Place(prompt=first) if first else NOWHERE


def documents_beside(texts: Texts) -> Iterator[Document]:
    """The documents of the kit other than the page and its head."""
    for document in texts.session.kit.documents:
        if document.id != texts.page.id and not texts.is_head(document):
            yield document
