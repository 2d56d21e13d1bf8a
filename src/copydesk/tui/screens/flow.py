"""The kit's flow: which prompt feeds which, how each stands, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from copydesk.sessions.flow import flow
from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Row, Shelf
from copydesk.tui.words import state_sign

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

TITLE = 26
"""Columns for a prompt's title at the most."""


class Flow(ModalScreen[str]):
    """The picture; returns the id of the prompt to go to."""

    DEFAULT_CSS = """
    Flow Shelf { height: auto; max-height: 1fr; }
    Flow Pane { height: auto; max-height: 9; margin-top: 1; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,F,q", "dismiss", "Close", priority=True),
        Binding("enter", "choose", "Go there", priority=True),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
    ]

    def __init__(self, session: Session, here: str) -> None:
        super().__init__()
        self._session = session
        self._here = here
        self._flow = flow(session)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Flow ─ which prompt feeds which"
            dialog.border_subtitle = "Enter goes there · Esc closes"
            yield Shelf()
            yield Pane()

    def on_mount(self) -> None:
        shelf = self.query_one(Shelf)
        shelf.fill(self._rows())
        shelf.go_to_key(self._here)
        shelf.focus()
        self._tell()

    def _rows(self) -> list[Row]:
        titles = [one_line(row.title, TITLE) for row in self._flow]
        wide = max(map(cell_len, titles))
        return [
            Row(
                row.prompt,
                f"{row.number:>2} {set_cell_size(title, wide)}  {row.art}",
                row.state,
                sign=state_sign(row.state),
                style="problem" if row.state == "failing" else "",
                aligned=True,
            )
            for row, title in zip(self._flow, titles, strict=True)
        ]

    def on_shelf_moved(self) -> None:
        self._tell()

    def on_shelf_chosen(self, event: Shelf.Chosen) -> None:
        self.dismiss(event.row.key)

    def _tell(self) -> None:
        """What is behind the row under the cursor."""
        row = self.query_one(Shelf).row
        if row is None:
            return
        session = self._session
        one = next(one for one in self._flow if one.prompt == row.key)
        sheet = Sheet()
        sheet.title(session.name(one.prompt))
        for label, ids in (("uses", one.uses), ("feeds", one.feeds)):
            names = " · ".join(session.name(other) for other in ids)
            sheet.pair(label, names or "nothing")
        for reason in session.staleness(one.prompt):
            sheet.soft(f"◐ {reason}")
        if one.prompt in session.state.answers and not session.inputs_known(one.prompt):
            sheet.soft("inputs unknown: it came without its prompt being copied")
        verdict = session.verdict(one.prompt)
        for finding in verdict.findings if verdict else ():
            if finding.fails:
                sheet.problem(f"✗ {finding.what}: {finding.found}, asked for {finding.wanted}")
        pane = self.query_one(Pane)
        pane.show(sheet.text, sheet.marks)
        pane.scroll_home(animate=False)

    def action_choose(self) -> None:
        self.query_one(Shelf).choose()

    def action_move(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)
