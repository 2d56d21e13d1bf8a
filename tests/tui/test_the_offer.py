"""Coming back to the terminal with something new in the clipboard: one line offers to save it."""

from __future__ import annotations

from writer_at_work import OVER_SSH, Home, Writer

from copydesk.tui.screens.session import SessionScreen

ANSWER = "word " * 1204


async def _copies(writer: Writer, prompt: str = "outline") -> None:
    await writer.goes_to(prompt)
    await writer.press("c")
    await writer.says("Copied (verified)")


async def _is_offered(writer: Writer, text: str = ANSWER) -> None:
    writer.home.clipboard.content = text
    await writer.comes_back()
    await writer.until(lambda: writer.screen.offer is not None, "an offer is made")
    await writer.rests()


async def _is_not_offered(writer: Writer, *, reads: int) -> None:
    """The clipboard was looked at so often since the writer came back, and nothing came of it."""
    before = writer.home.clipboard.reads
    await writer.comes_back()
    await writer.until(lambda: writer.home.clipboard.reads >= before + reads, "a look is taken")
    await writer.app.workers.wait_for_complete(
        [one for one in writer.app.workers if one.group == "offer"]
    )
    await writer.rests()
    assert writer.screen.offer is None
    assert writer.home.clipboard.reads == before + reads


async def test_the_offer_names_target_and_size_and_enter_takes_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await writer.goes_to("images")  # the target is the card last copied, not this one
        await _is_offered(writer)
        assert "1,204 words" in writer.line
        assert "Enter saves them to 1 Article outline" in writer.line
        assert writer.session.state.answers == {}
        await writer.press("enter")
        await writer.says("Saved 1,204 words to 1 Article outline")
        assert writer.session.text_of("outline") == ANSWER
        assert writer.here == "research"


async def test_any_other_key_ends_the_offer_and_does_what_it_always_does(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await _is_offered(writer)
        await writer.press("j")
        assert writer.screen.offer is None
        assert writer.here == "research"
        assert "clipboard" not in writer.line
        await writer.press("enter")  # an ordinary Enter again
        assert writer.card("research").opened
        assert writer.session.state.answers == {}


async def test_escape_ends_the_offer_and_nothing_else(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await _is_offered(writer)
        await writer.press("escape")
        assert writer.screen.offer is None
        assert isinstance(writer.app.screen, SessionScreen)


async def test_a_paste_ends_the_offer_and_is_what_counts(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await _is_offered(writer)
        await writer.pastes("What was pasted")
        await writer.press("enter")
        assert writer.screen.offer is None
        assert writer.session.text_of("outline") == "What was pasted"


async def test_nothing_is_offered_to_one_who_writes_in_a_box(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await writer.press("e")
        home.clipboard.content = ANSWER
        await _is_not_offered(writer, reads=1)
        await writer.press("a", "enter", "b", "escape")
        assert writer.session.text_of("outline") == "a\nb"


async def test_enter_in_a_box_opened_under_an_offer_is_a_line_end(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await _is_offered(writer)
        await writer.card("outline").edit()
        await writer.rests()
        await writer.press("enter", "x", "escape")
        assert writer.session.text_of("outline") == "\nx"


async def test_a_setting_turns_the_offer_off_and_the_clipboard_is_left_alone(home: Home) -> None:
    async with home.in_a_session(offer=False) as writer:
        await _copies(writer)
        home.clipboard.content = ANSWER
        await _is_not_offered(writer, reads=0)


async def test_over_ssh_the_clipboard_here_is_never_looked_at(home: Home) -> None:
    async with home.in_a_session(surroundings=OVER_SSH) as writer:
        await _copies(writer)
        home.clipboard.content = ANSWER
        await _is_not_offered(writer, reads=0)


async def test_what_is_no_new_answer_is_not_offered(home: Home) -> None:
    answers = {"research": "What research already holds", "outline": "Held already"}
    async with home.in_a_session(answers=answers) as writer:
        home.clipboard.content = ANSWER
        await _is_not_offered(writer, reads=0)  # nothing was copied yet in this window
        await _copies(writer)
        for text in (
            home.clipboard.copied[0],  # our own prompt
            home.clipboard.copied[0].replace("\n", "\r\n") + "\n",
            "What research already holds\n",  # another step's answer
            "Held already\n",  # this step's answer
            "",
            " \n ",
        ):
            home.clipboard.content = text
            await _is_not_offered(writer, reads=1)


async def test_the_same_text_is_not_offered_twice(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        await _is_offered(writer)
        await writer.press("escape")
        await _is_not_offered(writer, reads=1)
        await _is_offered(writer, "Something newer")
        assert "2 words" in writer.line


async def test_what_was_in_the_clipboard_before_an_unverified_copy_is_not_offered(
    home: Home,
) -> None:
    home.clipboard.verified = False
    home.clipboard.said = "Sent to the terminal"
    async with home.in_a_session() as writer:
        await writer.press("c")
        await writer.says("Sent to the terminal")
        home.clipboard.content = home.clipboard.copied[0]
        await _is_not_offered(writer, reads=1)


async def test_a_clipboard_that_hangs_holds_up_neither_keys_nor_screen(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _copies(writer)
        home.clipboard.content = ANSWER
        with home.clipboard.hangs():
            await writer.comes_back()
            await writer.press("j", "j")
            assert writer.here == "introduction"
        await writer.until(lambda: writer.screen.offer is not None)
