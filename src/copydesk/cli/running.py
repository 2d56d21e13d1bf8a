"""``copydesk run``: prompts on a model, with progress on stderr and the answer on stdout."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.cli.ending import FAILED, INTERRUPTED, LIMIT, MISSING, NO_ANSWER, OK, Misused
from copydesk.cli.opening import Opened, find, name_of, open_or_begin, save
from copydesk.cli.output import say
from copydesk.cli.printing import name_missing, write_text
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.errors import CopydeskError
from copydesk.models.engine import Engine
from copydesk.runs.choice import Choice, NoModel, chosen
from copydesk.runs.outgoing import mending, outgoing, request_for
from copydesk.runs.plan import planned
from copydesk.runs.queue import Queue
from copydesk.runs.run import Run
from copydesk.runs.run_on import Limits, Price, RunOn
from copydesk.runs.spending import said, took
from copydesk.runs.taking import take_in
from copydesk.sessions.begin import beginning
from copydesk.sessions.folder import NotSaved
from copydesk.sessions.refs import prompt_called
from copydesk.text import approx_tokens, one_line

if TYPE_CHECKING:
    from copydesk.checks.finding import Finding, Verdict
    from copydesk.model_settings import ModelSettings
    from copydesk.models.offer import Offer
    from copydesk.sessions.session import Session

TICK_SECONDS = 0.25
"""How often progress is told on a terminal."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    ref: str
    prompt: str = ""
    """One prompt; empty for the next or for all."""
    every: bool = False
    """All that want an answer; with neither this nor a prompt, the next one."""
    model: str = ""
    fixes: int = 0
    limits: Limits = Limits()  # noqa: RUF009 (it never changes)
    jobs: int = 0
    """How many side by side; 0: as the settings say."""
    allow_missing: bool = False
    kit: str = ""


def run(rooms: Rooms, wanted: Wanted) -> int:
    """Run prompts and save what comes; the exit code."""
    target = find(rooms, wanted.ref)
    settings, _ = rooms.settings()
    models = settings.models
    if wanted.jobs:
        models = replace(models, at_once=wanted.jobs)
    with beginning(rooms.store) if target.session is None else contextlib.nullcontext():
        opened = open_or_begin(rooms, target, wanted.kit)
        prompts = _prompts(opened.session, wanted)
        if not prompts:
            say(f"Every prompt of {opened.session.title} is answered or skipped.")
            return OK
        for prompt_id in prompts:
            _model_for(opened.session, models, prompt_id, wanted.model)
        if not wanted.every and not wanted.allow_missing:
            composed = opened.session.compose(prompts[0])
            if composed.missing:
                name_missing(opened, prompts[0], composed, False)
                return MISSING
        save(rooms, opened)
    try:
        return asyncio.run(_Command(rooms, opened, models, wanted).go(prompts))
    except asyncio.CancelledError:  # told to end, by a signal other than ctrl+c
        return INTERRUPTED


def _model_for(session: Session, settings: ModelSettings, prompt_id: str, model: str) -> None:
    """Raises Misused where no model is named for a prompt."""
    try:
        chosen(session, settings, prompt_id, model)
    except NoModel as error:
        hint = "Name one with --model, or set models.default. copydesk models lists what works."
        raise Misused(error.message, hint) from error


def _prompts(session: Session, wanted: Wanted) -> tuple[str, ...]:
    if wanted.prompt:
        return (prompt_called(session.kit, wanted.prompt, exactly=True),)
    session.check()
    if wanted.every:
        return planned(session, session.kit.prompts[0].id, "kit", stale=True)
    following = session.next_prompt()
    return (following.id,) if following is not None else ()


