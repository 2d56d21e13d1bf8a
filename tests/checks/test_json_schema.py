"""What a JSON Schema finds is said in plain words, and where it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from any_answer import ANSWERS, VALUES, deep
from hypothesis import given
from hypothesis import strategies as st
from kit_in_memory import found, only, said

from copydesk.checks.finding import Finding
from copydesk.kits.checks import Schema

CHECK = Schema()
FAQ = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["question", "answer"],
        "properties": {
            "question": {"type": "string", "minLength": 1},
            "answer": {"type": "string"},
        },
        "additionalProperties": False,
    },
}
NESTED = {
    "type": "object",
    "required": ["words"],
    "properties": {"children": {"type": "array", "items": {"$ref": "#"}}},
}
KITS = Path(__file__).parents[2] / "kits"


def held(answer: Any, schema: Any) -> tuple[Finding, ...]:
    return found(json.dumps(answer, indent=1), CHECK, schema=schema, format="json")


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        (FAQ, "a list in JSON, each item with the keys question and answer"),
        (NESTED, "an object in JSON with the key words"),
        ({"items": {"$ref": "#/$defs/x"}, "type": "array"}, "a list in JSON"),
        (
            {"items": {"$ref": "#/$defs/x"}, "$defs": {"x": {"required": ["a"]}}, "type": "array"},
            "a list in JSON, each item with the key a",
        ),
        ({"type": ["string", "null"]}, "a text or null in JSON"),
        ({}, "an answer in JSON"),
        (True, "an answer in JSON"),
    ],
)
def test_the_form_of_an_answer_is_stated(schema: Any, text: str) -> None:
    assert said(CHECK, schema=schema, format="json") == (text,)


def test_without_a_schema_nothing_is_stated_or_found() -> None:
    assert said(CHECK, format="json") == ()
    assert found("[1]", CHECK, format="json") == ()


def test_an_answer_of_the_form_raises_nothing() -> None:
    assert held([{"question": "Why?", "answer": "So."}], FAQ) == ()
    assert held(deep(20), NESTED) == ()


def test_a_key_that_is_missing_is_named_with_its_item_and_line() -> None:
    (finding,) = held([{"question": "a", "answer": "b"}, {"question": "c"}], FAQ)
    assert finding.check == "schema"
    assert finding.severity == "fail"
    assert finding.what == "item 2"
    assert finding.found == "no “answer”"
    assert finding.wanted == "the keys question and answer"
    assert finding.mend == "Add “answer”."
    assert (finding.line, finding.excerpt) == (6, "c")


def test_several_keys_that_are_missing_make_one_finding() -> None:
    (finding,) = held([{}], FAQ)
    assert finding.found == "no “question” and no “answer”"
    assert [one.what for one in held([{}, {}], FAQ)] == ["item 1", "item 2"]


def test_a_key_that_is_nearly_right_is_to_be_renamed() -> None:
    (missing,) = held([{"question": "a", "Answer": "b"}], FAQ)
    assert missing.mend == "Rename “Answer” to “answer”."
    (both,) = held([{"q": "a", "a": "b"}], FAQ)
    assert both.mend == "Rename “q” and “a” to “question” and “answer”."


def test_a_key_too_many_is_to_be_left_out() -> None:
    (extra,) = held([{"question": "a", "answer": "b", "note": "c"}], FAQ)
    assert extra.found == "1 key too many: “note”"
    assert extra.wanted == "no keys but question and answer"
    assert extra.mend == "Leave out “note”."


def test_what_is_wrapped_is_to_be_taken_out_of_what_is_around_it() -> None:
    (wrapped,) = held({"faq": [{"question": "a", "answer": "b"}]}, FAQ)
    assert wrapped.mend == "Take away what is around it: return the list under “faq”."
    (inside,) = held({"outline": {"title": "a"}}, {"type": "object", "required": ["title"]})
    assert inside.mend == "Take away what is around it: return what stands under “outline”."


@pytest.mark.parametrize(
    ("value", "schema", "came", "wanted", "mend"),
    [
        (3, {"type": "string"}, "3", "a text", "Make it a text."),
        (None, {"type": "string"}, "null", "a text", "Make it a text."),
        (True, {"type": "integer"}, "true", "a whole number", "Make it a whole number."),
        (1.5, {"type": "integer"}, "1.5", "a whole number", "Make it a whole number."),
        ("5", {"type": ["integer", "null"]}, "“5”", "a whole number or null",
         "Make it a whole number or null."),
        ({}, {"type": "array"}, "an empty object", "a list", "Make it a list."),
        ([1, 2], {"type": "object", "required": ["a"]}, "a list of 2 items",
         "an object with the key a", "Make it an object with the key a."),
        ("H4", {"enum": ["H2", "H3"]}, "“H4”", "one of “H2” or “H3”", "Use one of “H2” or “H3”."),
        ("tools", {"enum": ["tool", "report"]}, "“tools”", "one of “tool” or “report”",
         "Write “tool”."),
        (False, {"const": True}, "false", "true", "Make it true."),
        ([1], {"minItems": 3}, "1 item", "at least 3 items", "Add at least 2 items."),
        ([1, 2], {"maxItems": 1}, "2 items", "at most 1 item", "Cut at least 1 item."),
        ("", {"minLength": 1}, "0 characters", "at least 1 character", "Fill it in."),
        ("abc", {"maxLength": 2}, "3 characters", "at most 2 characters",
         "Cut at least 1 character."),
        ({}, {"minProperties": 1}, "0 keys", "at least 1 key", "Fill it in."),
        ({"a": 1}, {"maxProperties": 0}, "1 key", "at most 0 keys", "Cut at least 1 key."),
        (0, {"minimum": 1}, "0", "at least 1", "Make it at least 1."),
        (1200, {"maximum": 1000}, "1,200", "at most 1,000", "Make it at most 1,000."),
        (1, {"exclusiveMinimum": 1}, "1", "more than 1", "Make it more than 1."),
        (1, {"exclusiveMaximum": 1}, "1", "less than 1", "Make it less than 1."),
        (7, {"multipleOf": 5}, "7", "a multiple of 5", "Make it a multiple of 5."),
        ({"a": 1}, {"additionalProperties": False}, "1 key too many: “a”", "no keys",
         "Leave out “a”."),
        ([], {"anyOf": [{"type": "string"}, {"type": "null"}]}, "an empty list", "a text or null",
         "Make it a text or null."),
        (5, {"oneOf": [{"minimum": 1}, {"maximum": 9}]},
         "more than one of the forms that exclude each other", "one of 2 forms", ""),
        ([1], {"contains": {"type": "string"}}, "a list of 1 item with too few or too many of them",
         "at least 1 item of the kind that the schema describes", ""),
        ({"a": 1}, {"dependentRequired": {"a": ["b"]}}, "“a” without “b”", "“a” only with “b”",
         "Add “b”."),
        (3, {"not": {"type": "integer"}}, "3", "what “not” in the schema says", ""),
        (3, False, "3", "nothing there", "Leave it out."),
    ],
)  # fmt: skip
def test_each_keyword_is_said_in_plain_words(
    value: Any, schema: Any, came: str, wanted: str, mend: str
) -> None:
    whole = {"properties": {"it": schema}}
    (finding,) = held({"it": value}, whole)
    assert (finding.what, finding.line) == ("it", 2)
    assert (finding.found, finding.wanted, finding.mend) == (came, wanted, mend)


def test_an_item_that_is_there_twice_is_the_one_that_is_named() -> None:
    schema = {"uniqueItems": True}
    (finding,) = held([{"a": 1}, {"a": 2}, {"a": 1.0}], schema)
    assert (finding.what, finding.wanted) == ("item 3", "each item only 1 time")
    assert held([1, True, "1", [1], [True], {"a": 1}, {"a": True}], schema) == ()


def test_of_several_forms_the_one_that_came_closest_says_what_is_wrong() -> None:
    part = {"required": ["a"], "properties": {"a": {"type": "string"}}}
    (finding,) = held({"a": 1}, {"anyOf": [{"type": "null"}, part]})
    assert (finding.what, finding.found, finding.wanted) == ("a", "1", "a text")


def test_texts_of_one_length_are_judged_as_if_each_were_looked_at() -> None:
    schema = {"items": {"type": "string", "minLength": 2}}
    findings = held(["ab", "a", "cd", "b", 3, "a"], schema)
    assert [one.what for one in findings] == ["item 2", "item 4", "item 5", "item 6"]


def test_json_that_cannot_be_read_is_found_once() -> None:
    assert [one.check for one in found("[1,", CHECK, schema=FAQ, format="json")] == ["json"]


@pytest.mark.parametrize("schema", ["", "no JSON", {"type": "nothing"}, {"minItems": "x"}])
def test_a_schema_that_is_none_is_said_to_be_none(schema: Any) -> None:
    findings = found("[1]", CHECK, schema=schema, format="json")
    assert [one.what for one in findings] == (["the kit's schema"] if schema else [])


@pytest.mark.parametrize("draft", ["2020-12/schema", "2019-09/schema"])
def test_other_drafts_are_known_by_their_name(draft: str) -> None:
    schema = {**FAQ, "$schema": f"https://json-schema.org/draft/{draft}"}
    assert held([{"question": "a"}], schema)[0].found == "no “answer”"


@pytest.mark.parametrize(
    "reference",
    ["https://example.com/schema.json", "file:///etc/passwd", "other.json", "#/none"],
)
def test_a_reference_to_elsewhere_is_never_followed(reference: str) -> None:
    (finding,) = held([1], {"$ref": reference})
    assert finding.found.startswith("something that cannot be compared")


def test_json_that_nests_deeper_than_can_be_compared_is_found() -> None:
    answer = '{"words": 1, "children": [' * 300 + '{"words": 1}' + "]}" * 300
    finding = only(answer, CHECK, schema=NESTED, format="json")
    assert finding.what == "the JSON"
    assert "more levels" in finding.found
    assert finding.wanted == "an object in JSON with the key words"


@pytest.mark.parametrize("value", ["1e999", "-1e999", "NaN", "1" * 4000, "1e308"])
@pytest.mark.parametrize("keyword", ["multipleOf", "minimum", "maximum", "const", "enum"])
def test_huge_numbers_are_found_not_raised(value: str, keyword: str) -> None:
    schema = {keyword: [3] if keyword == "enum" else 3}
    for finding in found(f"[{value}]", CHECK, schema={"items": schema}, format="json"):
        assert finding.found
        assert finding.wanted


SCHEMAS = sorted(KITS.glob("*/schemas/*.json"))


@given(st.sampled_from(SCHEMAS), ANSWERS)
def test_no_answer_makes_a_schema_raise(path: Path, answer: str) -> None:
    schema = path.read_text(encoding="utf-8")
    for finding in found(answer, CHECK, schema=schema, format="json"):
        assert finding.found
        assert finding.wanted


@given(VALUES, st.lists(VALUES, max_size=6))
def test_no_value_makes_any_keyword_raise(value: Any, items: list[Any]) -> None:
    part = {
        "type": ["object", "array"], "minLength": 2, "maxItems": 1, "maximum": 3, "multipleOf": 2,
        "uniqueItems": True, "additionalProperties": False, "required": ["a"], "const": 1,
        "anyOf": [{"type": "null"}, {"items": {"type": "string"}}], "maxProperties": 0,
        "contains": {"const": 2}, "dependentRequired": {"a": ["b"]}, "properties": {"b": False},
        "propertyNames": {"maxLength": 1},
    }  # fmt: skip
    for finding in held([value, items], {"items": part}):
        assert finding.found
        assert finding.wanted
