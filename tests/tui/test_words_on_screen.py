"""The small words of the screens: counts, ages, bars, values of the brief, rows of text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from copydesk.kits.model import BriefField
from copydesk.text import shown
from copydesk.tui.field_values import BadValue, as_text, from_text
from copydesk.tui.sheet import Sheet
from copydesk.tui.themes import DARK, LIGHT, THEMES, VARIABLES
from copydesk.tui.words import age, bar, count, short_age, state_sign, time_of_day
from copydesk.tui.wrap import TAB, rows

NOW = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"seconds": 5}, "just now"),
        ({"minutes": 5}, "5 min ago"),
        ({"hours": 23, "minutes": 59}, "23 h ago"),
        ({"days": 1, "hours": 3}, "yesterday"),
        ({"days": 13}, "13 days ago"),
        ({"days": 20}, "2026-11-10"),
        ({"seconds": -30}, "just now"),
    ],
)
def test_an_age_is_said_as_people_say_it(ago: dict[str, float], said: str) -> None:
    assert age((NOW - dt.timedelta(**ago)).isoformat(), NOW) == said


def test_what_is_no_time_has_no_age() -> None:
    assert age("soon") == age("") == time_of_day("soon") == short_age("\x1b") == ""


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    assert age("2026-11-30T11:00:00", NOW) == "1 h ago"


def test_counts_have_thousands_and_the_right_number() -> None:
    assert [count(n, "word") for n in (0, 1, 1204)] == ["0 words", "1 word", "1,204 words"]


@given(st.integers(0, 200), st.integers(1, 200), st.integers(2, 40))
def test_a_bar_is_empty_only_at_the_start_and_full_only_at_the_end(
    done: int, total: int, width: int
) -> None:
    done = min(done, total)
    full, open_ = bar(done, total, width)
    assert len(full) + len(open_) == width
    assert (len(full) == 0) == (done == 0)
    assert (len(open_) == 0) == (done == total)


def test_every_state_has_a_sign_of_its_own() -> None:
    states = ("to do", "waiting", "answered", "skipped")
    assert len({state_sign(state) for state in states}) == len(states)


# Values of the brief


def _field(kind: str, *options: str) -> BriefField:
    return BriefField(id="one", kind=kind, label="One", options=options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("line", "  two\n words ", "two words"),
        ("text", " a\n\nb \n", "a\n\nb"),
        ("list", "- a\n\n* b\n• c\nd - e", ("a", "b", "c", "d - e")),
        ("number", "1,200", 1200),
        ("number", "1_000.5", 1000.5),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "B", "blue"),
        ("line", "  \n ", None),
        ("list", "\n \n", None),
        ("number", "", None),
    ],
)
def test_what_people_type_becomes_the_fields_kind_of_value(
    kind: str, typed: str, value: object
) -> None:
    options = ("red", "blue") if kind == "choice" else ()
    assert from_text(_field(kind, *options), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "nine"),
        ("number", "1e400"),
        ("number", "9" * 5000),
        ("number", "٣x"),
        ("date", "30.11.2026"),
        ("date", "2026-02-30"),
        ("choice", "green"),
        ("choice", "re"),
    ],
)
def test_what_is_no_value_is_refused_in_words_that_name_the_field(kind: str, typed: str) -> None:
    options = ("red", "rewind") if kind == "choice" else ()
    with pytest.raises(BadValue, match="One is"):
        from_text(_field(kind, *options), typed)


@given(st.lists(st.text(alphabet="abc -", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_a_list_shown_one_a_line_is_read_back(items: list[str]) -> None:
    kept = tuple(item for item in items if not item.startswith(("-", "*", "•")))
    if kept:
        assert from_text(_field("list"), as_text(kept)) == kept


# Rows


@given(st.text(max_size=300), st.integers(-2, 30))
def test_rows_hold_the_whole_text_and_fit_the_width(text: str, width: int) -> None:
    text = shown(text)
    found = rows(text, width)
    room = max(2, width)
    at = 0
    for start, end in found:
        assert set(text[at:start]) <= {" ", "\n"}
        assert len(text[at:start]) <= 1
        row = text[start:end]
        assert "\n" not in row
        assert cell_len(row.replace("\t", TAB)) <= room or len(row) == 1
        at = end
    assert at == len(text)


def test_rows_break_at_blanks_where_there_are_any() -> None:
    text = "one two three 宽宽宽 four"
    assert [text[a:b] for a, b in rows(text, 8)] == ["one two", "three", "宽宽宽", "four"]
    assert rows("", 10) == [(0, 0)]
    assert [b - a for a, b in rows("x" * 25, 10)] == [10, 10, 5]


# Sheets


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_sheets_marks_stand_on_what_they_mark(title: str, value: str) -> None:
    sheet = Sheet()
    sheet.title(title)
    sheet.heading("Next")
    sheet.pair("Label", value)
    sheet.item(value)
    heading = next(mark for mark in sheet.marks if mark.style == "heading")
    assert sheet.text[heading.start : heading.end] == "Next"
    label = next(mark for mark in sheet.marks if mark.style == "soft")
    assert sheet.text[label.start : label.end].startswith("Label")


def test_a_difference_sets_off_what_it_adds_and_takes_away() -> None:
    sheet = Sheet()
    for line in ("+new", "-old", "@@ 1 @@", " same"):
        sheet.verbatim(line)
    assert [(m.style, sheet.text[m.start : m.end]) for m in sheet.marks] == [
        ("added", "+new"),
        ("problem", "-old"),
        ("soft", "@@ 1 @@"),
    ]


# Themes


def test_there_is_one_light_and_one_dark_theme_of_our_own() -> None:
    assert (DARK.dark, LIGHT.dark) == (True, False)
    for theme in THEMES:
        assert VARIABLES.keys() <= theme.variables.keys()
        assert theme.variables.keys() == DARK.variables.keys() | (
            theme.variables.keys() & {"input-cursor-foreground"}
        )


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_can_be_read_on_its_ground(theme: object) -> None:
    """The contrast that WCAG 2 asks for: 4.5 for text, 3 for what is only set off."""
    background = theme.background  # type: ignore[attr-defined]
    variables = theme.variables  # type: ignore[attr-defined]
    for colour, least in (
        (theme.foreground, 4.5),  # type: ignore[attr-defined]
        (theme.accent, 4.5),  # type: ignore[attr-defined]
        (theme.error, 4.5),  # type: ignore[attr-defined]
        (variables["ink-soft"], 4.5),
        (variables["ink-faint"], 3.0),
    ):
        pair = sorted((_luminance(colour), _luminance(background)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= least, colour
