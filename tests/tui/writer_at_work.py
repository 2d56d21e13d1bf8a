"""A writer at the keyboard: the app in a home of its own, with a clipboard of its own.

Nothing here asserts what the product promises; the tests do.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from copydesk.clipboard import Surroundings, read
from copydesk.clipboard.result import ReadResult, Result
from copydesk.errors import Problem
from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.paths import Folders, bundled
from copydesk.sessions.begin import begin
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Session
from copydesk.sessions.store import Store
from copydesk.settings import Settings
from copydesk.tui.app import CopydeskApp, Launch
from copydesk.tui.parser import PasteRest
from copydesk.tui.screens.desk import Desk
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.card import PromptCard
from copydesk.tui.widgets.keybar import KeyBar
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.widgets.slot import SlotPane

PATIENCE = 20.0
"""Seconds after which something that was to happen counts as not happening."""
SIZE = (100, 30)
AT_A_DESK = Surroundings(x11=True)
OVER_SSH = Surroundings(ssh=True, mute=True)

LIBRARY = Library((Place("bundled", bundled()),))
"""The bundled kits and maps; read once for all tests, since nothing changes them."""


class Clipboard:
    """Stands in for the clipboard of the desktop, and for the programs that reach it."""

    def __init__(self) -> None:
        self.content = ""
        self.copied: list[str] = []
        self.names: list[str] = []
        self.said = "Copied (verified)"
        self.verified = True
        self.broken = ""
        """Why nothing can be copied or read; empty while all is well."""
        self.reads = 0
        self._free = threading.Event()
        self._free.set()

    @contextmanager
    def hangs(self) -> Iterator[None]:
        """Neither copying nor reading comes to an end until the block is left."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def copy(self, text: str, *, name: str = "", **_: object) -> Result:
        """In place of `copydesk.clipboard.copy`."""
        self._free.wait(PATIENCE)
        if self.broken:
            return Result(False, "", False, self.broken)
        self.copied.append(text)
        self.names.append(name)
        self.content = text
        return Result(True, "helper" if self.verified else "osc52", self.verified, self.said)

    def read(self, *, surroundings: Surroundings, **others: object) -> ReadResult:
        """In place of `copydesk.clipboard.read`; over SSH the true one answers, which asks none."""
        if surroundings.ssh:
            return read(surroundings=surroundings)
        self.reads += 1
        self._free.wait(PATIENCE)
        if self.broken or not self.content:
            return ReadResult(False, "", "", self.broken or "Nothing read (clipboard: it is empty)")
        return ReadResult(True, self.content, "helper", "Read from the clipboard")


@dataclass
class Home:
    """A writer's home: folders, kits, sessions and the clipboard."""

    folders: Folders
    clipboard: Clipboard
    library: Library = LIBRARY
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store(self.folders)

    def uses_own_kits(self) -> Library:
        """Look into the writer's own folder too, as the true start does."""
        places = (Place("yours", self.folders.kits), Place("bundled", bundled()))
        self.library = Library(places)
        return self.library

    def begins(
        self,
        name: str = "ci-vs-cd",
        answers: Mapping[str, str] | None = None,
        **state: object,
    ) -> SessionFolder:
        """A session on an article or kit, saved, with some answers."""
        entry = self.library.find(name)[0]
        session = begin(self.library, entry)
        for prompt, text in (answers or {}).items():
            session.answer(prompt, text, "pasted")
        return self.store.add(session)

    def launch(self, folder: SessionFolder | None = None, **settings: object) -> Launch:
        """What the app is started with; with a session, straight into it."""
        problems = settings.pop("problems", ())
        surroundings = settings.pop("surroundings", AT_A_DESK)
        assert isinstance(problems, tuple)
        assert isinstance(surroundings, Surroundings)
        return Launch(
            folders=self.folders,
            library=self.library,
            store=self.store,
            surroundings=surroundings,
            settings=Settings(**settings),  # type: ignore[arg-type]
            problems=tuple(Problem(Path(str(p)), 0, "", str(p)) for p in problems),
            open=None if folder is None else (folder.open(), folder),
        )

    @asynccontextmanager
    async def at_the_desk(
        self, size: tuple[int, int] = SIZE, **settings: object
    ) -> AsyncIterator[Writer]:
        """The app as it opens."""
        async with self.runs(self.launch(**settings), size) as writer:
            await writer.until(lambda: bool(writer.shelf("library").rows), "the library is read")
            await writer.rests()
            yield writer

    @asynccontextmanager
    async def in_a_session(
        self,
        name: str | SessionFolder = "ci-vs-cd",
        answers: Mapping[str, str] | None = None,
        size: tuple[int, int] = SIZE,
        **settings: object,
    ) -> AsyncIterator[Writer]:
        """The app, straight in a session: one that is there, or a new one on an article."""
        folder = self.begins(name, answers) if isinstance(name, str) else SessionFolder(name.file)
        async with self.runs(self.launch(folder, **settings), size) as writer:
            await writer.is_in_session()
            yield writer

    @asynccontextmanager
    async def runs(self, launch: Launch, size: tuple[int, int]) -> AsyncIterator[Writer]:
        """The app for a launch; when the block is left without quitting, it is as if killed."""
        app = CopydeskApp(launch)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Writer(self, app, pilot)


