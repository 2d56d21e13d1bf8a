"""Running requests in tests, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loopback import Loopback

from copydesk.models.engine import Engine
from copydesk.models.fault import ModelFault
from copydesk.models.request import Finished, Message, Request

KEY = "sk-sentinel-loopback-0123456789"
VARIABLE = "LOOPBACK_API_KEY"


@dataclass
class Outcome:
    """What came of a run: the text, the states, and its end or its fault."""

    text: str
    pieces: int
    states: list[str]
    end: Finished | ModelFault

    @property
    def fault(self) -> ModelFault:
        assert isinstance(self.end, ModelFault), self.end
        return self.end

    @property
    def finished(self) -> Finished:
        assert isinstance(self.end, Finished), self.end
        return self.end


def request_for(server: Loopback, model: str, text: str = "Tell me.", **more: Any) -> Request:
    """A request for a model of the server, at its address."""
    given = {"address": server.url, "key_variable": VARIABLE} | more
    return Request(model=f"openai/{model}", messages=(Message("user", text),), **given)


async def outcome_of(
    engine: Engine, request: Request, on_text: Callable[[str], None] = lambda _text: None
) -> Outcome:
    """Run a request to whatever end it comes to."""
    pieces: list[str] = []
    states: list[str] = []

    def take(text: str) -> None:
        pieces.append(text)
        on_text(text)

    end: Finished | ModelFault
    try:
        end = await engine.stream(request, take, states.append)
    except ModelFault as fault:
        end = fault
    return Outcome("".join(pieces), len(pieces), states, end)
