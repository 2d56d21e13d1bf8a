"""What answers offer for the article, what is accepted of it, what becomes of what is placed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copydesk.documents import set_document
from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.paths import bundled
from copydesk.sessions.begin import begin
from copydesk.sessions.claims import Claim, claims_of, decide
from copydesk.sessions.file import decode, encode
from copydesk.sessions.meeting import take_in
from copydesk.sessions.session import Session
from copydesk.sessions.weaving import Offer, address_of, leave, offers, place, unset
from copydesk.text import one_line

ANSWERS = Path(__file__).parent.parent / "data" / "answers" / "ci-vs-cd"
ALL = {path.stem: path.read_text("utf-8") for path in ANSWERS.glob("*.*") if path.stem != "brief"}
LIBRARY = Library((Place("bundled", bundled()),))
HEADING = "Pick a CI tool for your Python project"


def session_with(**given: str) -> Session:
    """The lifelike session, ``given`` in the place of some of its answers."""
    session = begin(LIBRARY, LIBRARY.find("ci-vs-cd")[0])
    for prompt, text in {**ALL, **given}.items():
        session.answer(prompt, text, "pasted")
    return session


def text_of(session: Session) -> str:
    return set_document(session.material(), "article")


def offer(session: Session, words: str) -> Offer:
    """The one offer whose title or text holds some words."""
    (found,) = [one for one in offers(session) if words in one.title or words in one.woven.text]
    return found


def claim(session: Session, text: str) -> Claim:
    (found,) = [one for one in claims_of(session) if one.text == text]
    return found


def quotes(*items: dict[str, str]) -> str:
    """An answer to the prompt for authority signals with these quotes."""
    base = json.loads(ALL["authority"])
    lead = base["expert_quotes"][0]
    base["expert_quotes"] = [{**lead, "placement": HEADING, **item} for item in items]
    return json.dumps(base)


def test_links_lead_to_the_map_s_articles_where_their_address_is_known() -> None:
    session = session_with()
    known = address_of(session, "ci for a python monorepo: test what a change can break")
    assert known == "https://thegreenbuild.example/python-ci-cd/python-monorepo"
    assert address_of(session, "An article of nobody") == "unknown:an-article-of-nobody"
    place(session, offer(session, "CI for a Python monorepo"))
    assert f"[tests everything on every change]({known})" in text_of(session)


def test_a_quote_is_to_place_only_once_its_own_claim_is_verified() -> None:
    session = session_with(
        authority=quotes(
            {"quote": "It works.", "speaker": "One"},
            {"quote": "It works. Never trust it.", "speaker": "Two"},
        )
    )
    decide(session, claim(session, "It works."), "verified", "https://a.example/(1)")
    found = {one.title: one for one in offers(session) if one.woven.kind == "quote"}
    assert found["One"].standing == "to place"
    assert found["Two"].standing == "not accepted"
    assert found["Two"].why == "its claim is unverified; l shows it"
    place(session, found["One"])
    assert "> “It works.”\n>\n> — One, Chief" in text_of(session)
    assert "([source](https://a.example/%281%29))" in text_of(session)


def test_two_quotes_of_one_speaker_are_two_offers() -> None:
    session = session_with(authority=quotes({"quote": "First."}, {"quote": "Second."}))
    assert [one.title for one in offers(session) if one.woven.kind == "quote"] == [
        "Martin Fowler",
        "Martin Fowler",
    ]


def test_a_study_that_an_earlier_answer_names_too_is_accepted_by_the_same_claim() -> None:
    research = json.loads(ALL["research"])
    title = json.loads(ALL["authority"])["studies"][0]["title"]
    research.append({**research[0], "type": "report", "name": title})
    session = session_with(research=json.dumps(research))
    assert claim(session, title).prompts == ("research", "authority")
    decide(session, claim(session, title), "verified", "https://a.example/")
    assert offer(session, title).standing == "to place"


def test_what_is_rejected_after_it_was_placed_leaves_the_text() -> None:
    session = session_with()
    title = "The State of Secrets Sprawl"
    decide(session, claim(session, title), "verified", "https://a.example/")
    place(session, offer(session, title))
    assert f"[*{title}*](https://a.example/), GitGuardian" in text_of(session)
    decide(session, claim(session, title), "rejected")
    assert title not in text_of(session)
    (found,) = unset(session)
    assert (found.title, found.standing) == (title, "not accepted")
    session.undo()
    assert title in text_of(session)


def test_what_no_answer_offers_any_more_is_said_until_it_is_forgotten() -> None:
    session = session_with()
    place(session, offer(session, "artifact-promotion.svg"))
    session.answer("images", "[]", "pasted")
    (found,) = [one for one in offers(session) if one.standing == "gone"]
    assert (found.title, found.why) == ("artifact-promotion.svg", "no answer offers it any more")
    assert unset(session) == (found,)
    change = leave(session, found)
    assert change is not None
    assert change.label == "forgot image artifact-promotion.svg"
    assert unset(session) == ()
    assert not session.state.woven


def test_a_heading_that_is_gone_asks_again_and_one_that_is_back_is_used() -> None:
    session = session_with()
    place(session, offer(session, "python-ci-tools-compared.png"))
    session.answer("body", ALL["body"].replace(HEADING, "Choose a service"), "edited")
    found = offer(session, "python-ci-tools-compared.png")
    assert (found.standing, found.why) == ("no place", f"there is no heading “{HEADING}”")
    assert "python-ci-tools-compared.png" not in text_of(session)
    session.answer("body", ALL["body"], "edited")
    assert offer(session, "python-ci-tools-compared.png").standing == "placed"


def test_what_followed_a_paragraph_that_changed_is_moved_and_offered_again() -> None:
    session = session_with()
    title = "The State of Secrets Sprawl"
    decide(session, claim(session, title), "verified", "https://a.example/")
    place(session, offer(session, title))
    section = ALL["body"].split("Keep secrets out of the pipeline\n")[1].split("\n#")[0].strip()
    last = section.split("\n\n")[-1]
    session.answer("body", ALL["body"].replace(last, f"{last} And so on."), "edited")
    assert offer(session, title).standing == "moved"
    assert title in text_of(session)
    place(session, offer(session, title))
    assert offer(session, title).standing == "placed"


def test_undo_redo_and_the_file_keep_what_was_placed_and_left() -> None:
    session = session_with()
    before = text_of(session)
    placed = place(session, offer(session, "artifact-promotion.svg"))
    leave(session, offer(session, "python-ci-tools-compared.png"))
    assert placed is not None
    assert placed.label == "placed image artifact-promotion.svg"
    with_image = text_of(session)
    again = decode(encode(session, 1))[1]
    assert text_of(again) == with_image
    assert offer(again, "python-ci-tools-compared.png").standing == "left"
    again.undo()
    again.undo()
    assert text_of(again) == before
    again.redo()
    assert text_of(again) == with_image


def test_two_windows_place_each_their_own() -> None:
    first = session_with()
    second = decode(encode(first, 1))[1]
    base = second.standing()
    place(first, offer(first, "artifact-promotion.svg"))
    place(second, offer(second, "python-ci-tools-compared.png"))
    assert take_in(first, second, base) == ()
    for name in ("artifact-promotion.svg", "python-ci-tools-compared.png"):
        assert f"]({name}" in text_of(first)


def test_placing_makes_the_review_stale_for_it_has_read_another_article() -> None:
    session = session_with()
    session.record_copy("review", session.compose("review"))
    session.answer("review", ALL["review"] + "\n", "pasted")
    session.check(["review"])
    assert not session.staleness("review")
    place(session, offer(session, "artifact-promotion.svg"))
    session.check(["review"])
    assert session.staleness("review")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False))
def test_placing_in_any_order_then_leaving_all_gives_the_text_that_was(
    chance: random.Random,
) -> None:
    session = session_with()
    for one in claims_of(session):
        decide(session, one, "verified", "https://a.example/")
    before = text_of(session)
    todo = [one for one in offers(session) if one.standing == "to place"]
    chance.shuffle(todo)
    for one in todo[: chance.randint(1, len(todo))]:
        place(session, one)
    assert unset(session) == ()
    with_all = text_of(session)
    assert with_all != before
    for one in offers(session):
        if one.standing == "placed":
            leave(session, one)
    assert text_of(session) == before


KEYS = [
    *("anchor", "target", "placement", "sentence", "filename", "alt", "description"),
    *("expert_quotes", "studies", "quote", "speaker", "title", "publisher"),
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just(HEADING),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=60, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_whatever_answers_hold_nothing_raises_and_no_word_of_the_body_is_lost(
    links: Any, authority: Any, images: Any
) -> None:
    session = session_with(
        links=json.dumps(links), authority=json.dumps(authority), images=json.dumps(images)
    )
    for one in claims_of(session):
        decide(session, one, "verified", "https://a.example/")
    before = text_of(session)
    for found in offers(session):
        if found.standing == "to place":
            place(session, found)
    after = text_of(session)
    for found in offers(session):
        leave(session, found)
    assert text_of(session) == before
    if before == after:
        return
    words = iter(after.split())
    plain = [word for word in before.split() if word.isalpha()]
    assert all(any(word in other for other in words) for word in plain)


@pytest.mark.parametrize(
    "name", ["a](javascript:alert(1)", "../../x.png", 'a" onload="x', "\x1b[31m", "\ud800"]
)
def test_names_and_alts_from_strangers_stay_inside_their_brackets(name: str) -> None:
    item = {"filename": name, "alt": name, "placement": HEADING, "description": name}
    session = session_with(images=json.dumps([item]))
    found = next(one for one in offers(session) if one.woven.kind == "image")
    place(session, found)
    (line,) = [line for line in text_of(session).split("\n") if line.startswith("![")]
    (inline,) = MarkdownIt("commonmark", {"html": False}).parse(line)[1:2]
    (image,) = inline.children or []
    assert image.type == "image"
    assert not set(str(image.attrs["src"])) & set("()<>:/\\\"' \x1b")
    assert image.content.replace("\\", "") == one_line(name)
