"""Running on: prompts in the order of the graph, side by side where they can be.

It pauses where an answer fails, once the fix prompts it was allowed are used up, and stops at a
limit that was set beforehand. What was answered stays; running on again takes what is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from copydesk.errors import CopydeskError
from copydesk.runs.plan import expected_tokens, lacking, ready
from copydesk.runs.spending import Spent, money, spent
from copydesk.text import approx_tokens

if TYPE_CHECKING:
    from copydesk.checks.finding import Finding, Verdict
    from copydesk.runs.run import Run
    from copydesk.sessions.session import Session

TICK_SECONDS = 0.2
"""How often the limits are looked at while answers come."""

Ending = Literal["", "done", "paused", "limit", "failed", "stopped"]


class Limits(NamedTuple):
    """What must not be passed; 0 is no limit."""

    cost: float = 0.0
    """US dollars."""
    tokens: int = 0
    """Sent and written together."""


class Price(NamedTuple):
    """What a token costs in US dollars."""

    sent: float
    written: float


class Desk(Protocol):
    """What running on wants of the window or the command that it runs in."""

    session: Session

    def send(self, prompt_id: str, findings: Sequence[Finding] = ()) -> tuple[Run, Awaitable[None]]:
        """Send a prompt, or a fix prompt made from findings; the run, and its end.

        Raises CopydeskError where it cannot be sent.
        """
        ...

    async def look(self, prompt_id: str) -> Verdict | None:
        """What the checks find in the current answer."""
        ...

    def stop(self, run: Run, why: str) -> None:
        """End a run at once, and keep what came."""
        ...


class RunOn:
    """A run through several prompts."""

    def __init__(
        self,
        desk: Desk,
        prompts: Sequence[str],
        *,
        fixes: int = 0,
        limits: Limits = Limits(),  # noqa: B008 (it never changes)
        price: Price | None = None,
        at_once: int = 4,
        gaps: bool = False,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            prompts: What to run, as ``planned`` gives it.
            fixes: How many fix prompts may be sent for an answer that fails.
            limits: What must not be passed.
            price: What tokens cost, where that is known; limits of cost want it.
            at_once: How many may go side by side; in one chat it is one.
            gaps: Send prompts also where an answer that they use is missing.
            on_change: Called whenever something is different from before.
        """
        self.prompts = tuple(prompts)
        self.done: list[str] = []
        """The prompts whose answers came and hold, in the order in which they came."""
        self.failing: list[str] = []
        """The prompts whose answers came and fail."""
        self.ending: Ending = ""
        """How it ended; empty while it is going."""
        self.why = ""
        """In words, for everything but ``done``."""
        self.told = False
        """Whether a person was told how it ended."""
        self._desk = desk
        self._waiting = list(prompts)
        self._going: dict[str, Run | None] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.runs: list[Run] = []
        """Everything that was sent, fix prompts too, in its order."""
        self._gaps = gaps
        self._fixes = fixes
        self._limits = limits
        self._price = price
        self._at_once = 1 if desk.session.one_chat else at_once
        self._on_change = on_change

    @property
    def going(self) -> tuple[str, ...]:
        """The prompts that were sent and whose answers have not come."""
        return tuple(self._going)

    @property
    def spent(self) -> Spent:
        """What its runs took so far."""
        recorded = self._desk.session.state.runs
        return spent(recorded[run.id] for run in self.runs if run.id in recorded)

    async def go(self) -> None:
        """Run everything; returns when nothing is going any more."""
        self._look_at_limits_beforehand()
        try:
            while not self.ending or self._tasks:
                if not self.ending:
                    self._send_what_is_ready()
                if not self._tasks:
                    break
                await asyncio.wait(
                    self._tasks, timeout=TICK_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                self._watch_limits()
        except asyncio.CancelledError:
            self._end("stopped", "Stopped by hand.")
            raise
        finally:
            for task in self._tasks:
                task.cancel()
            if not self.ending:
                self._end_of_all()
            self._on_change()

    def stop(self) -> None:
        """End it: what is going is stopped, and what came of it kept."""
        self._end("stopped", "Stopped by hand.")
        self._stop_runs("stopped by hand")

    def _end(self, ending: Ending, why: str) -> None:
        if not self.ending:
            self.ending, self.why = ending, why
            self._on_change()

    def _end_of_all(self) -> None:
        if not self._waiting:
            self._end("done", "")
            return
        session = self._desk.session
        wanting = lacking(session, self._waiting)
        names = ", ".join(session.name(one) for one in wanting or self._waiting)
        self._end("paused", f"What is left waits for {names}.")

    def _send_what_is_ready(self) -> None:
        session = self._desk.session
        self._waiting = [one for one in self._waiting if session.has(one)]
        for prompt_id in ready(session, self._waiting, tuple(self._going)):
            if len(self._going) >= self._at_once or self.ending:
                return
            if not self._gaps and session.waits_for(prompt_id):
                continue
            if not self._has_room_for(prompt_id):
                return
            self._waiting.remove(prompt_id)
            self._going[prompt_id] = None
            task = asyncio.create_task(self._one(prompt_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._on_change()

    async def _one(self, prompt_id: str) -> None:
        """One prompt: sent, looked at, mended as often as is allowed."""
        findings: Sequence[Finding] = ()
        name = self._desk.session.name(prompt_id)
        try:
            for left in range(self._fixes, -1, -1):
                run, end = self._desk.send(prompt_id, findings)
                self._going[prompt_id] = run
                self.runs.append(run)
                await end
                self._on_change()
                if run.fault is not None:
                    self._end("failed", f"{name}: {run.fault}")
                    return
                if run.why:
                    self._end("paused", f"{name} is unfinished: {run.why}.")
                    return
                if not run.text.strip():
                    self._end("failed", f"{name}: the model gave an empty answer.")
                    return
                verdict = await self._desk.look(prompt_id)
                if verdict is None or not verdict.fails:
                    self.done.append(prompt_id)
                    return
                findings = verdict.to_mend
                if not left or self.ending:
                    break
            self.failing.append(prompt_id)
            self._end("paused", f"{name} fails a check.")
        except CopydeskError as error:
            self._end("failed", f"{name}: {error}")
        finally:
            self._going.pop(prompt_id, None)
            self._on_change()

    # Limits

    def _look_at_limits_beforehand(self) -> None:
        if self._limits.cost and self._price is None:
            why = "The price of this model is not known, so no limit of cost can be held."
            self._end("limit", f"{why} Set a limit of tokens.")

    def _has_room_for(self, prompt_id: str) -> bool:
        """Whether the limits leave room for one more; ends it where they do not."""
        session = self._desk.session
        text = session.compose(prompt_id).text
        sent, written = approx_tokens(text), expected_tokens(session, prompt_id)
        tokens, cost = self._used()
        cost += self._cost(sent, written)
        name = session.name(prompt_id)
        if self._limits.tokens and tokens + sent + written > self._limits.tokens:
            limit = f"{self._limits.tokens:,} tokens"
            self._end("limit", f"{name} would pass the limit of {limit}.")
        elif self._limits.cost and cost > self._limits.cost:
            self._end("limit", f"{name} would pass the limit of {money(self._limits.cost)}.")
        return not self.ending

    def _watch_limits(self) -> None:
        """Stop what is going when it writes more than the limits allow."""
        if self.ending == "limit":
            return
        tokens, cost = self._used()
        if self._limits.tokens and tokens > self._limits.tokens:
            self._end("limit", f"The limit of {self._limits.tokens:,} tokens is reached.")
        elif self._limits.cost and cost > self._limits.cost:
            self._end("limit", f"The limit of {money(self._limits.cost)} is reached.")
        else:
            return
        self._stop_runs("the limit was reached")

    def _stop_runs(self, why: str) -> None:
        for run in list(self._going.values()):
            if run is not None and not run.is_over:
                self._desk.stop(run, why)

    def _used(self) -> tuple[int, float]:
        """About how many tokens and dollars were used, as reported or else as counted here."""
        tokens, cost = 0, 0.0
        for run in self.runs:
            sent, written = run.usage.prompt_tokens, run.usage.answer_tokens
            if sent is None:
                sent = approx_tokens(run.outgoing.text)
            if written is None:
                written = approx_tokens(run.text)
            tokens += sent + written
            known = run.usage.cost
            cost += self._cost(sent, written) if known is None else known
        return tokens, cost

    def _cost(self, sent: int, written: int) -> float:
        if self._price is None:
            return 0.0
        return sent * self._price.sent + written * self._price.written