class _Command:
    """A run through prompts, as a command sees it."""

    def __init__(
        self, rooms: Rooms, opened: Opened, settings: ModelSettings, wanted: Wanted
    ) -> None:
        assert opened.folder is not None
        self.session = opened.session
        self._rooms = rooms
        self._opened = opened
        self._folder = opened.folder
        self._settings = settings
        self._wanted = wanted
        self._engine = Engine(settings.addresses)
        self._queue = Queue(self._engine, settings.at_once)
        self._told = 0
        """How many characters of progress stand on the terminal's line."""

    async def go(self, prompts: Sequence[str]) -> int:
        """Run them; the exit code. What came is saved also when it is interrupted."""
        self._end_on_signals()
        progress = asyncio.create_task(self._progress())
        try:
            series = RunOn(
                self,
                prompts,
                fixes=self._wanted.fixes,
                limits=self._wanted.limits,
                price=await self._price(prompts[0]),
                at_once=self._settings.at_once,
                gaps=self._wanted.allow_missing and not self._wanted.every,
            )
            await series.go()
        finally:
            progress.cancel()
            self._queue.stop_all("stopped by hand")
            self._clear()
            await self._engine.close()
        return self._ended(series, prompts)

    def _end_on_signals(self) -> None:
        """Being told to end is as ctrl+c: what came is kept."""
        task = asyncio.current_task()
        assert task is not None
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)

    def _choice(self, prompt_id: str) -> Choice:
        return chosen(self.session, self._settings, prompt_id, self._wanted.model)

    async def _price(self, prompt_id: str) -> Price | None:
        """What a token costs, where a limit of cost wants to know."""
        if not self._wanted.limits.cost:
            return None
        found = await self._engine.estimate(self._choice(prompt_id).model, "", 0)
        if found.price_in is None or found.price_out is None:
            return None
        return Price(found.price_in / 1e6, found.price_out / 1e6)

    # What RunOn asks for

    def send(self, prompt_id: str, findings: Sequence[Finding] = ()) -> tuple[Run, Awaitable[None]]:
        """Send a prompt or a fix prompt."""
        choice = self._choice(prompt_id)
        if findings:
            out = mending(self.session, prompt_id, choice, findings)
            what = f"fix prompt for {self.session.name(prompt_id)}"
        else:
            out = outgoing(self.session, prompt_id, choice)
            what = self.session.name(prompt_id)
        run = Run(
            out, request_for(choice, out, self._settings), self._folder.sides, fix=bool(findings)
        )
        self._say(f"{what}: asking {one_line(choice.name)}, ≈ {approx_tokens(out.text):,} tokens.")
        return run, self._queue.start(run, self._over)

    async def look(self, prompt_id: str) -> Verdict | None:
        """What the checks find in the answer; the save has looked already."""
        await asyncio.to_thread(self.session.check, [prompt_id])
        return self.session.verdict(prompt_id)

    def stop(self, run: Run, why: str) -> None:
        """End a run at once."""
        self._queue.stop(run, why)

    def _over(self, run: Run) -> None:
        taken = take_in(self.session, run)
        try:
            save(self._rooms, self._opened)
        except NotSaved as error:
            self._say(f"{error} What came lies beside it until then.")
        else:
            run.forget()
        self._say(self._outcome(run, taken.fate))

    def _outcome(self, run: Run, fate: str) -> str:
        name, words = self.session.name(run.prompt_id), count(run.words, "word")
        kept = {
            "nothing": "",
            "version": f" {words} kept among the versions.",
            "unfinished": f" {words} kept, unfinished.",
            "answer": f" {words}.",
        }[fate]
        if run.fault is not None:
            details = f"\n  The provider said: {run.fault.details}" if run.fault.details else ""
            return f"{name}: {run.fault}{kept}{details}"
        if run.why:
            return f"{name}: {run.why}.{kept}"
        verdict = self.session.verdict(run.prompt_id)
        fails = verdict.count("fail") if verdict is not None and fate == "answer" else 0
        holds = f" It fails: {count(fails, 'finding')}." if fails else ""
        return f"{name}:{kept.rstrip('.')}{took(run)}.{holds}"

    # What it ends with

    def _ended(self, series: RunOn, prompts: Sequence[str]) -> int:
        where = name_of(self._rooms, self._folder)
        if len(prompts) == 1 and not self._wanted.every:
            run = series.runs[-1] if series.runs else None
            if run is not None and run.text:
                write_text(run.text)
        else:
            left = len(prompts) - len(series.done)
            rest = f" {left} left: the same command goes on." if left else ""
            say(f"{len(series.done)} of {count(len(prompts), 'prompt')} done.{rest}")
            say(f"Spent: {said(series.spent)}.")
        if series.why:
            say(series.why)
        if series.failing:
            say(f"copydesk check {where} {series.failing[-1]} shows what fails.")
        if series.ending == "limit":
            return LIMIT
        failing = self.session.troubles()[0] if self._wanted.every else 0
        if series.ending == "done" and failing:
            say(
                f"{count(failing, 'answer')} of the session fail; copydesk check {where} tells why."
            )
        if series.failing or (series.ending == "done" and failing):
            return FAILED
        return OK if series.ending == "done" else NO_ANSWER

    # Progress

    async def _progress(self) -> None:
        """One line that is written anew, on a terminal."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        while True:
            await asyncio.sleep(TICK_SECONDS)
            going = [self._short(run) for run in self._queue.runs]
            if going:
                self._clear()
                line = one_line("  " + " · ".join(going), 78)
                self._write(line)

    def _write(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line)
            sys.stderr.flush()
            self._told = len(line)

    def _short(self, run: Run) -> str:
        name = self.session.name(run.prompt_id)
        if run.phase == "pausing":
            return f"{name}: again in {run.wait_seconds} s"
        if not run.first:
            return f"{name}: {run.seconds:.0f} s"
        return f"{name}: {count(run.words, 'word')}, {run.seconds:.0f} s"

    def _clear(self) -> None:
        if self._told:
            self._write("\r" + " " * self._told + "\r")
            self._told = 0

    def _say(self, text: str) -> None:
        self._clear()
        say(text)


def list_models(rooms: Rooms, as_json: bool) -> int:
    """Print what can work here; the exit code."""
    from copydesk.cli.output import out, out_json

    settings, _ = rooms.settings()
    addresses = settings.models.addresses

    async def ask() -> tuple[Offer, ...]:
        engine = Engine(addresses)
        try:
            return await engine.offers()
        finally:
            await engine.close()

    found = [
        {
            "name": offer.called,
            "provider": offer.provider,
            "why": offer.why,
            "context": offer.context,
            "price_in": offer.price_in,
            "price_out": offer.price_out,
        }
        for offer in asyncio.run(ask())
    ]
    if as_json:
        out_json({"default": settings.models.default, "models": found})
        return OK if found else FAILED
    if not found:
        raise CopydeskError(
            "Nothing was found that can work here: no provider's key is set, or the server that "
            "is asked lists no models, and no Ollama answers.",
            "Set a variable such as OPENAI_API_KEY, or name a server of your own in the settings.",
        )
    wide = max(len(str(one["name"])) for one in found)
    out("\n".join(f"{one['name']!s:<{wide}}  {one['why']}" for one in found))
    return OK
