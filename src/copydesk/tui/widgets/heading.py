"""The two lines at the head of a session: what it is and how far, and the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from copydesk.text import one_line
from copydesk.tui.words import bar, time_of_day, troubles

if TYPE_CHECKING:
    from copydesk.sessions.session import Session
    from copydesk.tui.work import Work

BAR = 20
GAP = 3
"""Blanks between two tabs."""
MORE = "… "
"""What stands there for tabs that gave way."""


class TitleBar(Widget):
    """Title, progress and when the session was last saved."""

    DEFAULT_CSS = "TitleBar { height: 1; padding: 0 1; }"

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def render(self) -> Content:
        session = self._work.session
        width = max(20, self.content_size.width)
        done, total = session.progress()
        full, open_ = bar(done, total, BAR if width >= 100 else BAR // 2)
        saved = self._saved()
        chat = f"chat {session.chat}  " if session.one_chat else ""
        wrong = troubles(*session.troubles())
        wrong = f"{wrong}  " if wrong else ""
        right = f" {full}{open_} {done} of {total}  {wrong}{chat}{saved}"
        room = max(8, width - cell_len(right))
        title = one_line(session.title)
        if cell_len(title) > room:
            title = set_cell_size(title, room - 1) + "…"
        return Content.assemble(
            (set_cell_size(title, room), "bold"),
            " ",
            (full, "$accent"),
            (open_, "$ink-faint"),
            f" {done} of {total}  ",
            (wrong, "$error" if session.troubles()[0] else "$ink-soft"),
            (chat, "$ink-soft"),
            (saved, "bold $error" if self._work.problem else "$ink-soft"),
        )

    def _saved(self) -> str:
        if self._work.problem:
            return "NOT SAVED"
        at = self._work.saved_at
        return f"saved {time_of_day(at)}" if at else "saved"


def has_page(session: Session) -> bool:
    """Whether the kit has a document in Markdown, which the tab Article shows."""
    return any(document.format == "markdown" for document in session.kit.documents)


class Tab(NamedTuple):
    """One tab: ``brief``, the index of a phase, or ``article``."""

    key: str
    label: str
    tally: str = ""


class Tabs(Widget):
    """The brief and the phases, each with its count; the one shown is set off."""

    DEFAULT_CSS = "Tabs { height: 2; padding: 0 1; border-bottom: solid $border; }"

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tabs: Tabs, key: str) -> None:
            super().__init__()
            self.tabs = tabs
            self.key = key

        @property
        def control(self) -> Tabs:
            return self.tabs

    def __init__(self, session: Session, active: str) -> None:
        super().__init__()
        self._session = session
        self.active = active

    def tabs(self) -> list[Tab]:
        """The tabs as the session stands now."""
        session = self._session
        result = [Tab("brief", "Brief")]
        for index, phase in enumerate(session.kit.phases):
            wanted = [p.id for p in phase.prompts if p.id not in session.state.skipped]
            done = sum(one in session.state.answers for one in wanted)
            result.append(Tab(str(index), one_line(phase.title), f"{done}/{len(wanted)}"))
        if has_page(session):
            result.append(Tab("article", "Article"))
        return result

    def show(self, active: str) -> None:
        """Set off another tab."""
        self.active = active
        self.refresh()

    def _placed(self) -> list[tuple[int, int, Tab]]:
        """Start and end column of each tab; the first ones give way until the active one fits."""
        tabs = self.tabs()
        sizes = [cell_len(f"{tab.label} {tab.tally}".strip()) + GAP for tab in tabs]
        active = next((i for i, tab in enumerate(tabs) if tab.key == self.active), 0)
        room = self.content_size.width + GAP
        first = 0
        while (
            first < active and (len(MORE) if first else 0) + sum(sizes[first : active + 1]) > room
        ):
            first += 1
        at = len(MORE) if first else 0
        placed = []
        for tab, size in zip(tabs[first:], sizes[first:], strict=True):
            placed.append((at, at + size - GAP, tab))
            at += size
        return placed

    def render(self) -> Content:
        placed = self._placed()
        parts: list[Content | str | tuple[str, str]] = [MORE] if placed and placed[0][0] else []
        for index, (_, _, tab) in enumerate(placed):
            if index:
                parts.append(" " * GAP)
            on = tab.key == self.active
            parts.append((tab.label, "bold underline $accent" if on else "$foreground"))
            if tab.tally:
                parts.append((f" {tab.tally}", "$accent" if on else "$ink-soft"))
        return Content.assemble(*parts).truncate(max(1, self.content_size.width), ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        column = event.x - 1
        for start, end, tab in self._placed():
            if start - 1 <= column <= end:
                self.post_message(self.Chosen(self, tab.key))
