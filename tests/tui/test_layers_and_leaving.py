"""Esc closes one layer at a time; whatever way one leaves, what stands in a box is kept."""

from __future__ import annotations

from writer_at_work import Home

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens.ask import AskText
from copydesk.tui.screens.desk import Desk
from copydesk.tui.screens.find import FindInSession
from copydesk.tui.screens.help import Help
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.answer import AnswerBox


async def test_escape_leaves_the_box_then_the_session(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("research")
        await writer.press("e", "a")
        await writer.press("escape")
        assert writer.app.focused is writer.card("research")
        assert writer.here == "research"
        assert writer.session.text_of("research") == "a"
        await writer.press("escape")
        await writer.is_at_desk()


async def test_escape_leaves_prior_output_for_its_card(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("research")
        writer.slot("research", "outline").focus()
        await writer.press("escape")
        assert writer.app.focused is writer.card("research")
        assert isinstance(writer.app.screen, SessionScreen)


async def test_escape_closes_a_dialog_and_changes_nothing(home: Home) -> None:
    dialogs = {"question_mark": Help, "slash": FindInSession, "p": AskText, "N": AskText}
    async with home.in_a_session() as writer:
        for key, dialog in dialogs.items():
            await writer.press(key)
            await writer.until(lambda: isinstance(writer.app.screen, dialog))  # noqa: B023
            await writer.press("escape")
            assert isinstance(writer.app.screen, SessionScreen)
            assert writer.session.log == ()


async def test_the_way_back_to_the_desk_saves_the_place(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.goes_to("faq")
        await writer.press("escape")
        await writer.is_at_desk()
        assert folder.open().place.prompt == "faq"
    async with home.in_a_session(folder) as writer:
        assert writer.here == "faq"
        assert writer.card("faq").opened


async def test_ctrl_q_saves_what_stands_in_the_box(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("e", "a", "b")
        await writer.quits()
    session = folder.open()
    assert session.text_of("outline") == "ab"
    assert len(session.history["outline"]) == 1


async def test_ctrl_q_saves_what_stands_in_a_field_of_the_brief(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("left_square_bracket", "j", "e", "X")
        await writer.quits()
    assert folder.open().state.brief["primary_keyword"] == "ci vs cd pythonX"


async def test_escape_from_a_field_and_at_once_to_the_desk_keeps_the_field(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("left_square_bracket", "j", "e", "X", "escape", "escape")
        await writer.is_at_desk()
    assert folder.open().state.brief["primary_keyword"] == "ci vs cd pythonX"


async def test_ctrl_q_saves_the_note_that_is_being_written(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.types("half")
        await writer.quits()
    assert folder.open().state.notes == {"outline": "half"}


async def test_being_told_to_end_saves_boxes_in_that_very_moment(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("e", "a")
        writer.app._end_at_once()
        assert SessionFolder(folder.file).open().text_of("outline") == "a"
    async with home.in_a_session(folder) as writer:
        await writer.press("left_square_bracket", "j", "e", "X")
        writer.app._end_at_once()
        saved = SessionFolder(folder.file).open()
        assert saved.state.brief["primary_keyword"] == "ci vs cd pythonX"


async def test_a_dialog_over_the_box_is_not_leaving_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("e", "a", "f1")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        await writer.press("escape", "b")
        assert isinstance(writer.app.focused, AnswerBox)
        assert writer.app.focused.text == "ab"
        assert writer.session.log == ()


async def test_escape_on_the_desk_does_nothing(home: Home) -> None:
    async with home.at_the_desk() as writer:
        await writer.press("escape")
        assert isinstance(writer.app.screen, Desk)
        assert not writer.has_quit
        await writer.quits()
