"""An answer agrees with the rest of the session: headings, placements, questions, titles."""

from __future__ import annotations

import json
from typing import Any

import pytest
from any_answer import ANSWERS, TEXTS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Agrees

HEADINGS = Agrees(how="headings", to="answer.outline")
PLACES = Agrees(how="placements", to="answer.body", path="[*].at")
QUESTIONS = Agrees(how="questions", to="answer.faq")
TITLES = Agrees(how="titles", to=("map.pillar", "map.siblings"), path="[*]")

OUTLINE = {
    "headings": [
        {
            "level": "H1",
            "text": "The title",
            "children": [
                {"level": "H2", "text": "First “things”", "children": []},
                {"level": "h2", "text": "Then: the rest", "children": [{"level": 3, "text": "x"}]},
                {"level": 2, "text": "At last", "children": []},
            ],
        }
    ]
}
BODY = '## First "things"\n\na\n\n### x\n\n## Then – the **rest**\n\nb\n\n## At last\n\nc\n'
FAQ = [{"question": "Why?", "answer": "It’s so."}, {"question": "How?", "answer": "Like this."}]


def body(text: str) -> tuple[Any, ...]:
    """What is found in a body against the outline."""
    return found(
        text,
        HEADINGS,
        format="markdown",
        answers={"outline": json.dumps(OUTLINE)},
        formats={"outline": "json"},
    )


def graph(*pairs: tuple[str, str]) -> str:
    """A FAQPage in JSON-LD with these questions and answers."""
    items = [
        {"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": a}}
        for q, a in pairs
    ]
    data = json.dumps({"@type": "FAQPage", "mainEntity": items})
    return f'<script type="application/ld+json">{data}</script>'


def faq(text: str) -> tuple[Any, ...]:
    """What is found in a page's head against the FAQ."""
    return found(
        text, QUESTIONS, format="html", answers={"faq": json.dumps(FAQ)}, formats={"faq": "json"}
    )


def test_every_h2_of_the_outline_in_order_raises_nothing_however_it_is_typed() -> None:
    assert body(BODY) == ()


def test_a_heading_that_is_missing_reworded_or_out_of_order_is_named() -> None:
    (missing,) = body(BODY.replace("## At last\n\nc\n", ""))
    assert (missing.found, missing.mend) == ("missing", "Write the section “At last”.")
    assert "H2 3 of 3 in 1 Outline" in missing.wanted
    (reworded,) = body(BODY.replace("At last", "At the last"))
    assert reworded.found == "“At the last” in its place"
    assert reworded.line == 11
    first, rest = BODY.split("## Then")
    (moved,) = body(f"## Then{rest}\n{first}")
    assert moved.found == "out of order"


def test_a_heading_that_stands_there_as_a_bold_line_is_to_be_made_one() -> None:
    (bold,) = body(BODY.replace("## At last", "**At last:**"))
    assert bold.found == "a bold line, no heading"
    assert bold.mend == "Write it as a heading: ## At last"
    assert bold.line == 11


def test_a_heading_in_quite_other_words_is_known_by_its_place() -> None:
    (other,) = body(BODY.replace("At last", "Where this leaves you"))
    assert other.found == "“Where this leaves you” in its place"


def test_a_heading_that_nobody_planned_only_warns() -> None:
    (extra,) = body(f"{BODY}\n## Something else entirely\n\nd\n")
    assert extra.severity == "warn"
    assert "Something else entirely" in extra.found


def test_placements_are_headings_and_the_nearest_one_is_proposed() -> None:
    given_ = {"answers": {"body": BODY}}
    assert found([{"at": "first things"}, {"at": "## At last"}], PLACES, **given_) == ()
    finding = only([{"at": "At last"}, {"at": "At the lst"}], PLACES, **given_)
    assert finding.what == "item 2, at"
    assert finding.found == "“At the lst”"
    assert finding.mend == "Use “At last”."
    assert finding.line == 6


def test_questions_and_answers_are_those_of_the_faq() -> None:
    assert faq(graph(("Why?", "It's  so."), ("How?", "Like this."))) == ()
    fewer = [f"{one.what} {one.found} {one.wanted}" for one in faq(graph(("Why?", "It's so.")))]
    assert any("1 question" in one and "2 questions" in one for one in fewer)
    assert any("How?" in one for one in fewer)
    told = faq(graph(("Why?", "It is otherwise."), ("How?", "Like this.")))
    assert len(told) == 1
    assert "It is otherwise." in f"{told[0].found} {told[0].excerpt}"


def test_what_has_to_be_taken_over_is_told_whole() -> None:
    long = "It is so because " + "of this and " * 30 + "of that."
    (finding,) = found(
        graph(("Why?", "No.")),
        QUESTIONS,
        format="html",
        answers={"faq": json.dumps([{"question": "Why?", "answer": long}])},
        formats={"faq": "json"},
    )
    assert long in finding.mend


def test_titles_are_those_of_the_map() -> None:
    in_map = {"map": {"pillar": "The guide", "siblings": ("Caching", "Matrix builds")}}
    assert found(["The guide", "matrix builds"], TITLES, **in_map) == ()
    finding = only(["Cachng"], TITLES, **in_map)
    assert (finding.found, finding.mend) == ("“Cachng”", "Use “Caching”.")
    empty = only(["Anything"], TITLES)
    assert empty.found == "1 item"
    assert empty.mend == "Return an empty array: []."
    assert found([], TITLES) == ()


@pytest.mark.parametrize("check", [HEADINGS, PLACES, QUESTIONS])
def test_without_the_other_answer_nothing_is_found_but_it_is_stated(check: Agrees) -> None:
    other = str(check.to).removeprefix("answer.")
    assert found("[]", check, format="json", formats={other: "json"}) == ()
    assert said(check, format="json", formats={other: "json"}) != ()


@given(TEXTS)
def test_no_text_makes_any_of_them_raise(text: str) -> None:
    body(text)
    faq(text)
    faq(graph((text, text)))


@given(ANSWERS)
def test_no_json_makes_any_of_them_raise(answer: str) -> None:
    found(answer, PLACES, TITLES, format="json", answers={"body": answer})
    found(BODY, HEADINGS, answers={"outline": answer}, formats={"outline": "json"})
    found(graph(("a", "b")), QUESTIONS, answers={"faq": answer}, formats={"faq": "json"})
