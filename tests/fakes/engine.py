"""An engine that says what a test tells it to, in the place of the one that asks models."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from copydesk.models.fault import ModelFault
from copydesk.models.offer import Estimate, Offer
from copydesk.models.request import Finished, Request, Usage

Step = str | ModelFault | Finished | asyncio.Event
USAGE = Usage(prompt_tokens=1000, answer_tokens=200, cost=0.0125)


class FakeEngine:
    """Answers one request after another from a list of scripts, or with ``Said.``"""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.scripts: deque[tuple[Step, ...]] = deque()
        self.by_prompt: Callable[[Request], tuple[Step, ...]] | None = None
        self.found = Estimate(prompt_tokens=1000, cost=0.01, price_in=1.0, price_out=2.0)
        self.listed: tuple[Offer, ...] = ()
        self.going = self.most = self.cancelled = 0
        self.killed = False

    def will(self, *steps: Step) -> None:
        """What the next request gets: texts, a fault, an event to wait for, an end."""
        self.scripts.append(steps)

    async def stream(
        self,
        request: Request,
        on_text: Callable[[str], None],
        on_state: Callable[[Any], None] = lambda _: None,
    ) -> Finished:
        self.requests.append(request)
        self.going += 1
        self.most = max(self.most, self.going)
        try:
            on_state("waiting")
            await asyncio.sleep(0)
            for step in self._script(request):
                if isinstance(step, ModelFault):
                    raise step
                if isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, Finished):
                    return step
                else:
                    on_state("streaming")
                    on_text(step)
                    await asyncio.sleep(0)
            return Finished(USAGE, "done")
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.going -= 1

    def _script(self, request: Request) -> tuple[Step, ...]:
        if self.by_prompt is not None:
            return self.by_prompt(request)
        return self.scripts.popleft() if self.scripts else ("Said.",)

    async def estimate(self, model: str, text: str, answer_tokens: int) -> Estimate:
        return self.found

    async def offers(self) -> tuple[Offer, ...]:
        return self.listed

    async def close(self) -> None:
        self.killed = True

    def kill(self) -> None:
        self.killed = True
