"""JSON as chats write it is read where no meaning changes; else its fault has a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.json_text import read_json
from copydesk.answers.reading import read_answer


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ('{"a": 1}', {"a": 1}, []),
        ('{"a": [1, 2,],}', {"a": [1, 2]}, ["commas"]),
        ("{“a”: “b”}", {"a": "b"}, ["quotes"]),
        ("{„a“: „b“}", {"a": "b"}, ["quotes"]),
        ('{"a": “b”}', {"a": "b"}, ["quotes"]),
        ('{"a":\u00a01}', {"a": 1}, ["blanks"]),
        ('\ufeff{"a": 1}', {"a": 1}, ["blanks"]),
        ('{"a": "b\nc\td"}', {"a": "b\nc\td"}, ["breaks"]),
        ("{“a”: “b”,\u00a0}", {"a": "b"}, ["commas", "quotes", "blanks"]),
    ],
)
def test_what_changes_no_meaning_is_overlooked_and_said(
    text: str, value: Any, kinds: list[str]
) -> None:
    found = read_json(text)
    assert found.value == value
    assert found.fault is None
    assert [one.kind for one in found.asides] == kinds
    assert json.loads(found.source) == value


@pytest.mark.parametrize(
    "value",
    [
        "“a”",
        "a,]",
        "a\u00a0b",
        "[1]",
        "x, }",
        "„a“",
        "it’s",
        "```",
        "// no comment",
        '\\"',
        "{{URL}}",
    ],
)
def test_texts_within_stay_as_they_are(value: str) -> None:
    text = json.dumps({"a": value}, ensure_ascii=False)
    assert read_json(text).value == {"a": value}
    assert read_json(text[:-1] + ",}").value == {"a": value}


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "there is nothing in it", 0, 0),
        ("No JSON here.", "it does not begin like JSON", 1, 1),
        ('{"a": 1\n"b": 2}', "a comma is missing, or a quotation mark stands inside a text", 2, 1),
        ('{"a": "x\n', "it stops before its end: a text has no end", 1, 7),
        ('{"a": [1, 2', "it stops before its end", 1, 12),
        ('{"a" 1}', "a colon is missing behind a key", 1, 6),
        ("{a: 1}", "a key in double quotation marks is missing", 1, 2),
        ('{"a": 1}\n{"b": 2}', "something stands behind its end", 2, 1),
        ("[" * 100_000, "it nests too deeply to be read", 0, 0),
        ("1" * 5_000, "it holds a number too long to be read", 0, 0),
    ],
)
def test_a_fault_says_in_words_what_and_where(
    text: str, message: str, line: int, column: int
) -> None:
    fault = read_json(text).fault
    assert fault is not None
    assert fault.message.startswith(message)
    assert (fault.line, fault.column) == (line, column)


def test_values_know_the_lines_they_begin_in() -> None:
    found = read_json('{\n "a": [\n  1,\n  {"b": “c”}\n ]\n}')
    assert found.line(()) == 1
    assert found.line(("a",)) == 2
    assert found.line(("a", 0)) == 3
    assert found.line(("a", 1, "b")) == 4
    assert found.line(("a", 7)) == 2
    assert found.line(("z",)) == 1


def test_what_stands_very_deep_has_the_line_of_what_holds_it() -> None:
    text = "[\n" * 60 + "1" + "]" * 60
    assert read_json(text).line((0,) * 60) == 41


@pytest.mark.parametrize(
    "around",
    [
        "Here is the outline:\n\n```json\n{}\n```\n\nLet me know!",
        "Sure!\n{}\nShall I go on?",
        "```\n{}\n```",
        "```json5\n{}\n```",
        "Some talk.\n\nMore talk.\n\n```json\n{}\n```\n\nAnd more.",
        "ChatGPT said:\n\n{}",
        "json\n{}",
        "~~~json\n{}\n~~~",
    ],
)
def test_json_is_found_within_talk(around: str) -> None:
    data = '{\n  "a": [1, "```"]\n}'
    reading = read_answer(around.replace("{}", data), "json")
    assert reading.json.value == {"a": [1, "```"]}
    assert reading.stored_line(1) == around[: around.index("{}")].count("\n") + 1


def test_of_two_blocks_of_json_none_is_chosen() -> None:
    reading = read_answer("One:\n```json\n[1]\n```\nTwo:\n```json\n[2]\n```", "json")
    assert reading.json.fault is not None


def test_no_quotation_mark_is_looked_at_twice() -> None:
    for text in ('{"a": "' + '\\"' * 200_000, "{" + "“\\" * 200_000, '"' + "\\" * 300_001):
        assert read_json(text).fault is not None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=4), one, max_size=4),
)


@given(VALUES, st.sampled_from([None, 1]))
def test_valid_json_is_read_as_it_is(value: Any, indent: int | None) -> None:
    for ascii in (True, False):
        text = json.dumps(value, indent=indent, ensure_ascii=ascii)
        assert read_json(text).value == value
        assert read_json(text).asides == ()


@given(st.text() | st.lists(st.sampled_from('{}[]":,“”„\\ \n1a')).map("".join))
def test_any_text_can_be_read_as_json(text: str) -> None:
    found = read_json(text)
    assert found.line((0, "a")) >= 1
    if found.fault is None:
        assert json.loads(found.source) == found.value
    else:
        assert found.fault.message


@pytest.mark.parametrize("behind", ["", "\n\nShall I go on?"])
def test_what_broke_off_keeps_all_of_its_lines(behind: str) -> None:
    cut = '{\n "a": [\n  {"b": 1},\n  {"b": 2,\n   "c": "it ends in the mid'
    reading = read_answer(cut + behind, "json")
    assert reading.text == cut + behind
    assert reading.json.fault is not None
    assert "stops before its end" in reading.json.fault.message
