"""What goes to the screen: every character visible, none obeyed, as many as were stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import clean, one_line, shown

ANY = st.text(st.characters())
"""Any text at all, lone surrogates included."""
TRICKY = st.text(
    st.sampled_from("ab1#*\n\r\t\x1b\x00\x7f\x85\xad ➡✓👩💻🏽🏴❤開क्षمی᠀ᠠ\u20e3")
    | st.sampled_from("\u200b\u200c\u200d\u180b\ufe00\ufe0e\ufe0f\ufeff\u202e\ud83d\udca9")
    | st.sampled_from("\U000e0062\U000e0065\U000e0067\U000e007f\U000e0100"),
    max_size=40,
)


@given(ANY | TRICKY)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    seen = clean(text)
    assert not {char for char in seen if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}} - {
        "\n",
        "\t",
    }
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


@given(ANY | TRICKY)
def test_there_are_as_many_characters_as_before(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(ANY | TRICKY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x00\x07\r\x7f", "␀␇␍␡"),
        ("\x9b31m\x85", "\ufffd31m\ufffd"),
        ("a\nb\tc", "a\nb\tc"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\u2066a\u2069\u061c\u200e", "\ufffda\ufffd\ufffd\ufffd"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("soft\u00adhyphen", "soft\ufffdhyphen"),
        ("line\u2028para\u2029", "line\ufffdpara\ufffd"),
        ("\ufff9a\ufffab\ufffb", "\ufffda\ufffdb\ufffd"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("hidden\U000e0041\U000e0042", "hidden\ufffd\ufffd"),
        ("a\u200db", "a\ufffdb"),
        ("a\ufe0f", "a\ufffd"),
        ("👩\u200dx", "👩\ufffdx"),
        ("👩\u200d\u200d💻", "👩\ufffd\ufffd💻"),
    ],
)
def test_what_cannot_be_seen_becomes_visible(raw: str, seen: str) -> None:
    assert clean(raw) == seen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain [b]markup[/b] and {{braces}} — “quotes”, ünïcode, 日本語",
        "👩\u200d💻",
        "👩🏽\u200d❤\ufe0f\u200d👨🏿 family",
        "❤\ufe0f ☎\ufe0e 1\ufe0f\u20e3 #\ufe0f\u20e3 ©\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष र्\u200dक",
        "葛\U000e0100城",
        "ᠠ\u180b",
    ],
)
def test_what_belongs_to_what_is_seen_stays(text: str) -> None:
    assert clean(text) == text


def test_tags_outside_of_a_flag_are_shown() -> None:
    flag = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert clean(f"👩\u200d{flag}") == f"👩\u200d{flag}"
    assert clean(f"{flag}\U000e0067 {flag}\x1b") == f"{flag}\ufffd {flag}␛"
    too_long = "🏴" + "\U000e0061" * 7 + "\U000e007f"
    assert clean(too_long) == "🏴" + "\ufffd" * 8


def test_a_text_of_many_different_controls_is_cleaned_whole() -> None:
    text = "".join(map(chr, range(0xA0))) + "\u202e" * 3
    assert clean(text)[:32] == "".join(
        char if char in "\n\t" else chr(0x2400 + ord(char)) for char in map(chr, range(32))
    )
    assert clean(text)[0x7F:] == "␡" + "\ufffd" * 35


def test_an_editor_sees_one_kind_of_line_end() -> None:
    assert shown("a\r\nb\rc\n") == "a\nb␍c\n"


def test_one_line_is_one_line_whatever_the_text() -> None:
    assert one_line("  a \r\n\t b\x0c\u2028c \x1b ") == "a b c ␛"


def test_one_line_is_cut_to_its_limit() -> None:
    assert one_line("CI vs CD: what to know", 10) == "CI vs CD:…"
    assert one_line("exactly 10", 10) == "exactly 10"
    assert one_line("👩\u200d💻 desk", 3) == "👩…"
    assert one_line("abc", 1) == "…"


@given(ANY, st.integers(1, 30))
def test_one_line_is_the_start_of_the_whole_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == one_line(text) or line.endswith("…")
