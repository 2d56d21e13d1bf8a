"""Paste, see what fails, copy a fix prompt, paste again; and what is stale afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.tui.screens.flow import Flow
from copydesk.tui.screens.repair import Repair
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.findings import Findings

pytestmark = pytest.mark.usefixtures("real_checks")

ANSWERS = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"
ORDER = (
    "outline", "research", "introduction", "body", "authority", "faq",
    "conclusion", "meta", "links", "images", "social", "review",
)  # fmt: skip


def good(prompt: str) -> str:
    """A lifelike answer that holds."""
    return next(ANSWERS.glob(f"{prompt}.*")).read_text(encoding="utf-8")


def up_to(prompt: str) -> dict[str, str]:
    """Good answers to every prompt before this one."""
    return {one: good(one) for one in ORDER[: ORDER.index(prompt)]}


def findings(writer: Writer, prompt: str) -> str:
    """What a card says of its answer."""
    return writer.card(prompt).query_one(Findings).text


async def judged(writer: Writer) -> None:
    """Wait until every answer was looked at."""
    session = writer.session
    await writer.until(lambda: all(map(session.verdict, session.state.answers)), "it is judged")
    await writer.rests()


async def test_a_card_says_what_its_answer_will_be_held_to(home: Home) -> None:
    async with home.in_a_session(answers=up_to("introduction")) as writer:
        await writer.goes_to("introduction")
        said = findings(writer, "introduction")
        assert said.startswith("Held to: ")
        assert "300–500 words" in said


async def test_an_answer_that_holds_moves_the_cursor_on(home: Home) -> None:
    async with home.in_a_session(answers=up_to("introduction")) as writer:
        await writer.goes_to("introduction")
        await writer.pastes(good("introduction"))
        await writer.until(lambda: writer.here == "body")
        assert "Next: 4 Body sections" in writer.line


async def test_an_answer_that_fails_keeps_the_cursor_and_says_number_and_place(
    home: Home,
) -> None:
    async with home.in_a_session(answers=up_to("introduction"), size=(120, 40)) as writer:
        await writer.goes_to("introduction")
        await writer.pastes(
            "Short, and about the CI vs CD Python question.\n\n## A heading\n\nEnd."
        )
        await writer.says("It fails: 2 findings, f copies a fix prompt")
        assert writer.here == "introduction"
        assert writer.session.prompt_state("introduction") == "failing"
        said = findings(writer, "introduction")
        assert "asked for 300–500 words" in said
        assert "“A heading”" in said or "A heading" in said
        assert "failing · 2 findings" in writer.sees()
        assert writer.answers()["introduction"].startswith("Short, and")


async def test_fail_fix_pass_and_what_rests_on_it_is_stale(home: Home) -> None:
    """The whole loop of issue 3, on one card."""
    async with home.in_a_session(answers=up_to("meta"), size=(120, 40)) as writer:
        await writer.goes_to("conclusion")
        await writer.press("c")
        await writer.says("Copied (verified)")
        await writer.goes_to("meta")
        await writer.press("c")
        await writer.says("8 Meta tags and JSON-LD: Copied (verified)")
        bad = good("meta").replace(
            "<title>CI vs CD Python Guide: What Developers Need to Know in 2026</title>",
            "<title>CI vs CD Python Guide: What All Developers Need to Know in 2026</title>",
        )
        await writer.pastes(bad)
        await writer.says("It fails: 1 finding")
        assert writer.footer()["f"] == "Fix"
        await writer.press("f")
        await writer.says("Fix prompt for 8 Meta tags and JSON-LD, 1 finding: Copied (verified)")
        fix = home.clipboard.copied[-1]
        assert "63 characters" in fix
        assert "55–60 characters" in fix
        await writer.pastes(fix)  # by mistake
        await writer.until(lambda: not isinstance(writer.app.screen, SessionScreen), "it asks")
        await writer.press("escape")
        await writer.pastes(good("meta"))
        await writer.until(lambda: writer.here == "links")
        assert writer.session.prompt_state("meta") == "answered"
        assert "f" not in writer.footer()

        conclusion = good("conclusion").replace("Thursday", "Friday")
        writer.session.answer("conclusion", conclusion, "edited")
        writer.screen.work.save_soon()
        await judged(writer)
        assert writer.session.staleness("meta") == ("7 Conclusion changed after this was written",)
        assert writer.session.prompt_state("meta") == "stale"
        assert "stale" in writer.sees()


async def test_still_good_accepts_one_or_all_that_rest_on_an_answer(home: Home) -> None:
    async with home.in_a_session(answers=up_to("research"), size=(120, 40)) as writer:
        for prompt in ("research", "introduction"):
            await writer.goes_to(prompt)
            await writer.press("c")
            await writer.says("Copied (verified)")
            await writer.pastes(good(prompt))
            await writer.until(lambda at=prompt: writer.here != at)
        await writer.goes_to("outline")
        await writer.press("e")
        await writer.press("end", "space", "escape")
        assert "G says still good" in await writer.says("Saved 1 Article outline")
        await judged(writer)
        assert writer.session.troubles() == (0, 2)
        assert "2 stale" in writer.sees()
        await writer.goes_to("research")
        assert writer.footer()["g"] == "Still good"
        await writer.press("g")
        await writer.says("2 Research brief accepted as still good")
        assert writer.session.prompt_state("research") == "answered"
        await writer.press("u")
        await writer.says("Undid: 2 Research brief accepted as still good")
        await writer.goes_to("outline")
        await writer.press("G")
        await writer.says("2 answers accepted as still good")
        assert writer.session.troubles() == (0, 0)
        assert (await writer.saves()).state.accepted.keys() == {"research", "introduction"}


async def test_n_steps_through_what_is_to_do_then_what_fails_then_what_is_stale(
    home: Home,
) -> None:
    answers = {prompt: good(prompt) for prompt in ORDER}
    folder = home.begins("ci-vs-cd")
    session = folder.open()
    for prompt, text in answers.items():
        session.record_copy(prompt, session.compose(prompt))
        session.answer(prompt, text, "pasted")
    session.answer("conclusion", "Far too short.", "edited")
    session.clear("review")
    folder.save(session)
    async with home.in_a_session(folder, size=(120, 40)) as writer:
        await judged(writer)
        await writer.goes_to("outline")
        for wanted in ("review", "conclusion", "meta"):
            await writer.press("n")
            await writer.until(lambda at=wanted: writer.here == at, wanted)


async def test_json_that_does_not_parse_is_placed_and_a_repair_is_only_offered(
    home: Home,
) -> None:
    broken = good("faq").replace('"question": "What is', '"question": "What "is', 1)
    async with home.in_a_session(answers=up_to("faq"), size=(120, 40)) as writer:
        await writer.goes_to("faq")
        await writer.pastes(broken)
        await writer.says("It fails")
        assert "in line 3, column" in findings(writer, "faq")
        assert writer.session.text_of("faq") == broken
        await writer.press("y")
        await writer.until(lambda: isinstance(writer.app.screen, Repair), "the repair is shown")
        await writer.press("escape")
        await writer.rests()
        assert writer.session.text_of("faq") == broken
        await writer.press("y")
        await writer.until(lambda: isinstance(writer.app.screen, Repair), "the repair is shown")
        await writer.press("enter")
        await writer.until(lambda: writer.session.text_of("faq") != broken)
        assert len(writer.session.history["faq"]) == 2


async def test_nothing_to_fix_to_repair_or_to_accept_is_said(home: Home) -> None:
    async with home.in_a_session(answers=up_to("research")) as writer:
        await writer.goes_to("outline")
        await writer.press("f")
        await writer.says("Nothing fails in 1 Article outline.")
        await writer.press("y")
        await writer.says("There is no JSON to repair")
        await writer.press("G")
        await writer.says("Nothing that rests on 1 Article outline is stale.")
        await writer.goes_to("research")
        await writer.press("f")
        await writer.says("2 Research brief has no answer yet.")
        await writer.press("g")
        await writer.says("2 Research brief has no answer yet.")


async def test_inputs_unknown_is_said_and_not_guessed(home: Home) -> None:
    async with home.in_a_session(answers=up_to("introduction")) as writer:
        await writer.goes_to("research")
        await judged(writer)
        assert "inputs unknown" in findings(writer, "research")


async def test_the_flow_shows_how_each_prompt_stands_and_leads_there(home: Home) -> None:
    for size in ((80, 24), (120, 40)):
        async with home.in_a_session(answers=up_to("body"), size=size) as writer:
            await judged(writer)
            await writer.press("F")
            await writer.until(lambda: isinstance(writer.app.screen, Flow), "the flow is shown")
            await writer.rests()
            shown = writer.sees()
            assert "•─•─•─○" in shown
            assert "12 Final review" in shown
            await writer.press("home", "j", "j", "enter")
            await writer.until(lambda: isinstance(writer.app.screen, SessionScreen))
            await writer.until(lambda: writer.here == "introduction")


async def test_what_an_answer_was_read_without_is_said(home: Home) -> None:
    fenced = f"Here is the outline:\n\n```json\n{good('outline')}\n```\n"
    async with home.in_a_session() as writer:
        await writer.pastes(fenced)
        await writer.until(lambda: writer.here == "research")
        await writer.goes_to("outline")
        await judged(writer)
        said = findings(writer, "outline")
        assert "read without the line before it, the code fence around it" in said
        assert "holds to everything that was asked" in said
        assert writer.session.text_of("outline") == fenced


async def test_the_desk_counts_what_fails_and_what_is_stale(home: Home) -> None:
    folder = home.begins("ci-vs-cd")
    session = folder.open()
    for prompt in ("outline", "research"):
        session.record_copy(prompt, session.compose(prompt))
        session.answer(prompt, good(prompt), "pasted")
    session.answer("outline", "No outline at all.", "edited")
    session.check()
    folder.save(session)
    async with home.at_the_desk(size=(120, 40)) as writer:
        await writer.until(lambda: "1 failing · 1 stale" in writer.preview())
        assert "✗1 ◐1" in writer.sees()


async def test_an_answer_that_another_window_saved_meanwhile_is_looked_at_too(home: Home) -> None:
    folder = home.begins("ci-vs-cd", up_to("research"))
    async with home.in_a_session(folder, size=(120, 40)) as writer:
        await judged(writer)
        elsewhere = folder.open()
        elsewhere.answer("research", "Not what was asked for.", "pasted")
        folder.save(elsewhere)
        await writer.press("s")  # a save here takes in what was saved there
        await writer.until(lambda: writer.session.prompt_state("research") == "failing")
        await writer.until(lambda: "1 failing" in writer.sees())
