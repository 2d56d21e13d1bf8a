"""A post has the length that X gives it."""

from __future__ import annotations

import pytest
from any_answer import TEXTS
from hypothesis import given

from copydesk.answers.composed_text import composed
from copydesk.checks.weighted import weighted_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("Grüße", 5),
        ("привет", 6),
        ("“a” – b’s", 9),
        ("a\nb", 3),
        ("漢字", 4),
        ("한글", 4),
        ("a…", 3),
        ("→", 2),
        ("€", 2),
        ("©", 1),
    ],
)
def test_characters_weigh_one_or_two(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize("text", ["e\u0301", "n\u0303", "\u1112\u1161\u11ab"])
def test_what_is_typed_in_parts_weighs_as_composed(text: str) -> None:
    assert weighted_length(text) == weighted_length(composed(text))
    assert len(composed(text)) == 1


@pytest.mark.parametrize(
    "emoji",
    [
        "👍",
        "👍🏽",
        "👩🏽‍💻",
        "👨‍👩‍👧‍👦",
        "🇩🇪",
        "❤️",
        "1️⃣",
        "🏳️‍🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "©️",
    ],
)
def test_an_emoji_weighs_two_however_many_characters_it_has(emoji: str) -> None:
    assert weighted_length(emoji) == 2
    assert weighted_length(f"a{emoji}{emoji}b") == 6


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com",
        "http://example.com/a/b?c=d&e=f#g",
        "https://example.com/" + "x" * 300,
        "https://en.wikipedia.org/wiki/Continuous_(CI)",
        "https://bücher.de/ä",
        "https://example.com:8080/a",
        "example.com",
        "www.example.co.uk/a",
        "EXAMPLE.COM",
        "pytest.py",
        "README.md",
        "fly.io",
        "claude.ai/x",
        "{{ARTICLE_URL}}",
        "{{ANNOUNCEMENT_URL}}",
        "{{ URL }}",
        "{{ARTICLE_URL}}?utm_source=x",
    ],
)
def test_any_link_weighs_23(link: str) -> None:
    assert weighted_length(link) == 23
    assert weighted_length(f"Read {link}") == 28
    assert weighted_length(f"({link}), {link}.") == 51
    assert weighted_length(f"見て {link} 。") == 4 + 1 + 23 + 1 + 2


@pytest.mark.parametrize(
    "text",
    [
        "Node.js",
        "setup.cfg",
        "e.g. this",
        "3.11",
        "v1.2.3",
        "me@example.com",
        "@example.com",
        "https://localhost",
        "{{ARTICLE_TITLE}}",
        "...",
        "a.b",
    ],
)
def test_what_is_no_link_weighs_its_characters(text: str) -> None:
    assert weighted_length(text) == len(text)


def test_a_link_ends_before_the_sentence_does() -> None:
    assert weighted_length("https://a.com/b.") == 24
    assert weighted_length("(https://a.com/b)") == 25
    assert weighted_length("https://a.com/これ") == 23 + 4
    assert weighted_length("example.com,fly.io") == 23 + 1 + 23


@given(TEXTS, TEXTS)
def test_any_text_has_a_length_and_lines_add_up(one: str, other: str) -> None:
    first, second = weighted_length(one), weighted_length(other)
    assert 0 <= first <= 23 * max(1, len(one))
    assert weighted_length(f"{one}\n \n{other}") == first + 3 + second


@given(TEXTS)
def test_composing_is_what_unicode_says(text: str) -> None:
    import unicodedata

    assert composed(text) == unicodedata.normalize("NFC", text)


def test_a_million_marks_on_one_letter_are_composed_in_pieces() -> None:
    text = "a" + "\u0301\u0316" * 500_000
    assert len(composed(text)) in range(len(text) - 1, len(text) + 1)
    assert weighted_length(text) > 900_000
