"""What changed in a kit, a map or a brief since a session began, and whether to take it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.sessions.moved_on import MovedOn, prompt_difference
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


class Difference(ModalScreen[bool]):
    """The differences, line by line."""

    DEFAULT_CSS = """
    Difference Pane { height: 1fr; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide(True)", "Take over", priority=True),
        Binding("escape", "decide(False)", "Leave as it is", priority=True),
    ]

    def __init__(self, session: Session, moved: MovedOn) -> None:
        super().__init__()
        self._session = session
        self._moved = moved

    def compose(self) -> ComposeResult:
        sheet = self._sheet()
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Changed since this session began"
            dialog.border_subtitle = "Enter takes it over · Esc leaves the session as it is"
            yield Static(
                Content(
                    "Answers stay with their prompts; one that has no prompt any more is set "
                    "aside. What you changed in the brief stays yours. u takes it back.\n"
                )
            )
            yield Pane(sheet.text, sheet.marks)

    def on_mount(self) -> None:
        self.query_one(Pane).focus()

    def _sheet(self) -> Sheet:
        sheet = Sheet()
        for line in self._moved.lines:
            sheet.item(line)
        newer = self._moved.kit
        if newer is not None:
            known = {prompt.id for prompt in self._session.kit.prompts}
            for prompt in newer.prompts:
                if prompt.id in known:
                    lines = prompt_difference(self._session.kit, newer, prompt.id)
                    if lines:
                        sheet.heading(f"{newer.number(prompt.id)} {prompt.title}")
                        for line in lines[2:]:
                            sheet.verbatim(line)
        return sheet

    def action_decide(self, yes: bool) -> None:
        self.dismiss(yes)
