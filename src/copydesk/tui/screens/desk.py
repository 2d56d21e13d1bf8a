"""The desk: what to continue, what the library holds, and a preview of either."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from copydesk.errors import CopydeskError
from copydesk.sessions.store import newest_of
from copydesk.tui import preview
from copydesk.tui.actions import DESK, bindings
from copydesk.tui.app import CopydeskApp
from copydesk.tui.desk_rows import article_key, library_rows, session_rows
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.keybar import KeyBar
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.kits.entries import Entry
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.listing import Listed
    from copydesk.sessions.session import Session

NEWEST = 50
UNFOLDED = 40
"""A library of at most so many articles is shown unfolded."""


class Desk(Screen[None]):
    """Where Copydesk opens."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DESK)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-two")]  # noqa: RUF012
    AUTO_FOCUS = None

    app = getters.app(CopydeskApp)

    def __init__(self) -> None:
        super().__init__()
        self._listed: dict[str, Listed] = {}
        self._all: list[Listed] = []
        self._entries: tuple[Entry, ...] = ()
        self._folded: set[str] = set()
        self._trashed: list[Path] = []
        self._more = 0
        self._was_left = False

    def compose(self) -> ComposeResult:
        yield Static(Content("Copydesk"), id="bar")
        with Container(id="desk"):
            with Vertical(id="lists"):
                yield Static(Content("Continue"), classes="section")
                yield Shelf(id="continue", empty="Nothing begun yet: choose an article below.")
                yield Static(Content("Library"), classes="section")
                yield Shelf(id="library", empty="Reading kits …")
            yield Pane(id="preview")
        yield StatusLine(id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        self._fill_sessions(self.app.store.first(NEWEST))
        early = self.app.early.wait() if self.app.early else None
        if early is not None:
            self._have_entries(early)
        if (shelf := self.query_one("#continue", Shelf)).rows:
            shelf.focus()
        # Once the first frame stands: what is read now takes its time from nobody.
        self.call_after_refresh(self.load_library if early is None else self.load_sessions)

    def on_screen_suspend(self) -> None:
        self._was_left = True

    def on_screen_resume(self) -> None:
        if self._was_left:
            self._fill_sessions(self.app.store.newest(NEWEST))
            self.load_sessions()

    def _folder(self, listed: Listed) -> SessionFolder:
        from copydesk.sessions.folder import SessionFolder

        return SessionFolder(listed.path)

    # Filling the lists

    def _fill_sessions(self, listed: list[Listed]) -> None:
        self._listed = {f"session:{one.path.name}": one for one in listed}
        shelf = self.query_one("#continue", Shelf)
        shelf.fill(session_rows(listed))
        height = max(1, min(len(listed), 12))
        shelf.styles.max_height = height if len(listed) <= 12 else "50%"

    @work(thread=True, exclusive=True, group="library")
    def load_library(self) -> None:
        """Read kits and maps, then all sessions for the progress in the tree."""
        entries = self.app.library.entries()
        self.app.call_from_thread(self._have_entries, entries)
        everything = self.app.store.every()
        self.app.call_from_thread(self._have_sessions, everything)

    @work(thread=True, exclusive=True, group="sessions")
    def load_sessions(self) -> None:
        """Read the heads of all sessions again."""
        self.app.call_from_thread(self._have_sessions, self.app.store.every())

    def _have_entries(self, entries: tuple[Entry, ...]) -> None:
        first = not self._entries
        self._entries = entries
        articles = sum(entry.kind == "article" for entry in entries)
        if first and articles > UNFOLDED:
            self._folded = {article_key(e) for e in entries if e.kind == "map"}
        self._fill_library()
        library = self.query_one("#library", Shelf)
        if self.focused is None or (first and not self.query_one("#continue", Shelf).rows):
            library.focus()
            begin = next((r.key for r in library.rows if r.key.startswith("article:")), "")
            library.go_to_key(begin)

    def _have_sessions(self, listed: list[Listed]) -> None:
        if [one.path for one in self._all[:NEWEST]] != [one.path for one in listed[:NEWEST]]:
            self._fill_sessions(listed[:NEWEST])
        self._all = listed
        self._more = max(0, len(listed) - NEWEST)
        self._fill_library()
        running = sum(
            1
            for one in listed
            if one.head and not one.problem and one.head.answered < one.head.total
        )
        text = f"{count(len(listed), 'session')}, {running:,} in progress" if listed else ""
        self.query_one("#bar", Static).update(
            Content.assemble(("Copydesk", "bold $accent"), f"   {text}")
        )
        if self._more and not self.query_one("#status", StatusLine).text:
            self.say_line(f"{self._more:,} older sessions: / finds them.")

    def _fill_library(self) -> None:
        rows = library_rows(self._entries, self._all, self._folded)
        self.query_one("#library", Shelf).fill(
            rows, empty=f"  No kits found. Put one into {self.app.folders.kits}"
        )

    # The cursor and the preview

    def on_shelf_moved(self, event: Shelf.Moved) -> None:
        if event.shelf.has_focus or not self._shelf().row:
            self.preview_row(event.row.key)

    def on_descendant_focus(self) -> None:
        row = self._shelf().row
        if row is not None:
            self.preview_row(row.key)

    def on_shelf_left(self, event: Shelf.Left) -> None:
        other = self._other(event.shelf)
        down = event.shelf.id == "continue"
        if other.rows and (event.direction > 0) == down:
            other.focus()
            other.action_go_to(0 if down else -1)

    def on_shelf_folded(self, event: Shelf.Folded) -> None:
        if event.folded:
            self._folded.add(event.row.key)
        else:
            self._folded.discard(event.row.key)
        self._fill_library()

    def on_shelf_chosen(self, event: Shelf.Chosen) -> None:
        self.open_key(event.row.key)

    @work(exclusive=True, group="preview")
    async def preview_row(self, key: str) -> None:
        """Show what is under the cursor; what must be read first is read in a thread."""
        listed = self._listed.get(key)
        if listed is not None and not listed.problem:
            self._show(preview.of_session(listed, None))
            await asyncio.sleep(0.03)
        try:
            sheet = await asyncio.to_thread(self._sheet, key)
        except CopydeskError as error:
            sheet = Sheet()
            sheet.problem(str(error))
        if sheet is not None:
            self._show(sheet)

    def _show(self, sheet: Sheet) -> None:
        pane = self.query_one("#preview", Pane)
        if pane.text != sheet.text:
            pane.show(sheet.text, sheet.marks)
            pane.scroll_home(animate=False)

    def _sheet(self, key: str) -> Sheet | None:
        if (listed := self._listed.get(key)) is not None:
            if listed.problem:
                return preview.of_session(listed, None)
            session = self._folder(listed).open()
            session.check()
            return preview.of_session(listed, session)
        entry = self._entry(key)
        if entry is None:
            return None
        if entry.problems:
            return preview.of_problems(entry.title, entry.problems)
        library = self.app.library
        if entry.kind == "kit":
            return preview.of_kit(library.kit(entry.id))
        if entry.kind == "map":
            return preview.of_map(library.map(entry.id))
        return preview.of_article(library.start(entry))

    def _entry(self, key: str) -> Entry | None:
        return next((entry for entry in self._entries if article_key(entry) == key), None)

    # Actions

    def _shelf(self) -> Shelf:
        library = self.query_one("#library", Shelf)
        return library if library.has_focus else self.query_one("#continue", Shelf)

    def _other(self, shelf: Shelf) -> Shelf:
        return self.query_one("#library" if shelf.id == "continue" else "#continue", Shelf)

    def action_move(self, by: int) -> None:
        self._shelf().action_go(by)

    def action_switch(self) -> None:
        self._other(self._shelf()).focus()

    def action_read(self, by: int) -> None:
        pane = self.query_one("#preview", Pane)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)

    def action_open(self) -> None:
        self._shelf().choose()

    def action_new(self) -> None:
        row = self._shelf().row
        if row is not None:
            self.open_key(row.key, new=True)

    @work(exclusive=True, group="open")
    async def open_key(self, key: str, new: bool = False) -> None:
        """Open the session of a row, or begin one."""
        try:
            if (listed := self._listed.get(key)) is not None:
                await self._open_listed(listed, new)
            elif (entry := self._entry(key)) is not None and entry.kind in ("article", "kit"):
                await self._open_entry(entry, new)
        except CopydeskError as error:
            self.say_line(str(error), problem=True)

    async def _open_listed(self, listed: Listed, new: bool) -> None:
        head = listed.head
        folder = self._folder(listed)
        if listed.problem:
            if not listed.backup:
                raise CopydeskError(listed.problem, f"It lies in {listed.path}.")
            await self.app.open_session(await asyncio.to_thread(folder.open_backup), folder)
            self.app.say("Opened the backup; the damaged file lies beside it.")
        elif new and head is not None:
            kind = "article" if head.map else "kit"
            wanted = (head.map, head.article) if head.map else ("", head.kit_id)
            for entry in self._entries:
                if entry.kind == kind and (entry.map_id or "", entry.id) == wanted:
                    await self._open_entry(entry, new=True)
                    return
            raise CopydeskError(f"The library has no {kind} {wanted[1]!r} to begin again.")
        else:
            self.app.open_session(await asyncio.to_thread(folder.open), folder)

    async def _open_entry(self, entry: Entry, new: bool) -> None:
        if entry.problems:
            raise CopydeskError(f"{entry.title} cannot be used.", "The preview says why.")
        found = None
        if not new:
            in_map, article = (entry.map_id, entry.id) if entry.kind == "article" else ("", "")
            kit = entry.id if entry.kind == "kit" else ""
            sessions = self._all or list(self._listed.values())
            found = newest_of(sessions, kit=kit, map=in_map, article=article)
        if found is not None:
            await self._open_listed(found, new=False)
            return
        self.say_line(f"Opening {entry.title} …")
        session, folder = await asyncio.to_thread(self._begin, entry)
        self.say_line("")
        self.app.open_session(session, folder)

    def _begin(self, entry: Entry) -> tuple[Session, SessionFolder]:
        from copydesk.sessions.begin import begin

        session = begin(self.app.library, entry, one_chat=self.app.settings.one_chat)
        return session, self.app.store.add(session)

    def action_find(self) -> None:
        from copydesk.tui.screens.find import FindOnDesk

        def found(key: str | None) -> None:
            if key:
                path, _, prompt = key.partition("\n")
                self._go_to_found(path, prompt)

        self.app.push_screen(FindOnDesk(self._all, self._entries), found)

    def _go_to_found(self, key: str, prompt: str) -> None:
        if not key.startswith("session:"):
            library = self.query_one("#library", Shelf)
            self._folded.clear()
            self._fill_library()
            library.focus()
            library.go_to_key(key)
            return
        for one in self._all:
            if f"session:{one.path.name}" == key:
                self._listed[key] = one
                self.open_found(one, prompt)

    @work(exclusive=True, group="open")
    async def open_found(self, listed: Listed, prompt: str) -> None:
        """Open a session at the prompt in whose answer something was found."""
        folder = self._folder(listed)
        try:
            session = await asyncio.to_thread(folder.open)
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
            return
        if prompt:
            from copydesk.sessions.session import Place

            tab = str(session.kit.phase_of(prompt))
            session.place = Place(tab=tab, prompt=prompt, opened=(prompt,))
        self.app.open_session(session, folder)

    def action_rename(self) -> None:
        listed = self._under_cursor()
        if listed is None:
            return
        from copydesk.tui.screens.ask import AskText

        def named(title: str) -> None:
            try:
                self.app.store.rename(self._folder(listed), title)
            except CopydeskError as error:
                self.say_line(str(error), problem=True)
            else:
                self._reread(f"Renamed to {title}.")

        self.app.push_screen(AskText("Rename the session", listed.title, named))

    def action_duplicate(self) -> None:
        listed = self._under_cursor()
        if listed is None:
            return
        try:
            self.app.store.duplicate(self._folder(listed))
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
        else:
            self._reread(f"Duplicated {listed.title}.")

    def action_delete(self) -> None:
        listed = self._under_cursor()
        if listed is None:
            return
        running = self.app.running
        if running is not None and running.work_of(self._folder(listed)) is not None:
            said = "Prompts of it are running: open it and stop them first, or let them come."
            self.say_line(said, problem=True)
            return
        try:
            self._trashed.append(self.app.store.delete(listed.path))
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
        else:
            self._reread(f"{listed.title} is in the trash; u takes it back.")

    def action_undo(self) -> None:
        waiting = self._trashed or self.app.store.deleted()[:1]
        if not waiting:
            self.say_line("Nothing to take back.")
            return
        try:
            path = self.app.store.restore(waiting.pop())
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
        else:
            self._reread("Taken back from the trash.")
            self.query_one("#continue", Shelf).go_to_key(f"session:{path.name}")

    def action_reload(self) -> None:
        self._reread("Reading kits and sessions again.")
        self.load_library()

    def _under_cursor(self) -> Listed | None:
        row = self._shelf().row
        listed = self._listed.get(row.key) if row else None
        if listed is None:
            self.say_line("Put the cursor on a session under Continue first.")
        return listed

    def _reread(self, message: str) -> None:
        self._fill_sessions(self.app.store.newest(NEWEST))
        self.load_sessions()
        self.say_line(message)

    def say_line(self, text: str, *, problem: bool = False) -> None:
        """Say one thing at the foot of the screen."""
        self.query_one("#status", StatusLine).say(text, problem=problem)
