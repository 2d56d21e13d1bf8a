"""What is pasted goes where the cursor is, is saved at once, and is asked about when it is odd."""

from __future__ import annotations

import pytest
from writer_at_work import OVER_SSH, Home, Writer

from copydesk.tui.screens.ask import AskKey
from copydesk.tui.widgets.answer import AnswerBox

ODD = "1\r\n[b]x[/b] [/x] {{brief.title}}\n\x1b]52;c;aGk=\x07\x9b2J\u202e\ud800 end\n\n"


async def test_a_paste_on_a_card_is_its_answer_exactly_as_it_came(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.pastes(ODD)
        await writer.says("Saved 6 words to 1 Article outline")
        await writer.saves()
        assert writer.answers() == {"outline": ODD}
        assert writer.on_disk().answer_of("outline").source == "pasted"  # type: ignore[union-attr]


async def test_after_a_paste_the_next_prompt_is_open_under_the_cursor(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.pastes("An outline")
        assert "Next: 2 Research brief" in await writer.says("Saved 2 words")
        assert writer.here == "research"
        assert writer.card("research").opened
        assert not writer.card("outline").opened
        assert writer.app.focused is writer.card("research")


async def test_a_paste_with_no_focus_goes_to_the_card_under_the_cursor(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("introduction")
        writer.app.screen.set_focus(None)
        await writer.pastes("Once upon a time")
        await writer.saves()
        assert writer.answers() == {"introduction": "Once upon a time"}


async def test_a_paste_into_prior_output_is_that_steps_answer_and_the_cursor_stays(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("body")
        slot = writer.slot("body", "research")
        slot.focus()
        await writer.pastes("What was found out")
        await writer.says("Saved 4 words to 2 Research brief")
        await writer.saves()
        assert writer.answers() == {"research": "What was found out"}
        assert writer.here == "body"
        assert writer.app.focused is slot
        assert slot.state == "filled"
        assert "What was found out" in writer.pane("body", "prompt").text


async def test_the_cursor_stays_in_prior_output_on_a_card_with_a_note_too(home: Home) -> None:
    async with home.in_a_session() as writer:
        writer.session.note("body", "Keep it short")
        await writer.goes_to("body")
        slot = writer.slot("body", "research")
        await slot.toggle()
        slot.focus()
        await writer.pastes("What was found out")
        await writer.says("Saved 4 words")
        assert writer.app.focused is slot
        assert slot.opened


async def test_a_paste_in_the_answer_box_is_inserted_and_goes_no_further(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "ab"}) as writer:
        await writer.press("e", "right")
        await writer.pastes("--X--")
        box = writer.app.focused
        assert isinstance(box, AnswerBox)
        assert box.text == "a--X--b"
        assert writer.session.text_of("outline") == "ab"
        assert writer.here == "outline"
        await writer.press("escape")
        await writer.saves()
        assert writer.answers() == {"outline": "a--X--b"}


async def test_a_paste_on_the_brief_goes_into_the_field_under_the_cursor(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("left_square_bracket")
        before = writer.session.state.brief["title"]
        await writer.pastes(": second\nedition")
        await writer.press("escape")
        await writer.until(lambda: writer.session.state.brief["title"] != before)
        assert writer.session.state.brief["title"] == f"{before}: second edition"
        assert writer.session.state.answers == {}


async def test_an_empty_paste_changes_nothing(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "kept"}) as writer:
        for nothing in ("", " \n\t "):
            await writer.pastes(nothing)
        await writer.says("There is no text in what was pasted")
        assert writer.session.text_of("outline") == "kept"


async def test_the_same_answer_again_is_no_new_version(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "kept"}) as writer:
        await writer.goes_to("outline")
        await writer.pastes("kept")
        await writer.says("holds exactly that already")
        assert len(writer.session.history["outline"]) == 1


async def test_a_new_paste_keeps_the_version_before_it_and_says_so(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "first"}) as writer:
        await writer.goes_to("outline")
        await writer.pastes("second")
        await writer.says("the earlier version is kept, u takes it back")
        saved = await writer.saves()
        texts = [saved.version(ref).text for ref in saved.history["outline"]]
        assert texts == ["first", "second"]


# A paste that the terminal cut in two


async def test_the_rest_of_a_paste_joins_its_beginning_however_late_it_comes(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        await writer.pastes("The first half, ")
        assert writer.here == "research"
        await writer.pastes("and the rest.", rest=True)
        await writer.saves()
        assert writer.answers() == {"outline": "The first half, and the rest."}


async def test_a_second_paste_right_after_the_first_joins_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.tui.screens.session_answers.SAME_PASTE_SECONDS", 60.0)
    async with home.in_a_session() as writer:
        await writer.pastes("one ")
        await writer.pastes("two")
        await writer.saves()
        assert writer.answers() == {"outline": "one two"}


async def test_later_pastes_are_answers_of_their_own(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.pastes("one")
        await writer.pastes("two")
        await writer.saves()
        assert writer.answers() == {"outline": "one", "research": "two"}


# What is probably no answer


async def _is_held(writer: Writer, words: str) -> None:
    await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it is asked about")
    await writer.rests()
    assert words in " ".join(writer.sees().split())


async def test_the_prompt_itself_is_held_and_asked_about(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("c")
        await writer.says("Copied (verified)")
        await writer.pastes(home.clipboard.copied[0].replace("\n", "\r\n").rstrip())
        await _is_held(writer, "That is this prompt itself")
        await writer.press("escape")
        await writer.says("Left; nothing was changed")
        assert writer.session.state.answers == {}
        assert writer.here == "outline"


async def test_another_steps_answer_is_held_and_saved_when_the_writer_says_so(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "The same words"}) as writer:
        await writer.goes_to("research")
        await writer.pastes("The same words\n")
        await _is_held(writer, "1 Article outline already holds")
        await writer.press("x")  # no such choice
        assert writer.session.text_of("research") == ""
        await writer.press("s")
        await writer.says("Saved 3 words to 2 Research brief")
        assert writer.session.text_of("research") == "The same words\n"


async def test_a_paste_while_something_is_asked_about_changes_nothing(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "The same words"}) as writer:
        await writer.goes_to("research")
        await writer.pastes("The same words")
        await _is_held(writer, "already holds")
        await writer.pastes("s")
        assert isinstance(writer.app.screen, AskKey)
        assert set(writer.session.state.answers) == {"outline"}


# The clipboard, by a key


async def test_v_takes_the_clipboard_as_the_answer(home: Home) -> None:
    home.clipboard.content = "From the chat"
    async with home.in_a_session() as writer:
        await writer.press("v")
        await writer.says("Saved 3 words to 1 Article outline")
        assert writer.session.text_of("outline") == "From the chat"
        assert writer.here == "research"


async def test_v_in_prior_output_takes_it_as_that_steps_answer(home: Home) -> None:
    home.clipboard.content = "From the chat"
    async with home.in_a_session() as writer:
        await writer.goes_to("research")
        writer.slot("research", "outline").focus()
        await writer.press("v")
        await writer.says("Saved 3 words to 1 Article outline")
        assert writer.here == "research"


async def test_a_adds_to_an_answer_that_stopped_midway(home: Home) -> None:
    home.clipboard.content = "and the second."
    async with home.in_a_session(answers={"outline": "The first half"}) as writer:
        await writer.goes_to("outline")
        await writer.press("a")
        await writer.says("Added 3 words to 1 Article outline")
        assert writer.session.text_of("outline") == "The first half\nand the second."
        assert writer.here == "outline"


async def test_a_clipboard_that_cannot_be_read_is_said_and_waits_for_nobody(home: Home) -> None:
    home.clipboard.broken = "Nothing read (clipboard: it did not answer within 2 seconds)"
    async with home.in_a_session() as writer:
        with home.clipboard.hangs():
            await writer.press("v", "j")
            assert writer.here == "research"
        await writer.says(home.clipboard.broken)


async def test_v_answers_the_card_it_was_pressed_on_even_when_the_clipboard_is_slow(
    home: Home,
) -> None:
    home.clipboard.content = "From the chat"
    async with home.in_a_session() as writer:
        with home.clipboard.hangs():
            await writer.press("v", "j", "j")
            assert writer.here == "introduction"
        await writer.says("Saved 3 words to 1 Article outline")
        assert set(writer.session.state.answers) == {"outline"}


async def test_over_ssh_v_says_to_use_the_terminals_own_paste(home: Home) -> None:
    home.clipboard.content = "What lies on the wrong machine"
    async with home.in_a_session(surroundings=OVER_SSH) as writer:
        await writer.press("v")
        await writer.says("Over SSH only your terminal can paste")
        assert writer.session.state.answers == {}
        assert home.clipboard.reads == 0


async def test_the_word_paste_on_a_card_is_a_button(home: Home) -> None:
    home.clipboard.content = "From the chat"
    async with home.in_a_session() as writer:
        await writer.press("enter")  # closed, so that the second card can be seen
        head = writer.card("research").query_one("CardHead")
        await writer.clicks(head, offset=(head.size.width - 3, 0))
        await writer.says("Saved 3 words to 2 Research brief")


async def test_a_megabyte_on_one_line_is_an_answer_like_any_other(home: Home) -> None:
    text = "word " * 200_000
    async with home.in_a_session() as writer:
        await writer.pastes(text)
        await writer.says("Saved 200,000 words to 1 Article outline")
        await writer.saves()
        assert writer.answers() == {"outline": text}
        await writer.goes_to("outline")
        assert "Answer ─ 200,000 words" in writer.sees()
