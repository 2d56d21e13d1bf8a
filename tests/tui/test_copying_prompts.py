"""`c` copies the finished prompt, says what is known of it, and holds nobody up."""

from __future__ import annotations

import pytest
from writer_at_work import Home


async def test_what_is_copied_is_the_finished_prompt_to_the_letter(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "  {{brief.title}} [b]x[/b]\n"}) as writer:
        await writer.goes_to("research")
        await writer.press("c")
        await writer.says("Copied (verified)")
        assert home.clipboard.copied == [writer.session.compose("research").text]
        assert "  {{brief.title}} [b]x[/b]\n" in home.clipboard.copied[0]


async def test_a_copy_is_remembered_with_what_the_prompt_was_made_from(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("c")
        await writer.says("Copied (verified)")
        saved = await writer.saves()
        assert saved.copied["outline"].inputs == writer.session.compose("outline").inputs


async def test_what_the_clipboard_reports_is_said_word_for_word(home: Home) -> None:
    home.clipboard.said = "Sent to the terminal (clipboard: no display); also in /tmp/x.md"
    home.clipboard.verified = False
    async with home.in_a_session() as writer:
        await writer.press("c")
        assert home.clipboard.said in await writer.says("Sent to the terminal")


async def test_a_copy_that_failed_is_a_problem_that_is_said(home: Home) -> None:
    home.clipboard.broken = "Not copied (file: the disk is full)"
    async with home.in_a_session() as writer:
        await writer.press("c")
        await writer.says("Not copied (file: the disk is full)")
        assert writer.app.screen.query_one("#status").has_class("problem")


async def test_what_is_missing_is_named_and_not_only_counted(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("body")
        await writer.press("c")
        said = await writer.says("Missing: ")
        for name in ("Article outline", "Research brief"):
            assert name in said
        assert home.clipboard.copied == [writer.session.compose("body").text]


async def test_no_key_waits_for_a_slow_clipboard(home: Home) -> None:
    async with home.in_a_session() as writer:
        with home.clipboard.hangs():
            await writer.press("c")
            await writer.says("Copying 1 Article outline")
            await writer.press("j")
            assert writer.here == "research"
            await writer.press("s")
            assert writer.session.prompt_state("research") == "skipped"
            assert home.clipboard.copied == []
        await writer.says("1 Article outline: Copied (verified)")


async def test_the_word_copy_on_a_card_is_a_button(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("enter")  # closed, so that the second card can be seen
        head = writer.card("research").query_one("CardHead")
        await writer.clicks(head, offset=(head.size.width - 11, 0))
        await writer.says("2 Research brief: Copied (verified)")
        assert home.clipboard.copied == [writer.session.compose("research").text]


async def test_on_the_brief_copying_says_where_to_go(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("left_square_bracket", "c")
        await writer.says("Go to a prompt first")
        assert home.clipboard.copied == []


@pytest.mark.parametrize("where", ["box", "slot"])
async def test_copying_works_from_inside_a_card_too(home: Home, where: str) -> None:
    async with home.in_a_session(answers={"outline": "An outline"}) as writer:
        await writer.goes_to("research")
        if where == "box":
            await writer.press("e", "x")
            await writer.press("escape")
        else:
            writer.slot("research", "outline").focus()
        await writer.press("c")
        await writer.says("2 Research brief: Copied")
        assert home.clipboard.copied == [writer.session.compose("research").text]
