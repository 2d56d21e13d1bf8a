"""Running a prompt on a model from its card: it streams, it stops, nothing is lost."""

from __future__ import annotations

import asyncio
import json
import shutil

import pytest
from writer_at_work import Home, Writer

from copydesk.model_settings import ModelSettings
from copydesk.models.fault import ModelFault
from copydesk.sessions.folder import SessionFolder
from copydesk.tui.runner import Runner
from copydesk.tui.screens.ask import AskKey
from copydesk.tui.widgets.running import RunNote, StreamPane
from fakes.engine import FakeEngine

MODEL = ModelSettings(default="openai/small")


def plug_in(writer: Writer, settings: ModelSettings = MODEL) -> FakeEngine:
    """A fake engine in the place of the true one."""
    engine = FakeEngine()
    writer.app._runner = Runner(settings, engine)  # type: ignore[arg-type]
    return engine


async def test_an_answer_streams_into_its_card_and_is_saved(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        engine = plug_in(writer)
        gate = asyncio.Event()
        engine.will("# First words\n", gate, "and the rest.")
        await writer.press("r")
        await writer.until(lambda: writer.card("outline").query(StreamPane), "it streams")
        await writer.until(lambda: "First words" in writer.sees(), "the text is shown")
        assert "writing" in writer.sees()
        assert writer.session.text_of("outline") == ""
        gate.set()
        await writer.until(lambda: writer.session.text_of("outline"), "the answer came")
        await writer.says("from openai/small")
        assert "1,000 + 200 tokens, $0.0125" in writer.line
        session = await writer.saves()
        version = session.answer_of("outline")
        assert version is not None
        assert version.text == "# First words\nand the rest."
        assert (version.source, version.model, version.unfinished) == ("model", "openai/small", "")
        assert version.inputs == dict(session.compose("outline").inputs)
        (ran,) = session.state.runs.values()
        assert (ran.sent, ran.written, ran.cost) == (1000, 200, 0.0125)
        await writer.until(
            lambda: not list((folder.sides / "drafts").glob("*")), "the file is gone"
        )
        assert not writer.card("outline").query(StreamPane)
        await writer.press("u")
        assert writer.session.text_of("outline") == ""
        assert writer.session.state.runs, "what was spent stays spent"


async def test_esc_stops_at_once_and_keeps_the_part_as_unfinished(
    home: Home, real_checks: None
) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.will("Half of it", asyncio.Event())
        await writer.press("r")
        await writer.until(lambda: "Half of it" in writer.sees())
        await writer.press("escape")
        version = writer.session.answer_of("outline")
        assert version is not None
        assert version.text == "Half of it"
        assert version.unfinished == "stopped by hand"
        await writer.until(lambda: engine.cancelled == 1)
        await writer.until(
            lambda: writer.session.prompt_state("outline") == "failing", "unfinished is failing"
        )
        assert "it stops after 3 words: stopped by hand" in writer.sees()
        session = await writer.saves()
        assert session.text_of("outline") == "Half of it"


async def test_a_part_never_takes_the_place_of_an_answer(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "Mine"}) as writer:
        engine = plug_in(writer)
        engine.will("Half", asyncio.Event())
        await writer.press("r")
        await writer.until(lambda: "Half" in writer.sees())
        await writer.press("escape")
        await writer.says("h shows it among the versions")
        assert writer.session.text_of("outline") == "Mine"
        session = await writer.saves()
        refs = session.history["outline"]
        assert [session.version(ref).text for ref in refs] == ["Mine", "Half"]


