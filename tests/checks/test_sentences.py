"""Sentences are counted as a reader would count them."""

from __future__ import annotations

import pytest
from any_answer import TEXTS
from hypothesis import given

from copydesk.checks.sentences import count_sentences, sentences_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\n", 0),
        ("---", 0),
        ("No end", 1),
        ("One.", 1),
        ("One. Two! Three?", 3),
        ("One... Two?! Three…", 3),
        ("Well … it works.", 1),
        ("It works... mostly.", 1),
        ("Is it slow? No. It is fast.", 3),
        ("You need a runner. pytest is one.", 2),
        ("It costs 3.50 a month. Version 1.2 is out.", 2),
        ("Use Node.js. Then go on.", 2),
        ("(See above.) Then go on.", 2),
        ("**Use it.** Then *stop.*", 2),
    ],
)
def test_full_stops_and_other_ends_are_counted(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Use a linter, e.g. Ruff, and a runner.", 1),
        ("That is, i.e. always, true.", 1),
        ("Dr. Smith and Prof. Jones agree.", 1),
        ("Donald E. Knuth wrote it.", 1),
        ("It ran in the U.S. Army.", 1),
        ("We lint, test, etc. and deploy.", 1),
        ("We lint, test, etc. Then we deploy.", 2),
        ("See no. 5 and fig. 3.", 1),
        ("It starts at 5 p.m. on Friday.", 1),
        ("It starts at 5 p.m. Bring a laptop.", 2),
        ("Smith et al. (2020) say so.", 1),
        ("It came out on Jan. 5 last year.", 1),
    ],
)
def test_english_abbreviations_end_nothing(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nimm z. B. Ruff. Oder d. h. gar nichts.", 2),
        ("Nimm z.B. Ruff bzw. Flake8.", 1),
        ("Am 3. Oktober ist Feiertag.", 1),
        ("Der 2. Weltkrieg endete im 20. Jahrhundert.", 1),
        ("Es sind genau 42. Danach ist Schluss.", 2),
        ("Äpfel, Birnen usw. Dann folgt Obst.", 2),
        ("Vgl. Kapitel 3, Abs. 2, Nr. 7.", 1),
        ("Hr. Müller fragt: „Geht das?“ Ja!", 2),
        ("Über alles. Ärger gibt es nie.", 2),
    ],
)
def test_german_abbreviations_and_ordinals_end_nothing(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("これは文です。次の文です！本当？", 3),
        ("「はい。」と言った。", 1),
        ("「はい。」次の文です。", 2),
        ("本当?はい。", 2),
        ("这是第一句。这是第二句", 2),
        ("바로 됩니다. 그렇죠?", 2),
        ("यह पहला वाक्य है। यह दूसरा है।", 2),
        ("هل يعمل؟ نعم.", 2),
    ],
)
def test_other_scripts_have_their_own_ends(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"Does it work?" she asked.', 1),
        ('"It works." She smiled.', 2),
        ("He said “Stop.” Then he left.", 2),
        ("Sie rief: »Halt!« Dann ging sie.", 2),
    ],
)
def test_what_is_quoted_ends_with_its_sentence(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Run `uv sync. Then` first. Go on.", 2),
        ("See https://docs.example.com/a.b? Yes.", 2),
        ("Write to me@example.com. Thanks!", 2),
        ("Edit pyproject.toml. Save it.", 2),
        ("```uv sync``` does it.\nThen go on.", 2),
        ("Run it:\n\n```py\nprint('a. B. C.')\nx = 1\n```\nDone.", 2),
    ],
)
def test_code_and_addresses_end_nothing(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("- one\n- two\n- three", 3),
        ("1. One thing.\n2. Another. And more.", 3),
        ("## Heading\n\nA sentence.", 1),
        ("> Quoted. Twice.", 2),
        ("- [x] done\n- [ ] to do", 2),
        ("This one was\nwrapped in the middle. This\none too.", 2),
        ("Answer\nYes, it does.", 2),
        ("It works\n- one\n- two", 3),
    ],
)
def test_lines_end_sentences_unless_a_small_letter_carries_on(text: str, count: int) -> None:
    assert count_sentences(text) == count


@given(TEXTS, TEXTS)
def test_any_text_has_a_count_and_paragraphs_add_up(one: str, other: str) -> None:
    first, second = count_sentences(one), count_sentences(other)
    assert first >= 0
    if "```" not in one + other and "~~~" not in one + other:
        assert count_sentences(f"{one}\n\n{other}") == first + second


def test_each_sentence_has_the_line_it_begins_in() -> None:
    text = (
        "First. A second one\nwas wrapped. Third!\n\n## No\n\n- item. More\n> said\n"
        "```\na. b.\n```\nEnd"
    )
    assert [(one.line, one.text) for one in sentences_of(text)] == [
        (1, "First."),
        (1, "A second one was wrapped."),
        (2, "Third!"),
        (6, "item."),
        (6, "More"),
        (7, "said"),
        (11, "End"),
    ]


@given(TEXTS)
def test_as_many_sentences_are_told_as_are_counted(text: str) -> None:
    found = list(sentences_of(text))
    assert len(found) == count_sentences(text)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in found)
    assert [one.line for one in found] == sorted(one.line for one in found)
