"""Phrases that stand to the letter, and terms that are mentioned in any form."""

from __future__ import annotations

import json

import pytest
from any_answer import ANSWERS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Check, Contains, Mentions, Schema

TITLE = "Complete Guide to CI/CD for Python Projects"
TERMS = ("The line", "Leads", "Left out")


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Contains(phrase="map.pillar"), f"“{TITLE}”"),
        (Contains(phrase="{{URL}}", path="post"), "“{{URL}}” in post"),
        (Contains(phrase="{{URL}}", times=4), "“{{URL}}” 4 times"),
        (Mentions(terms="brief.product"), "“Copperline” mentioned"),
        (Mentions(terms=TERMS), "each of “The line”, “Leads” and “Left out” mentioned"),
        (Mentions(terms=TERMS[:2], at_least=1), "at least 1 of “The line” or “Leads” mentioned"),
        (Mentions(terms=("Leads",), path="[*].q"), "“Leads” mentioned among every q"),
    ],
)  # fmt: skip
def test_phrases_are_stated(check: Check, text: str) -> None:
    assert said(check, map={"pillar": TITLE}, brief={"product": "Copperline"}) == (text,)


@pytest.mark.parametrize(
    "check",
    [
        Contains(phrase="map.pillar"),
        Contains(phrase="brief.product"),
        Mentions(terms="brief.product"),
        Mentions(terms=("map.pillar", "map.siblings"), at_least=6),
        Mentions(terms=("Leads",), at_least="brief.many"),
        Mentions(terms=("Leads",), at_least=0),
    ],
)
def test_what_nobody_gave_is_neither_stated_nor_asked_for(check: Check) -> None:
    assert said(check, fields=("product", "many")) == ()
    assert found("Nothing of it.", check, fields=("product", "many")) == ()


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (TITLE, f"Read our {TITLE} next."),
        (TITLE, f"Read our {TITLE.replace(' ', chr(0xA0), 2)} next."),
        (TITLE, f"Read our {TITLE.replace('CD for', 'CD' + chr(10) + 'for')} next."),
        ("Python's way", "It is Python’s way."),
        ("Python’s way", "It is Python's way."),
        ('the "fast" lane', "the “fast” lane"),
        ("café", "cafe\u0301"),
        ("{{URL}}", "See {{URL}}."),
    ],
)
def test_a_phrase_to_the_letter_raises_nothing(phrase: str, text: str) -> None:
    assert found(text, Contains(phrase=phrase)) == ()


def test_a_phrase_that_is_missing_is_named() -> None:
    finding = only("Another text.", Contains(phrase="map.pillar"), map={"pillar": TITLE})
    assert finding.check == "contains map.pillar"
    assert finding.severity == "fail"
    assert (finding.found, finding.wanted) == ("0 times", "at least 1 time, to the letter")
    assert finding.what == f"“{TITLE}” in the text"
    assert finding.mend == f"Put in “{TITLE}”, to the letter."


def test_a_phrase_in_other_letters_is_shown_where_it_stands() -> None:
    text = "First.\n\nRead our complete guide to CI/CD for Python projects next."
    finding = only(text, Contains(phrase=TITLE))
    assert finding.found == "0 times, but in other letters"
    assert finding.line == 3
    assert finding.excerpt.startswith("Read our complete guide")
    assert finding.mend == f"Write it to the letter: “{TITLE}”."


def test_a_phrase_that_stands_too_seldom_says_how_often_more() -> None:
    posts = {"x": ["a {{URL}}", "b"], "y": "c {{URL}} d"}
    finding = only(posts, Contains(phrase="{{URL}}", times=4))
    assert (finding.found, finding.wanted) == ("2 times", "at least 4 times, to the letter")
    assert finding.mend == "Put in “{{URL}}” 2 more times, to the letter."


