"""The brief as a form: what is required is marked, what is no value is refused with words."""

from __future__ import annotations

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.widgets.brief import FieldRow


def _row(writer: Writer, field: str) -> FieldRow:
    return next(row for row in writer.app.screen.query(FieldRow) if row.field.id == field)


async def _opens(writer: Writer, field: str) -> None:
    """Go to a field of the brief by keys and open its box."""
    if writer.here != "brief":
        await writer.screen.go_to_tab("brief")
    _row(writer, field).focus()
    await writer.rests()
    await writer.press("enter")


async def _empties_the_box(writer: Writer) -> None:
    await writer.press("f7", "delete")


async def test_a_session_without_what_is_required_opens_on_the_brief_at_the_first_gap(
    home: Home,
) -> None:
    async with home.in_a_session("article") as writer:
        assert writer.here == "brief"
        row = writer.app.focused
        assert isinstance(row, FieldRow)
        assert row.field.id == "title"
        screen = writer.sees()
        assert "Working title *" in screen
        assert "Primary keyword *" in screen
        assert "required: Enter to fill it in" in screen
        assert "Tone *" not in screen


async def test_what_is_filled_in_is_saved_and_flows_into_every_prompt(home: Home) -> None:
    async with home.in_a_session("article", size=(100, 40)) as writer:
        await writer.press("enter")
        await writer.types("Mending bikes")
        await writer.press("enter", "j", "enter")
        await writer.pastes("bike repair")
        await writer.press("enter", "right_square_bracket")
        await writer.until(lambda: "Mending bikes" in writer.pane("outline", "prompt").text)
        assert "bike repair" in writer.pane("outline", "prompt").text
        assert writer.session.title == "Mending bikes"
        saved = await writer.saves()
        assert saved.state.brief["title"] == "Mending bikes"
        assert saved.title == "Mending bikes"
        assert "Mending bikes" in writer.sees().splitlines()[0]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "many", "Words in the body is a number, such as 900; 'many' is none."),
        ("published", "soon", "Date of publication is a date, such as 2026-11-30; 'soon' is none."),
        ("intent", "informal", "Did you mean informational?"),
    ],
)
async def test_what_is_no_value_is_refused_with_words_and_the_old_one_stays(
    home: Home, field: str, typed: str, said: str
) -> None:
    async with home.in_a_session() as writer:
        before = writer.session.state.brief.get(field)
        await _opens(writer, field)
        await _empties_the_box(writer)
        await writer.types(typed)
        await writer.press("enter")
        await writer.says(said)
        assert _row(writer, field).box is not None  # still open, to be mended
        await writer.press("escape")
        await writer.says("Left as it was")
        assert _row(writer, field).box is None
        assert writer.session.state.brief.get(field) == before


async def test_each_kind_of_field_takes_what_people_type(home: Home) -> None:
    typed = {
        "words": ("1,200", 1200),
        "published": ("2026-12-24", "2026-12-24"),
        "intent": ("Comm", "commercial"),
        "must_cover": ("- one\n\n  • two \nthree", ("one", "two", "three")),
        "audience": ("First line\nsecond line", "First line\nsecond line"),
        "tone": ("dry,\n  kind", "dry, kind"),
        "angle": ("", None),
    }
    async with home.in_a_session() as writer:
        for field, (text, value) in typed.items():
            await _opens(writer, field)
            await _empties_the_box(writer)
            await writer.pastes(text)
            await writer.press("escape")
            await writer.rests()
            assert writer.session.state.brief.get(field) == value, field
        saved = await writer.saves()
        assert saved.state.brief["must_cover"] == ("one", "two", "three")
        assert "angle" not in saved.state.brief


async def test_enter_ends_a_short_field_and_is_a_line_end_in_a_long_one(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _opens(writer, "tone")
        await writer.press("enter")
        assert _row(writer, "tone").box is None
        await _opens(writer, "tools")
        await _empties_the_box(writer)
        await writer.press("a", "enter", "b", "escape")
        assert writer.session.state.brief["tools"] == ("a", "b")


async def test_what_is_typed_in_a_field_is_saved_soon_while_the_box_stays_open(home: Home) -> None:
    async with home.in_a_session() as writer:
        file = writer.screen.work.folder.file
        await _opens(writer, "primary_keyword")
        await writer.press("X")
        await writer.until(
            lambda: SessionFolder(file).open().state.brief["primary_keyword"].endswith("X")
        )
        assert _row(writer, "primary_keyword").box is not None


async def test_all_that_was_typed_in_one_go_is_one_change_to_undo(home: Home) -> None:
    async with home.in_a_session() as writer:
        before = writer.session.state.brief["primary_keyword"]
        await _opens(writer, "primary_keyword")
        for letter in "XYZ":
            await writer.press(letter)
            await writer.until(
                lambda: str(writer.session.state.brief["primary_keyword"]).endswith(letter)  # noqa: B023
            )
        await writer.press("escape", "u")
        assert writer.session.state.brief["primary_keyword"] == before
        row = writer.app.focused
        assert isinstance(row, FieldRow)
        assert row.field.id == "primary_keyword"


async def test_opening_and_leaving_a_field_is_no_change_whatever_it_holds(home: Home) -> None:
    odd = {"audience": "two\x1b[31m lines\n", "tone": "  wide   gaps ", "tools": ("a\x07", "b ")}
    folder = home.begins()
    session = folder.open()
    for field, value in odd.items():
        session.set_brief(field, value)
    folder.save(session)
    async with home.in_a_session(folder) as writer:
        log = writer.session.log
        for field in odd:
            await _opens(writer, field)
            await writer.press("escape")
        assert writer.session.log == log
        await _opens(writer, "audience")
        box = _row(writer, "audience").box
        assert box is not None
        box.move_cursor((0, 0))
        await writer.press("X", "escape")
        assert writer.session.state.brief["audience"] == "Xtwo\x1b[31m lines"


async def test_j_and_k_move_from_field_to_field(home: Home) -> None:
    async with home.in_a_session("article") as writer:
        await writer.press("j")
        assert writer.app.focused is _row(writer, "primary_keyword")
        await writer.press("k")
        assert writer.app.focused is _row(writer, "title")
        await writer.press("k")
        assert writer.app.focused is _row(writer, "title")


async def test_the_overview_is_there_to_read_above_the_form(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("left_square_bracket")
        overview = writer.session.origin.overview
        assert overview
        assert " ".join(overview.split()[:6]) in " ".join(writer.sees().split())


async def test_a_double_click_opens_a_field(home: Home) -> None:
    async with home.in_a_session("article") as writer:
        row = _row(writer, "title")
        await writer.clicks(row, offset=(4, 0), times=2)
        assert row.box is not None


async def test_a_look_at_the_title_in_the_brief_leaves_the_sessions_own_title(home: Home) -> None:
    folder = home.begins()
    session = folder.open()
    session.rename("Second try")
    folder.save(session)
    async with home.in_a_session(folder) as writer:
        await _opens(writer, "title")
        await writer.press("escape")
        assert (await writer.saves()).title == "Second try"
