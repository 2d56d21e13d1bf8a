"""A program in a pseudo-terminal: what it drew, when it drew it, and what it held in memory.

A thread takes what the program writes and notes the time; the screen is drawn from it afterwards,
while the program is silent, so that drawing does not compete with what is measured.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

ROWS, COLUMNS = 40, 120
QUIET = 0.08
"""Seconds of silence after which the program is taken to have drawn what it was going to draw."""
FRAME_END = b"\x1b[?2026l"
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronized output: supported
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # window sizes in the input: unknown
    b"\x1b[c": b"\x1b[?64;1;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
CLEARED = re.compile("TMUX|STY$|TERM|COLORTERM|KITTY|NO_COLOR|LINES|COLUMNS|TEXTUAL|SSH|.*DISPLAY")


class NotShownError(Exception):
    """What was waited for did not come; holds the screen as it was."""


class Program:
    """One run of a program, from its start to the end of its process.

    Leaving the ``with`` block ends it: by ctrl+q, and by a signal if that does not help.
    """

    def __init__(self, argv: Sequence[str | Path], env: Mapping[str, str] = {}) -> None:
        kept = {key: value for key, value in os.environ.items() if not CLEARED.match(key)}
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            _become([str(part) for part in argv], kept | own)
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._drawn: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._in_frame = False
        self._memory = 0
        sys.setswitchinterval(0.0005)  # the thread notes the time within half a millisecond
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    # Talking to it

    def send(self, data: bytes) -> float:
        """Type or paste; returns when the first byte was sent, in seconds of ``perf_counter``."""
        at = time.perf_counter()
        while data:
            data = data[os.write(self._fd, data) :]
        return at

    def until(self, shown: Callable[[str], object], timeout: float = 60) -> float:
        """When the screen first satisfied ``shown``, which gets its rows joined by newlines.

        Raises:
            NotShownError: It did not within ``timeout`` seconds.
        """
        return self._until(lambda: shown(self.text()), timeout)

    def until_changed(self, timeout: float = 5) -> float:
        """When the next frame that changed any cell, be it its colour only, was complete."""
        before = self._cells()
        return self._until(lambda: self._cells() != before, timeout)

    def settle(self, seconds: float = 0.4) -> None:
        """Wait until the program has drawn nothing for so long; ten seconds at most."""
        limit = time.perf_counter() + 10
        while time.perf_counter() < limit and self._batch(seconds):
            pass

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def memory(self) -> float:
        """MiB that the program and its children held at most, the kernel's VmHWM of each added."""
        self._memory = max(self._memory, sum(_peak(pid) for pid in _tree(self.pid)))
        return self._memory / 1024

    # The screen

    def _until(self, satisfied: Callable[[], object], timeout: float) -> float:
        limit = time.perf_counter() + timeout
        while time.perf_counter() < limit:
            found = None
            for at, data in self._batch(QUIET, draw=False):
                for piece in re.split(rb"(?<=\x1b\[\?2026l)", data):
                    self._draw(piece)
                    if found is None and not self._in_frame and satisfied():
                        found = at
                last = at
            else:
                if found is None and self._in_frame and satisfied():
                    found = last  # the end of the frame was cut in two
            if found is not None:
                return found
            self.memory()
        raise NotShownError(self.text())

    def _batch(self, quiet: float, draw: bool = True) -> list[tuple[float, bytes]]:
        """What the program writes until it falls silent, or for a second if it never does."""
        batch = []
        limit = time.perf_counter() + 1
        with contextlib.suppress(queue.Empty):
            while time.perf_counter() < limit:
                batch.append(self._drawn.get(timeout=quiet))
        if draw:
            for _, data in batch:
                self._draw(data)
        return batch

    def _draw(self, data: bytes) -> None:
        self._stream.feed(data)
        begun, ended = data.rfind(b"\x1b[?2026h"), data.rfind(FRAME_END)
        if begun != ended:
            self._in_frame = begun > ended

    def _cells(self) -> list[list[object]]:
        buffer = self.screen.buffer
        return [[buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]

    def _read(self) -> None:
        tail = b""
        with contextlib.suppress(OSError):
            while data := os.read(self._fd, 65536):
                self._drawn.put((time.perf_counter(), data))
                seen = tail + data
                for query, answer in ANSWERS.items():
                    if seen.find(query, max(0, len(tail) - len(query) + 1)) >= 0:
                        os.write(self._fd, answer)
                tail = seen[-16:]

    # Its end

    def end(self) -> None:
        """Quit, and see the process end."""
        for data, how in ((b"\x11", 0), (b"", signal.SIGTERM), (b"", signal.SIGKILL)):
            with contextlib.suppress(OSError):
                self.send(data)
                os.kill(self.pid, how)
            limit = time.perf_counter() + 5
            while time.perf_counter() < limit:
                self._batch(0.01, draw=False)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._fd)
                    return


def _become(argv: list[str], env: dict[str, str]) -> None:
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", ROWS, COLUMNS, 0, 0))
        os.execvpe(argv[0], argv, env)
    finally:
        os._exit(127)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, task.read_text().split())
    return found


def _peak(pid: int) -> int:
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0
    return 0