def test_texts_at_a_path_hold_a_phrase_together() -> None:
    check = Contains(phrase="{{URL}}", path="posts[*]")
    assert found({"posts": ["a", "b {{URL}}"]}, check) == ()
    finding = only({"posts": ["a", "b"], "other": "{{URL}}"}, check)
    assert finding.what == "“{{URL}}” in every item of posts together"
    assert (finding.found, finding.line, finding.excerpt) == ("0 times", 3, "a")


def test_a_phrase_does_not_reach_from_one_text_into_the_next() -> None:
    assert only(["one", "two"], Contains(phrase="one two", path="[*]")).found == "0 times"
    assert (
        only(["one", "two"], Mentions(terms=("one two",), path="[*]")).found == "“one two” 0 times"
    )


def test_json_is_searched_for_what_it_says_and_not_for_its_writing() -> None:
    answer = json.dumps({"a": 'the "fast" café'}, ensure_ascii=True)
    check = Contains(phrase='the "fast" café')
    assert found(answer, check, Mentions(terms=("Café",)), format="json") == ()


def test_terms_are_mentioned_in_any_form() -> None:
    text = "THE LINE: e-mail leads; what is left-out."
    assert found(text, Mentions(terms=(*TERMS, "email"))) == ()


def test_terms_that_are_missing_are_named() -> None:
    finding = only("## The line\n\n## Leads\n", Mentions(terms=TERMS), format="markdown")
    assert (finding.what, finding.found) == ("the text", "2 of 3 mentioned, not “Left out”")
    assert (finding.wanted, finding.mend) == ("all 3", "Mention “Left out”.")


def test_some_of_the_terms_may_be_enough() -> None:
    check = Mentions(terms=TERMS, at_least=2)
    assert found("Leads and the line", check) == ()
    finding = only("Leads", check)
    assert (finding.found, finding.wanted) == ("1 of 3 mentioned", "at least 2 of 3")
    assert finding.mend == "Mention 1 more of these: “The line” or “Left out”."


def test_no_more_terms_are_asked_for_than_there_are() -> None:
    check = Mentions(terms=("map.pillar", "map.siblings"), at_least=6, path="[*].target")
    given = {"map": {"pillar": "One", "siblings": ("Two", "Three")}}
    assert found([{"target": "one"}, {"target": "two"}, {"target": "three"}], check, **given) == ()
    finding = only([{"target": "One"}, {"target": "Two"}], check, **given)
    assert (finding.found, finding.wanted) == ("2 of 3 mentioned, not “Three”", "all 3")


def test_a_question_in_other_words_is_shown() -> None:
    check = Mentions(terms=("Do Python libraries need CD?",), path="[*].q")
    finding = only([{"q": "What is CI?"}, {"q": "Does a Python library need CD?"}], check)
    assert finding.found == "“Do Python libraries need CD?” 0 times"
    assert finding.excerpt == "Does a Python library need CD?"
    assert finding.line == 6


def test_what_is_missing_is_left_to_the_schema_where_there_is_one() -> None:
    schema = {"type": "object", "required": ["post"]}
    checks = (Contains(phrase="x", path="post"), Mentions(terms=("y",), path="post"))
    assert [one.check for one in found({}, *checks, Schema(), schema=schema)] == ["schema"]
    assert [one.check for one in found({}, *checks)] == ["contains post x", "mentions post"]


def test_json_that_cannot_be_read_is_found_once() -> None:
    checks = (Contains(phrase="x"), Mentions(terms=("y",)))
    assert [one.check for one in found("[1,", *checks, format="json")] == ["json"]


@given(ANSWERS)
def test_no_answer_makes_a_phrase_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        checks = [Contains(phrase="a"), Contains(phrase="é-1", path="[*]", times=3)]
        checks += [Contains(phrase="a", path="a"), Contains(phrase="A", path="[*].a")]
        more = [Mentions(terms=("b", "漢字", "→")), Mentions(terms=("a", "b"), path="[*].a")]
        for finding in found(answer, *checks, *more, format=format):
            assert finding.found
            assert finding.wanted
