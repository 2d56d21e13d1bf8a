"""One prompt on a model: from its place in the queue to what came of it.

What has come is on the disk at least every second, beside the session, until its owner says that
the session holds it.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec.structs import replace

from copydesk.models.fault import ModelFault
from copydesk.models.request import Finished, Request, Usage
from copydesk.sessions.drafts import StreamFile
from copydesk.text import count_words

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.models.offer import Estimate
    from copydesk.runs.outgoing import Outgoing

KEEP_SECONDS = 0.7
"""How often what came is put on the disk."""

PATIENCE_SECONDS = 300.0
"""A provider that asks to wait longer than this is not waited for."""

UNSAID_SECONDS = 20.0
"""How long to wait when a provider limits the rate and does not say for how long."""

Phase = Literal["queued", "loading", "waiting", "streaming", "pausing", "done", "failed", "stopped"]
OVER: tuple[Phase, ...] = ("done", "failed", "stopped")


class Streams(Protocol):
    """What a run wants of the engine."""

    async def stream(
        self,
        request: Request,
        on_text: Callable[[str], None],
        on_state: Callable[[Literal["loading", "waiting", "streaming"]], None],
    ) -> Finished:
        """Send a request, and pass on what comes; see ``Engine.stream``."""
        ...

    async def estimate(self, model: str, text: str, answer_tokens: int) -> Estimate:
        """About what a request takes; see ``Engine.estimate``."""
        ...


class Run:
    """One prompt that was sent, or is about to be."""

    def __init__(self, outgoing: Outgoing, request: Request, sides: Path, *, fix: bool) -> None:
        """Args: sides: the folder beside the session's file; fix: whether it mends an answer."""
        self.id = secrets.token_hex(6)
        self.outgoing = outgoing
        self.request = request
        self.fix = fix
        self.phase: Phase = "queued"
        self.fault: ModelFault | None = None
        """Why it failed."""
        self.why = ""
        """Why what came is unfinished, as ``Version.unfinished`` says it; empty when whole."""
        self.estimate: Estimate | None = None
        """About what it will take; None before that is known."""
        self.usage = Usage()
        """As the provider reported it."""
        self.left = ""
        """The ref of the answer that stood there when what came was taken in."""
        self.unsaved = ""
        """Why what came so far is not on the disk; empty while it is."""
        self.until = 0.0
        """While pausing: when it is tried again, by ``time.monotonic``."""
        self.began = self.first = self.ended = 0.0
        """When it left the queue, when its first text came, when it was over."""
        self._pieces: list[str] = []
        self._text = ""
        self._words = self._counted = 0
        self._file = StreamFile(sides, outgoing.sent)
        self._written = 0
        self._keeping: asyncio.Task[None] | None = None

    @property
    def prompt_id(self) -> str:
        """The prompt that it runs."""
        return self.outgoing.sent.prompt

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.phase in OVER

    @property
    def text(self) -> str:
        """All that came so far."""
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    @property
    def words(self) -> int:
        """How many words came so far; only what is new is counted."""
        text = self.text
        end = max(text.rfind(" "), text.rfind("\n")) + 1
        if end > self._counted:
            self._words += count_words(text[self._counted : end])
            self._counted = end
        return self._words + count_words(text[self._counted :])

    @property
    def seconds(self) -> float:
        """How long it has been going, waiting in the queue aside."""
        if not self.began:
            return 0.0
        return (self.ended or time.monotonic()) - self.began

    @property
    def rate(self) -> float:
        """Words a second since the first text came; 0.0 before there is anything to measure."""
        since = (self.ended or time.monotonic()) - self.first if self.first else 0.0
        return self.words / since if since > 0.5 else 0.0

    @property
    def wait_seconds(self) -> int:
        """While pausing: how many seconds are left until it is tried again."""
        return max(0, round(self.until - time.monotonic()))

    async def go(self, engine: Streams) -> None:
        """Send it and take what comes; returns when it is over. Never raises ModelFault."""
        self.began = time.monotonic()
        try:
            self._file.begin()
        except OSError as error:
            self.unsaved = error.strerror or str(error)
        self._keeping = asyncio.create_task(self._keep())
        try:
            self._state("loading")
            if not await self._fits(engine):
                return
            if not await self._attempt(engine, last=False):
                await self._attempt(engine, last=True)
        except asyncio.CancelledError:
            self.stop("stopped by hand")
            raise
        finally:
            self._keeping.cancel()

    async def _attempt(self, engine: Streams, *, last: bool) -> bool:
        """Try once; False when a rate limit was waited for and it is to be tried again."""
        try:
            finished = await engine.stream(self.request, self._came, self._state)
        except ModelFault as fault:
            wait = UNSAID_SECONDS if fault.retry_after is None else fault.retry_after
            if fault.kind == "rate limit" and not last and wait <= PATIENCE_SECONDS:
                self.phase, self.until = "pausing", time.monotonic() + wait
                await asyncio.sleep(wait)
                return False
            self._failed(fault)
            return True
        self.usage = finished.usage
        self._over("done", "" if finished.ending == "done" else self._limit())
        return True

    async def _fits(self, engine: Streams) -> bool:
        """Measure what is to be sent; whether the model takes so much, as far as is known."""
        request, expected = self.request, self.outgoing.expected
        try:
            found = await engine.estimate(request.model, self.outgoing.text, expected)
        except ModelFault as fault:
            self._failed(fault)
            return False
        if request.address:  # what a server of one's own asks is not known, whatever its name
            found = replace(found, cost=None, price_in=None, price_out=None)
        self.estimate = found
        sent, room = found.prompt_tokens, found.context
        if sent is None or room is None or sent <= room:
            return True
        self._failed(
            ModelFault(
                "too long",
                f"This prompt is too long for {self.outgoing.sent.model}: "
                f"≈ {sent:,} tokens, and it takes {room:,}.",
                "Nothing was sent.",
                used=sent,
                limit=room,
            )
        )
        return False

    def _failed(self, fault: ModelFault) -> None:
        if fault.usage is not None:
            self.usage = fault.usage
        if fault.kind == "too long" and self.outgoing.largest:
            parts = ", ".join(
                f"{name} ({size:,} characters)" for name, size in self.outgoing.largest[:3]
            )
            fault.hint = f"{fault.hint} The largest parts: {parts}.".strip()
        self.fault = fault
        self._over("failed", _why(fault))

    def _limit(self) -> str:
        limit = self.request.max_tokens
        return f"it reached the limit of {limit:,} tokens" if limit else "the model's own limit"

    def stop(self, why: str) -> None:
        """End it as it stands, at once; what came is kept. Nothing when it is over already."""
        if not self.is_over:
            self._over("stopped", why)

    def _over(self, phase: Phase, why: str) -> None:
        self.phase, self.why = phase, why
        self.ended = time.monotonic()

    def _came(self, text: str) -> None:
        if self.is_over:
            return  # a last piece that was on its way when the writer stopped it
        self.first = self.first or time.monotonic()
        self._pieces.append(text)

    def _state(self, state: Literal["loading", "waiting", "streaming"]) -> None:
        if not self.is_over:
            self.phase = state

    # On the disk

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            text = self.text
            if len(text) != self._written:
                try:
                    await asyncio.to_thread(self._file.write, text)
                except OSError as error:
                    self.unsaved = error.strerror or str(error)
                else:
                    self._written, self.unsaved = len(text), ""

    def flush(self) -> None:
        """Put on the disk what came, now and in this thread; raises OSError."""
        if len(self.text) != self._written:
            self._file.write(self.text)
            self._written = len(self.text)

    def forget(self) -> None:
        """The session on the disk holds what came: remove the file beside it."""
        with contextlib.suppress(OSError):
            self._file.end()


def _why(fault: ModelFault) -> str:
    """Why a part is no whole, for its version."""
    return {
        "cut off": "the connection was cut off",
        "stalled": "the model fell silent",
        "refused": "the provider stopped it",
        "engine": "the program that talks to the model ended",
    }.get(fault.kind, "the model failed")
