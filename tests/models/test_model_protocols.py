"""Providers that speak otherwise than OpenAI: what came is whole, and an end is told from a cut."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from loopback import Loopback
from running import outcome_of
from sayings import ANSWER

from copydesk.models.engine import Engine
from copydesk.models.request import Message, Request

WHOLE = ("ollama_chat/llama9:8b", "anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash")
CUT = ("ollama_chat/cut", "anthropic/claude-cut", "gemini/gemini-cut")


@pytest.fixture
async def abroad(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Engine]:
    """An engine for which the server is Ollama, Anthropic and Google."""
    base = server.url.removesuffix("/v1")
    monkeypatch.setenv("OLLAMA_HOST", base)
    for name in ("ANTHROPIC", "GEMINI"):
        monkeypatch.setenv(f"{name}_API_KEY", f"sk-{name}-0123456789")
        monkeypatch.setenv(f"{name}_API_BASE", base)
    engine = Engine()
    yield engine
    await engine.close()


async def test_whole_answers_and_answers_that_are_cut_off(abroad: Engine) -> None:
    for model in WHOLE:
        outcome = await outcome_of(abroad, asking(model))
        assert (outcome.text, outcome.finished.ending) == (ANSWER, "done")
        usage = outcome.finished.usage
        assert (usage.prompt_tokens, usage.answer_tokens) == (11, 5)
        assert (usage.cost is None) == model.startswith("ollama")
    for model in CUT:
        outcome = await outcome_of(abroad, asking(model))
        assert outcome.fault.kind == "cut off"
        assert outcome.text
        assert ANSWER.startswith(outcome.text)


def asking(model: str) -> Request:
    return Request(model=model, messages=(Message("user", "Tell me."),), max_tokens=100)
