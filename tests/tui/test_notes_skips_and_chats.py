"""The writer's note, skipping, and one chat or fresh chats."""

from __future__ import annotations

from writer_at_work import Home, Writer

from copydesk.tui.screens.ask import AskText


async def _notes(writer: Writer, text: str) -> None:
    await writer.press("p")
    await writer.until(lambda: isinstance(writer.app.screen, AskText))
    await writer.pastes(text)
    await writer.press("ctrl+s")
    await writer.says("Saved: note on")


async def test_a_note_goes_into_this_sessions_prompt_and_shows_on_the_card(home: Home) -> None:
    async with home.in_a_session() as writer:
        before = writer.session.compose("outline").text
        await _notes(writer, "Mind the reader.\nAnd the clock.")
        text = writer.session.compose("outline").text
        assert text.startswith(before.rstrip())
        assert "Mind the reader.\nAnd the clock." in text
        assert "Your note: Mind the reader. And the clock." in writer.sees()
        assert "And the clock." in writer.pane("outline", "prompt").text
        assert (await writer.saves()).state.notes == {"outline": "Mind the reader.\nAnd the clock."}
        await writer.press("c")
        await writer.says("Copied")
        assert home.clipboard.copied == [text]


async def test_enter_in_a_note_is_a_line_end_and_an_emptied_note_is_gone(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _notes(writer, "one")
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press("enter", "x", "ctrl+s")
        await writer.until(lambda: writer.session.state.notes == {"outline": "one\nx"})
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press("f7", "delete", "ctrl+s")
        await writer.until(lambda: writer.session.state.notes == {})
        assert "Your note" not in writer.sees()


async def test_a_note_with_control_codes_keeps_them_when_it_is_opened_and_saved(home: Home) -> None:
    folder = home.begins()
    session = folder.open()
    session.note("outline", "a\x1b[31mb")
    folder.save(session)
    async with home.in_a_session(folder) as writer:
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press("c", "ctrl+s")
        await writer.until(lambda: writer.session.state.notes == {"outline": "a\x1b[31mbc"})


async def test_skipping_goes_on_to_the_next_prompt_and_skipping_again_takes_it_back(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        await writer.press("s")
        assert writer.line.startswith("Skipped 1 Article outline; u takes it back")
        assert writer.here == "research"
        assert "skipped" in writer.sees()
        assert "0 of 11" in writer.sees().splitlines()[0]
        await writer.press("k", "s")
        assert writer.line.startswith("Unskipped 1 Article outline")
        assert writer.here == "outline"
        assert writer.session.state.skipped == {}


async def test_what_needs_a_skipped_answer_no_longer_waits_for_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        assert writer.session.prompt_state("research") == "waiting"
        await writer.press("s")
        assert writer.session.prompt_state("research") == "to do"
        assert "OUTLINE" not in writer.session.compose("research").text


async def test_an_answer_ends_a_skip(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("s", "k")
        await writer.pastes("After all")
        assert writer.session.prompt_state("outline") == "answered"
        assert writer.session.state.skipped == {}


async def test_in_one_chat_an_answer_that_stands_there_is_only_referred_to(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("t")
        assert writer.line.startswith("One chat")
        assert "chat 1" in writer.sees().splitlines()[0]
        await writer.press("c")
        await writer.says("Copied")
        await writer.pastes("The whole outline")
        assert "The whole outline" not in writer.pane("research", "prompt").text
        assert writer.slot("research", "outline").state == "above"
        assert "stands above in this chat" in writer.sees()

        await writer.press("T")
        assert writer.line.startswith("Chat 2")
        assert "The whole outline" in writer.pane("research", "prompt").text
        assert writer.slot("research", "outline").state == "filled"

        await writer.press("u", "t")  # chat 1 again, then fresh chats
        assert writer.line.startswith("Fresh chats")
        assert "The whole outline" in writer.pane("research", "prompt").text
        assert not writer.session.one_chat
        assert "chat 1" not in writer.sees().splitlines()[0]


async def test_an_edited_answer_leaves_the_chat(home: Home) -> None:
    async with home.in_a_session(one_chat=True) as writer:
        await writer.press("t")
        await writer.press("c")
        await writer.says("Copied")
        await writer.pastes("The whole outline")
        await writer.goes_to("outline")
        await writer.press("e", "X", "escape")
        assert "XThe whole outline" in writer.session.compose("research").text


async def test_without_one_chat_there_is_no_other_chat_to_start(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("T")
        assert writer.line.startswith("Each prompt goes into a fresh chat already")
        assert writer.session.log == ()


async def test_sessions_begin_in_one_chat_where_the_settings_say_so(home: Home) -> None:
    async with home.at_the_desk(one_chat=True) as writer:
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.session.one_chat


async def test_a_session_gets_another_title_and_the_brief_keeps_its_own(home: Home) -> None:
    async with home.in_a_session() as writer:
        title = writer.session.state.brief["title"]
        await writer.press("N")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press("f7", "delete")
        await writer.types("Second try")
        await writer.press("enter")
        await writer.says("Saved: the session's title")
        assert writer.sees().splitlines()[0].startswith(" Second try")
        assert writer.session.state.brief["title"] == title
