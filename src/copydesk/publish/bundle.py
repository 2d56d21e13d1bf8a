"""Everything that publishing writes, made in memory: names and bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from copydesk.documents import set_document
from copydesk.errors import CopydeskError
from copydesk.publish.against import Against, against
from copydesk.publish.facts import Facts
from copydesk.publish.front_matter import Form, body, front_matter
from copydesk.publish.head import as_html, head_of
from copydesk.publish.marking import Marked, marked
from copydesk.publish.markup import fragment
from copydesk.publish.page import page
from copydesk.publish.roles import page_head
from copydesk.publish.tables import as_csv, as_json
from copydesk.sessions.claim_lists import as_markdown
from copydesk.sessions.claims import claims_of
from copydesk.sessions.store import export
from copydesk.sessions.weaving import page_of

if TYPE_CHECKING:
    from copydesk.kits.model import Document, Kit
    from copydesk.sessions.session import Session

ENDINGS = {"markdown": ".md", "html": ".html", "text": ".txt", "csv": ".csv", "json": ".json"}
OURS = ("claims.md", "review.md", "session.json")
"""What every bundle holds besides the kit's documents."""

_NO_ADDRESS = re.compile(r"\[([^\[\]]*)\]\(unknown:[^()\s]*\)")


class Options(NamedTuple):
    """How to publish."""

    front_matter: Form = "none"
    draft: bool = False


class Bundle(NamedTuple):
    """A bundle that nothing was written of yet."""

    files: Mapping[str, bytes]
    """By their names; no folders."""
    against: tuple[Against, ...]
    options: Options

    @property
    def blocked(self) -> tuple[Against, ...]:
        """What forbids that this goes out; for a draft, nothing does."""
        return () if self.options.draft else tuple(one for one in self.against if one.blocks)


class NothingToPublish(CopydeskError):
    """The kit has no page, or none of its parts has an answer."""


def file_name(document: Document) -> str:
    """The name of a document's file."""
    return document.file or f"{document.id}{ENDINGS[document.format]}"


def names_of(kit: Kit) -> frozenset[str]:
    """Every name that a bundle of this kit can have."""
    pages = {f"{one.id}.html" for one in kit.documents if one.format == "markdown"}
    return frozenset({*OURS, *map(file_name, kit.documents), *pages})


def make(session: Session, options: Options = Options()) -> Bundle:  # noqa: B008 (it never changes)
    """Make the bundle of a session as it stands.

    Takes a moment for long texts; a window calls it on a snapshot, in a thread of its own. The
    answers should have been looked at before, or nothing is known of what fails.

    Raises:
        NothingToPublish: There is no page, or nothing is written of it yet.
    """
    document = page_of(session)
    if document is None:
        raise NothingToPublish(f"The kit {session.kit.title} has no document that becomes a page.")
    facts = Facts(session)
    text = _without_unknown(facts.filled(set_document(facts.material, document.id)))
    if not any(session.text_of(part.answer) for part in document.parts if part.answer):
        raise NothingToPublish(f"Nothing of {document.title} is written yet.")
    claims = claims_of(session)
    found = marked(text, claims)
    texts = _texts(session, document, facts, found, options)
    texts["claims.md"] = as_markdown(claims, facts.title, session.name)
    texts.setdefault("review.md", "# Review\n\nThere is no review yet.\n")
    texts["review.md"] += _measured(session)
    files = {name: _bytes(text) for name, text in texts.items() if text.strip()}
    files["session.json"] = export(session)
    open_in = [text for name, text in texts.items() if name not in ("claims.md", "review.md")]
    return Bundle(files, against(session, document, found, open_in), options)


def _texts(
    session: Session, document: Document, facts: Facts, found: Marked, options: Options
) -> dict[str, str]:
    """The kit's documents, by the names of their files."""
    head = head_of(session, document, found.text, facts)
    meta = page_head(session.kit)
    texts: dict[str, str] = {}
    for one in session.kit.documents:
        name = file_name(one)
        if one.id == document.id:
            matter = front_matter(
                options.front_matter, facts, head.description, draft=options.draft
            )
            texts[name] = f"{matter}{body(options.front_matter, found.text)}\n"
            texts[f"{one.id}.html"] = page(found.text, head, facts, draft=options.draft)
        elif one.format == "csv":
            texts[name] = as_csv(session, one, facts)
        elif one.format == "json":
            texts[name] = as_json(session, one, facts)
        elif one.format == "html":
            is_head = meta is not None and any(part.answer == meta.id for part in one.parts)
            plain = facts.filled(set_document(facts.material, one.id))
            texts[name] = f"{as_html(head)}\n" if is_head and plain else fragment(plain)
        else:
            texts[name] = f"{facts.filled(set_document(facts.material, one.id))}\n"
    return texts


def _measured(session: Session) -> str:
    """What was measured here, below what the review says."""
    from copydesk.publish.measured import as_markdown as measured
    from copydesk.publish.score import score

    return "\n" + measured(score(session))


def _without_unknown(text: str) -> str:
    """Links whose address nobody knows, as their words."""
    return _NO_ADDRESS.sub(r"\1", text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
