"""Running prompts on models from a session: one, several in their order, and on which model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from copydesk.errors import CopydeskError
from copydesk.text import one_line
from copydesk.tui.screens.session_view import SOON_SECONDS, SessionView
from copydesk.tui.words import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from copydesk.checks.finding import Finding
    from copydesk.runs.run import Run
    from copydesk.runs.run_on import RunOn
    from copydesk.runs.taking import Taken

SHOW_SECONDS = 0.1
"""How often a run is shown anew: on a timer, or keys would wait for every word."""


class Running(SessionView):
    """What runs on models, as this session shows it."""

    _showing: Timer | None = None

    async def on_mount(self) -> None:
        self.work.on_run = self._ran
        self.work.is_written = self._is_written
        self._showing = self.set_interval(SHOW_SECONDS, self.show_runs, pause=True)
        if self.app.running is not None:
            self._showing.resume()
            await self._series_over()

    def _is_written(self, prompt_id: str) -> bool:
        card = self.card(prompt_id)
        box = card.editing if card is not None else None
        return box is not None and box.touched

    # One prompt

    async def action_run(self) -> None:
        await self.leave_boxes()
        card = self.here()
        if card is None:
            self.say_line("Go to a prompt first: ] shows the next phase.")
        else:
            self.run_prompt(card.prompt_id)

    @work(exclusive=True, group="run")
    async def run_prompt(self, prompt_id: str) -> None:
        """Send a prompt to the session's model; asks for a model, and before sending gaps."""
        name = self.session.name(prompt_id)
        runner = self.app.runner
        running = runner.run_of(self.session, prompt_id)
        if running is not None and not running.is_over:
            self.say_line(f"{name} is running already; Esc on its card stops it.")
            return
        if not await self._has_model(prompt_id):
            return
        findings = await self._mends(prompt_id)
        if findings is None:
            self.say_line("Left; nothing was sent.")
            return
        out = runner.ready(self.work, prompt_id, findings)
        if (
            not findings
            and out.missing
            and not await self._sends_gaps(name, [one.message for one in out.missing])
        ):
            return
        run, _ = runner.send(self.work, prompt_id, findings)
        card = self.card(prompt_id)
        if card is not None:
            await card.set_opened(True)
            self.remember()
        self.watch_runs()
        what = f"Sending a fix prompt for {name} to" if findings else f"Running {name} on"
        self.say_line(f"{what} {one_line(run.outgoing.sent.model)} …")

    async def _mends(self, prompt_id: str) -> tuple[Finding, ...] | None:
        """What a fix prompt is to be made from; none to run the prompt anew; None to leave it."""
        version = self.session.answer_of(prompt_id)
        if version is None or version.unfinished:
            return ()
        verdict = await self.work.verdict(prompt_id)
        if verdict is None or not verdict.fails:
            return ()
        from copydesk.tui.screens.ask import AskKey

        many = count(verdict.count("fail"), "finding")
        question = f"{self.session.name(prompt_id)} fails: {many}."
        choices = {
            "f": "Send a fix prompt, with the exchange that it mends",
            "r": "Run the prompt anew",
            "escape": "Leave it",
        }
        key = await self.app.push_screen_wait(AskKey("Run", question, choices))
        return {"f": verdict.to_mend, "r": ()}.get(key)

    async def _has_model(self, prompt_id: str) -> bool:
        """Whether a model is chosen; asks for one where none is."""
        from copydesk.runs.choice import NoModel

        try:
            self.app.runner.choice(self.session, prompt_id)
        except NoModel:
            return await self._choose_model()
        return True

    async def _sends_gaps(self, name: str, gaps: list[str]) -> bool:
        from copydesk.tui.screens.ask import AskKey

        question = f"{name} lacks something: {'; '.join(gaps)}. Send it all the same?"
        choices = {"s": "Send it with the gaps", "escape": "Leave it"}
        if await self.app.push_screen_wait(AskKey("Missing", question, choices)) == "s":
            return True
        self.say_line("Left; nothing was sent.")
        return False

    def stop_here(self) -> bool:
        """Stop the run of the card under the cursor; whether there was one."""
        runner, card = self.app.running, self.here()
        run = card.run if card is not None else None
        if runner is None or run is None or run.is_over:
            return False
        runner.stop(run)
        return True

    def watch_runs(self) -> None:
        """Show how runs stand from now on."""
        if self._showing is not None:
            self._showing.resume()

    async def show_runs(self) -> None:
        """Show how the runs of this session stand now."""
        runner = self.app.running
        if runner is None or not self.is_attached:
            return
        for card in self.cards():
            run = runner.run_of(self.session, card.prompt_id)
            if run is not None and (run is not card.run or not run.is_over):
                card.run = run
                await card.show_run()
        self._show_series(runner.series_of(self.work))
        idle = not runner.runs_of(self.session) and runner.series_of(self.work) is None
        if self._showing is not None and idle:
            self._showing.pause()

    def _ran(self, run: Run, taken: Taken) -> None:
        if self.is_attached:
            self.run_worker(self._show_ran(run, taken), group="ran")

    async def _show_ran(self, run: Run, taken: Taken) -> None:
        """A run is over, and what came is part of the session."""
        card = self.card(run.prompt_id)
        if card is not None:
            card.run = run
            await card.show_run()
        await self.refresh_all()
        await self.work.verdict(run.prompt_id, SOON_SECONDS)
        await self.refresh_all()
        self.refresh_bindings()
        series = self.app.runner.last_series(self.work)
        if series is None or not series.told or run not in series.runs:
            self.say_line(self._said(run, taken), problem=run.fault is not None)

    def _said(self, run: Run, taken: Taken) -> str:
        """What became of a run, in one line."""
        from copydesk.runs.spending import took

        name, words = self.session.name(run.prompt_id), count(run.words, "word")
        if run.fault is not None:
            kept = f" {words} kept: {where(taken)}." if taken.fate != "nothing" else ""
            return f"{name}: {run.fault.message}{kept} {run.fault.hint}"
        if taken.fate == "nothing":
            return f"{name}: stopped; nothing had come." if run.why else f"{name}: nothing came."
        if run.why:
            return f"{name} is unfinished, {run.why}: {words} kept, {where(taken)}."
        if taken.fate == "version":
            return f"{name} was changed meanwhile and stays so; {words} kept, {where(taken)}."
        saved = f"{name}: {words} from {one_line(run.outgoing.sent.model)}{took(run)}."
        return f"{self.fails(run.prompt_id)}{self.resting(run.prompt_id)}{saved}"

    # Several

    async def action_run_on(self) -> None:
        await self.leave_boxes()
        series = self.app.running.series_of(self.work) if self.app.running is not None else None
        if series is not None:
            series.stop()
        else:
            self.run_on()

    @work(exclusive=True, group="run")
    async def run_on(self) -> None:
        """Run from here to the end of the phase or kit, after a word on how much that is."""
        from copydesk.tui.screens.run_on import AskRunOn

        start = self.here_at.prompt
        if not await self._has_model(start):
            return
        asked = await self.app.push_screen_wait(AskRunOn(self.session, start, self.app.runner))
        if asked is None:
            return
        self.app.runner.run_on(
            self.work,
            asked.prompts,
            fixes=asked.fixes,
            limits=asked.limits,
            price=asked.price,
            on_change=self._series_changed(),
        )
        self.watch_runs()
        self.say_line(f"Running on: {count(len(asked.prompts), 'prompt')}. R stops it.")

    def _series_changed(self) -> Callable[[], None]:
        def changed() -> None:
            series = self.app.runner.series_of(self.work)
            if not self.is_attached:
                return
            if series is None:
                self.call_later(self._series_over)
            else:
                self.watch_runs()

        return changed

    async def _series_over(self) -> None:
        found = self.app.runner.last_series(self.work)
        if found is None or found.told or not found.ending:
            return
        found.told = True
        self._show_series(None)
        await self.refresh_all()
        done = f"{len(found.done)} of {count(len(found.prompts), 'prompt')} done"
        if found.ending == "done":
            self.say_line(f"Ran on to the end: {done}. Spent: {self._spent(found)}.")
            return
        problem = found.ending != "stopped"
        again = "R goes on with what is left."
        self.say_line(f"Running on stopped, {done}: {found.why} {again}", problem=problem)
        if found.failing:
            await self.go_to(found.failing[-1], open_card=True)

    def _spent(self, series: RunOn) -> str:
        from copydesk.runs.spending import said

        return said(series.spent)

    def _show_series(self, series: RunOn | None) -> None:
        from copydesk.tui.widgets.run_bar import RunBar

        bars = self.query(RunBar)
        if series is not None and not bars:
            self.mount(RunBar(), before="#status")
        for bar in bars:
            bar.show_series(series, self.session)

    # Which model

    async def action_model(self) -> None:
        await self.leave_boxes()
        self.choose_model()

    @work(exclusive=True, group="run")
    async def choose_model(self) -> None:
        """Choose the model of this session."""
        await self._choose_model()

    async def _choose_model(self) -> bool:
        from copydesk.tui.screens.models import Models

        try:
            name = await self.app.push_screen_wait(Models(self.session, self.app.runner))
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
            return False
        if not name:
            return False
        self.work.changed(self.session.choose_model(name))
        await self.refresh_all()
        self.say_line(f"Prompts of this session run on {one_line(name)}.")
        return True


def where(taken: Taken) -> str:
    """Where a text was kept."""
    return "h shows it among the versions" if taken.fate == "version" else "as the answer so far"


def run_note(screen: SessionView) -> bool:
    """Unfold what a provider said, where the cursor is on it; whether it was."""
    from copydesk.tui.widgets.running import RunNote

    note = screen.around(RunNote)
    if isinstance(note, RunNote):
        note.toggle()
        return True
    return False
