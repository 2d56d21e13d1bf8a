"""A difference set for two panes: rows meet, and no word is lost or marked wrongly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.tui.side_by_side import Page, beside, in_one
from copydesk.tui.wrap import rows
from copydesk.word_difference import difference

WORDS = st.sampled_from(["one", "two", "a longer word", "\n", "\n\n", " ", "持续集成", "\r\n"])
TEXTS = st.lists(WORDS, max_size=30).map("".join)
WIDTHS = st.integers(4, 30)


def marked(page: Page, style: str) -> list[str]:
    return [page.text[one.start : one.end] for one in page.marks if one.style == style]


@given(TEXTS, TEXTS, WIDTHS)
def test_both_sides_have_as_many_rows(old: str, new: str, width: int) -> None:
    left, right = beside(difference(old, new), width)
    assert len(rows(left.text, width)) == len(rows(right.text, width))


@given(TEXTS, TEXTS, WIDTHS)
def test_each_side_marks_its_own_words(old: str, new: str, width: int) -> None:
    found = difference(old, new)
    left, right = beside(found, width)
    assert marked(left, "removed") == found.removed()
    assert marked(right, "added") == found.added()
    assert left.text.replace("\n", "") == found.old.replace("\n", "")
    assert right.text.replace("\n", "") == found.new.replace("\n", "")


@given(TEXTS, WIDTHS)
def test_texts_that_are_alike_stand_as_they_are(text: str, width: int) -> None:
    found = difference(text, text)
    assert beside(found, width) == (Page(found.old, (), ()),) * 2


@given(TEXTS, TEXTS)
def test_one_text_holds_what_was_removed_and_what_was_added(old: str, new: str) -> None:
    found = difference(old, new)
    page = in_one(found)
    assert marked(page, "removed") == found.removed()
    assert marked(page, "added") == found.added()
    assert len(page.text) == len(found.new) + sum(map(len, found.removed()))
    assert set(page.changes) <= {one.start for one in page.marks}


def test_a_line_after_a_paragraph_that_was_put_in_meets_its_like() -> None:
    old, new = "One.\nTwo.\n", f"One.\n{'Put in. ' * 9}\nTwo.\n"
    left, right = beside(difference(old, new), 20)
    heights = []
    for page in (left, right):
        at = page.text.index("Two.")
        heights.append(next(n for n, (a, b) in enumerate(rows(page.text, 20)) if a <= at < b))
    assert heights[0] == heights[1] > 2
