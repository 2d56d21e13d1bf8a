"""``copydesk run``: answers saved, exit codes for scripts, and going on after."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Desk, Run

from copydesk.checks.finding import Finding, Verdict
from copydesk.models.fault import ModelFault
from copydesk.models.offer import Offer
from copydesk.models.request import Request
from fakes.engine import FakeEngine


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """A fake engine in the place of the true one."""
    fake = FakeEngine()
    monkeypatch.setattr("copydesk.cli.running.Engine", lambda _: fake)
    return fake


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any answer holds."""
    monkeypatch.setattr("copydesk.sessions.verdicts.verdict_on", lambda *_: Verdict())
    return iter(())


def test_one_prompt_prints_its_answer_and_saves_it(
    run: Run, desk: Desk, engine: FakeEngine, holds: None
) -> None:
    engine.will("An outline, ", "to the letter \x1b[31m")
    done = run("run", "ci-vs-cd", "outline", "--model", "openai/small")
    assert (done.code, done.data) == (0, b"An outline, to the letter \x1b[31m")
    assert "asking openai/small" in done.said
    assert "1,000 + 200 tokens, $0.0125" in done.said
    assert "\x1b" not in done.said
    version = desk.only().answer_of("outline")
    assert version is not None
    assert (version.source, version.model) == ("model", "openai/small")
    assert version.inputs == dict(desk.only().compose("outline").inputs)
    assert not list((desk.only_path() / "drafts").glob("*"))


def test_an_answer_that_fails_a_check_is_kept_and_the_code_is_1(
    run: Run, desk: Desk, engine: FakeEngine
) -> None:
    done = run("run", "ci-vs-cd", "outline", "--model", "openai/small")
    assert (done.code, done.data) == (1, b"Said.")
    assert "fails" in done.said
    assert desk.only().text_of("outline") == "Said."


def test_fix_prompts_are_sent_and_the_last_answer_is_printed(
    run: Run, desk: Desk, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Finding(check="words", severity="fail", what="the text", found="1", wanted="9")

    def verdict(_session: object, _prompt: str, text: str) -> Verdict:
        return Verdict() if text == "Better." else Verdict(findings=(finding,))

    monkeypatch.setattr("copydesk.sessions.verdicts.verdict_on", verdict)
    for text in ("Bad.", "Still bad.", "Better."):
        engine.will(text)
    done = run("run", "ci-vs-cd", "outline", "--model", "openai/small", "--fix", "2")
    assert (done.code, done.data) == (0, b"Better.")
    assert len(desk.only().history["outline"]) == 3


def test_all_goes_through_the_kit_and_the_same_command_goes_on(
    run: Run, desk: Desk, engine: FakeEngine, holds: None
) -> None:
    fault = ModelFault("down", "openai is down.", "Try later.", details="503 \x1b[2J")

    def script(request: Request) -> tuple[object, ...]:
        number = len(engine.requests)
        return (f"Half {number}", fault) if number == 5 else (f"Answer {number}",)

    engine.by_prompt = script  # type: ignore[assignment]
    command = ("run", "ci-vs-cd", "--all", "--model", "openai/small", "--jobs", "1")
    done = run(*command)
    assert (done.code, done.data) == (4, b"")
    assert "openai is down. Try later." in done.said
    assert "4 of 12 prompts done. 8 left: the same command goes on." in done.said
    assert "\x1b" not in done.said
    assert "The provider said: 503" in done.said
    done = run(*command)
    assert done.code == 0
    session = desk.only()
    assert session.progress() == (12, 12)
    assert len(session.state.runs) == 13
    done = run(*command)
    assert done.code == 0
    assert "answered or skipped" in done.said


def test_next_runs_the_next_prompt(
    run: Run, begun: Path, desk: Desk, engine: FakeEngine, holds: None
) -> None:
    assert run("run", "ci-vs-cd", "--next", "--model", "x/y").data == b"Said."
    assert desk.only().text_of("research") == "Said."


def test_what_a_prompt_lacks_is_named_and_nothing_is_sent(
    run: Run, desk: Desk, engine: FakeEngine, holds: None
) -> None:
    done = run("run", "ci-vs-cd", "body", "--model", "x/y")
    assert (done.code, done.data) == (3, b"")
    assert "step 1, Article outline, has no answer yet" in done.said
    assert not engine.requests
    assert desk.listed() == []
    done = run("run", "ci-vs-cd", "body", "--model", "x/y", "--allow-missing")
    assert (done.code, done.data) == (0, b"Said.")


def test_without_a_model_it_says_how_to_name_one(run: Run, engine: FakeEngine) -> None:
    done = run("run", "ci-vs-cd", "outline")
    assert done.code == 2
    assert "No model is chosen." in done.said
    assert "--model" in done.said


def test_one_of_prompt_next_and_all_is_wanted(run: Run, engine: FakeEngine) -> None:
    assert run("run", "ci-vs-cd").code == 2
    assert run("run", "ci-vs-cd", "outline", "--all").code == 2


def test_a_limit_of_cost_is_held_with_a_code_of_its_own(
    run: Run, engine: FakeEngine, holds: None
) -> None:
    engine.will("An answer")
    done = run("run", "ci-vs-cd", "--all", "--model", "x/y", "--max-cost", "0.014", "--jobs", "1")
    assert done.code == 5
    assert "would pass the limit of $0.0140" in done.said
    assert len(engine.requests) == 1


def test_ctrl_c_keeps_what_came(
    run: Run, desk: Desk, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupts(FakeEngine):
        async def stream(self, request, on_text, on_state=lambda _: None):  # type: ignore[no-untyped-def]
            on_text("So far")
            await asyncio.sleep(0)
            for task in asyncio.all_tasks():
                task.cancel()
            await asyncio.sleep(60)

    monkeypatch.setattr("copydesk.cli.running.Engine", lambda _: Interrupts())
    done = run("run", "ci-vs-cd", "outline", "--model", "x/y")
    assert done.code == 130
    version = desk.only().answer_of("outline")
    assert version is not None
    assert (version.text, version.unfinished) == ("So far", "stopped by hand")


def test_models_are_listed_with_why_they_work_here(run: Run, engine: FakeEngine) -> None:
    engine.listed = (
        Offer("openai/small", "openai", "OPENAI_API_KEY is set", 128_000, 0.15, 0.6),
        Offer("openai/llama", "office", "at http://localhost:8000/v1", address="http://x"),
    )
    done = run("models")
    assert done.code == 0
    assert done.text.splitlines() == [
        "openai/small  OPENAI_API_KEY is set",
        "office/llama  at http://localhost:8000/v1",
    ]
    data = json.loads(run("models", "--json").data)
    assert [one["name"] for one in data["models"]] == ["openai/small", "office/llama"]
    assert data["models"][1]["price_in"] is None
    engine.listed = ()
    done = run("models")
    assert done.code == 1
    assert "OPENAI_API_KEY" in done.said


@pytest.mark.parametrize(
    ("option", "value"), [("--max-cost", "0"), ("--max-cost", "nan"), ("--max-tokens", "0")]
)
def test_a_limit_of_nothing_is_no_limit_and_refused(
    run: Run, engine: FakeEngine, option: str, value: str
) -> None:
    assert run("run", "ci-vs-cd", "outline", "--model", "x/y", option, value).code == 2
    assert not engine.requests


def test_an_empty_answer_is_none(run: Run, desk: Desk, engine: FakeEngine) -> None:
    engine.will(" ")
    assert run("run", "ci-vs-cd", "outline", "--model", "x/y").code == 4
    assert desk.only().text_of("outline") == ""
