"""The app: themes, keys, settings, and the way out that loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import threading
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen

from copydesk.errors import CopydeskError, Problem
from copydesk.settings import Settings, write_setting
from copydesk.text import clean, nearest
from copydesk.tui import themes
from copydesk.tui.actions import EVERYWHERE, bindings, collisions
from copydesk.tui.driver import driver_class
from copydesk.tui.words import count

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.widget import AwaitMount

    from copydesk.clipboard import Surroundings
    from copydesk.kits.entries import Entry
    from copydesk.kits.library import Library
    from copydesk.paths import Folders
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.session import Session
    from copydesk.sessions.store import Store
    from copydesk.tui.runner import Runner


def _commands() -> type[Provider]:
    """What fills the command palette; imported when it is opened."""
    from copydesk.tui.commands import Commands

    return Commands


EARLY_SECONDS = 0.05
"""How long the first frame may wait for the library; on a first start that is not enough."""


@dataclass(frozen=True)
class Launch:
    """What the app is started with."""

    folders: Folders
    library: Library
    store: Store
    surroundings: Surroundings
    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    """What is wrong in the settings file."""
    open: tuple[Session, SessionFolder] | None = None
    """A session to go straight into."""


class Early:
    """What the desk shows first, read while Textual starts, so that its first frame is whole."""

    def __init__(self, launch: Launch) -> None:
        self.entries: tuple[Entry, ...] | None = None
        self._launch = launch
        self._thread = threading.Thread(target=self._read, name="early", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        # Whatever goes wrong here goes wrong again, and is said, when the desk itself reads.
        with contextlib.suppress(Exception):
            self.entries = self._launch.library.entries()

    def wait(self) -> tuple[Entry, ...] | None:
        """The library's entries, if they are there within a moment that nobody notices."""
        self._thread.join(EARLY_SECONDS)
        return self.entries


