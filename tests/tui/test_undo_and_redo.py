"""`u` takes back the last change of any kind and goes there, `U` makes it again."""

from __future__ import annotations

import shutil

from writer_at_work import Home, Writer

from copydesk.tui.screens.ask import AskText
from copydesk.tui.widgets.brief import FieldRow


async def _makes_every_kind_of_change(writer: Writer) -> list[object]:
    """One change after another by keys alone; the states before, between and after them."""
    clipboard = writer.home.clipboard
    states: list[object] = [writer.session.state]

    async def done() -> None:
        await writer.until(lambda: writer.session.state != states[-1], f"change {len(states)}")
        await writer.rests()
        states.append(writer.session.state)

    await writer.pastes("An outline")
    await done()
    await writer.goes_to("outline")
    clipboard.content = "and more"
    await writer.press("a")
    await done()
    await writer.press("e", "x", "escape")
    await done()
    await writer.press("delete")
    await done()
    await writer.press("s")
    await done()
    await writer.press("p")
    await writer.until(lambda: isinstance(writer.app.screen, AskText))
    await writer.press("h", "i", "ctrl+s")
    await done()
    await writer.press("t")
    await done()
    await writer.press("T")
    await done()
    await writer.press("N")
    await writer.until(lambda: isinstance(writer.app.screen, AskText))
    await writer.press("x", "enter")
    await done()
    await writer.press("left_square_bracket")
    await writer.press("e", "x", "escape")
    await done()
    return states


async def test_every_kind_of_change_is_taken_back_and_made_again(home: Home) -> None:
    async with home.in_a_session(size=(80, 24)) as writer:
        states = await _makes_every_kind_of_change(writer)
        assert len(states) == 11
        for state in reversed(states[:-1]):
            await writer.press("u")
            assert writer.session.state == state
            assert writer.line.startswith("Undid: ")
        await writer.press("u")
        assert writer.line == "Nothing to take back."
        for state in states[1:]:
            await writer.press("U")
            assert writer.session.state == state
            assert writer.line.startswith("Did again: ")
        await writer.press("U")
        assert writer.line == "Nothing to do again."
        assert (await writer.saves()).state == states[-1]


async def test_both_survive_a_restart(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.pastes("first")
        await writer.goes_to("outline")
        await writer.pastes("second")
        await writer.press("s", "u")
        await writer.quits()
    async with home.in_a_session(folder) as writer:
        await writer.press("U")
        assert writer.line.startswith("Did again: skipped 2 Research brief")
        await writer.press("u", "u")
        assert writer.session.text_of("outline") == "first"
        await writer.press("u")
        assert writer.session.state.answers == {}
        assert (await writer.saves()).state.answers == {}


async def test_the_cursor_goes_back_to_what_was_changed(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("meta")
        await writer.press("s")
        await writer.goes_to("outline")
        await writer.press("u")
        assert writer.here == "meta"
        assert writer.app.focused is writer.card("meta")
        await writer.press("left_square_bracket")  # to Writing, then Planning, then the brief
        await writer.press("left_square_bracket", "left_square_bracket")
        await writer.press("j", "e", "x", "escape")
        await writer.goes_to("outline")
        await writer.press("u")
        row = writer.app.focused
        assert isinstance(row, FieldRow)
        assert row.field.id == "primary_keyword"


async def test_a_new_change_leaves_nothing_to_do_again(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("s", "u", "s", "U")
        assert writer.line == "Nothing to do again."


async def test_an_undone_answer_shows_on_every_card_that_uses_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("research")
        writer.slot("research", "outline").focus()
        await writer.pastes("Words of the outline")
        assert "Words of the outline" in writer.pane("research", "prompt").text
        await writer.press("u")
        await writer.goes_to("research")
        assert "Words of the outline" not in writer.pane("research", "prompt").text
        assert "no answer yet" in writer.sees()


async def test_an_earlier_answer_that_is_gone_from_the_disk_is_said_and_harms_nothing(
    home: Home,
) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.pastes("first")
        await writer.goes_to("outline")
        await writer.pastes("second")
        await writer.quits()
    shutil.rmtree(folder.sides / "versions")
    async with home.in_a_session(folder) as writer:
        await writer.press("u")
        await writer.until(lambda: "earlier answer" in writer.line.casefold())
        assert writer.session.text_of("outline") == "second"
        await writer.press("s")
        assert writer.session.prompt_state("outline") == "answered"
