"""Finding: in titles and in all answers from the desk, in prompts and answers in a session."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import get_current_worker

from copydesk.sessions.search import Hit, in_answers, in_session
from copydesk.text import one_line
from copydesk.tui.desk_rows import article_key
from copydesk.tui.widgets.shelf import Row, Shelf
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.kits.entries import Entry
    from copydesk.sessions.listing import Listed
    from copydesk.sessions.session import Session

TITLE = 28
"""Characters of a session's title beside what was found in it."""
MOST = 200
"""So many places are shown; whoever wants more types another word."""


class Find(ModalScreen[str | None]):
    """A line to type in and what was found below it; returns the key of what was chosen."""

    DEFAULT_CSS = """
    Find Shelf { margin-top: 1; height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("down", "go(1)", "Down", priority=True, show=False),
        Binding("up", "go(-1)", "Up", priority=True, show=False),
    ]

    TITLE = "Find"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self.TITLE
            dialog.border_subtitle = "Enter goes there · Esc leaves"
            yield Input(placeholder="words")
            yield Shelf()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.find(event.value.strip())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose()

    @on(Shelf.Chosen)
    def _chosen(self, event: Shelf.Chosen) -> None:
        self._choose()

    def _choose(self) -> None:
        row = self.query_one(Shelf).row
        if row is not None:
            self.dismiss(row.key.partition("\t")[0])

    @abstractmethod
    def find(self, words: str) -> object:
        """Fill the shelf with what the words are found in."""

    def show(self, rows: Sequence[Row], said: str) -> None:
        """Show what was found so far."""
        self.query_one(Shelf).fill(rows)
        self.query_one(".dialog").border_title = Content(
            f"{self.TITLE} ─ {said}" if said else self.TITLE
        )

    def action_go(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()


class FindInSession(Find):
    """Returns a prompt's id, or ``brief``."""

    TITLE = "Find in this session"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def find(self, words: str) -> None:
        hits = list(in_session(self._session, words)) if words else []
        rows = [
            Row(f"{hit.prompt or 'brief'}\t{number}", f"{hit.where} · {hit.excerpt}")
            for number, hit in enumerate(hits[:MOST])
        ]
        self.show(rows, count(len(hits), "place") if words else "")


class FindOnDesk(Find):
    """Returns a row's key, then a line end and a prompt's id where an answer was found."""

    TITLE = "Find in titles and all answers"

    def __init__(self, listed: Sequence[Listed], entries: Sequence[Entry]) -> None:
        super().__init__()
        self._listed = listed
        self._entries = entries

    @work(thread=True, exclusive=True, group="find")
    def find(self, words: str) -> None:
        """Titles at once, then the answers of one session after another."""
        worker = get_current_worker()
        app = self.app
        if not words:
            app.call_from_thread(self.show, [], "")
            return
        rows = self._in_titles(words)
        app.call_from_thread(self.show, rows, "searching answers …")
        for number, listed in enumerate(self._listed, 1):
            if worker.is_cancelled or len(rows) >= MOST:
                break
            found = [] if listed.problem else list(in_answers(listed, words))
            rows.extend(_hit_row(hit, len(rows) + place) for place, hit in enumerate(found))
            if found or number % 200 == 0:
                said = f"searched {number:,} of {len(self._listed):,} sessions"
                app.call_from_thread(self.show, list(rows), said)
        if not worker.is_cancelled:
            app.call_from_thread(self.show, rows, count(len(rows), "place"))

    def _in_titles(self, words: str) -> list[Row]:
        wanted = words.casefold().split()

        def fits(title: str) -> bool:
            return all(word in title.casefold() for word in wanted)

        sessions = [one for one in self._listed if fits(one.title)]
        rows = [Row(f"session:{one.path.name}", one.title, "session") for one in sessions]
        for entry in self._entries:
            if not entry.hidden_by and fits(entry.title):
                rows.append(Row(article_key(entry), entry.title, entry.kind))
        return rows[:MOST]


def _hit_row(hit: Hit, number: int) -> Row:
    assert hit.listed is not None
    key = f"session:{hit.listed.path.name}\n{hit.prompt}\t{number}"
    return Row(key, f"{hit.where} · {hit.excerpt}", one_line(hit.listed.title, TITLE))