class CopydeskApp(App[None]):
    """A desk, and the session on it."""

    TITLE = "Copydesk"
    CSS_PATH = [  # noqa: RUF012
        "app.tcss",
        "screens/desk.tcss",
        "screens/session.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_commands}  # noqa: RUF012

    def __init__(self, launch: Launch) -> None:
        super().__init__(driver_class=driver_class())
        self.launch = launch
        self.folders = launch.folders
        self.library = launch.library
        self.store = launch.store
        self.settings = launch.settings
        self._runner: Runner | None = None
        self.early = None if launch.open else Early(launch)
        self.animation_level = "none"
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.complaints = [str(problem) for problem in launch.problems]
        """What is wrong in the settings; one line says so at first, the help panel lists all."""
        self._choose_theme(launch.settings.theme)
        if launch.settings.keymap:
            self.set_keymap(dict(launch.settings.keymap))
            self.complaints += collisions(launch.settings.keymap)

    def _choose_theme(self, name: str) -> None:
        if name in self.available_themes:
            self.theme = name
        else:
            self.theme = themes.DEFAULT
            known = nearest(name, self.available_themes) or themes.DEFAULT
            self.complaints.append(f"theme: there is no theme {name!r}; did you mean {known}?")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.VARIABLES

    def get_default_screen(self) -> Screen[None]:
        if self.launch.open is not None:
            from copydesk.tui.screens.session import SessionScreen

            return SessionScreen(*self.launch.open)
        return self._desk()

    def _desk(self) -> Screen[None]:
        from copydesk.tui.screens.desk import Desk

        return Desk()

    def on_mount(self) -> None:
        self._watch_signals()
        self.call_after_refresh(self._stands)
        if self.complaints:
            faults = count(len(self.complaints), "fault")
            first = self.complaints[0]
            self.call_after_refresh(
                self.say, f"{faults} in the settings; ? lists them. {first}", problem=True
            )

    def _stands(self) -> None:
        """The first frame is there: what was made for it stays, and is never looked through."""
        if not self.is_headless:
            gc.freeze()
        gc.enable()

    def open_session(self, session: Session, folder: SessionFolder) -> AwaitMount:
        """Put a session on the screen; one that runs prompts goes on as it stands here."""
        from copydesk.tui.screens.session import SessionScreen

        work = self._runner.work_of(folder) if self._runner is not None else None
        if work is not None:
            work.session.place = session.place
            return self.push_screen(SessionScreen(work.session, work.folder, work))
        return self.push_screen(SessionScreen(session, folder))

    @property
    def runner(self) -> Runner:
        """What runs on models; made when it is first wanted."""
        if self._runner is None:
            from copydesk.tui.runner import Runner

            self._runner = Runner(self.settings.models)
        return self._runner

    @property
    def running(self) -> Runner | None:
        """What runs on models, if anything ever did."""
        return self._runner

    # What every screen can be asked

    def action_help(self) -> None:
        from copydesk.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help())

    def action_toggle_theme(self) -> None:
        """Light or dark, remembered in the settings file."""
        dark = self.current_theme.dark
        self.use_theme(themes.LIGHT.name if dark else themes.DARK.name)

    def use_theme(self, name: str) -> None:
        """Take a theme, and remember it in the settings file."""
        self.theme = name
        try:
            write_setting(self.folders.settings, "theme", self.theme)
        except CopydeskError as error:
            self.notify(clean(str(error)), severity="warning", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from copydesk.tui.commands import system_commands

        yield from system_commands(self, screen)

    def close_session(self) -> None:
        """Back to the desk, which is not there yet when a session was opened directly."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            # switch_screen takes away what push_screen gave; the first screen was not pushed.
            self.screen._push_result_callback(self, None)
            self.switch_screen(self._desk())

    async def action_quit(self) -> None:
        self.leave()

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Save what every screen holds, then end; stay when a writer says so."""
        if not await self._end_runs():
            return
        for screen in reversed(self.screen_stack):
            close = getattr(screen, "close", None)
            if close is not None and not await close():
                return
        self.exit()

    async def _end_runs(self) -> bool:
        """End what runs on models, if the writer says so, and keep what came."""
        runner = self._runner
        if runner is None:
            return True
        if runner.runs:
            from copydesk.tui.screens.ask import AskKey

            many = count(len(runner.runs), "prompt")
            said = f"{many} still running. What came of it is kept, as unfinished."
            choices = {"q": "Stop and quit", "escape": "Stay"}
            if await self.push_screen_wait(AskKey("Quit", said, choices)) != "q":
                return False
        try:
            runner.flush()
        except CopydeskError as error:
            self.say(str(error), problem=True)
            return False
        return True

    def on_app_focus(self) -> None:
        """The terminal has the focus again; something may have been copied elsewhere."""
        look = getattr(self.screen, "look_at_clipboard", None)
        if look is not None:
            look()

    # Input

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            heard = getattr(self.screen, "heard_key", None)
            if heard is not None:
                heard(event)
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            self._clean_for_a_line(event)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key that was on its way while a text box opened is text for the box, and no command.

        What the box itself was sent and can use never comes here.
        """
        box = self.focused
        if box is not None and box.check_consume_key(event.key, event.character):
            event.prevent_default()
            box.post_message(events.Key(event.key, event.character))

    def _clean_for_a_line(self, paste: events.Paste) -> None:
        """Textual's one-line inputs send to the terminal whatever is pasted into them."""
        from textual.widgets import Input

        if isinstance(self.focused, Input):
            paste.text = clean(paste.text)

    def write_to_terminal(self, sequence: str) -> None:
        """Send a control sequence of our own making to the terminal; safe from any thread."""
        driver = self._driver
        if driver is None or self.is_headless:
            raise CopydeskError("There is no terminal to write to.")
        loop = self._loop
        if loop is not None:
            loop.call_soon_threadsafe(driver.write, sequence)

    # When the program itself is at fault

    def _handle_exception(self, error: Exception) -> None:
        """Save everything, keep the details in a file, and end with two plain lines."""
        if self.is_headless or os.environ.get("COPYDESK_DEBUG"):
            super()._handle_exception(error)
            return
        self._flush_all()
        path = self.folders.cache / "last-fault.txt"
        # No values of variables: they would hold what the writer wrote.
        details = "".join(traceback.format_exception(error))
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(details, encoding="utf-8", errors="replace")
        said = f"Copydesk had to end: {type(error).__name__}. What you wrote is saved.\n"
        self.exit(return_code=1, message=Text(f"{said}Please report the details in {path}"))

    # Leaving without being asked

    def _watch_signals(self) -> None:
        if self.is_headless or os.name == "nt":
            return
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(NotImplementedError, RuntimeError):
                loop.add_signal_handler(name, self._end_at_once)

    def _end_at_once(self) -> None:
        """The terminal is gone or we are told to end: save in this very moment, then go."""
        self._flush_all()
        self.exit()

    def _flush_all(self) -> None:
        if self._runner is not None:
            with contextlib.suppress(CopydeskError):
                self._runner.flush()
        for screen in reversed(self.screen_stack):
            flush = getattr(screen, "flush", None)
            if flush is not None:
                with contextlib.suppress(CopydeskError):
                    flush()

    def say(self, text: str, *, problem: bool = False) -> None:
        """Tell the person something, on the screen's own line where it has one."""
        say = getattr(self.screen, "say_line", None)
        if say is not None:
            say(text, problem=problem)
        else:
            self.notify(
                Content(clean(text)).plain,
                severity="error" if problem else "information",
                markup=False,
            )
