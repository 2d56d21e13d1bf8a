"""Running on from a session's screen, and choosing a model."""

from __future__ import annotations

import asyncio

from test_running_prompts import plug_in
from writer_at_work import Home, Writer

from copydesk.model_settings import ModelSettings
from copydesk.models.offer import Estimate, Offer
from copydesk.tui.screens.models import Models
from copydesk.tui.screens.run_on import AskRunOn
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.run_bar import RunBar


async def asked(writer: Writer) -> AskRunOn:
    await writer.press("R")
    await writer.until(lambda: isinstance(writer.app.screen, AskRunOn), "it asks")
    await writer.until(lambda: "looking for its price" not in told(writer), "it measured")
    screen = writer.app.screen
    assert isinstance(screen, AskRunOn)
    return screen


def told(writer: Writer) -> str:
    """What a dialog says below its list."""
    return writer.app.screen.query_one(Pane).text


async def test_it_says_how_much_it_is_and_runs_to_the_end_of_the_phase(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.by_prompt = lambda _: (f"Answer {len(engine.requests)}",)
        await asked(writer)
        assert "2 prompts: 1 Article outline · 2 Research brief" in told(writer)
        assert "tokens sent and" in told(writer)
        assert "≈ $0.00" in told(writer)
        await writer.press("enter")
        await writer.says("Ran on to the end: 2 of 2 prompts done.")
        assert writer.session.text_of("research") == "Answer 2"
        assert "2 runs, 2,400 tokens, $0.0250" in writer.line
        assert not any(bar.display for bar in writer.screen.query(RunBar))


async def test_a_bar_shows_how_far_it_is_and_the_same_key_stops_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.will("The outline")
        engine.will("Half of the research", asyncio.Event())
        await asked(writer)
        await writer.press("enter")
        await writer.until(lambda: "1 of 2" in writer.sees(), "the bar moves")
        assert "going: 2 Research brief" in writer.sees()
        await writer.until(lambda: engine.going == 1 and len(engine.requests) == 2)
        await writer.until(lambda: "Half" in str(writer.app.runner.runs[-1].text))
        await writer.press("R")
        await writer.until(lambda: writer.session.answer_of("research") is not None)
        version = writer.session.answer_of("research")
        assert version is not None
        assert version.unfinished == "stopped by hand"
        await asked(writer)
        assert "1 prompt: 2 Research brief" in told(writer)
        await writer.press("enter")
        await writer.until(lambda: writer.session.text_of("research") == "Said.")


async def test_it_pauses_on_the_answer_that_fails(home: Home, real_checks: None) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.by_prompt = lambda _: (f"No JSON {len(engine.requests)}",)
        await asked(writer)
        await writer.press("enter")
        await writer.says("1 Article outline fails a check.")
        assert len(engine.requests) == 2, "one fix prompt is sent, as the dialog says"
        assert "R goes on with what is left." in writer.line
        assert writer.here == "outline"


async def test_choices_are_changed_by_keys_and_an_unknown_price_is_said(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.found = Estimate()
        await asked(writer)
        assert "its price is unknown" in told(writer)
        await writer.press("right")
        assert "12 prompts" in told(writer)
        await writer.press("down", "down", "down", "right")
        assert "No limit of cost can be held without a price" in told(writer)
        await writer.press("enter")
        assert isinstance(writer.app.screen, AskRunOn), "it does not start so"
        await writer.press("left", "down", "right", "up", "up", "left")
        assert "10,000" in writer.sees()
        await writer.press("escape")
        await writer.is_in_session()
        assert not engine.requests


async def test_the_picker_lists_what_can_work_here_the_last_first(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer, ModelSettings())
        engine.listed = (
            Offer("openai/small", "openai", "OPENAI_API_KEY is set", 128_000, 0.15, 0.6),
            Offer("openai/large", "openai", "OPENAI_API_KEY is set"),
        )
        await writer.press("M")
        await writer.until(lambda: isinstance(writer.app.screen, Models))
        await writer.until(lambda: "openai/large" in writer.sees(), "the list comes")
        assert "128,000 tokens" in writer.sees()
        assert "$0.15 a million tokens sent" in writer.sees()
        assert "This session so far: no runs" in writer.sees()
        await writer.press("down", "enter")
        await writer.says("Prompts of this session run on openai/large.")
        await writer.press("M")
        await writer.until(lambda: "recent · OPENAI_API_KEY is set" in writer.sees())
        rows = writer.app.screen.query_one("Shelf").rows  # type: ignore[attr-defined]
        assert [row.key for row in rows] == ["openai/large", "openai/small"]
        await writer.types("smal")
        await writer.until(
            lambda: "● openai/large" not in writer.sees(), "what is typed narrows it"
        )
        await writer.press("escape")
        await writer.is_in_session()
        assert writer.session.model == "openai/large"
        await writer.press("u")
        assert writer.session.model == ""


async def test_with_nothing_that_works_it_says_what_helps(home: Home) -> None:
    async with home.in_a_session() as writer:
        plug_in(writer, ModelSettings())
        await writer.press("M")
        await writer.until(lambda: "OPENAI_API_KEY" in writer.sees())
