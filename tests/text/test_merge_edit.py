"""An edit on the screen changes what was edited, and not a stored character beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clean import ANY, TRICKY

from copydesk.text import clean, merge_edit, shown


@given(ANY | TRICKY)
def test_no_edit_changes_nothing(raw: str) -> None:
    assert merge_edit(raw, shown(raw)) == raw


@given(ANY | TRICKY, ANY | TRICKY)
def test_the_editor_shows_what_was_typed(raw: str, typed: str) -> None:
    edited = shown(typed)
    assert shown(merge_edit(raw, edited)) == edited


@given(TRICKY, st.data())
def test_the_editor_shows_what_was_typed_in_the_middle(raw: str, data: st.DataObject) -> None:
    before = shown(raw)
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    edited = clean(before[:start] + data.draw(TRICKY).replace("\r", "") + before[end:])
    assert shown(merge_edit(raw, edited)) == edited


@given(TRICKY, TRICKY)
def test_an_edit_that_is_not_clean_itself_shows_as_it_would(raw: str, edited: str) -> None:
    assert shown(merge_edit(raw, edited)) == shown(edited)


@given(TRICKY, TRICKY, st.text("xyz \n"), st.text("xyz \n"))
def test_what_stands_around_the_edit_keeps_its_characters(
    left: str, right: str, old: str, new: str
) -> None:
    raw = f"{left}<{old}>{right}"
    merged = merge_edit(raw, f"{shown(left)}<{new}>{shown(right)}")
    assert merged.startswith(f"{left}<")
    assert merged.endswith(f">{right}")


@pytest.mark.parametrize(
    ("raw", "edited", "stored"),
    [
        ("one\r\ntwo\r\n", "one\ntwo!\n", "one\r\ntwo!\r\n"),
        ("one\r\ntwo", "one\nand\ntwo", "one\r\nand\r\ntwo"),
        ("one\r\ntwo\n", "one\nand\ntwo\n", "one\r\nand\ntwo\n"),
        ("one\r\ntwo", "onetwo", "onetwo"),
        ("\x1b[1mbold\x1b[0m", "␛[1mbolder␛[0m", "\x1b[1mbolder\x1b[0m"),
        ("a\u200bb\u200bc", "a\ufffdX\ufffdc", "a\u200bX\u200bc"),
        ("\x1b\x1b", "␛x␛", "\x1bx\x1b"),
        ("", "new", "new"),
        ("old\r\n", "", ""),
    ],
)
def test_the_edit_lands_in_the_stored_text(raw: str, edited: str, stored: str) -> None:
    assert merge_edit(raw, edited) == stored


@pytest.mark.parametrize(
    ("raw", "edited", "stored"),
    [
        ("a\rb", "a␍\nb", "a␍\nb"),  # CR and newline would be one line end
        ("\x1b👩\u200dx", "␛👩\ufffd💻", "\x1b👩\ufffd💻"),  # the joiner would join
        ("👩\u200d💻", "👩\u200d", None),  # not clean: nothing follows the joiner
    ],
)
def test_a_stored_character_that_would_look_different_gives_way(
    raw: str, edited: str, stored: str | None
) -> None:
    merged = merge_edit(raw, edited)
    assert shown(merged) == shown(edited)
    assert stored in (merged, None)


def test_a_long_text_with_many_line_ends_keeps_them_all() -> None:
    raw = "a line of text\r\n" * 50_000
    edited = shown(raw).replace("line", "word", 1)
    assert merge_edit(raw, edited) == raw.replace("line", "word", 1)
