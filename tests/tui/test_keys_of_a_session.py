"""Moving through a session: cards, phases, what needs the writer next, and finding."""

from __future__ import annotations

from writer_at_work import Home

from copydesk.tui.screens.find import FindInSession
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.heading import Tabs
from copydesk.tui.widgets.pane import Pane

EVERY = [
    "outline",
    "research",
    "introduction",
    "body",
    "authority",
    "faq",
    "conclusion",
    "meta",
    "links",
    "images",
    "social",
    "review",
]


async def test_j_and_k_go_from_card_to_card_across_phases_and_stop_at_the_ends(home: Home) -> None:
    async with home.in_a_session() as writer:
        seen = [writer.here]
        for _ in range(12):
            await writer.press("j")
            seen.append(writer.here)
            assert writer.app.focused is writer.card(writer.here)
        assert seen == [*EVERY, "review"]
        assert writer.screen.here_at.tab == "3"
        await writer.press("k", "up")
        assert writer.here == "images"
        assert writer.screen.here_at.tab == "2"
        await writer.press("down")
        assert writer.here == "social"


async def test_brackets_change_the_tab_and_go_to_the_first_open_prompt_there(home: Home) -> None:
    async with home.in_a_session(answers={"introduction": "Once"}) as writer:
        places = [writer.here]
        for _ in range(4):
            await writer.press("right_square_bracket")
            places.append(writer.here)
        assert places == ["outline", "body", "meta", "social", "social"]
        for _ in range(5):
            await writer.press("left_square_bracket")
        assert writer.here == "brief"
        assert isinstance(writer.app.focused, FieldRow)
        await writer.press("right_square_bracket")
        assert writer.here == "outline"


async def test_tabs_show_their_counts_and_can_be_clicked(home: Home) -> None:
    async with home.in_a_session(answers={"introduction": "Once", "faq": "Q"}) as writer:
        tabs = writer.screen.query_one(Tabs)
        row = writer.sees().splitlines()[1]
        assert "Planning 0/2   Writing 2/5   Publishing 0/3   Distribution 0/2" in row
        await writer.clicks(tabs, offset=(row.index("Publishing"), 0))
        assert writer.here == "meta"
        await writer.clicks(tabs, offset=(row.index("Brief"), 0))
        assert writer.here == "brief"


async def test_enter_opens_a_card_and_closes_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("j", "enter")
        card = writer.card("research")
        assert card.opened
        for part in (
            "Names, figures, studies and angles to work in",
            "from 1 Article outline",
            "Prompt ─ ",
            "Answer ─ nothing yet",
            "Paste the answer here",
        ):
            await writer.until(lambda: part in writer.sees(), part)  # noqa: B023
        await writer.press("enter")
        assert not card.opened
        await writer.clicks(card.query_one("CardHead"), offset=(10, 0))
        assert card.opened


async def test_enter_opens_an_earlier_answer_in_its_pane(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "Words of the outline"}) as writer:
        await writer.goes_to("research")
        slot = writer.slot("research", "outline")
        assert "from 1 Article outline · 20 characters" in writer.sees()
        slot.focus()
        await writer.rests()
        await writer.press("enter")
        assert slot.opened
        assert slot.query_one(Pane).text == "Words of the outline"
        await writer.press("enter")
        assert not slot.opened


async def test_n_goes_to_the_next_prompt_that_needs_the_writer(home: Home) -> None:
    answers = {one: "x" for one in EVERY if one not in ("research", "links", "review")}
    async with home.in_a_session(answers=answers) as writer:
        await writer.press("n")
        assert writer.here == "research"
        assert writer.card("research").opened
        await writer.press("n")
        assert writer.here == "links"
        await writer.pastes("some links")
        assert writer.here == "review"
        await writer.pastes("a review")
        assert writer.here == "research"
        await writer.press("n")
        assert writer.line == "This is the only prompt that still needs you."
        await writer.pastes("some facts")
        assert "Every prompt is answered or skipped" in writer.line
        await writer.press("n")
        assert (
            writer.line == "Every prompt is answered or skipped; nothing fails, nothing is stale."
        )


async def test_n_passes_over_prompts_that_wait_for_an_earlier_step(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.goes_to("meta")
        assert writer.session.prompt_state("links") == "waiting"
        await writer.press("n")
        assert writer.here == "outline"


async def test_delete_leaves_the_prompt_without_an_answer(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "An outline"}) as writer:
        await writer.goes_to("outline")
        await writer.press("delete")
        assert writer.session.prompt_state("outline") == "to do"
        assert "Saved: cleared 1 Article outline" in writer.line
        await writer.press("delete")  # there is nothing more to clear
        assert len(writer.session.log) == 2


async def test_an_empty_session_shows_the_loop_in_three_lines_until_there_is_an_answer(
    home: Home,
) -> None:
    async with home.in_a_session() as writer:
        lines = [line.strip() for line in writer.sees().splitlines()]
        assert [line[0] for line in lines if line[:3] in ("1  ", "2  ", "3  ")] == list("123")
        assert "c copies the finished prompt" in writer.sees()
        await writer.pastes("An outline")
        assert "c copies the finished prompt" not in writer.sees()


async def test_a_card_names_what_it_uses_and_whether_that_is_there(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "x"}, size=(120, 30)) as writer:
        await writer.goes_to("body", opened=False)
        assert "waiting · uses 1 Article outline ✓ · 2 Research brief ○" in writer.sees()
        await writer.goes_to("research", opened=False)
        await writer.press("s")
        await writer.goes_to("body", opened=False)
        assert "2 Research brief –" in writer.sees()


async def test_the_head_shows_title_progress_and_when_it_was_saved(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.pastes("An outline")
        await writer.saves()
        await writer.rests()
        head = writer.sees().splitlines()[0]
        assert head.strip().startswith("CI vs CD: What Python developers need to know")
        assert "━" in head
        assert "1 of 12" in head
        assert "saved " in head


async def test_find_goes_to_a_prompt_an_answer_or_the_brief(home: Home) -> None:
    async with home.in_a_session(answers={"faq": "A needle in [/x] hay"}) as writer:
        for words, place in (("needle", "faq"), ("image", "images"), ("informational", "brief")):
            await writer.press("slash")
            await writer.until(lambda: isinstance(writer.app.screen, FindInSession))
            await writer.pastes(words)
            await writer.until(lambda: "place" in writer.sees())
            await writer.press("enter")
            await writer.until(lambda: isinstance(writer.app.screen, SessionScreen))
            await writer.rests()
            assert writer.here == place, words


async def test_find_moves_with_the_arrows_and_says_how_many_places_there_are(home: Home) -> None:
    async with home.in_a_session(answers={"faq": "needle", "meta": "needle"}) as writer:
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindInSession))
        await writer.pastes("needle")
        await writer.until(lambda: "2 places" in writer.sees())
        await writer.press("down", "enter")
        await writer.until(lambda: writer.here == "meta")


async def test_find_without_a_hit_leaves_everything_where_it_was(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindInSession))
        await writer.pastes("nowhere")
        await writer.until(lambda: "0 places" in writer.sees())
        await writer.press("enter", "escape")
        assert writer.here == "outline"
