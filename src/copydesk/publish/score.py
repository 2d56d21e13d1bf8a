"""The scorecard: a document measured, without a model and without a network.

Nothing is changed and nothing is stored. What a kit does not ask for is left out; what cannot be
measured is said to be unknown, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.kits.model import Document
from copydesk.publish.lines import Group, Score
from copydesk.publish.score_headings import heading_lines
from copydesk.publish.score_images import image_lines
from copydesk.publish.score_keywords import keyword_places
from copydesk.publish.score_links import link_lines
from copydesk.publish.score_page import page_lines
from copydesk.publish.score_reading import reading
from copydesk.publish.score_review import with_review
from copydesk.publish.score_state import claim_lines, state_lines
from copydesk.publish.score_words import words
from copydesk.publish.scored import Scored, documents_of

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

GROUPS: tuple[Callable[[Scored], Group | None], ...] = (
    words,
    keyword_places,
    heading_lines,
    reading,
    link_lines,
    image_lines,
    page_lines,
    claim_lines,
    state_lines,
)


def score(session: Session, document_id: str = "") -> Score:
    """Measure a document of a session; takes a moment for a long one.

    A window calls it on a snapshot, in a thread of its own. It looks at the answers first, so
    that what fails and what is stale is known.

    Args:
        document_id: Which document; the kit's first one of prose when "".

    Raises:
        KeyError: The kit has no such document.
    """
    session.check()
    scored = Scored(session, _document(session, document_id))
    found = tuple(group for measure in GROUPS if (group := measure(scored)) is not None)
    groups, audit = with_review(scored, found)
    return Score(
        session=session.id,
        title=session.title,
        document=scored.document.id if scored.document else "",
        name=scored.document.title if scored.document else "",
        groups=groups,
        audit=audit,
    )


def _document(session: Session, document_id: str) -> Document | None:
    if document_id:
        return session.kit.document(document_id)
    return next(iter(documents_of(session)), None)
