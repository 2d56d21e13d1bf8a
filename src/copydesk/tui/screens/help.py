"""Every key of the screen below, from the one registry, with the keys as they are set now."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.text import one_line
from copydesk.tui.actions import ALL, DESK, EVERYWHERE, SESSION, Action
from copydesk.tui.app import CopydeskApp

ON_THE_DESK = "On the desk"
IN_A_SESSION = "In a session"
ANYWHERE = "Anywhere"

NOTES = (
    "Pasting with your terminal's own paste (often ctrl+shift+v, or cmd+v) always works: on a card "
    "it becomes that prompt's answer, on a line that names an earlier step it becomes that step's "
    "answer, and in a text box it is inserted.",
    "Tab goes through the parts of an open card: earlier answers, prompt, answer; Enter opens an "
    "earlier answer. In the library, left and right fold and unfold.",
    "When you come back to this window with something new in the clipboard, one line offers to "
    "save it. Inside tmux this needs `set -g focus-events on`. The setting `offer = false` under "
    "[clipboard] turns it off.",
    "The grey names are for [keys] in the settings file, which gives an action other keys.",
    "In one chat, an answer belongs to the chat that its prompt was copied in, until you edit it; "
    "later prompts then only refer to it. T says that you started another chat.",
)


HELP = max(len(action.help) for action in ALL)
WITH_IDS = 96
"""Columns from which on each action's id, its name in the settings file, stands beside it."""


class Help(ModalScreen[None]):
    """The help panel."""

    DEFAULT_CSS = """
    Help VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,f1", "dismiss", "Close"),
        Binding("j", "down", "Down", show=False),
        Binding("k", "up", "Up", show=False),
    ]

    app = getters.app(CopydeskApp)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "Esc closes"
            yield Static(self._content())

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _content(self) -> Content:
        from copydesk.tui.screens.session import SessionScreen

        in_session = any(isinstance(screen, SessionScreen) for screen in self.app.screen_stack)
        groups = [(IN_A_SESSION, SESSION), (ON_THE_DESK, DESK), (ANYWHERE, EVERYWHERE)]
        if not in_session:
            groups = [groups[1], groups[0], groups[2]]
        wide = self.app.size.width >= WITH_IDS
        parts: list[Content | str | tuple[str, str]] = []
        for title, actions in groups:
            parts.append((f"{title}\n", "bold $accent"))
            for action in actions:
                parts.append((f"{self._keys(action):>14}", "bold"))
                parts.append(f"  {action.help:<{HELP}}" if wide else f"  {action.help}")
                parts.append((f"  {action.id}\n" if wide else "\n", "$ink-faint"))
            parts.append("\n")
        for note in NOTES:
            parts.append(f"{note}\n\n")
        if self.app.complaints:
            parts.append(("Faults in the settings\n", "bold $error"))
            parts += [f"  {one_line(complaint)}\n" for complaint in self.app.complaints]
            parts.append("\n")
        parts.append(("Where things are\n", "bold $accent"))
        folders = self.app.folders
        for label, path in (
            ("Settings", folders.settings),
            ("Sessions", folders.sessions),
            ("Your kits", folders.kits),
        ):
            parts.append((f"{label:>14}", "bold"))
            parts.append(f"  {one_line(str(path))}\n")
        return Content.assemble(*parts)

    def _keys(self, action: Action) -> str:
        keys = self.app.settings.keymap.get(action.id, action.key).split(",")
        return ", ".join(self.app.get_key_display(Binding(key.strip(), "")) for key in keys)

    def action_down(self) -> None:
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        self.query_one(VerticalScroll).scroll_up(animate=False)
