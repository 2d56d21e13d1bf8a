"""What Copydesk knows of the process that holds litellm: what it was asked, and by whom."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from copydesk.models import wire, words
from copydesk.models.child import Child
from copydesk.models.fault import ModelFault
from copydesk.models.installing import install_command, installed
from copydesk.models.offer import Address, Estimate, Offer
from copydesk.models.request import Finished, Request, State

_T = TypeVar("_T", bound=wire.Report)


def started() -> Process:
    """A process that has just been started.

    Raises:
        ModelFault: litellm is not installed, or the process cannot be started.
    """
    if not installed():
        raise words.not_installed(install_command())
    try:
        return Process()
    except OSError as error:
        raise words.engine_not_started(error) from error


class Process:
    """A child with the calls that wait for its reports.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self) -> None:
        self.ended = False
        self._ready = False
        self._ids = itertools.count(1)
        self._calls: dict[int, _Call] = {}
        self._child = Child(self._got, self._gone)
        self.pid = self._child.pid

    async def stream(
        self, request: Request, on_text: Callable[[str], None], on_state: Callable[[State], None]
    ) -> Finished:
        """Run a request; see ``Engine.stream``."""
        if not self._ready:
            on_state("loading")
        call = self._open(wire.Run(next(self._ids), request))
        try:
            while True:
                match await call.report():
                    case wire.Text(text=text):
                        on_text(text)
                    case wire.Now(state=state):
                        on_state(state)
                    case wire.Done(finished=finished):
                        return finished
                    case other:
                        raise _fault(other)
        except asyncio.CancelledError:
            for late in call.waiting():
                if isinstance(late, wire.Text):
                    on_text(late.text)
            raise
        finally:
            self._forget(call)

    async def offers(self, addresses: dict[str, Address]) -> tuple[Offer, ...]:
        """What can work here; see ``Engine.offers``."""
        return (await self._ask(wire.AskOffers(next(self._ids), addresses), wire.Offers)).offers

    async def estimate(self, model: str, text: str, answer_tokens: int) -> Estimate:
        """What a run would take; see ``Engine.estimate``."""
        order = wire.AskEstimate(next(self._ids), model, text, answer_tokens)
        return (await self._ask(order, wire.Estimated)).estimate

    def close(self) -> None:
        """End it, and wait for that; it takes a second at most."""
        self._child.close()

    def kill(self) -> None:
        """End it now, without waiting for anything."""
        self._child.kill()

    async def _ask(self, order: wire.Order, kind: type[_T]) -> _T:
        """Send an order that has one answer, and wait for that."""
        call = self._open(order)
        try:
            report = await call.report()
        finally:
            self._forget(call)
        if isinstance(report, kind):
            return report
        raise _fault(report)

    def _open(self, order: wire.Order) -> _Call:
        """Send an order whose reports go to the call that is returned."""
        call = self._calls[order.id] = _Call(order.id)
        self._child.send(wire.line(order))
        if self.ended:  # meanwhile; _gone may not have seen this call
            call.put(None)
        return call

    def _forget(self, call: _Call) -> None:
        """Forget a call; the child stops what it still does for it."""
        self._calls.pop(call.id, None)
        if not call.over:
            self._child.send(wire.line(wire.Cancel(call.id)))

    def _got(self, line: bytes) -> None:
        """A line came; called in a thread."""
        try:
            report = wire.report(line)
        except ValueError:
            self._child.kill()  # it has gone mad
            return
        if isinstance(report, wire.Ready):
            self._ready = True
        elif call := self._calls.get(report.id):
            call.put(report)

    def _gone(self) -> None:
        """The child has ended; called in a thread."""
        self.ended = True
        for call in list(self._calls.values()):
            call.put(None)


class _Call:
    """One order's reports, in the order in which they come."""

    def __init__(self, number: int) -> None:
        self.id = number
        self.over = False
        """Nothing more comes."""
        self._loop = asyncio.get_running_loop()
        self._reports: asyncio.Queue[wire.Report | None] = asyncio.Queue()

    def put(self, report: wire.Report | None) -> None:
        """Hand over a report, None for the child's end; from any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._reports.put_nowait, report)

    async def report(self) -> wire.Report | None:
        """The next report; None when the child has ended."""
        report = await self._reports.get()
        self.over = not isinstance(report, wire.Text | wire.Now)
        return report

    def waiting(self) -> list[wire.Report | None]:
        """The reports that have come and that nobody has seen."""
        return [self._reports.get_nowait() for _ in range(self._reports.qsize())]


def _fault(report: wire.Report | None) -> ModelFault:
    """The fault behind a report that should have been another; None: the child has ended."""
    return report.fault() if isinstance(report, wire.Failed) else words.engine_died()
