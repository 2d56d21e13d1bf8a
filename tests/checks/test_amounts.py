"""Amounts are said as people say them, and limits hold to the number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_in_memory import IT, material

from copydesk.checks.amounts import Limits, around, count, limits, number
from copydesk.checks.subject import Terms

AMOUNTS = st.integers() | st.floats() | st.integers(min_value=10**300, max_value=10**400)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (1204, "1,204"),
        (900.0, "900"),
        (2.5, "2.5"),
        (2.999, "3"),
        (0.001, "0.001"),
        (-0.25, "-0.25"),
        (100.0, "100"),
        (10**30, "1e+30"),
        (10**400, "a number of more than 300 digits"),
        (math.inf, "infinity"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_are_written_for_people(amount: float, text: str) -> None:
    assert number(amount) == text


def test_one_is_singular_and_all_else_is_plural() -> None:
    assert count(1, "word") == "1 word"
    assert count(0, "word") == "0 words"
    assert count(1204, "word") == "1,204 words"
    assert count(1204) == "1,204"


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Limits(300, 500), "300–500 words"),
        (Limits(10, 10), "10 words"),
        (Limits(1, 1), "1 word"),
        (Limits(1, None), "at least 1 word"),
        (Limits(0, 0), "0 words"),
        (Limits(None, 0), "at most 0 words"),
        (Limits(None, 1200), "at most 1,200 words"),
        (around(900, 0.15), "about 900 words (765–1,035)"),
        (around(900, 0), "900 words"),
    ],
)
def test_limits_are_said_with_their_numbers(bounds: Limits, text: str) -> None:
    assert bounds.said("word") == text


@pytest.mark.parametrize(
    ("amount", "mend"),
    [
        (299, "Add at least 1 word."),
        (300, ""),
        (500, ""),
        (503, "Cut at least 3 words."),
    ],
)
def test_what_mends_an_amount_names_the_difference(amount: int, mend: str) -> None:
    assert Limits(300, 500).mend(amount, "word") == mend


def test_one_number_to_meet_is_missed_by_exactly_so_much() -> None:
    assert Limits(10, 10).mend(12, "item") == "Cut 2 items."
    assert Limits(10, 10).mend(9, "item") == "Add 1 item."


@pytest.mark.parametrize(("about", "low", "high"), [(900, 765, 1035), (10, 9, 11), (1, 1, 1)])
def test_about_allows_no_more_than_its_fraction(about: int, low: int, high: int) -> None:
    assert around(about, 0.15) == (low, high, about)


def test_limits_are_looked_up_in_the_brief() -> None:
    terms = Terms(material(brief={"words": 900, "title": "x"}, fields=("most",)), IT)
    assert limits(terms, None, None, "brief.words", 0.1) == (810, 990, 900)
    assert limits(terms, 3, "brief.words") == (3, 900, None)
    assert limits(terms, 3, "brief.most") == (3, None, None)


@pytest.mark.parametrize("name", ["brief.most", "brief.title", "brief.nothing", "map.topic", "no"])
def test_limits_that_nobody_gave_are_none(name: str) -> None:
    terms = Terms(material(brief={"title": "x"}, fields=("most",)), IT)
    assert limits(terms, name, None) is None
    assert limits(terms, None, name) is None
    assert limits(terms, None, None, name) is None


@pytest.mark.parametrize("value", [math.inf, math.nan, 10**400])
def test_a_limit_that_is_no_real_number_is_none(value: float) -> None:
    terms = Terms(material(brief={"words": value}), IT)
    assert limits(terms, None, None, "brief.words", 0.1) is None


@given(AMOUNTS)
def test_every_amount_can_be_said(amount: float) -> None:
    assert number(amount)
    assert len(number(amount)) < 60


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 2 * 10**6))
def test_what_mends_an_amount_brings_it_within_the_limits(low: int, more: int, amount: int) -> None:
    bounds = Limits(low, low + more)
    assert bounds.off(amount - bounds.off(amount)) == 0
    assert bool(bounds.mend(amount, "word")) == (not low <= amount <= low + more)
