"""All runs of this program: so many at once, the rest in their order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.runs.run import Run, Streams


class Queue:
    """Runs that are going or wait for their turn.

    In one chat runs go one after another, since each is told what the others said.
    """

    def __init__(self, engine: Streams, at_once: int) -> None:
        self._engine = engine
        self._slots = asyncio.Semaphore(at_once)
        self._tasks: dict[Run, asyncio.Task[None]] = {}
        self._ended: dict[Run, Callable[[Run], None]] = {}

    @property
    def runs(self) -> tuple[Run, ...]:
        """Those that are not over, oldest first."""
        return tuple(run for run in self._tasks if not run.is_over)

    def start(self, run: Run, ended: Callable[[Run], None]) -> asyncio.Task[None]:
        """Let a run take its turn.

        Args:
            ended: Takes the run when it is over, once, on the loop; what came is to be kept then.
        """
        task = asyncio.create_task(self._go(run))
        self._tasks[run] = task
        self._ended[run] = ended
        return task

    async def _go(self, run: Run) -> None:
        try:
            async with self._slots:
                if not run.is_over:
                    await run.go(self._engine)
        finally:
            self._tasks.pop(run, None)
            self._report(run)

    def stop(self, run: Run, why: str = "stopped by hand") -> None:
        """End a run at once; what came is reported to its owner before this returns."""
        run.stop(why)
        self._report(run)
        task = self._tasks.get(run)
        if task is not None:
            task.cancel()

    def stop_all(self, why: str) -> None:
        """End every run at once."""
        for run in self.runs:
            self.stop(run, why)

    def _report(self, run: Run) -> None:
        ended = self._ended.pop(run, None)
        if ended is not None:
            run.stop("stopped by hand")  # or it was cancelled before its turn came
            ended(run)
