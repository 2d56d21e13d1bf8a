"""The box in which a field of the brief is written."""

from __future__ import annotations

from textual import events
from textual.message import Message

from copydesk.kits.model import BriefField
from copydesk.tui.widgets.text_box import TextBox


class FieldBox(TextBox):
    """The box in which a field is written."""

    DEFAULT_CSS = """
    FieldBox {
        height: auto;
        min-height: 3;
        max-height: 14;
        border: round $accent;
        background: $background;
        padding: 0 1;
        &:focus { border: round $accent; }
        & .text-area--cursor-line { background: $background; }
    }
    """

    class Done(Message):
        """The writer is done with the field."""

        def __init__(self, box: FieldBox) -> None:
            super().__init__()
            self.box = box

        @property
        def control(self) -> FieldBox:
            return self.box

    def __init__(self, field: BriefField, text: str) -> None:
        super().__init__(text, one_line=field.kind not in ("text", "list"))
        self.field = field

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.one_line:
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(self))

    def on_blur(self) -> None:
        if self.app.app_focus:
            self.post_message(self.Done(self))
