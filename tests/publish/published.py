"""A session with the twelve lifelike answers, ready to be published."""

from __future__ import annotations

from pathlib import Path

from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.paths import bundled
from copydesk.sessions.begin import begin
from copydesk.sessions.claims import claims_of, decide
from copydesk.sessions.session import Session
from copydesk.sessions.weaving import offers, place

ANSWERS = Path(__file__).parent.parent / "data" / "answers"
LIBRARY = Library((Place("bundled", bundled()),))


def session_on(article: str = "ci-vs-cd", answers: str = "ci-vs-cd", **given: str) -> Session:
    """A session with lifelike answers; ``given`` stands in the place of some."""
    session = begin(LIBRARY, LIBRARY.find(article)[0])
    for prompt in session.kit.prompts:
        text = given.get(prompt.id)
        if text is None:
            found = sorted((ANSWERS / answers).glob(f"{prompt.id}.*"))
            text = found[0].read_text("utf-8") if found else ""
        if text:
            session.record_copy(prompt.id, session.compose(prompt.id))
            session.answer(prompt.id, text, "pasted")
    return session


def whole(**given: str) -> Session:
    """A session as it is when all is done: verified, woven in, its date and address known."""
    session = session_on(**given)
    session.set_brief("published", "2026-11-24")
    session.set_brief("article_url", "https://thegreenbuild.example/python-ci-cd/ci-vs-cd")
    for claim in claims_of(session):
        decide(session, claim, "verified", "https://example.org/source", "")
    body = session.text_of("body").replace(" [verify]", "").replace("[verify]", "")
    session.answer("body", body, "edited")
    for prompt in ("introduction", "conclusion", "faq"):
        text = session.text_of(prompt)
        session.answer(prompt, text.replace(" [verify]", ""), "edited")
    for offer in offers(session):
        if offer.standing == "to place":
            place(session, offer)
    return session
