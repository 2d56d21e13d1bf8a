"""The box in which an answer is written by hand."""

from __future__ import annotations

from textual import events
from textual.message import Message

from copydesk.text import merge_edit
from copydesk.tui.widgets.text_box import TextBox


class AnswerBox(TextBox):
    """Shows a stored text with its control codes made visible, and gives the stored text back.

    What a person does not touch comes back exactly as it was stored.
    """

    DEFAULT_CSS = """
    AnswerBox {
        height: auto;
        min-height: 8;
        padding: 0 1;
        border: round $accent;
        background: $background;
        border-title-color: $accent;
        &:focus { border: round $accent; }
        & .text-area--cursor-line { background: $background; }
    }
    """

    class Left(Message):
        """The writer left the box: its words are to become a version."""

        def __init__(self, box: AnswerBox) -> None:
            super().__init__()
            self.box = box

        @property
        def control(self) -> AnswerBox:
            return self.box

    def __init__(self, prompt_id: str, raw: str, since: str | None) -> None:
        """Args: since: the ref of the version that is edited; None where there is none."""
        super().__init__(raw, tab="indent")
        self.prompt_id = prompt_id
        self.since = since
        self._before = raw
        self._raw = raw
        self._seen = self.text

    @property
    def touched(self) -> bool:
        """Whether the text is another than the one the box was opened on."""
        return self.raw != self._before

    @property
    def raw(self) -> str:
        """The text to store."""
        text = self.text
        if text != self._seen:
            self._raw = merge_edit(self._raw, text)
            self._seen = text
        return self._raw

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.prevent_default()  # TextArea's own would go to the next widget, not out of here

    def on_blur(self) -> None:
        if self.app.app_focus:  # losing the terminal's focus is not leaving
            self.post_message(self.Left(self))
