"""Before running on: how far, how many prompts, about how much it costs, and what to hold it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from copydesk.errors import CopydeskError
from copydesk.runs.plan import Amount, Scope, amount, lacking, planned
from copydesk.runs.run_on import Limits, Price
from copydesk.runs.spending import money
from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Row, Shelf
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.sessions.session import Session
    from copydesk.tui.runner import Runner

FIXES = (0, 1, 2, 3)
COSTS = (0.0, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
TOKENS = (0, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)


class Asked(NamedTuple):
    """What the writer decided."""

    prompts: tuple[str, ...]
    fixes: int
    limits: Limits
    price: Price | None


class AskRunOn(ModalScreen[Asked | None]):
    """A few choices, changed by left and right, and what they amount to."""

    DEFAULT_CSS = """
    AskRunOn Shelf { height: 6; }
    AskRunOn Pane { height: auto; max-height: 14; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", priority=True),
        Binding("enter", "start", "Start", priority=True),
        Binding("left,h", "change(-1)", "Less", priority=True, show=False),
        Binding("right,l,space", "change(1)", "More", priority=True, show=False),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
    ]

    def __init__(self, session: Session, start: str, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._start = start
        self._runner = runner
        self._scope: Scope = "phase"
        self._stale = False
        self._fixes = 1
        self._cost = self._tokens = 0
        """Which of COSTS and TOKENS is chosen."""
        self._price: Price | None = None
        self._measuring = True
        self._problem = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Run on"
            dialog.border_subtitle = "← → change · Enter starts · Esc leaves"
            yield Shelf()
            yield Pane()

    def on_mount(self) -> None:
        if not self._planned():
            self._scope = "kit"
        self.query_one(Shelf).focus()
        self._show()
        self.measure()

    @work(exclusive=True, group="measure")
    async def measure(self) -> None:
        """Ask what a token costs; litellm takes some seconds the first time."""
        choice = self._runner.choice(self._session, self._start)
        try:
            found = await self._runner.engine.estimate(choice.model, "", 0)
        except CopydeskError as error:
            self._problem = str(error)
        else:
            if found.price_in is not None and found.price_out is not None:
                self._price = Price(found.price_in / 1e6, found.price_out / 1e6)
        self._measuring = False
        self._show()

    # What is shown

    def _planned(self) -> tuple[str, ...]:
        return planned(self._session, self._start, self._scope, stale=self._stale)

    def _limits(self) -> Limits:
        return Limits(COSTS[self._cost], TOKENS[self._tokens])

    def _rows(self) -> list[Row]:
        kit = self._session.kit
        phase = kit.phases[kit.phase_of(self._start)].title
        far = f"end of {one_line(phase)}" if self._scope == "phase" else "end of the kit"
        cost, tokens = self._limits()
        return [
            Row("scope", f"From {self._session.name(self._start)} to the", f"← {far} →"),
            Row("stale", "Stale answers", f"← {'run again' if self._stale else 'left'} →"),
            Row("fixes", "Fix prompts for an answer that fails", f"← {self._fix_words()} →"),
            Row("cost", "Limit of cost", f"← {money(cost) if cost else 'none'} →"),
            Row("tokens", "Limit of tokens", f"← {f'{tokens:,}' if tokens else 'none'} →"),
        ]

    def _fix_words(self) -> str:
        return f"up to {self._fixes}" if self._fixes else "none: pause at once"

    def _show(self) -> None:
        self.query_one(Shelf).fill(self._rows())
        prompts = self._planned()
        sheet = Sheet()
        names = " · ".join(self._session.name(one) for one in prompts)
        if not prompts:
            sheet.problem("There is nothing to run here: every prompt has an answer.")
        else:
            sheet.title(f"{count(len(prompts), 'prompt')}: {names}")
            self._costs(sheet, amount(self._session, prompts))
            if self._session.one_chat:
                sheet.soft("One after another, in one chat; the conversation goes with each.")
            else:
                sheet.soft("In the order of the flow, side by side where nothing waits.")
        for used in lacking(self._session, prompts):
            sheet.problem(f"{self._session.name(used)} has no answer: what uses it will not run.")
        if self._problem:
            sheet.problem(self._problem)
        pane = self.query_one(Pane)
        if pane.text != sheet.text:
            pane.show(sheet.text, sheet.marks)

    def _costs(self, sheet: Sheet, total: Amount) -> None:
        model = one_line(self._runner.choice(self._session, self._start).name)
        said = f"≈ {total.sent:,} tokens sent and ≈ {total.written:,} written, on {model}: "
        if self._measuring:
            sheet.plain(f"{said}looking for its price …")
        elif self._price is None:
            sheet.plain(f"{said}its price is unknown.")
            if COSTS[self._cost]:
                sheet.problem("No limit of cost can be held without a price; set one of tokens.")
        else:
            cost = total.sent * self._price.sent + total.written * self._price.written
            sheet.plain(f"{said}≈ {money(cost)}, fix prompts aside.")

    # Keys

    def action_move(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)

    def action_change(self, by: int) -> None:
        row = self.query_one(Shelf).row
        key = row.key if row is not None else ""
        if key == "scope":
            self._scope = "kit" if self._scope == "phase" else "phase"
        elif key == "stale":
            self._stale = not self._stale
        elif key == "fixes":
            self._fixes = (self._fixes + by) % len(FIXES)
        elif key == "cost":
            self._cost = (self._cost + by) % len(COSTS)
        elif key == "tokens":
            self._tokens = (self._tokens + by) % len(TOKENS)
        self._show()

    def on_shelf_chosen(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        prompts = self._planned()
        held = not COSTS[self._cost] or self._price is not None
        if prompts and held and not (self._measuring and COSTS[self._cost]):
            self.dismiss(Asked(prompts, self._fixes, self._limits(), self._price))

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
