"""Prose is searched for what a person would have to verify: English, German, code left out."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from copydesk.sessions.claim_hints import MOST, Suggestion, suggestions
from copydesk.sessions.claims import claims_of, confirm, dismiss
from sessions.claiming import session_with


def found_in(body: str) -> tuple[Suggestion, ...]:
    """What is suggested for a body."""
    return suggestions(session_with(body=body))


def sentences(body: str) -> list[str]:
    return [one.sentence for one in found_in(body)]


@pytest.mark.parametrize(
    ("sentence", "kind", "why"),
    [
        ("Builds became 40% faster.", "statistic", "a percentage"),
        ("Builds became 12.5 percent faster.", "statistic", "a percentage"),
        ("Der Anteil stieg auf 12,5 Prozent.", "statistic", "a percentage"),
        ("Das sind 60\u00a0% aller Firmen.", "statistic", "a percentage"),
        ("It grew by 3 percentage points.", "statistic", "a percentage"),
        ("About 1 in 5 teams deploys daily.", "statistic", "a figure"),
        ("One in five teams deploys daily.", "statistic", "a figure"),
        ("Nine out of ten readers skim.", "statistic", "a figure"),
        ("Jeder zweite Build ist rot.", "statistic", "a figure"),
        ("Drei von zehn Firmen scheitern.", "statistic", "a figure"),
        ("It is twice as fast.", "statistic", "a figure"),
        ("The number of builds doubled.", "statistic", "a figure"),
        ("It is 3x faster.", "statistic", "a figure"),
        ("It is 2.5× faster.", "statistic", "a figure"),
        ("It costs ten times more.", "statistic", "a figure"),
        ("Das ist doppelt so schnell.", "statistic", "a figure"),
        ("Das ist fünfmal so schnell.", "statistic", "a figure"),
        ("Ein 10-facher Gewinn.", "statistic", "a figure"),
        ("It holds 4.2 million secrets.", "statistic", "a figure"),
        ("Das kostet 3 Milliarden Euro.", "statistic", "a figure"),
        ("A 2023 survey looked at this.", "study", "a year and who published"),
        ("A Gartner report from 2022 looked at this.", "study", "a year and who published"),
        ("DORA's 2024 figures say so.", "study", "a year and who published"),
        ("This was shown early (Humble and Farley, 2010).", "study", "a year and who published"),
        ("Eine Umfrage von 2023 zeigt es.", "study", "a year and who published"),
        ("Bitkom (2023) zeigt es.", "study", "a year and who published"),
        ("“CI is a verdict, not a server,” said Martin Fowler.", "quote", "a quotation"),
        ('Martin Fowler writes: "CI is a verdict, not a server."', "quote", "a quotation"),
        ('Fowler: "CI is a verdict, not a server."', "quote", "a quotation"),
        ("“CI is a verdict, not a server.” — Martin Fowler.", "quote", "a quotation"),
        ("„Wir liefern jeden Tag aus“, sagte Anna Schmidt.", "quote", "a quotation"),
        ("»Wir liefern jeden Tag aus«, sagt Anna Schmidt.", "quote", "a quotation"),
        ("According to DORA, speed and safety agree.", "source", "somebody is named for it"),
        ("According to a recent survey, most do.", "source", "somebody is named for it"),
        ("Laut Bitkom ist das üblich.", "source", "somebody is named for it"),
        ("See https://dora.dev/research for more.", "source", "an address"),
        ("Pin every action. [verify]", "source", "a mark to verify it"),
        ("Pin every action [citation needed].", "source", "a mark to verify it"),
        ("Das ist üblich. [zu prüfen: wo?]", "source", "a mark to verify it"),
    ],
)
def test_a_sentence_is_suggested_with_its_kind_and_why(sentence: str, kind: str, why: str) -> None:
    (found,) = found_in(f"A first sentence. {sentence} And a last one.")
    assert (found.kind, found.why) == (kind, why)
    assert " ".join(sentence.partition(" [")[0].rstrip(".").split()) in found.sentence
    assert "first sentence" not in found.sentence
    assert "last one" not in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Look twice before you leap.",
        "Use Python 3.12 and pytest 8 on 2 cores.",
        "In March 2024 we began (see May 2023).",
        "The image is 1280x720, the icon 16x16.",
        "A matrix of 3x3 jobs is enough.",
        "We call this a “green build on the main branch” here.",
        "Das Signal ist laut und deutlich.",
        "It goes according to plan.",
        "CVE-2025-30066 and 2024-03-01 are no studies.",
        "Since 2019 we do this.",
        "- [ ] a box to tick\n- [x] another one",
        "Then [verify your setup](#setup) and go.",
        "[1] and [2] are marks of a chat.",
        "`coverage` must be `>= 90%` to pass.",
        "Run it:\n\n```\nassert share > 0.5  # 50% of all\n```\n\nThen go on.",
        "Run it:\n\n~~~python\nurl = 'https://example.com'\n~~~",
        "",
        "   \n\n",
    ],
)
def test_what_claims_nothing_is_not_suggested(text: str) -> None:
    assert found_in(text) == ()


def test_signs_in_one_sentence_are_told_together() -> None:
    (found,) = found_in("According to DORA, 40% of teams deploy daily [verify].")
    assert found.kind == "statistic"
    assert found.why == "a percentage, somebody is named for it, a mark to verify it"
    assert found.by == "DORA"
    assert found.sentence == "According to DORA, 40% of teams deploy daily."


def test_who_says_it_and_the_address_come_along() -> None:
    body = (
        "“CI is a verdict, not a server,” said Martin Fowler.\n\n"
        "Read [the report](https://dora.dev/research/), it is short."
    )
    quote, address = found_in(body)
    assert quote.by == "Martin Fowler"
    assert address.source == "https://dora.dev/research/"


def test_a_full_stop_within_a_sentence_does_not_end_it() -> None:
    text = (
        "Big firms, e.g. Google or Dr. Smith's lab with approx. 3.5 million builds, see 40% fail."
    )
    assert sentences(f"Before. {text} After.") == [text]


def test_a_wrapped_sentence_is_whole_and_has_the_line_it_begins_in() -> None:
    body = "# A heading\n\nSome words. Of all teams,\nabout 40%\ndeploy daily. The end.\n"
    (found,) = found_in(body)
    assert found.sentence == "Of all teams, about 40% deploy daily."
    assert found.line == 3


def test_an_item_a_quotation_and_a_heading_are_told_without_their_signs() -> None:
    body = (
        "## Why 40% fail\n\n- First: 50% pass.\n2. Then 60% do.\n\n> And 70% wait,\n> they say.\n"
    )
    assert sentences(body) == [
        "Why 40% fail",
        "First: 50% pass.",
        "Then 60% do.",
        "And 70% wait, they say.",
    ]


def test_what_the_documents_set_of_an_answer_in_json_is_prose_too() -> None:
    faq = [{"question": "Is it 40% faster?", "answer": "No. It is 3x faster, we hear."}]
    session = session_with(faq=faq, leads=[{"name": "50% of all"}], head="<p>60% of all</p>")
    found = suggestions(session)
    assert [one.sentence for one in found] == ["Is it 40% faster?", "It is 3x faster, we hear."]
    stored = session.text_of("faq").split("\n")
    assert [stored[one.line - 1].strip()[:3] for one in found] == ["{", "{"]


def test_a_broken_answer_in_json_suggests_nothing() -> None:
    assert suggestions(session_with(faq='[{"question": "Is it 40%?')) == ()


def test_the_writers_own_site_needs_no_proof() -> None:
    session = session_with(body="See https://example.com/a here. See https://example.org/b there.")
    session.state = replace(session.state, map={"site": "https://example.com"})
    assert [one.source for one in suggestions(session)] == ["https://example.org/b"]


def test_a_sentence_in_two_answers_is_suggested_once() -> None:
    faq = [{"question": "Why?", "answer": "It is 3x faster."}]
    assert len(suggestions(session_with(body="It is 3x faster.", faq=faq))) == 1


def test_a_dismissed_sentence_stays_away_until_that_is_taken_back() -> None:
    session = session_with(body="It is 3x faster. It is 40% cheaper.")
    first, second = suggestions(session)
    change = dismiss(session, first)
    assert change is not None
    assert (change.label, change.prompt) == ("no claim: “It is 3x faster.”", "body")
    assert suggestions(session) == (second,)
    assert claims_of(session) == ()
    session.answer("body", "Anew. **It is 3x faster.** It is 40% cheaper.", "edited")
    assert [one.id for one in suggestions(session)] == [second.id]
    session.undo()
    session.undo()
    assert suggestions(session) == (first, second)


def test_a_confirmed_sentence_is_a_claim_and_no_suggestion() -> None:
    session = session_with(body="It is 3x faster.")
    (only,) = suggestions(session)
    confirm(session, only)
    assert suggestions(session) == ()
    assert [one.id for one in claims_of(session)] == [only.id]


def test_no_more_are_suggested_than_a_person_can_look_at() -> None:
    body = "\n\n".join(f"Case {number} is {number}% faster." for number in range(1000))
    assert len(found_in(body)) == MOST


@pytest.mark.parametrize(
    "unit",
    [
        "5% ", "5%. A ", '"', "“a", "(A", "9.", "2020 a ", "study 2020 ", "[verify] ", "A. ",
        '"said Bob, ten" ', "http://a.b ", "``a", "> > > ", "1 in 9 ", "A A A ", "10 times aaaa",
        "“aaaaaaaaaaaaa” said Bob. ", "— A", "a", "\n", "中。",
    ],
)  # fmt: skip
def test_long_strange_prose_is_looked_through_whole(unit: str) -> None:
    body = unit * (200_000 // len(unit)) + "\n\nAt its end it is 77% done."
    found = found_in(body)
    assert len(found) <= MOST
    assert len(found) == MOST or found[-1].sentence.endswith("At its end it is 77% done.")
    assert all(len(one.sentence) < 5000 for one in found)


PIECES = st.sampled_from(
    ["5%", "“", "”", '"', "said", "Bob", ". ", "\n", "- ", "[verify]", "2024", "(", ")", "A", " "]
)


@example("[verify][verify] A 5%")
@example("5%\n[verify]5%")
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_no_text_is_too_strange(body: str) -> None:
    session = session_with(body=body, faq=json.dumps([{"question": body, "answer": body}]))
    lines = session.text_of("body").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for one in suggestions(session):
        assert one.sentence.strip()
        assert one.line <= lines or one.prompt == "faq"
        confirm(session, one)
    assert suggestions(session) == ()
    assert not any(claim.gone for claim in claims_of(session))
