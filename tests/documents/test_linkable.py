"""Where a link can be put without changing anything else that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.documents import Woven
from copydesk.documents.linkable import Closed
from copydesk.documents.weaving import Loom


def linked(text: str, words: str = "a b") -> str:
    """A text under a heading with a link on the first words that can take one."""
    loom = Loom([f"## H\n\n{text}"])
    loom.weave(
        {"1": Woven(kind="link", prompt="p", heading="H", words=words, address="https://x.y/")}
    )
    return "\n\n".join(piece for _, _, piece in loom.pieces(0, "p")).removeprefix("## H\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "Use `a b` here.",
        "Use ``a b`` here.",
        "Use ``x`a b`` here.",
        "Text:\n\n    a b",
        "See [a b](z).",
        "See [more on a b][1].",
        "See [x [a b] y](z).",
        "See [the page of a b](z(1)).",
        "![a b](z.png)",
        "Wow!a b",
        "So \\a b",
        "<em title='a b'>",
        "<!-- a b -->",
        "https://x.y/a b".replace("/a b", "/a"),
        "[1]: https://x.y/ 'a b'",
        "```\na b\n```",
        "xa b",
        "a bc",
    ],
)
def test_code_links_tags_and_parts_of_words_are_left_alone(text: str) -> None:
    assert linked(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A  b.", "[A  b](https://x.y/)."),
        ("`a b` and a b", "`a b` and [a b](https://x.y/)"),
        ("[a b] and a b", "[a b] and [a b](https://x.y/)"),
        ("a lone ` and a b", "a lone ` and [a b](https://x.y/)"),
        ("\\`a b\\`", "\\`[a b](https://x.y/)\\`"),
        ("a [ never closed, a b", "a [ never closed, [a b](https://x.y/)"),
        ("*a b* is it", "*[a b](https://x.y/)* is it"),
        ("- one\n- a\n  b", "- one\n- [a\n  b](https://x.y/)"),
    ],
)
def test_the_first_words_in_prose_take_the_link(text: str, result: str) -> None:
    assert linked(text) == result


@given(st.text("ab`[]()<>\\! \n\t:1", max_size=80))
def test_no_sign_is_lost_and_nothing_raises(text: str) -> None:
    found = linked(f"x {text}")
    assert found.replace("](https://x.y/)", "").replace("[", "").split() == (
        f"x {text}".replace("[", "").split()
    )


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=8))
def test_what_is_closed_is_closed_whatever_its_order(taken: list[tuple[int, int]]) -> None:
    ranges = [(start, start + size) for start, size in taken]
    closed = Closed("x" * 40, 0, 40, ranges)
    for first in range(38):
        expected = any(start < first + 2 and end > first for start, end in ranges)
        assert closed.touches(first, first + 2) == expected
