"""Prior output: one earlier answer that a prompt uses, on one line, opened on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from copydesk.text import one_line
from copydesk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

HOW_TO_FILL = "Paste the answer to that step here, and it is saved as that step's answer."


class SlotHead(Widget):
    """The line that names the step and says how long its answer is."""

    DEFAULT_CSS = "SlotHead { height: 1; }"

    def render(self) -> Content:
        pane = self.parent
        assert isinstance(pane, SlotPane)
        session, prompt = pane.session, pane.prompt_id
        text = session.text_of(prompt)
        said = {
            "filled": f"{len(text):,} characters{_standing(session, prompt)}",
            "above": "stands above in this chat",
            "missing": "no answer yet: paste it here",
        }[pane.state]
        fold = "▾" if pane.opened else "▸"
        style = "$error" if pane.state == "missing" else "$ink-soft"
        line = Content.assemble(
            (f"{fold} from {one_line(session.name(prompt))} ", "$accent" if pane.has_focus else ""),
            (f"· {said}", style),
        )
        return line.truncate(max(1, self.content_size.width), ellipsis=True)


def _standing(session: Session, prompt_id: str) -> str:
    """Whether the earlier answer can be relied on."""
    state = session.prompt_state(prompt_id)
    if state == "stale":
        return f", stale: {session.staleness(prompt_id)[0]}"
    return ", failing" if state == "failing" else ", fresh" if session.judge.began else ""


class SlotPane(Container, can_focus=True):
    """What is pasted here becomes that step's answer, the one place where it lives."""

    DEFAULT_CSS = """
    SlotPane {
        height: auto;
        padding: 0 1;
        &:focus, &:focus-within { background: $panel; }
        &:focus > Pane, &:focus-within > Pane { scrollbar-background: $panel; }
        & > Pane { max-height: 12; padding: 0 2; color: $ink-soft; }
    }
    """

    def __init__(self, session: Session, prompt_id: str, state: str) -> None:
        super().__init__()
        self.session = session
        self.prompt_id = prompt_id
        self.state = state
        self.opened = False

    def compose(self) -> ComposeResult:
        yield SlotHead()

    def show_state(self, state: str) -> None:
        """Show that the earlier answer came, changed or went."""
        self.state = state
        self.query(SlotHead).refresh()  # it may be only just being made
        for pane in self.query(Pane):
            pane.show(self.session.text_of(self.prompt_id) or HOW_TO_FILL)

    async def toggle(self) -> None:
        """Show or hide the earlier answer itself."""
        self.opened = not self.opened
        if self.opened:
            await self.mount(Pane(self.session.text_of(self.prompt_id) or HOW_TO_FILL))
        else:
            await self.query(Pane).remove()
        self.query_one(SlotHead).refresh()

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        await self.toggle()

    def on_focus(self) -> None:
        self.query_one(SlotHead).refresh()

    def on_blur(self) -> None:
        self.query_one(SlotHead).refresh()
