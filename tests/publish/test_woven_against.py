"""What was placed in the article and is not in it stands against publishing."""

from __future__ import annotations

from published import session_on

from copydesk.publish.bundle import against
from copydesk.sessions.claims import claims_of, decide
from copydesk.sessions.session import Session
from copydesk.sessions.weaving import offers, place


def placed(session: Session, title: str) -> None:
    (offer,) = [one for one in offers(session) if one.title == title]
    place(session, offer)


def said(session: Session) -> list[str]:
    return [one.text for one in against(session) if one.kind == "woven"]


def test_a_heading_or_an_item_that_is_gone_is_told_and_all_that_is_set_is_not() -> None:
    session = session_on()
    placed(session, "artifact-promotion.svg")
    placed(session, "python-ci-tools-compared.png")
    assert said(session) == []
    body = session.text_of("body").replace("Package once, promote", "Build once, promote")
    session.answer("body", body, "edited")
    assert said(session) == [
        "Placed, but not in the text: artifact-promotion.svg, "
        "for there is no heading “Package once, promote the same artifact”"
    ]
    session.answer("images", "[]", "pasted")
    assert said(session)[1] == (
        "Placed, but not in the text: python-ci-tools-compared.png, "
        "for no answer offers it any more"
    )


def test_what_was_rejected_later_is_told() -> None:
    session = session_on()
    title = "The State of Secrets Sprawl"
    (claim,) = [one for one in claims_of(session) if one.text == title]
    decide(session, claim, "verified", "https://a.example/")
    placed(session, title)
    assert said(session) == []
    decide(session, claim, "rejected")
    assert said(session) == [
        f"Placed, but not in the text: {title}, for its claim is rejected; l shows it"
    ]
