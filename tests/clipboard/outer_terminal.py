"""A terminal of the tests' own: a pseudo-terminal that remembers everything written to it."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress


class OuterTerminal:
    """Runs a program inside and collects what it writes; use as a context manager."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._written = bytearray()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environ),
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):
            while data := os.read(self._master, 65536):
                self._written += data

    def got(self, wanted: bytes, patience: float = 60.0) -> bool:
        """Whether ``wanted`` is written to the terminal, now or while we wait."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if wanted in self._written:
                return True
            time.sleep(0.02)
        return False

    def __enter__(self) -> OuterTerminal:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        self._reader.join(10)
        os.close(self._master)
