"""One line at the foot of a screen: what just happened, or what is offered."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from copydesk.text import one_line


class StatusLine(Widget):
    """Says one thing at a time and stays until the next."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 1;
        color: $ink-soft;
        &.problem { color: $error; text-style: bold; }
        &.offer { color: $background; background: $accent; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    @property
    def text(self) -> str:
        """What is shown now."""
        return self._text

    def say(self, text: str, *, problem: bool = False, offer: bool = False) -> None:
        """Show one line."""
        self._text = one_line(text)
        self.set_class(problem, "problem")
        self.set_class(offer, "offer")
        self.refresh()

    def render(self) -> Content:
        return Content(self._text).truncate(max(1, self.content_size.width), ellipsis=True)
