"""All that runs on models in this window, whatever screen is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from copydesk.models.engine import Engine
from copydesk.runs.choice import chosen
from copydesk.runs.outgoing import mending, outgoing, request_for
from copydesk.runs.queue import Queue
from copydesk.runs.run import Run
from copydesk.runs.run_on import Limits, Price, RunOn
from copydesk.runs.taking import take_in

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.checks.finding import Finding, Verdict
    from copydesk.model_settings import ModelSettings
    from copydesk.runs.choice import Choice
    from copydesk.runs.outgoing import Outgoing
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.session import Session
    from copydesk.tui.work import Work

ENDED = "Copydesk was closed while it came"
"""Why an answer stops whose run was ended by quitting."""


class Runner:
    """The runs, and the sessions that they belong to."""

    def __init__(self, settings: ModelSettings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.engine = engine or Engine(settings.addresses)
        self._queue = Queue(self.engine, settings.at_once)
        self._works: dict[Path, Work] = {}
        self._last: dict[tuple[str, str], Run] = {}
        self._series: dict[Path, RunOn] = {}
        self._following: set[asyncio.Task[None]] = set()

    # What is going

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run that is not over."""
        return self._queue.runs

    def run_of(self, session: Session, prompt_id: str) -> Run | None:
        """The last run of a prompt; None where there was none since the app was started."""
        return self._last.get((session.id, prompt_id))

    def runs_of(self, session: Session) -> tuple[Run, ...]:
        """The runs of a session that are not over."""
        mine = (run for (owner, _), run in self._last.items() if owner == session.id)
        return tuple(run for run in mine if not run.is_over)

    def series_of(self, work: Work) -> RunOn | None:
        """The run through several prompts of a session; None where none is going."""
        found = self._series.get(work.folder.file)
        return None if found is None or found.ending else found

    def last_series(self, work: Work) -> RunOn | None:
        """The last run through several prompts of a session, over or not."""
        return self._series.get(work.folder.file)

    def work_of(self, folder: SessionFolder) -> Work | None:
        """The session in a folder as it stands here, if something of it is going or unsaved."""
        work = self._works.get(folder.file)
        if work is None or not (self.runs_of(work.session) or self.series_of(work) or work.dirty):
            return None
        return work

    # Sending

    def choice(self, session: Session, prompt_id: str) -> Choice:
        """What a prompt would run on; raises NoModel."""
        return chosen(session, self.settings, prompt_id)

    def ready(self, work: Work, prompt_id: str, findings: Sequence[Finding] = ()) -> Outgoing:
        """What would be sent for a prompt; raises NoModel."""
        choice = self.choice(work.session, prompt_id)
        if findings:
            return mending(work.session, prompt_id, choice, findings)
        return outgoing(work.session, prompt_id, choice)

    def send(
        self, work: Work, prompt_id: str, findings: Sequence[Finding] = ()
    ) -> tuple[Run, asyncio.Task[None]]:
        """Send a prompt, or a fix prompt made from findings.

        Returns:
            The run, and a task that is done when what came is part of the session.

        Raises:
            NoModel: No model is chosen.
        """
        choice = self.choice(work.session, prompt_id)
        out = self.ready(work, prompt_id, findings)
        run = Run(
            out, request_for(choice, out, self.settings), work.folder.sides, fix=bool(findings)
        )
        self._works[work.folder.file] = work
        self._last[work.session.id, prompt_id] = run
        return run, self._queue.start(run, lambda over: self._ended(work, over))

    def _ended(self, work: Work, run: Run) -> None:
        taken = take_in(work.session, run, aside=work.is_written(run.prompt_id))
        work.when_saved(run.forget)
        work.on_run(run, taken)

    def stop(self, run: Run, why: str = "stopped by hand") -> None:
        """End a run at once; what came is kept."""
        self._queue.stop(run, why)

    # Running on

    def run_on(
        self,
        work: Work,
        prompts: Sequence[str],
        *,
        fixes: int,
        limits: Limits,
        price: Price | None,
        on_change: Callable[[], None],
    ) -> RunOn:
        """Run through several prompts, in the background."""
        series = RunOn(
            _Desk(self, work),
            prompts,
            fixes=fixes,
            limits=limits,
            price=price,
            at_once=self.settings.at_once,
            on_change=on_change,
        )
        self._works[work.folder.file] = work
        self._series[work.folder.file] = series
        task = asyncio.create_task(series.go())
        self._following.add(task)
        task.add_done_callback(self._following.discard)
        return series

    # Leaving

    def stop_all(self) -> None:
        """End everything at once, and keep what came."""
        for series in self._series.values():
            series.stop()
        for run in self.runs:
            self.stop(run, ENDED)

    def flush(self) -> None:
        """End everything and save it now, in this thread; raises CopydeskError."""
        self.stop_all()
        self.engine.kill()
        for work in self._works.values():
            if work.dirty:
                work.flush()


class _Desk:
    """What a run through several prompts sees of the window."""

    def __init__(self, runner: Runner, work: Work) -> None:
        self.session = work.session
        self._runner = runner
        self._work = work

    def send(self, prompt_id: str, findings: Sequence[Finding] = ()) -> tuple[Run, Awaitable[None]]:
        return self._runner.send(self._work, prompt_id, findings)

    async def look(self, prompt_id: str) -> Verdict | None:
        return await self._work.verdict(prompt_id)

    def stop(self, run: Run, why: str) -> None:
        self._runner.stop(run, why)
