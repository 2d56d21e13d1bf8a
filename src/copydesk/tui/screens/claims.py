"""Claims: what a person must verify, and what was found in the prose that may be more of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from copydesk.clipboard.last_resort import save
from copydesk.clipboard.result import WayError
from copydesk.sessions.claim_hints import Suggestion, suggestions
from copydesk.sessions.claim_lists import as_markdown
from copydesk.sessions.claims import (
    Claim,
    Status,
    claims_of,
    confirm,
    decide,
    dismiss,
    proof,
)
from copydesk.text import one_line
from copydesk.tui.claim_rows import claim_page, overview, rows, suggestion_page, tally
from copydesk.tui.screens.ask import AskText
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Change

Changed = Callable[["Change | None"], object]

KEYS = {
    Claim: "v verified · x rejected · o unverified · w file · Enter there · Esc",
    Suggestion: "y a claim · i no claim · w file · Enter there · Esc",
    None: "w writes the list to a file · Esc closes",
}
"""What the frame says, by what is under the cursor."""


class Claims(ModalScreen[str | None]):
    """The list and its keys; returns the id of the prompt to go to."""

    DEFAULT_CSS = """
    Claims Shelf { height: 1fr; }
    Claims Pane {
        height: auto;
        min-height: 4;
        max-height: 40%;
        padding: 0 1;
        border-top: solid $border;
        &:focus { background: $panel; scrollbar-background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l", "close", "Close", priority=True),
        Binding("enter", "choose", "Go there", priority=True),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("v", "verify", "Verified"),
        Binding("x", "decide('rejected')", "Rejected"),
        Binding("o,space", "decide('unverified')", "Open again"),
        Binding("y", "confirm", "A claim"),
        Binding("i", "ignore", "None"),
        Binding("w", "write", "Write"),
    ]

    def __init__(self, session: Session, changed: Changed) -> None:
        """Args: changed: saves what a person decided."""
        super().__init__()
        self._session = session
        self._changed = changed
        self._claims: dict[str, Claim] = {}
        self._suggested: dict[str, Suggestion] = {}
        self._waiting: tuple[Suggestion, ...] = ()
        """The suggestions that nobody has decided on."""
        self._looking = True

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            # Inline, since what a screen brings along counts for less than the app's own sheet.
            dialog.styles.width = 110
            dialog.styles.height = "96%"
            dialog.styles.max_height = "96%"
            dialog.styles.padding = (1, 1, 0, 1)
            yield Rows(empty="Nothing to verify yet.")
            yield Pane()
            yield StatusLine()

    def on_mount(self) -> None:
        self.refresh_list()
        shelf = self.query_one(Rows)
        shelf.focus()
        shelf.settle(1)
        self._look()

    # What is shown

    def refresh_list(self) -> None:
        """Show the claims and suggestions as they stand now."""
        self._claims = {claim.id: claim for claim in claims_of(self._session)}
        known = self._session.state.claims.keys() | self._claims.keys()
        self._waiting = tuple(one for key, one in self._suggested.items() if key not in known)
        claims = tuple(self._claims.values())
        said = tally(claims)
        self.query_one(".dialog").border_title = Content(f"Claims ─ {said}" if said else "Claims")
        listed = rows(self._session, claims, self._waiting, looking=self._looking)
        self.query_one(Rows).fill(listed)
        self._tell()

    @work(thread=True, exclusive=True, group="suggestions")
    def _look(self) -> None:
        """Search the prose away from the keys: it may be megabytes."""
        found = suggestions(self._session.snapshot())
        self.app.call_from_thread(self._found, found)

    def _found(self, found: tuple[Suggestion, ...]) -> None:
        if self.is_attached:
            self._suggested = {one.id: one for one in found}
            self._looking = False
            self.refresh_list()
            self.query_one(Rows).settle(1)

    @property
    def _here(self) -> Claim | Suggestion | None:
        """What is under the cursor."""
        row = self.query_one(Rows).row
        if row is None:
            return None
        return self._claims.get(row.key) or self._suggested.get(row.key)

    def on_shelf_moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        here = self._here
        if isinstance(here, Claim):
            sheet = claim_page(self._session, here)
        elif isinstance(here, Suggestion):
            sheet = suggestion_page(self._session, here)
        else:
            sheet = overview(tuple(self._claims.values()), self._waiting, self._looking)
        pane = self.query_one(Pane)
        if pane.text != sheet.text:
            pane.show(sheet.text, sheet.marks)
            pane.scroll_home(animate=False)
        kind = next((kind for kind in KEYS if kind and isinstance(here, kind)), None)
        self.query_one(".dialog").border_subtitle = Content(KEYS[kind])

    def say_line(self, text: str, *, problem: bool = False) -> None:
        """Say something at the foot."""
        self.query_one(StatusLine).say(text, problem=problem)

    # Keys

    def action_move(self, by: int) -> None:
        self.query_one(Rows).action_go(by)

    def on_shelf_chosen(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        here = self._here
        if here is None:
            return
        if self._session.has(here.prompt):
            self.dismiss(here.prompt)
        else:
            self.say_line("The prompt it came from is not in the kit any more.", problem=True)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_verify(self) -> None:
        claim = self._here
        if not isinstance(claim, Claim):
            self._is_no_claim()
            return

        def keep(text: str) -> None:
            self._decide(claim, "verified", *proof(text))

        before = " ".join(part for part in (claim.address, claim.note) if part)
        self.app.push_screen(
            AskText("Where did you verify it? An address, a note, or both", before, keep)
        )

    def action_decide(self, status: Status) -> None:
        claim = self._here
        if isinstance(claim, Claim):
            self._decide(claim, status)
        else:
            self._is_no_claim()

    def _decide(self, claim: Claim, status: Status, address: str = "", note: str = "") -> None:
        try:
            change = decide(self._session, claim, status, address, note)
        except ValueError as error:
            self.say_line(str(error), problem=True)
            return
        self._after(change)

    def _is_no_claim(self) -> None:
        if isinstance(self._here, Suggestion):
            self.say_line("A suggestion is no claim yet; y makes it one.")

    def action_confirm(self) -> None:
        here = self._here
        if isinstance(here, Suggestion):
            self._go_on()
            self._after(confirm(self._session, here))

    def action_ignore(self) -> None:
        here = self._here
        if isinstance(here, Suggestion):
            self._go_on()
            self._after(dismiss(self._session, here))

    def _go_on(self) -> None:
        """From a suggestion that is about to leave the list to the one after it."""
        shelf = self.query_one(Rows)
        if not shelf.settle(1, shelf.cursor + 1):
            shelf.action_go(-1)

    def _after(self, change: Change | None) -> None:
        self._changed(change)
        self.refresh_list()
        shelf = self.query_one(Rows)
        if not shelf.settle(-1):
            shelf.settle(1)
        if change is not None:
            label = f"{change.label[:1].upper()}{change.label[1:]}"
            self.say_line(f"{label}; u in the session takes it back.")

    def action_write(self) -> None:
        """The list as a file, beside the copied texts that no clipboard would take."""
        session = self._session
        text = as_markdown(claims_of(session), session.title, session.name)
        folder: Path = self.app.folders.out  # type: ignore[attr-defined]
        try:
            path = save(text, folder, f"claims-{session.id}.md")
        except WayError as error:
            self.say_line(f"The list cannot be written: {error}", problem=True)
        else:
            self.say_line(f"Written to {one_line(str(path))}")
