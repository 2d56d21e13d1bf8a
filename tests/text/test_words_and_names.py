"""How texts are counted, named, recognised and fingerprinted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clean import ANY

from copydesk.text import approx_tokens, count_words, digest, is_name, nearest, slug


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n\t ", 0),
        ("CI vs CD: what Python developers need to know", 9),
        ("## A heading\n\n- one item\n- **two** items\n\n---\n", 6),
        ("| a | b |\n|---|---|\n| 1 | 2 |", 4),
        ("it's a well-known, state-of-the-art `pytest.ini`", 5),
        ("see [the docs](https://example.com/a?b=c) …", 3),
        ("naïve café — été", 3),
        ("_ __ ___ * **", 0),
        ("日本語です。", 5),
        ("用Python写CI流水线", 7),
        ("한국어 문장", 2),
    ],
)
def test_words_are_counted_as_a_person_would(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.from_regex(r"[a-zé]{1,8}", fullmatch=True)))
def test_plain_words_are_what_stands_between_blanks(words: list[str]) -> None:
    assert count_words(" ".join(words)) == len(words)


def test_tokens_are_about_four_characters() -> None:
    assert approx_tokens("") == 0
    assert approx_tokens("a") == 1
    assert approx_tokens("word" * 100) == 100
    assert approx_tokens("word" * 100 + "x") == 101


def test_tokens_of_dense_scripts_are_about_one_character() -> None:
    assert approx_tokens("日本語") == 3
    assert approx_tokens("한국어 text.") == 3 + 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CI vs CD: What developers need", "ci-vs-cd-what-developers-need"),
        ("Don't panic!", "dont-panic"),
        ("Crème brûlée & Straße", "creme-brulee-strasse"),
        ("--a--b--", "a-b"),
        ("日本語", "untitled"),
        ("", "untitled"),
        ("CON", "con-1"),
        ("lpt1", "lpt1-1"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)  # fmt: skip
def test_a_slug_is_made_of_any_title(text: str, name: str) -> None:
    assert slug(text) == name


@given(ANY)
def test_every_slug_is_a_name(text: str) -> None:
    assert is_name(slug(text))
    assert slug(slug(text)) == slug(text)


@pytest.mark.parametrize("name", ["a", "0", "ci-vs-cd", "a" * 64, "com10", "console", "maps"])
def test_names_are_plain(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    ["", "-a", "A", "a_b", "a.b", "a b", "é", "a\n", "a" * 65, "..", "con", "nul", "com1", "lpt0"],
)
def test_what_could_not_be_a_file_everywhere_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_the_nearest_name_is_found() -> None:
    known = ["title", "primary_keyword", "Audience"]
    assert nearest("titel", known) == "title"
    assert nearest("PRIMARY_KEYWORDS", known) == "primary_keyword"
    assert nearest("audience", known) == "Audience"
    assert nearest("zzz", known) == ""
    assert nearest("title", []) == ""
    assert nearest("title" * 100, known) == ""


@given(ANY)
def test_a_fingerprint_is_24_hex_digits(text: str) -> None:
    assert len(digest(text)) == 24
    assert int(digest(text), 16) >= 0


def test_fingerprints_tell_texts_apart() -> None:
    assert digest("a") != digest("a ") != digest("a\r")
    assert digest("\ud800") != digest("\udfff")
    assert digest("") == "e3b0c44298fc1c149afbf4c8"