async def test_what_was_pasted_or_is_being_typed_meanwhile_stands(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        gate = asyncio.Event()
        engine.will("From the model", gate)
        await writer.press("r")
        await writer.until(lambda: "From the model" in writer.sees())
        await writer.press("e")
        await writer.types("my own")
        gate.set()
        await writer.until(lambda: len(writer.session.history.get("outline", ())) == 1)
        assert writer.session.text_of("outline") == ""
        await writer.press("escape")
        await writer.until(lambda: writer.session.text_of("outline") == "my own")
        texts = [writer.session.version(ref).text for ref in writer.session.history["outline"]]
        assert texts == ["From the model", "my own"]


async def test_leaving_for_the_desk_does_not_stop_it(home: Home) -> None:
    folder = home.begins()
    async with home.at_the_desk() as writer:
        engine = plug_in(writer)
        gate = asyncio.Event()
        engine.will("Begun ", gate, "and done.")
        await writer.app.open_session(folder.open(), folder)
        await writer.is_in_session()
        await writer.press("r")
        await writer.until(lambda: "Begun" in writer.sees())
        await writer.press("]")
        await writer.press("escape")
        await writer.is_at_desk()
        gate.set()
        await writer.until(lambda: folder.open().text_of("outline") == "Begun and done.")
        await writer.app.open_session(folder.open(), folder)
        await writer.is_in_session()
        assert writer.session.text_of("outline") == "Begun and done."


async def test_coming_back_while_it_runs_shows_it(home: Home) -> None:
    folder = home.begins()
    async with home.at_the_desk() as writer:
        engine = plug_in(writer)
        gate = asyncio.Event()
        engine.will("Begun ", gate, "and done.")
        await writer.app.open_session(folder.open(), folder)
        await writer.is_in_session()
        await writer.press("r")
        await writer.until(lambda: "Begun" in writer.sees())
        before = writer.session
        await writer.press("]", "escape")
        await writer.is_at_desk()
        await writer.app.open_session(folder.open(), folder)
        await writer.is_in_session()
        assert writer.session is before
        await writer.goes_to("outline")
        await writer.until(lambda: "Begun" in writer.sees(), "it is shown again")
        gate.set()
        await writer.says("from openai/small")


async def test_quitting_asks_and_keeps_what_came(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        engine = plug_in(writer)
        engine.will("So far", asyncio.Event())
        await writer.press("r")
        await writer.until(lambda: "So far" in writer.sees())
        await writer.press("ctrl+q")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("escape")
        await writer.rests()
        assert not writer.has_quit
        assert engine.going == 1
        await writer.press("ctrl+q")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks again")
        await writer.press("q")
        await writer.until(lambda: writer.has_quit)
    version = folder.open().answer_of("outline")
    assert version is not None
    assert version.text == "So far"
    assert version.unfinished


async def test_what_streamed_survives_a_kill(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        engine = plug_in(writer)
        engine.will("Streamed so far", asyncio.Event())
        await writer.press("r")
        drafts = folder.sides / "drafts"

        def kept() -> bool:
            found = [path.read_text() for path in drafts.glob("*.json")]
            return any("Streamed so far" in text for text in found)

        await writer.until(kept, "what came is on the disk")
        after_the_crash = folder.sides.with_name("copy")
        shutil.copytree(folder.sides, after_the_crash, ignore=shutil.ignore_patterns("*.lock"))
    async with home.in_a_session(SessionFolder(after_the_crash)) as writer:
        version = writer.session.answer_of("outline")
        assert version is not None
        assert version.text == "Streamed so far"
        assert version.unfinished == "Copydesk ended while it came"
        assert version.inputs is not None
    assert not list((after_the_crash / "drafts").glob("*.json"))


async def test_several_run_at_once_and_no_more_than_the_limit(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer, ModelSettings(default="x/y", at_once=2))
        gate = asyncio.Event()
        ids = [prompt.id for prompt in writer.session.kit.prompts][:4]
        engine.by_prompt = lambda _: ("Part ", gate, "whole.")
        for prompt in ids:
            await writer.goes_to(prompt)
            await writer.press("r")
            if isinstance(writer.app.screen, AskKey):
                await writer.press("s")
            await writer.until(lambda p=prompt: writer.card(p).is_running)
        assert engine.most == 2
        queued = [one.phase for one in writer.app.runner.runs]
        assert queued == ["streaming", "streaming", "queued", "queued"]
        gate.set()
        await writer.until(lambda: all(writer.session.text_of(one) for one in ids), "all came")
        assert engine.most == 2


async def test_a_rate_limit_is_counted_down_and_tried_once_more(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        fault = ModelFault("rate limit", "openai limits the rate.", "Wait.", retry_after=1.2)
        engine.will(fault)
        engine.will("Now it is there.")
        await writer.press("r")
        await writer.until(lambda: "tried once more in 1 second" in writer.sees(), "a countdown")
        await writer.until(lambda: writer.session.text_of("outline") == "Now it is there.")
        assert len(engine.requests) == 2


async def test_a_fault_is_told_on_the_card_with_the_providers_words_folded(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        details = "Incorrect [b]key[/b] \x1b[31m provided"
        fault = ModelFault("wrong key", "openai refuses the key.", "Set it anew.", details=details)
        engine.will("A part ", fault)
        await writer.press("r")
        await writer.says("openai refuses the key.")
        assert "Set it anew." in writer.line
        note = writer.card("outline").query_one(RunNote)
        assert "What the provider said" in note.text
        assert "Incorrect" not in note.text
        note.focus()
        await writer.press("enter")
        assert "Incorrect [b]key[/b]" in note.text
        assert "\x1b" not in writer.sees()
        version = writer.session.answer_of("outline")
        assert version is not None
        assert version.unfinished == "the model failed"


async def test_without_a_model_it_asks_for_one_by_name(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer, ModelSettings())
        await writer.press("r")
        await writer.until(lambda: type(writer.app.screen).__name__ == "Models", "it asks")
        await writer.types("openai/tiny")
        await writer.press("enter")
        await writer.until(lambda: engine.requests, "it runs")
        assert engine.requests[0].model == "openai/tiny"
        session = await writer.saves()
        assert session.model == "openai/tiny"
        names = json.loads((home.folders.cache / "models.json").read_text())
        assert names == ["openai/tiny"]


async def test_a_prompt_with_gaps_is_asked_about_first(home: Home) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        await writer.goes_to("introduction")
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("escape")
        await writer.says("nothing was sent")
        assert not engine.requests
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("s")
        await writer.until(lambda: engine.requests)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_a_run_is_seen_at_every_size(home: Home, size: tuple[int, int]) -> None:
    async with home.in_a_session(size=size) as writer:
        engine = plug_in(writer)
        engine.will(*(f"Line {number} of the answer.\n" for number in range(60)), asyncio.Event())
        await writer.press("r")
        await writer.until(lambda: "Line 59" in writer.sees(), "it follows the end")
        assert "Esc stops it" in writer.sees()


async def test_a_failing_answer_is_mended_or_run_anew(home: Home, real_checks: None) -> None:
    async with home.in_a_session() as writer:
        engine = plug_in(writer)
        engine.will("No JSON at all")
        await writer.press("r")
        await writer.says("It fails")
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("escape")
        await writer.says("nothing was sent")
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("f")
        await writer.until(lambda: len(engine.requests) == 2)
        roles = [message.role for message in engine.requests[1].messages]
        assert roles == ["user", "assistant", "user"]
        assert engine.requests[1].messages[1].content == "No JSON at all"
        await writer.until(lambda: writer.session.text_of("outline") == "Said.")
        await writer.until(lambda: writer.session.prompt_state("outline") == "failing")
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks")
        await writer.press("r")
        await writer.until(lambda: len(engine.requests) == 3)
        assert len(engine.requests[2].messages) == 1


async def test_a_session_that_runs_is_not_thrown_away(home: Home) -> None:
    folder = home.begins()
    async with home.at_the_desk() as writer:
        engine = plug_in(writer)
        gate = asyncio.Event()
        engine.will("Begun ", gate)
        await writer.app.open_session(folder.open(), folder)
        await writer.is_in_session()
        await writer.press("r")
        await writer.until(lambda: "Begun" in writer.sees())
        await writer.press("]", "escape")
        await writer.is_at_desk()
        writer.shelf("continue").focus()
        writer.shelf("continue").action_go_to(0)
        await writer.press("delete")
        await writer.says("Prompts of it are running")
        assert folder.file.is_file()
        gate.set()
        await writer.until(lambda: folder.open().text_of("outline") == "Begun ")
