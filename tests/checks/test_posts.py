"""Posts are held to X's own count."""

from __future__ import annotations

from typing import Any

import pytest
from any_answer import ANSWERS, deep
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Posts

THREAD = Posts(path="thread[*]")


def test_the_limit_of_posts_is_stated() -> None:
    assert said(THREAD, Posts(path="post", max=500), format="json") == (
        "at most 280 characters in each item of thread, as X counts them (any link is 23)",
        "at most 500 characters in post, as X counts them (any link is 23)",
    )


def test_posts_that_fit_raise_nothing() -> None:
    long_link = "https://example.com/" + "x" * 300
    thread = ["a" * 280, "漢" * 140, "a" * 256 + " {{ARTICLE_URL}}", "a" * 256 + " " + long_link]
    assert found({"thread": thread}, THREAD) == ()


@pytest.mark.parametrize(
    ("post", "length", "mend"),
    [
        ("a" * 281, 281, "Cut at least 1 character."),
        ("漢" * 150, 300, "Cut at least 20 characters."),
        ("a" * 260 + " {{ARTICLE_URL}}", 284, "Cut at least 4 characters."),
        ("a" * 260 + " pytest.py", 284, "Cut at least 4 characters."),
    ],
)
def test_a_post_that_is_too_long_says_by_how_much(post: str, length: int, mend: str) -> None:
    finding = only({"thread": ["fits", post]}, THREAD)
    assert finding.check == "posts thread[*]"
    assert finding.what == "thread, item 2"
    assert finding.found == f"{length} characters as X counts them"
    assert finding.wanted == "at most 280 characters"
    assert finding.mend == mend
    assert finding.line == 4
    assert finding.excerpt.startswith(post[:20])


@pytest.mark.parametrize("value", [None, True, 3, [], {}, ["a" * 300], deep(50)])
def test_posts_that_are_no_texts_are_passed_over(value: Any) -> None:
    assert found({"thread": [value]}, THREAD) == ()
    assert found({"thread": value}, Posts(path="thread", max=10)) == ()


@given(ANSWERS)
def test_no_answer_makes_a_post_raise(answer: str) -> None:
    for path in ("[*]", "a", "[*].a"):
        for finding in found(answer, Posts(path=path, max=2), format="json"):
            assert finding.found
            assert finding.wanted
