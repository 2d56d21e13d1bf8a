"""The process that holds litellm, and the two threads that talk with it.

Threads, so that neither a prompt of a megabyte nor a process that does not read ever holds up
the app's loop, and so that every platform's loop will do.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Callable

_COMMAND = (sys.executable, "-P", "-m", "copydesk.models.worker")
_LAST_WORDS = 1.0
"""Seconds that a process may take to end once it was told to."""


class Child:
    """A running process; it ends by itself when its input ends.

    Args:
        on_line: Called in a thread with each line that comes.
        on_end: Called in that thread once, when no more will come.

    Raises:
        OSError: The process cannot be started.
    """

    def __init__(self, on_line: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._on_line = on_line
        self._on_end = on_end
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # anything written there would land on the screen
            start_new_session=True,  # Ctrl+C in the terminal is for Copydesk alone
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._read, name="models-in", daemon=True)
        self._writer = threading.Thread(target=self._write, name="models-out", daemon=True)
        self._reader.start()
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def send(self, line: bytes) -> None:
        """Send a line soon; one that cannot be sent is lost, and ``on_end`` is called."""
        self._lines.put(line)

    def close(self) -> None:
        """End the process, and wait for that; it takes a second at most."""
        self._lines.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_WORDS)
        self.kill()
        self._reader.join(_LAST_WORDS)

    def kill(self) -> None:
        """End the process now, without waiting for anything."""
        self._process.kill()
        self._lines.put(None)

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as pipe, contextlib.suppress(OSError, ValueError):
            for line in pipe:
                self._on_line(line)
        self._process.kill()  # one that has closed its output is of no use
        self._process.wait()
        self._lines.put(None)
        self._on_end()

    def _write(self) -> None:
        assert self._process.stdin
        with contextlib.suppress(OSError), self._process.stdin as pipe:
            while (line := self._lines.get()) is not None:
                pipe.write(line)
                pipe.flush()
