"""Headings and titles that a person takes for the same are the same."""

from __future__ import annotations

import pytest
from any_answer import TEXTS
from hypothesis import given

from copydesk.answers.alike import bare, key, near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pick a CI tool", "pick a  CI tool"),
        ("Don’t panic", "Don't panic"),
        ("Pick — and keep — a tool", "Pick - and keep - a tool"),
        ("**Pick** a `tool`", "Pick a tool"),
        ("[Pick](https://a.example) a tool", "Pick a tool"),
        ("Test &amp; build", "Test & build"),
        ("The e-mail", "The email"),
        ("1. Pick a tool", "Pick a tool"),
        ("2.1) Pick a tool", "Pick a tool"),
        ("## Pick a tool", "Pick a tool"),
        ("H2: Pick a tool", "Pick a tool"),
        ("Pick a tool (H2)", "Pick a tool"),
        ("“Pick a tool”", "Pick a tool"),
        ("Cafe\u0301", "Café"),
        ("STRASSE", "Straße"),
        ("選び方：基本", "選び方 基本"),
    ],
)
def test_how_it_is_typed_makes_no_difference(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pick a tool", "Pick the tool"),
        ("C tips", "C++ tips"),
        ("C tips", "C# tips"),
        ("2.0 is out", "is out"),
        ("10 ways to wait", "ways to wait"),
        ("Muller", "Müller"),
        ("→", "←"),
    ],
)
def test_other_words_do(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_level_that_an_answer_quotes_is_no_part_of_a_heading() -> None:
    assert bare("### Pick a tool") == "Pick a tool"
    assert bare("H2 – Pick a tool") == "Pick a tool"
    assert bare("H2O in the desert") == "H2O in the desert"


def test_the_nearest_name_is_proposed_and_none_where_none_is_near() -> None:
    names = ["Pick a tool", "Keep it cheap"]
    assert near("Pick the tool", names) == "Pick a tool"
    assert near("Something else", names) == ""


@given(TEXTS)
def test_a_text_is_always_the_same_as_itself(text: str) -> None:
    assert key(text) == key(f" {text} ")
    assert near(text, [text]) in ("", text)
