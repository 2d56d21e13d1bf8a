"""Small dialogs: one that asks for a text, one that asks for a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.text import clean, merge_edit, one_line
from copydesk.tui.widgets.text_box import TextBox

KEY_NAMES = {"escape": "Esc", "enter": "Enter"}


TYPING_SECONDS = 0.4
"""How long what is typed in a dialog may be unsaved."""


class AskBox(TextBox):
    """Where the text is written."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.one_line:
            event.prevent_default()  # it is the answer, and goes on to the dialog


class AskText(ModalScreen[None]):
    """Asks for a text of one line or several, and has it kept unless the writer leaves it."""

    DEFAULT_CSS = """
    AskText AskBox {
        height: auto;
        min-height: 1;
        max-height: 12;
        border: none;
        background: $panel;
        &:focus { border: none; }
        & .text-area--cursor-line { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("ctrl+s", "accept", "Save", priority=True),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        keep: Callable[[str], None],
        *,
        lines: int = 1,
        empty_is_answer: bool = False,
        typing: Callable[[str], None] | None = None,
    ) -> None:
        """
        Args:
            keep: Takes the text, also when the writer quits while the dialog is open.
            typing: Takes the text while it is being written, within half a second; the writer
                who leaves has it kept.
        """
        super().__init__()
        self._title = title
        self._initial = text
        self._keep = keep
        self._lines = lines
        self._empty_is_answer = empty_is_answer
        self._typing = typing
        self._typing_waits = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(one_line(self._title))
            several = self._lines > 1
            dialog.border_subtitle = "Esc when done" if several else "Enter saves · Esc leaves"
            box = AskBox(self._initial, compact=True, one_line=not several)
            box.styles.min_height = self._lines
            yield box

    def on_mount(self) -> None:
        box = self.query_one(AskBox)
        box.focus()
        box.move_cursor(box.document.end)

    def on_text_area_changed(self) -> None:
        if self._typing is not None and not self._typing_waits:
            self._typing_waits = True
            self.set_timer(TYPING_SECONDS, self._pass_on)

    def _pass_on(self) -> None:
        self._typing_waits = False
        if self._typing is not None and self.is_current:
            self._typing(self._text())

    def _text(self) -> str:
        return merge_edit(self._initial, self.query_one(AskBox).text)

    async def on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._lines == 1:
            event.stop()
            self.action_accept()

    def action_accept(self) -> None:
        if self.flush():
            self.dismiss()

    def flush(self) -> bool:
        """Have the text kept as it stands; False for an empty one that is no answer."""
        text = self._text()
        if self._lines == 1:
            text = " ".join(text.split())
        if not (text.strip() or self._empty_is_answer):
            return False
        self._keep(text)
        return True

    def action_leave(self) -> None:
        # What is saved while it is typed is never thrown away by leaving.
        if self._typing is not None:
            self.flush()
        self.dismiss()

    async def close(self) -> bool:
        """The app is to end: what was written is kept."""
        self.flush()
        return True


class AskKey(ModalScreen[str]):
    """Says something and asks for one of a few keys; returns the key."""

    def __init__(self, title: str, question: str, choices: Mapping[str, str]) -> None:
        """Args: choices: what each key does; a dialog without ``escape`` must be answered."""
        super().__init__()
        self._title = title
        self._question = question
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(one_line(self._title))
            yield Static(Content(clean(self._question)))
            lines = [
                Content.assemble((f"\n{KEY_NAMES.get(key, key):>6}", "bold $accent"), f"  {what}")
                for key, what in self._choices.items()
            ]
            yield Static(Content("").join(lines))

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.key in self._choices:
            self.dismiss(event.key)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
