"""Copydesk in a real terminal: windows of a private tmux server that nobody is attached to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from persons_home import COPYDESK, Home

LIMIT = 40.0
"""Seconds that a thing may take before a test gives up; no test asks how long it took."""
A_MOMENT = 0.4
"""Seconds from a paste to what a person does next; what comes sooner may still belong to it."""
COLUMNS, LINES = 120, 40
PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"
FOCUS_IN = b"\x1b[I"
AS_IN_A_SHELL = """
folder=$1; shift
stty -a >"$folder/stty-before"
sh -c 'echo $$ >"$0/pid"; exec "$@"' "$folder" "$@"
code=$?
stty -a >"$folder/stty-after"
echo $code >"$folder/code"
IFS= read -r line
printf %s "$line" >"$folder/line"
exec sleep 3600
"""
"""Runs a program, keeps its exit code, and then reads a line as the next prompt would."""
_NO_TMUX = ("TMUX", "TMUX_PANE", "TERM_PROGRAM", "TERM_PROGRAM_VERSION")


def until(holds: Callable[[], object], limit: float = LIMIT) -> bool:
    """Whether something holds, now or while we wait."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.03)
    return bool(holds())


class Terminal:
    """A tmux server; each of its windows is a screen with one program."""

    def __init__(self, folder: Path, home: Home) -> None:
        """Args: folder: for the socket among others; its path must be short."""
        self.folder = folder
        self.home = home
        self.panes: list[Pane] = []
        self.tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), "sleep 3600")
        self.tmux("set-option", "-g", "focus-events", "on")
        self.tmux("set-option", "-g", "default-terminal", "screen-256color")

    def tmux(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run a tmux command and return what it prints."""
        command = ["tmux", "-S", str(self.folder / "s"), "-f", os.devnull, *arguments]
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

    def copydesk(self, *arguments: str, **environ: str) -> Pane:
        """Start ``copydesk ARGUMENTS`` in a new window."""
        return self.start([*COPYDESK, *arguments], environ)

    def copydesk_outside_tmux(self, *arguments: str, **environ: str) -> Pane:
        """The same, but Copydesk is not told that its terminal is tmux."""
        unset = [word for name in _NO_TMUX for word in ("-u", name)]
        command = ["env", *unset, "TERM=xterm-256color", *COPYDESK, *arguments]
        return self.start(command, environ)

    def start(self, command: list[str], environ: dict[str, str]) -> Pane:
        """Start any program in a new window."""
        folder = self.folder / str(len(self.panes))
        folder.mkdir()
        more = [f"-e{name}={value}" for name, value in environ.items()]
        shell = ["sh", "-c", AS_IN_A_SHELL, "sh", str(folder), *command]
        name = self.tmux("new-window", "-dP", "-F", "#{pane_id}", *more, "--", *shell)
        pane = Pane(self, name.decode().strip(), folder)
        self.panes.append(pane)
        return pane

    def hang_up(self) -> None:
        """End the terminal with every window in it; programs get SIGHUP and go on without one."""
        with suppress(subprocess.CalledProcessError):
            self.tmux("kill-server")

    def close(self) -> None:
        """End everything that was started here."""
        self.hang_up()
        for pane in self.panes:
            pane.kill(signal.SIGKILL)


class Pane:
    """One screen with a program on it."""

    def __init__(self, terminal: Terminal, name: str, folder: Path) -> None:
        self.folder = folder
        self._terminal = terminal
        self._name = name
        self._just_pasted = False

    # The program

    @property
    def pid(self) -> int:
        """The program's process."""
        assert until(lambda: self._told("pid")), "it did not start"
        return int(self._told("pid"))

    @property
    def ended(self) -> bool:
        """Whether the program is gone."""
        return bool(self._told("code"))

    @property
    def code(self) -> int:
        """The exit code of the program, once it is gone; 128 and more says a signal."""
        assert until(lambda: self.ended), f"it still runs:\n{self.screen}"
        return int(self._told("code"))

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal, unless it is gone."""
        if self._told("pid") and not self.ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def quit(self) -> None:
        """Quit by the key for it, which must end well."""
        self.press("C-q")
        assert self.code == 0

    def _told(self, name: str) -> str:
        file = self.folder / name
        return file.read_text().strip() if file.exists() else ""

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
            late, ended = time.monotonic() > end, self.ended
            screen = self.screen
            if found := re.search(pattern, screen, re.MULTILINE):
                return found[0]
            why = "the program has ended" if ended else "it runs"
            assert not (late or ended), f"{pattern!r} is not on the screen ({why}):\n{screen}"
            time.sleep(0.03)

    def says(self, text: str, limit: float = LIMIT) -> None:
        """Wait for a text on the screen."""
        self.shows(re.escape(text), limit)

    def flag(self, name: str) -> str:
        """One of tmux's own variables on the pane, such as ``alternate_on``."""
        told = self._terminal.tmux("display-message", "-p", "-t", self._name, f"#{{{name}}}")
        return told.decode().strip()

    # What is done to it

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names for them, not faster after a paste than a person can."""
        self._let_a_moment_pass()
        self._terminal.tmux("send-keys", "-t", self._name, *keys)

    def type(self, text: str) -> None:
        """Type a text key by key."""
        for character in text:
            self._terminal.tmux("send-keys", "-t", self._name, "-l", "--", character)

    def send(self, data: bytes) -> None:
        """Send bytes as if they came from the terminal itself."""
        numbers = [f"{byte:x}" for byte in data]
        for start in range(0, len(numbers), 2000):
            part = numbers[start : start + 2000]
            self._terminal.tmux("send-keys", "-t", self._name, "-H", *part)

    def paste(self, text: str, *, marked: bool = True) -> None:
        """Paste as terminals do, line ends as CR; between the markers of a paste if ``marked``."""
        self._let_a_moment_pass()
        self._terminal.tmux("load-buffer", "-b", "pasted", "-", given=text.encode())
        how = ["-p"] if marked else []
        self._terminal.tmux("paste-buffer", *how, "-d", "-b", "pasted", "-t", self._name)
        self._just_pasted = True

    def _let_a_moment_pass(self) -> None:
        if self._just_pasted:
            time.sleep(A_MOMENT)
            self._just_pasted = False

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        size = ["-x", str(columns), "-y", str(lines)]
        self._terminal.tmux("resize-window", "-t", self._name, *size)
