"""The Flesch-Kincaid grade by hand, and what counts for a word, a sentence and a syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.publish.readability import (
    LONG,
    is_english,
    measure,
    names_english,
    syllables_in,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables", "grade"),
    [
        # 0.39 × 8/2 + 11.8 × 8/8 − 15.59
        ("The cat sat on the mat. It ran.", 8, 2, 8, -2.23),
        # a wri-ter o-pens a ses-sion; no-thing is lost: 0.39 × 8/2 + 11.8 × 12/8 − 15.59
        ("A writer opens a session. Nothing is lost.", 8, 2, 12, 3.67),
        # con-ti-nu-ous in-te-gra-tion re-turns a ver-dict: 0.39 × 5/1 + 11.8 × 13/5 − 15.59
        ("Continuous integration returns a verdict.", 5, 1, 13, 17.04),
    ],
)
def test_grades_worked_out_by_hand(
    text: str, words: int, sentences: int, syllables: int, grade: float
) -> None:
    found = measure(text)
    assert (found.words, found.sentences, found.syllables) == (words, sentences, syllables)
    assert found.grade == pytest.approx(grade, abs=0.005)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1), ("about", 2), ("body", 2), ("open", 2), ("table", 2), ("made", 1),
        ("needed", 2), ("asked", 1), ("changes", 2), ("makes", 1), ("secondary", 4),
        ("delivery", 4), ("merge-base", 2), ("tool's", 1), ("CI", 2), ("HTML", 4),
        ("2026", 1), ("rhythm", 1), ("(verdict),", 2),
    ],
)  # fmt: skip
def test_syllables_as_they_are_spoken(word: str, syllables: int) -> None:
    assert syllables_in(word) == syllables


def test_what_is_no_prose_does_not_count() -> None:
    plain = "The first sentence stands here. So does the second one."
    dressed = (
        "# A heading of five words\n\nThe first **sentence** stands [here](https://a.example/b_c). "
        "So does the _second_ one [verify].\n\n"
        "| a | table |\n|---|---|\n\n![an image](of.png)\n"
    )
    assert measure(dressed)[:3] == measure(plain)[:3]


def test_code_and_addresses_within_a_line_are_one_word_of_one_syllable() -> None:
    assert words_of("Run `git diff --name-only origin/main` now.") == ["Run", "code", "now."]
    assert measure("See https://example.org/a/b?c now.").syllables == 3


def test_long_sentences_have_their_lines() -> None:
    long = " ".join(["word"] * (LONG + 1)) + "."
    found = measure(f"Short.\n\n- {long}\n\nA short one. {long}\n")
    assert [one.line for one in found.long] == [3, 5]
    assert found.longest == LONG + 1
    assert not measure(" ".join(["word"] * LONG)).long


def test_nothing_has_no_grade() -> None:
    assert measure("").grade == 0
    assert measure("# Only a heading\n").sentences == 0


def test_the_language_is_known_by_its_small_words() -> None:
    english = "The pull request is green and the tests that ran on it are those of the team. " * 6
    german = "Der Zweig ist grün und die Tests, die darauf liefen, sind die des Teams selbst. " * 6
    assert is_english(english)
    assert not is_english(german)
    assert is_english("Zu kurz, um es zu wissen.")


@pytest.mark.parametrize(
    ("name", "english"),
    [("", True), ("en", True), ("en-GB", True), ("English", True), ("de", False), ("fr", False)],
)
def test_languages_as_maps_name_them(name: str, english: bool) -> None:
    assert names_english(name) is english


@given(st.text(alphabet=st.sampled_from("ab .!?`[]()|#-*_\n\r\x00\x1bé漢'’"), max_size=300))
def test_no_text_raises(text: str) -> None:
    found = measure(text)
    assert found.syllables >= found.words >= found.sentences
    is_english(text)
