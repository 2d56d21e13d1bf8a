"""A keyword, or a variant of it, stands where it should; else it is said where it does stand."""

from __future__ import annotations

import pytest
from any_answer import ANSWERS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Check, Keyword

BRIEF = {"primary_keyword": "ci vs cd python", "more": ("Python pipelines", "continuous delivery")}
START = Keyword(place="start", words=10, variants="brief.more")


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (START, "“ci vs cd python” or a variant in the first 10 words"),
        (Keyword(place="start", words=9, path="x"), "“ci vs cd python” in the first 9 words of x"),
        (Keyword(), "“ci vs cd python” in the text"),
        (Keyword(place="text", path="post"), "“ci vs cd python” in post"),
        (Keyword(place="headings"), "“ci vs cd python” in a heading"),
        (Keyword(place="each", path="[*].alt"), "“ci vs cd python” in each alt"),
        (Keyword(keyword="CI"), "“CI” in the text"),
    ],
)  # fmt: skip
def test_places_of_a_keyword_are_stated(check: Check, text: str) -> None:
    assert said(check, brief=BRIEF) == (text,)


def test_a_keyword_that_the_brief_does_not_give_is_neither_stated_nor_asked_for() -> None:
    fields = ("primary_keyword", "more")
    assert said(START, fields=fields) == ()
    assert found("Nothing.", START, fields=fields) == ()


@pytest.mark.parametrize(
    "text",
    [
        "CI vs. CD in Python: one two three",
        "Of Python, CD and CI: which vs which",
        "We start with continuous\u00a0delivery here.",
        "one two three four five six seven eight nine **CI vs CD Python**",
        "Python-Pipelines? No: Python Pipelines.",
    ],
)
def test_a_keyword_or_variant_at_the_start_raises_nothing(text: str) -> None:
    assert found(text, START, brief=BRIEF) == ()


def test_a_keyword_that_comes_late_is_shown_with_the_number_of_its_word() -> None:
    text = "one two three\n\n- four five six seven eight nine ten, and CI vs CD in Python begins"
    finding = only(text, START, brief=BRIEF)
    assert finding.check == "keyword start"
    assert finding.what == "“ci vs cd python” or a variant in the text"
    assert (finding.found, finding.wanted) == ("first in word 12", "in the first 10 words")
    assert finding.mend == "Bring “ci vs cd python” into the first 10 words."
    assert finding.line == 3
    assert "CI vs CD" in finding.excerpt


def test_chinese_words_are_counted_each() -> None:
    check = Keyword(keyword="持续集成", place="start", words=4)
    assert found("我们用持续集成工具", check) == ()
    assert only("我们现在使用持续集成工具", check).found == "first in word 7"


def test_a_keyword_that_is_nowhere_says_so_and_shows_where_it_was_looked_for() -> None:
    finding = only("\n\nAnother text.", START, brief=BRIEF)
    assert (finding.found, finding.wanted) == ("0 times", "at least 1 time in the first 10 words")
    assert finding.mend == "Use “ci vs cd python” in the first 10 words."
    assert (finding.line, finding.excerpt) == (3, "Another text.")


@pytest.mark.parametrize("text", ["SMART", "Zirkus CIrca", "see https://example.com/ci now"])
def test_part_of_a_word_or_an_address_is_no_keyword(text: str) -> None:
    assert only(text, Keyword(keyword="CI")).found == "0 times"


def test_words_too_far_apart_are_no_keyword() -> None:
    text = "CI is one thing, and much later there is CD, or vs, in Python"
    assert only(text, Keyword(), brief=BRIEF).found == "0 times"


def test_one_heading_with_the_keyword_is_enough() -> None:
    check = Keyword(place="headings")
    text = "## First\n\ntext\n\n### CI vs CD in Python\n"
    assert found(text, check, brief=BRIEF, format="markdown") == ()
    finding = only(
        "## First\n\nCI vs CD Python\n\n### Second\n", check, brief=BRIEF, format="markdown"
    )
    assert (finding.found, finding.wanted) == ("in 0 of 2", "in at least 1 heading")
    assert (finding.line, finding.excerpt) == (1, "First")


def test_each_text_at_a_path_needs_the_keyword() -> None:
    check = Keyword(keyword="CI", variants=("pipeline",), place="each", path="[*].alt")
    images = [{"alt": "A CI run"}, {"alt": "A box on a line"}, {"alt": "The pipeline"}, {"alt": 3}]
    finding = only(images, check)
    assert finding.what == "item 2, alt"
    assert finding.found == "“A box on a line”, “CI” 0 times"
    assert finding.wanted == "“CI” or a variant at least 1 time"
    assert finding.mend == "Use “CI” or a variant in it."
    assert (finding.line, finding.excerpt) == (6, "A box on a line")


def test_a_text_at_a_path_is_looked_at_alone() -> None:
    check = Keyword(keyword="CI", path="post", place="text", severity="warn")
    finding = only({"post": "none", "other": "CI"}, check)
    assert (finding.what, finding.wanted) == ("“CI” in post", "at least 1 time in post")
    assert (finding.severity, finding.line) == ("warn", 2)


@given(ANSWERS)
def test_no_answer_makes_a_keyword_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        checks = [
            Keyword(keyword=word, variants=("b c", "→"), place=place, path=path, words=1)
            for word in ("a", "漢字", "a b")
            for place in ("text", "start", "headings", "each")
            for path in ("", "a", "[*]")
        ]
        for finding in found(answer, *checks, format=format):
            assert finding.found
            assert finding.wanted
