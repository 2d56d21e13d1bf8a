"""The door to models: start the process that holds litellm, ask it, hand on what it says."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from copydesk.models import wire, words
from copydesk.models.child import Child
from copydesk.models.fault import ModelFault
from copydesk.models.installing import install_command, installed
from copydesk.models.offer import Address, Estimate, Offer
from copydesk.models.request import Finished, Request, State

__all__ = ["Address", "Engine", "Estimate", "Offer", "install_command", "installed"]

_T = TypeVar("_T", bound=wire.Report)


class Engine:
    """Runs models, any number at once, in one process that is started at the first need.

    A process that dies takes its runs with it, each with a ``ModelFault`` of the kind "engine";
    the next call starts another.

    Args:
        addresses: Servers that speak OpenAI's protocol, by the names that the settings give
            them; ``offers`` asks them what they have.
    """

    def __init__(self, addresses: Mapping[str, Address] | None = None) -> None:
        self._addresses = dict(addresses or {})
        self._child: _Process | None = None
        self._ids = itertools.count(1)

    @property
    def pid(self) -> int | None:
        """The number of the process that holds litellm, while there is one."""
        return self._child.pid if self._child and not self._child.ended else None

    async def stream(
        self,
        request: Request,
        on_text: Callable[[str], None],
        on_state: Callable[[State], None] = lambda _state: None,
    ) -> Finished:
        """Run a request, handing on its text as it comes.

        Cancelled, it hands on what has arrived and ends at once; the process is told.

        Raises:
            ModelFault: It failed; what ``on_text`` was given is what had come by then.
        """
        process = self._process()
        if not process.ready:
            on_state("loading")
        call = process.open(wire.Run(next(self._ids), request))
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
            process.close(call)

    async def offers(self) -> tuple[Offer, ...]:
        """What can work here: providers with a key, a local Ollama, the settings' addresses.

        Raises:
            ModelFault: litellm is missing, or its process died.
        """
        ask = wire.AskOffers(next(self._ids), self._addresses)
        return (await self._ask(ask, wire.Offers)).offers

    async def estimate(self, model: str, text: str, answer_tokens: int) -> Estimate:
        """What it would take to send ``text`` and get an answer of ``answer_tokens``.

        Raises:
            ModelFault: litellm is missing, or its process died.
        """
        ask = wire.AskEstimate(next(self._ids), model, text, answer_tokens)
        return (await self._ask(ask, wire.Estimated)).estimate

    async def close(self) -> None:
        """End the process; runs that are still open fail."""
        child, self._child = self._child, None
        if child:
            await asyncio.to_thread(child.end)

    def kill(self) -> None:
        """End the process at once, from a signal handler too."""
        if self._child:
            self._child.kill()

    async def _ask(self, order: wire.Order, kind: type[_T]) -> _T:
        """Send an order that has one answer, and wait for that."""
        process = self._process()
        call = process.open(order)
        try:
            report = await call.report()
        finally:
            process.close(call)
        if isinstance(report, kind):
            return report
        raise _fault(report)

    def _process(self) -> _Process:
        """The process, started if there is none.

        Raises:
            ModelFault: litellm is not installed, or the process cannot be started.
        """
        if self._child and not self._child.ended:
            return self._child
        if not installed():
            raise words.not_installed(install_command())
        try:
            self._child = _Process()
        except OSError as error:
            raise words.engine_not_started(error) from error
        return self._child


class _Process:
    """A child with the calls that wait for its reports."""

    def __init__(self) -> None:
        self.ready = False
        self.ended = False
        self._calls: dict[int, _Call] = {}
        self._child = Child(self._got, self._gone)
        self.pid = self._child.pid

    def open(self, order: wire.Order) -> _Call:
        """Send an order whose reports go to the call that is returned."""
        call = self._calls[order.id] = _Call(order.id)
        self._child.send(wire.line(order))
        if self.ended:  # meanwhile; _gone may not have seen this call
            call.put(None)
        return call

    def close(self, call: _Call) -> None:
        """Forget a call; the child stops what it still does for it."""
        self._calls.pop(call.id, None)
        if not call.over:
            self._child.send(wire.line(wire.Cancel(call.id)))

    def end(self) -> None:
        self._child.close()

    def kill(self) -> None:
        self._child.kill()

    def _got(self, line: bytes) -> None:
        """A line came; called in a thread."""
        try:
            report = wire.report(line)
        except ValueError:
            self._child.kill()  # it has gone mad
            return
        if isinstance(report, wire.Ready):
            self.ready = True
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
