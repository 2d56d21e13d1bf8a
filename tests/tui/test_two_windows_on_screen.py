"""Two windows on one session: each takes in the other's changes, and no word of either is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens import session_view
from copydesk.tui.screens.ask import AskKey
from copydesk.tui.widgets.answer import AnswerBox


@pytest.fixture(autouse=True)
def _windows_look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_view, "LOOK_SECONDS", 0.1)


@asynccontextmanager
async def _two_windows(home: Home) -> AsyncIterator[tuple[Writer, Writer]]:
    folder = home.begins()
    async with home.in_a_session(folder) as one, home.in_a_session(folder) as other:
        yield one, other


def _change_outside(writer: Writer, prompt: str, text: str) -> None:
    """What a command on the shell does to the session while the window is open."""
    folder = SessionFolder(writer.screen.work.folder.file)
    session = folder.open()
    session.answer(prompt, text, "file")
    folder.save(session)


async def test_what_another_window_saves_shows_here_by_itself(home: Home) -> None:
    async with _two_windows(home) as (one, other):
        await one.goes_to("outline")
        await one.pastes("An outline")
        await other.until(lambda: other.session.text_of("outline") == "An outline")
        await other.says("Took in what was saved outside this window")
        assert "answered" in other.sees()
        assert not isinstance(other.app.screen, AskKey)


async def test_an_answer_from_the_shell_shows_here_by_itself(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.saves()
        _change_outside(writer, "faq", "From a pipe")
        await writer.until(lambda: writer.session.text_of("faq") == "From a pipe")


async def test_changes_to_different_prompts_merge_without_a_question(home: Home) -> None:
    async with _two_windows(home) as (one, other):
        await one.goes_to("outline")
        await other.goes_to("faq")
        await one.pastes("An outline")
        await other.pastes("Questions")
        both = {"outline": "An outline", "faq": "Questions"}
        for writer in (one, other):
            await writer.until(lambda: writer.answers() == both)  # noqa: B023
            await writer.until(lambda: len(writer.session.state.answers) == 2)  # noqa: B023
            assert not isinstance(writer.app.screen, AskKey)


async def test_the_same_prompt_asks_and_either_way_both_versions_are_kept(home: Home) -> None:
    async with home.in_a_session() as writer:
        for number, (key, standing) in enumerate({"enter": "mine 0", "t": "theirs 1"}.items()):
            await writer.saves()
            _change_outside(writer, "outline", f"theirs {number}")
            writer.session.answer("outline", f"mine {number}", "pasted")
            writer.screen.work.save_soon()
            await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it is asked about")
            await writer.rests()
            words = " ".join(writer.sees().split())
            assert "Another window changed 1 Article outline too" in words
            await writer.press(key)
            await writer.until(lambda: not isinstance(writer.app.screen, AskKey))
            saved = await writer.saves()
            assert saved.text_of("outline") == standing
            kept = {saved.version(ref).text for ref in saved.history["outline"]}
            assert {f"mine {number}", f"theirs {number}"} <= kept


async def test_escape_or_a_paste_does_not_settle_what_two_windows_changed(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.saves()
        _change_outside(writer, "outline", "theirs")
        writer.session.answer("outline", "mine", "pasted")
        writer.screen.work.save_soon()
        await writer.until(lambda: isinstance(writer.app.screen, AskKey))
        await writer.press("escape")
        await writer.pastes("t")
        assert isinstance(writer.app.screen, AskKey)


async def test_words_being_typed_meet_another_windows_answer_and_both_are_kept(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        await writer.press("e")
        await writer.types("mine")
        await writer.saves()
        _change_outside(writer, "outline", "theirs")
        await writer.until(lambda: writer.session.text_of("outline") == "theirs")
        box = writer.app.focused
        assert isinstance(box, AnswerBox)
        assert box.text == "mine"
        await writer.press("escape")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it is asked about")
        await writer.press("t")
        await writer.until(lambda: writer.session.text_of("outline") == "theirs")
        saved = await writer.saves()
        assert {"mine", "theirs"} == {saved.version(ref).text for ref in saved.history["outline"]}


async def test_an_open_field_that_nobody_typed_in_takes_over_the_other_windows_value(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        await writer.press("left_square_bracket", "j", "enter")
        await writer.saves()
        folder = SessionFolder(writer.screen.work.folder.file)
        session = folder.open()
        session.set_brief("primary_keyword", "another keyword")
        folder.save(session)
        await writer.until(
            lambda: writer.session.state.brief["primary_keyword"] == "another keyword"
        )
        await writer.press("escape")
        assert (await writer.saves()).state.brief["primary_keyword"] == "another keyword"


async def test_a_session_deleted_elsewhere_is_written_again_by_the_next_change(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.saves()
        home.store.delete(writer.screen.work.folder.file.parent)
        await writer.pastes("Still here")
        await writer.saves()
        assert writer.answers() == {"outline": "Still here"}
