"""The smallest Textual app with Copydesk's furniture: a header, tabs and a footer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Header, Static, TabbedContent, TabPane


class BareApp(App[None]):
    TITLE = "Bare app"
    BINDINGS: ClassVar[list[BindingType]] = [("n", "next", "Next"), ("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        with TabbedContent():
            for title in ("Planning", "Writing", "Publishing", "Distribution"):
                with TabPane(title):
                    yield Static(f"Nothing under {title}")
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
