"""An answer's JSON as it came and as it would be, repaired; and whether to take that."""

from __future__ import annotations

import difflib
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane


class Repair(ModalScreen[bool]):
    """The repaired reading, what it changes set off."""

    DEFAULT_CSS = """
    Repair Pane { height: 1fr; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide(True)", "Take it", priority=True),
        Binding("escape", "decide(False)", "Leave it", priority=True),
    ]

    def __init__(self, name: str, before: str, after: str) -> None:
        super().__init__()
        self._of = name
        self._before = before
        self._after = after

    def compose(self) -> ComposeResult:
        sheet = Sheet()
        lines = difflib.unified_diff(
            self._before.splitlines(), self._after.splitlines(), lineterm="", n=3
        )
        for line in list(lines)[2:]:
            sheet.verbatim(line)
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(f"{one_line(self._of)} ─ repaired")
            dialog.border_subtitle = "Enter takes it as a new version · Esc leaves the answer"
            yield Static(
                Content(
                    "A guess at what the JSON was meant to be. Look closely at what it adds and "
                    "takes away: where a chat stopped midway, the rest is still missing.\n"
                )
            )
            yield Pane(sheet.text, sheet.marks)

    def on_mount(self) -> None:
        self.query_one(Pane).focus()

    def action_decide(self, yes: bool) -> None:
        self.dismiss(yes)
