"""What all boxes that a person writes in have in common."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from copydesk.text import shown


class TextBox(TextArea):
    """A text area that holds nothing a terminal would obey, wherever the text came from."""

    def __init__(
        self,
        text: str,
        *,
        tab: Literal["focus", "indent"] = "focus",
        compact: bool = False,
        one_line: bool = False,
    ) -> None:
        """Args: one_line: what is pasted comes as one line."""
        super().__init__(
            shown(text), soft_wrap=True, tab_behavior=tab, compact=compact, classes="text-box"
        )
        self.one_line = one_line

    async def _on_paste(self, event: events.Paste) -> None:
        # A paste is text at the cursor and goes no further; its control codes are shown.
        event.stop()
        event.prevent_default()
        text = shown(event.text)
        if self.one_line:
            text = " ".join(text.split())
        if not self.read_only and (result := self._replace_via_keyboard(text, *self.selection)):
            self.move_cursor(result.end_location)

    def render_lines(self, crop: Region) -> list[Strip]:
        # Textual may draw once more what was just removed; a TextArea fails at that.
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
