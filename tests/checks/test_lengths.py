"""Words, characters and sentences, of a text, of each item and of each section."""

from __future__ import annotations

from typing import Any

import pytest
from any_answer import ANSWERS, deep
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Characters, Check, Sentences, Words


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Words(min=300, max=500), "300–500 words"),
        (Words(about="brief.words"), "about 900 words (765–1,035)"),
        (Words(max=80, per="section"), "at most 80 words in each section"),
        (Sentences(path="[*].answer", per="item", min=2, max=4), "2–4 sentences in each answer"),
        (Words(path="posts[*]", per="item", max=9), "at most 9 words in each item of posts"),
        (Words(path="posts[*]", max=9), "at most 9 words in every item of posts together"),
        (Characters(path="subject", max=60), "at most 60 characters in subject"),
    ],
)
def test_lengths_are_stated(check: Check, text: str) -> None:
    assert said(check, brief={"words": 900}) == (text,)


def test_a_length_that_the_brief_does_not_give_is_neither_stated_nor_asked_for() -> None:
    check = Words(about="brief.words")
    assert said(check, fields=("words",)) == ()
    assert found("one", check, fields=("words",)) == ()


def test_a_text_within_its_limits_raises_nothing() -> None:
    checks = (Words(min=2, max=3), Characters(max=20), Sentences(min=1, max=1))
    assert found("Two words.", *checks) == ()


def test_a_text_of_too_many_words_says_how_many_to_cut() -> None:
    finding = only("one two three four five", Words(min=2, max=3))
    assert finding.check == "words"
    assert finding.severity == "fail"
    assert finding.what == "the text"
    assert finding.found == "5 words"
    assert finding.wanted == "2–3 words"
    assert finding.mend == "Cut at least 2 words."


def test_a_title_of_63_characters_is_too_long() -> None:
    finding = only({"title": "x" * 63}, Characters(path="title", min=55, max=60))
    assert finding.what == "title"
    assert finding.found == "63 characters"
    assert finding.wanted == "55–60 characters"
    assert finding.mend == "Cut at least 3 characters."
    assert finding.line == 2
    assert finding.excerpt == "x" * 63


def test_an_accent_typed_as_a_sign_of_its_own_is_no_character_more() -> None:
    assert found("e\u0301" * 5, Characters(max=5)) == ()


def test_each_item_is_measured_alone_and_named() -> None:
    answers = [
        {"answer": "One. Two."},
        {"answer": "One."},
        {"answer": "One. Two. Three. Four. Five."},
    ]
    check = Sentences(path="[*].answer", per="item", min=2, max=4, severity="warn")
    short, long = found(answers, check)
    assert (short.what, short.found, short.wanted) == (
        "item 2, answer",
        "1 sentence",
        "2–4 sentences",
    )
    assert (short.line, short.excerpt, short.mend) == (6, "One.", "Add at least 1 sentence.")
    assert short.severity == "warn"
    assert (long.what, long.found, long.line) == ("item 3, answer", "5 sentences", 9)


def test_all_items_can_be_measured_together() -> None:
    check = Words(path="posts[*]", min=4)
    assert found({"posts": ["one two", "three four"]}, check) == ()
    finding = only({"posts": ["one two", "three"]}, check)
    assert (finding.what, finding.found) == ("every item of posts together", "3 words")


def test_each_section_is_named_by_its_heading() -> None:
    text = "Before.\n\n## Short\n\nOne two.\n\n## Long\n\none two three four\n"
    finding = only(text, Words(per="section", max=3), format="markdown")
    assert (finding.what, finding.found, finding.line) == ("“Long”", "4 words", 7)
    assert finding.wanted == "at most 3 words"


def test_what_is_missing_is_left_to_the_schema_where_there_is_one() -> None:
    from copydesk.kits.checks import Schema

    check = Words(path="post", min=2)
    assert only({}, check).found == "0 words"
    schema = {"type": "object", "required": ["post"]}
    assert [one.check for one in found({}, check, Schema(), schema=schema)] == ["schema"]


def test_json_that_cannot_be_read_is_found_once() -> None:
    checks = (
        Words(path="[*]", min=2),
        Words(path="[*]", per="item", min=2),
        Words(path="a", min=2),
    )
    assert [one.check for one in found("[1,", *checks, format="json")] == ["json"]


@pytest.mark.parametrize("value", [None, True, 3, 2.5, [], {}, ["a"], {"a": 1}, deep(50)])
def test_values_that_are_no_texts_are_passed_over(value: Any) -> None:
    assert found([{"a": value}], Words(path="[*].a", per="item", min=2)) == ()


@given(ANSWERS)
def test_no_answer_makes_a_length_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        for kind in (Words, Characters, Sentences):
            checks = [kind(min=3, max=4), kind(per="section", max=2), kind(path="a", min=9)]
            checks += [kind(path="[*]", per="item", max=0), kind(path="[*].a", about=5)]
            for finding in found(answer, *checks, format=format):
                assert finding.found
                assert finding.wanted
