"""The picker of models: what can work here, the last ones first, and any name by typing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from copydesk.errors import CopydeskError
from copydesk.runs.recent import NAMED, recent, remember
from copydesk.runs.spending import said, spent
from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Row, Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.models.offer import Offer
    from copydesk.sessions.session import Session
    from copydesk.tui.runner import Runner

MOST = 400
"""So many models are listed; whoever looks for another types more of its name."""


class Models(ModalScreen[str]):
    """A line to type in and what can work below it; returns a model's name, or an empty one."""

    DEFAULT_CSS = """
    Models Shelf { margin-top: 1; height: 1fr; }
    Models Pane { height: auto; max-height: 7; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("down", "go(1)", "Down", priority=True, show=False),
        Binding("up", "go(-1)", "Up", priority=True, show=False),
    ]

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._offers: dict[str, Offer] = {}
        self._recent: tuple[str, ...] = ()
        self._problem = ""
        """Why nothing can be listed; empty when it can."""
        self._looking = True

    @property
    def _cache(self) -> Path:
        folder: Path = self.app.folders.cache  # type: ignore[attr-defined]
        return folder

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.styles.width = 100
            dialog.styles.height = "90%"
            dialog.border_title = "Model"
            dialog.border_subtitle = "Enter takes it · Esc leaves"
            yield Input(placeholder="part of a name, or any litellm name such as openai/gpt-5-mini")
            yield Shelf()
            yield Pane()

    def on_mount(self) -> None:
        self._recent = recent(self._cache)
        self.query_one(Input).focus()
        self._fill()
        self.look()

    @work(exclusive=True, group="offers")
    async def look(self) -> None:
        """Ask the engine what can work here; it takes some seconds the first time."""
        try:
            offers = await self._runner.engine.offers()
        except CopydeskError as error:
            self._problem = str(error)
            offers = ()
        self._offers = {offer.called: offer for offer in offers}
        self._looking = False
        self._fill()

    # What is shown

    def _names(self, wanted: str) -> Iterator[str]:
        """The recent ones, then those of addresses, then all others; without doubles."""
        servers = [
            f"{server}/{name}"
            for server, address in self._runner.settings.addresses.items()
            for name in address.models
        ]
        default = [self._runner.settings.default] if self._runner.settings.default else []
        every = dict.fromkeys((*self._recent, *default, *servers, *self._offers))
        parts = wanted.casefold().split()
        return (one for one in every if all(part in one.casefold() for part in parts))

    def _rows(self, wanted: str) -> Iterator[Row]:
        chosen = self._session.model
        names = list(self._names(wanted))
        typed = bool(wanted and NAMED.fullmatch(wanted) and wanted not in names)
        whole = typed and "/" in wanted  # a name to its end, not the start of another
        if whole:
            yield Row(wanted, f"{wanted} as typed", "not listed here", sign="○")
        elif wanted in names:
            names.insert(0, names.pop(names.index(wanted)))
        for name in names[:MOST]:
            yield Row(name, name, self._right(name), sign="●" if name == chosen else "○")
        if typed and not whole:
            yield Row(wanted, f"{wanted} as typed", "not listed here", sign="○")

    def _right(self, name: str) -> str:
        offer = self._offers.get(name)
        if offer is None:
            return "recent" if name in self._recent else "from the settings"
        why = f"recent · {offer.why}" if name in self._recent else offer.why
        return one_line(why, 40)

    def _fill(self) -> None:
        wanted = self.query_one(Input).value.strip()
        shelf = self.query_one(Shelf)
        empty = "Looking for what can work here …" if self._looking else "Nothing of that name."
        if self._problem or (not self._looking and not self._offers and not wanted):
            empty = "Nothing was found that can work here; below is what helps."
        shelf.fill(list(self._rows(wanted)), empty=empty)
        self._tell()

    def _tell(self) -> None:
        sheet = Sheet()
        row = self.query_one(Shelf).row
        if self._problem:
            sheet.problem(self._problem)
        elif self._looking:
            sheet.soft("Getting litellm ready; that takes some seconds the first time …")
        elif not self._offers:
            sheet.plain(
                "No provider's key is in the environment or the keyring, and no Ollama answers. "
                "Set OPENAI_API_KEY, ANTHROPIC_API_KEY or another provider's variable and start "
                "Copydesk anew, or name a server of your own in the settings, under "
                "[models.addresses]."
            )
        if row is not None and (offer := self._offers.get(row.key)) is not None:
            sheet.pair("window", f"{offer.context:,} tokens" if offer.context else "unknown")
            sheet.pair("price", price(offer))
        total = spent(self._session.state.runs.values())
        sheet.soft(f"This session so far: {said(total)}")
        pane = self.query_one(Pane)
        if pane.text != sheet.text:
            pane.show(sheet.text, sheet.marks)

    # Keys

    @on(Input.Changed)
    def _typed(self) -> None:
        self._fill()
        self.query_one(Shelf).action_go_to(0)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose()

    @on(Shelf.Chosen)
    def _chosen(self) -> None:
        self._choose()

    @on(Shelf.Moved)
    def _moved(self) -> None:
        self._tell()

    def _choose(self) -> None:
        row = self.query_one(Shelf).row
        if row is not None:
            remember(self._cache, row.key)
            self.dismiss(row.key)

    def action_go(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)

    def action_leave(self) -> None:
        self.dismiss("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()


def price(offer: Offer) -> str:
    """What a model costs, in words."""
    if offer.price_in is None or offer.price_out is None:
        return "unknown"
    return f"${offer.price_in:,.2f} a million tokens sent, ${offer.price_out:,.2f} written"
