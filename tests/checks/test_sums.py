"""Numbers add up, those of leaves alone where items nest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from any_answer import ANSWERS, deep
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Schema, Sum

TARGETS = Sum(path="headings[*].word_target", equals="brief.words", within=0.1)
TOTAL = Sum(path="total", equals="brief.words", within=0.1)
BRIEF = {"words": 900}


def outline(*targets: Any) -> dict[str, Any]:
    """An outline whose H1 has these H2s: a number, or an H2 as it is."""
    children = [one if isinstance(one, dict) else {"word_target": one} for one in targets]
    return {"headings": [{"level": "H1", "word_target": 900, "children": children}]}


def test_sums_are_stated() -> None:
    assert said(TARGETS, TOTAL, format="json", brief=BRIEF) == (
        "word_target adds up to about 900 (810–990)",
        "total: about 900 (810–990)",
    )
    assert said(Sum(path="[*].share", equals=100), format="json") == ("share adds up to 100",)


def test_a_sum_that_the_brief_does_not_give_is_neither_stated_nor_asked_for() -> None:
    assert said(TARGETS, format="json", fields=("words",)) == ()
    assert found(outline(1), TARGETS, fields=("words",)) == ()


@pytest.mark.parametrize("answer", [outline(450, 450), outline(810), outline(990, 0)])
def test_a_sum_within_its_fraction_raises_nothing(answer: Any) -> None:
    assert found(answer, TARGETS, brief=BRIEF) == ()


def test_a_sum_that_is_off_names_both_numbers_and_shows_what_was_added() -> None:
    finding = only(outline(500, 120), TARGETS, brief=BRIEF)
    assert finding.check == "sum headings[*].word_target"
    assert finding.what == "the sum of word_target"
    assert finding.found == "620 in 2 numbers"
    assert finding.wanted == "about 900 (810–990)"
    assert finding.mend == "Raise word_target by at least 190 in all."
    assert (finding.line, finding.excerpt) == (5, "500 + 120")


def test_only_leaves_count_however_deep_they_lie() -> None:
    h2 = {
        "word_target": 400,
        "children": [{"word_target": 300, "children": []}, {"word_target": 100}],
    }
    assert found(outline(h2, 500), TARGETS, brief=BRIEF) == ()
    assert only(deep(150, "below"), Sum(path="words", equals=9, children="below")).found == "1"


def test_nesting_deeper_than_python_calls_go_raises_nothing() -> None:
    from copydesk.checks.sums import leaf_numbers

    assert list(leaf_numbers(deep(100_000), "words", "children")) == [1]


@pytest.mark.parametrize("number", ["900", " 900 ", "900.0", 900.0, "0,900"])
def test_numbers_written_as_texts_count(number: Any) -> None:
    assert found({"total": number}, TOTAL, brief=BRIEF) == ()


def test_a_single_number_is_named_by_its_key() -> None:
    finding = only({"total": "1,200"}, TOTAL, brief=BRIEF)
    assert (finding.what, finding.found, finding.wanted) == (
        "total",
        "1,200",
        "about 900 (810–990)",
    )
    assert finding.mend == "Lower total by at least 210."
    assert finding.line == 2


def test_numbers_in_a_list_of_their_own_add_up() -> None:
    check = Sum(path="shares[*]", equals=1)
    assert found({"shares": [0.1, 0.2, 0.7]}, check) == ()
    assert only({"shares": [0.1, 0.2]}, check).found == "0.3 in 2 numbers"


@pytest.mark.parametrize("value", [None, True, "many", "", [], {}, "1e3", "٣", "9" * 99])
def test_what_is_no_number_is_passed_over(value: Any) -> None:
    assert found(outline(900, value), TARGETS, brief=BRIEF) == ()


def test_where_there_are_no_numbers_the_schema_says_so_or_else_the_sum_does() -> None:
    finding = only({"total": True}, TOTAL, brief=BRIEF)
    assert (finding.found, finding.mend) == ("0 numbers", "Raise total by at least 810.")
    schema = {"required": ["total"]}
    findings = found({}, TOTAL, Schema(), schema=schema, brief=BRIEF)
    assert [one.check for one in findings] == ["schema"]


@pytest.mark.parametrize("numbers", [[1e308, 1e308], [10**400], [-(10**400), 5]])
def test_huge_numbers_are_found_not_raised(numbers: list[float]) -> None:
    assert only(numbers, Sum(path="[*]", equals=3)).wanted == "3"


def test_json_that_cannot_be_read_is_found_once() -> None:
    assert [one.check for one in found("[1,", TOTAL, format="json", brief=BRIEF)] == ["json"]


@given(ANSWERS)
def test_no_answer_makes_a_sum_raise(answer: str) -> None:
    checks = [Sum(path=path, equals=7) for path in ("a", "[*]", "[*].a", "a[*].words", "words")]
    for finding in found(answer, *checks, format="json"):
        assert finding.found
        assert finding.wanted
    assert found(json.dumps(answer), *checks, format="text") == ()