@dataclass
class Writer:
    """Hands on the keyboard, eyes on the screen."""

    home: Home
    app: CopydeskApp
    pilot: Pilot[None]

    # Doing

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        await self.pilot.press(*keys)
        await self._is_heard()

    async def types(self, text: str) -> None:
        """Type a text, key by key."""
        names = {" ": "space", "\n": "enter", "/": "slash", ".": "full_stop", "-": "minus"}
        await self.press(*(names.get(character, character) for character in text))

    async def pastes(self, text: str, *, rest: bool = False) -> None:
        """The terminal's own paste; ``rest``: what the terminal sends of the paste before."""
        self.app.post_message(PasteRest(text) if rest else events.Paste(text))
        await self.rests()

    async def leaves_the_terminal(self) -> None:
        """Another window has the focus now."""
        self.app.post_message(events.AppBlur())
        await self.rests()

    async def comes_back(self) -> None:
        """The terminal has the focus again."""
        self.app.post_message(events.AppFocus())
        await self.rests()

    async def clicks(
        self, widget: Widget, offset: tuple[int, int] = (1, 0), times: int = 1
    ) -> None:
        await self.pilot.click(widget, offset=offset, times=times)
        await self.rests()

    async def goes_to(self, prompt: str, *, opened: bool = True) -> PromptCard:
        """Bring the cursor to a card."""
        await self.screen.go_to(prompt, open_card=opened)
        await self.until(lambda: self.here == prompt, f"the cursor is on {prompt}")
        await self.rests()
        return self.card(prompt)

    # Waiting

    async def rests(self) -> None:
        """Wait until the app has done what was asked of it so far."""
        await self.pilot.pause()
        await self._is_heard()

    async def _is_heard(self) -> None:
        """A pilot takes a machine that is busy elsewhere for one that is done: so, look again.

        A key goes from the app to a widget and back up to the screen, each time by a queue.
        """
        for _ in range(4):
            await self.pilot._wait_for_screen()

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for something that comes of itself."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"This never came: {what or condition}\n{self.sees()}")
            await self.pilot.pause(0.01)

    async def says(self, words: str) -> str:
        """Wait until the line at the foot of the screen holds these words."""
        await self.until(lambda: words in self.line, f"the line says {words!r}")
        return self.line

    async def is_in_session(self) -> None:
        """Wait until a session is on the screen."""
        await self.until(lambda: isinstance(self.app.screen, SessionScreen), "a session opens")
        await self.until(lambda: self.app.focused is not None, "the cursor is somewhere")
        await self.rests()

    async def is_at_desk(self) -> None:
        """Wait until the desk is on the screen."""
        await self.until(lambda: isinstance(self.app.screen, Desk), "the desk comes back")
        await self.rests()

    async def saves(self) -> Session:
        """Wait until all is saved; the session as it lies on disk."""
        work = self.screen.work
        work.save_soon()
        await self.until(lambda: not work.dirty and not work.problem, "all is saved")
        await self.until(lambda: work._task is None or work._task.done(), "all is saved")
        return self.on_disk()

    async def quits(self) -> None:
        """Press ctrl+q and wait until the app has ended."""
        await self.press("ctrl+q")
        await self.until(lambda: self.has_quit, "the app ends")

    # Seeing

    @property
    def has_quit(self) -> bool:
        return self.app._exit

    @property
    def screen(self) -> SessionScreen:
        """The session's screen, also below a dialog."""
        return next(one for one in self.app.screen_stack if isinstance(one, SessionScreen))

    @property
    def session(self) -> Session:
        return self.screen.session

    @property
    def here(self) -> str:
        """The prompt under the cursor; ``brief`` on the brief."""
        at = self.screen.here_at
        return "brief" if at.tab == "brief" else at.prompt

    @property
    def line(self) -> str:
        """What the line at the foot of the screen says."""
        lines = self.app.screen.query(StatusLine)
        return lines.first().text if lines else ""

    @property
    def toasts(self) -> list[str]:
        return [str(one.message) for one in self.app._notifications]

    def sees(self) -> str:
        """The screen as text, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    def footer(self) -> dict[str, str]:
        """The keys of the footer and what it says they do."""
        keys = self.app.screen.query_one(KeyBar).keys()
        return {key.display: key.label for key in keys}

    def card(self, prompt: str) -> PromptCard:
        card = self.screen.card(prompt)
        assert card is not None, f"the card of {prompt} was never made"
        return card

    def pane(self, prompt: str, which: str) -> Pane:
        """A card's ``prompt`` or ``answer`` pane."""
        return self.card(prompt).query_one(f"#{which}", Pane)

    def slot(self, prompt: str, used: str) -> SlotPane:
        """The prior-output pane of a card for an earlier step."""
        return next(one for one in self.card(prompt).query(SlotPane) if one.prompt_id == used)

    def shelf(self, name: str) -> Shelf:
        """One of the desk's lists: ``continue`` or ``library``."""
        return self.app.screen.query_one(f"#{name}", Shelf)

    def preview(self) -> str:
        """What the desk says of the row under the cursor."""
        return self.app.screen.query_one("#preview", Pane).text

    def on_disk(self) -> Session:
        """The session as it was saved last."""
        return SessionFolder(self.screen.work.folder.file).open()

    def answers(self) -> dict[str, str]:
        """All answers on disk, by prompt."""
        session = self.on_disk()
        return {prompt: session.text_of(prompt) for prompt in session.state.answers}


def control_characters(text: str) -> set[str]:
    """What a terminal would obey in a text that is one row of the screen."""
    return {c for c in text if ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000}


def bidi_characters(text: str) -> set[str]:
    """What would turn the direction of the text that follows it."""
    return {c for c in text if c in "\u200e\u200f\u061c" or "\u202a" <= c <= "\u202e"}
