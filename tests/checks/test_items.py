"""Items are counted, those of a kind too, and none of them is there twice."""

from __future__ import annotations

from typing import Any

import pytest
from any_answer import ANSWERS, deep
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Check, Items, Schema, Unique

KINDS = Items(path="[*]", field="type", one_of=("statistic", "report"), min=2)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Items(path="[*]", min=8, max=12), "8–12 items"),
        (Items(path="quotes[*]", equals=5), "5 items in quotes"),
        (Items(path="a.fixes[*]", equals=1), "1 item in a.fixes"),
        (KINDS, "at least 2 items whose type is statistic or report"),
        (
            Items(path="headings[*]", field="level", one_of=("H1",), equals=1),
            "1 item in headings whose level is H1",
        ),
        (Unique(path="[*].question"), "each question only once"),
        (Unique(path="tags[*]"), "each item of tags only once"),
    ],
)
def test_counts_are_stated(check: Check, text: str) -> None:
    assert said(check, format="json") == (text,)


def test_a_count_that_the_brief_does_not_give_is_neither_stated_nor_asked_for() -> None:
    check = Items(path="[*]", equals="brief.many")
    assert said(check, format="json", fields=("many",)) == ()
    assert found([1], check, fields=("many",)) == ()
    assert said(check, format="json", brief={"many": 3}) == ("3 items",)
    assert only([1], check, brief={"many": 3}).mend == "Add 2 items."


@pytest.mark.parametrize("answer", [[1, 2], [{}, None], ["a", "a", "a"]])
def test_as_many_items_as_asked_for_raise_nothing(answer: Any) -> None:
    assert found(answer, Items(path="[*]", min=2, max=3)) == ()


def test_too_few_items_say_how_many_are_missing() -> None:
    finding = only({"quotes": ["a", "b"]}, Items(path="quotes[*]", equals=5))
    assert finding.check == "items quotes[*]"
    assert (finding.what, finding.found, finding.wanted) == ("quotes", "2 items", "5 items")
    assert finding.mend == "Add 3 items."
    assert finding.line == 2


def test_too_many_items_show_the_first_one_that_is_too_much() -> None:
    finding = only({"quotes": ["a", "b", "c", "d"]}, Items(path="quotes[*]", max=2))
    assert (finding.found, finding.wanted) == ("4 items", "at most 2 items")
    assert finding.mend == "Cut at least 2 items."
    assert (finding.line, finding.excerpt) == (5, "c")


def test_only_items_of_the_kind_count() -> None:
    some = [{"type": "statistic"}, {"type": " Report"}, {"type": "tool"}, {"kind": "report"}, 3]
    assert found(some, KINDS) == ()
    finding = only(some[1:], KINDS)
    assert finding.found == "1 item whose type is statistic or report"
    assert finding.wanted == "at least 2 items"
    assert finding.mend == "Add at least 1 item whose type is statistic or report."


def test_items_with_a_key_and_numbers_as_kinds_count_too() -> None:
    some = [{"level": 1}, {"level": 2.0}, {"level": True}, {"level": None}]
    assert found(some, Items(path="[*]", field="level", one_of=("1", "2"), equals=2)) == ()
    assert found(some, Items(path="[*]", field="level", equals=3)) == ()


def test_items_below_items_are_counted_together() -> None:
    assert found([{"a": [1, 2]}, {"a": [3]}, {"a": 4}], Items(path="[*].a[*]", equals=3)) == ()


def test_a_list_that_is_missing_is_left_to_the_schema_where_there_is_one() -> None:
    check = Items(path="quotes[*]", min=1)
    assert only({}, check).found == "0 items"
    schema = {"type": "object", "required": ["quotes"]}
    assert [one.check for one in found({}, check, Schema(), schema=schema)] == ["schema"]
    assert len(found({"quotes": []}, check, Schema(), schema=schema)) == 1


def test_values_that_differ_raise_nothing() -> None:
    assert (
        found(
            [{"name": "a"}, {"name": "b"}, {}, {"name": ""}, {"name": ""}], Unique(path="[*].name")
        )
        == ()
    )


def test_a_value_that_stood_there_before_names_both_places() -> None:
    questions = [{"question": "What is CI?"}, {"question": "Why?"}, {"question": " what is  ci? "}]
    finding = only(questions, Unique(path="[*].question"))
    assert finding.check == "unique [*].question"
    assert finding.what == "item 3, question"
    assert finding.found == "“what is ci?” 2 times, first at item 1, question (line 3)"
    assert finding.wanted == "each question only 1 time"
    assert finding.mend == "Put another question in its place."
    assert (finding.line, finding.excerpt) == (9, "what is ci?")


def test_a_third_time_is_counted_on() -> None:
    assert [one.found[:11] for one in found(["a", "A", "a"], Unique(path="[*]"))] == [
        "“A” 2 times",
        "“a” 3 times",
    ]


@pytest.mark.parametrize("value", [None, True, [], {}, [1], {"a": 1}, deep(50)])
def test_values_that_cannot_be_told_apart_at_a_glance_are_passed_over(value: Any) -> None:
    assert found([value, value, 1, "1"], Unique(path="[*]")) == ()


def test_more_than_twenty_are_not_told_one_by_one() -> None:
    findings = found(["a"] * 100, Unique(path="[*]"))
    assert len(findings) == 21
    assert findings[-1].what == "the rest"


@given(ANSWERS)
def test_no_answer_makes_counting_raise(answer: str) -> None:
    checks = [KINDS, Items(path="[*]", max=0), Items(min=1), Items(path="a", equals=2)]
    checks += [Items(path="[*].a[*]", field="b", max=0)]
    unique = [Unique(path="[*]"), Unique(path="[*].a"), Unique(path="a")]
    for finding in found(answer, *checks, *unique, format="json"):
        assert finding.found
        assert finding.wanted
    assert found(answer, *checks, *unique, format="markdown") == ()
