"""Copydesk in a real terminal: panes of a private tmux server that nobody is attached to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from persons_home import COPYDESK, Home

LIMIT = 40.0
"""Seconds that a thing may take before a test gives up; no test asks how long it took."""
COLUMNS, LINES = 120, 40
PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"
FOCUS_IN = b"\x1b[I"
OUTSIDE = ("-u", "TMUX", "-u", "TMUX_PANE", "-u", "TERM_PROGRAM", "-u", "TERM_PROGRAM_VERSION")


def until(holds: Callable[[], object], limit: float = LIMIT) -> bool:
    """Whether something holds, now or while we wait."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.03)
    return bool(holds())


class Terminal:
    """A tmux server with Copydesk in its panes, one to a window, each as large as a screen."""

    def __init__(self, folder: Path, home: Home) -> None:
        """Args: folder: for the socket; its path must be short."""
        self.socket = folder / "s"
        self.home = home
        self._panes: list[Pane] = []
        # The first start of a server waits for its configuration; -f reads none.
        self.tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), "sleep 3600")
        for option, value in (
            ("focus-events", "on"),
            ("remain-on-exit", "on"),
            ("default-terminal", "screen-256color"),
        ):
            self.tmux("set-option", "-g", option, value)

    def tmux(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run a tmux command and return what it prints."""
        command = ["tmux", "-S", str(self.socket), "-f", os.devnull, *arguments]
        return subprocess.run(
            command, env=self.home.environ, input=given, stdout=subprocess.PIPE, check=True
        ).stdout

    @property
    def buffer(self) -> bytes:
        """What tmux's newest buffer holds."""
        return self.tmux("save-buffer", "-")

    @buffer.setter
    def buffer(self, data: bytes) -> None:
        self.tmux("load-buffer", "-", given=data)

    def copydesk(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Pane:
        """Start ``copydesk ARGUMENTS`` in a new pane."""
        return self.start([*COPYDESK, *arguments], environ)

    def copydesk_outside_tmux(self, *arguments: str, **environ: str) -> Pane:
        """The same, but Copydesk takes the pane for any terminal."""
        here = [f"{name}={value}" for name, value in environ.items()]
        command = ["env", *OUTSIDE, "TERM=xterm-256color", *here, *COPYDESK, *arguments]
        return self.start(command)

    def start(self, command: list[str], environ: Mapping[str, str] | None = None) -> Pane:
        """Start any program in a new pane."""
        more = [f"-e{name}={value}" for name, value in (environ or {}).items()]
        words = ["new-window", "-dP", "-F", "#{pane_id} #{pane_pid}", *more, "--", *command]
        name, pid = self.tmux(*words).decode().split()
        pane = Pane(self, name, int(pid))
        self._panes.append(pane)
        return pane

    def close(self) -> None:
        """End everything that was started here."""
        for pane in self._panes:
            pane.kill(signal.SIGKILL)
        with suppress(subprocess.CalledProcessError):
            self.tmux("kill-server")


class Pane:
    """One screen with a program on it."""

    def __init__(self, terminal: Terminal, name: str, pid: int) -> None:
        self._terminal = terminal
        self._name = name
        self.pid = pid

    # What it shows

    @property
    def screen(self) -> str:
        """The characters on the screen, a line each."""
        return self._terminal.tmux("capture-pane", "-p", "-t", self._name).decode()

    def shows(self, pattern: str, limit: float = LIMIT) -> str:
        """Wait for a pattern on the screen, and return what matched it.

        Raises:
            AssertionError: It does not come; says what is on the screen instead.
        """
        end = time.monotonic() + limit
        while True:
            over = time.monotonic() > end or self.ended
            screen = self.screen
            if found := re.search(pattern, screen, re.MULTILINE):
                return found[0]
            assert not over, f"{pattern!r} is not on the screen:\n{screen}\n{self._state}"
            time.sleep(0.03)

    def says(self, text: str, limit: float = LIMIT) -> None:
        """Wait for a text on the screen."""
        self.shows(re.escape(text), limit)

    def flag(self, name: str) -> str:
        """One of tmux's own variables on the pane, such as ``alternate_on``."""
        told = self._terminal.tmux("display-message", "-p", "-t", self._name, f"#{{{name}}}")
        return told.decode().strip()

    @property
    def ended(self) -> bool:
        """Whether the program is gone."""
        return self.flag("pane_dead") == "1"

    @property
    def _state(self) -> str:
        return self.flag("?pane_dead,ended #{pane_dead_status} #{pane_dead_signal},running")

    # What is done to it

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names for them."""
        self._terminal.tmux("send-keys", "-t", self._name, *keys)

    def type(self, text: str) -> None:
        """Type a text, key by key, as fast as a person could."""
        for character in text:
            self._terminal.tmux("send-keys", "-t", self._name, "-l", "--", character)

    def send(self, data: bytes) -> None:
        """Send bytes as if they came from the terminal itself."""
        numbers = [f"{byte:x}" for byte in data]
        for start in range(0, len(numbers), 1000):
            part = numbers[start : start + 1000]
            self._terminal.tmux("send-keys", "-t", self._name, "-H", *part)

    def paste(self, text: str | bytes, *, marked: bool = True) -> None:
        """Paste as terminals do, line ends as CR; between the markers of a paste if ``marked``."""
        data = text.encode() if isinstance(text, str) else text
        self._terminal.tmux("load-buffer", "-b", "pasted", "-", given=data)
        how = ["-p"] if marked else []
        self._terminal.tmux("paste-buffer", *how, "-d", "-b", "pasted", "-t", self._name)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        size = ["-x", str(columns), "-y", str(lines)]
        self._terminal.tmux("resize-window", "-t", self._name, *size)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal, unless it has ended."""
        if not self.ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait_until_ended(self, limit: float = LIMIT) -> int:
        """Wait until the program is gone; its exit code, 128 and more for a signal's number."""
        assert until(lambda: self.ended, limit), f"still running:\n{self.screen}"
        return int(self.flag("pane_dead_status") or 128 + int(self.flag("pane_dead_signal") or 0))
