"""A desktop of the test's own: an X server without a screen, and xclip on it."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path


class Display:
    """An X server; whatever is copied on it stays on it."""

    def __init__(self, folder: Path) -> None:
        theirs, ours = os.pipe()
        # -noreset: it would otherwise start afresh when its last client, xclip, goes.
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(ours), "-nolisten", "tcp", "-noreset"],
            pass_fds=[ours],
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        os.close(ours)
        with os.fdopen(theirs) as pipe:
            self.name = f":{pipe.readline().strip()}"
        self._environ = {"PATH": os.environ["PATH"], "DISPLAY": self.name}

    @property
    def clipboard(self) -> bytes:
        """What the desktop's clipboard holds."""
        command = ["xclip", "-selection", "clipboard", "-o"]
        return subprocess.run(command, env=self._environ, stdout=subprocess.PIPE, check=True).stdout

    @clipboard.setter
    def clipboard(self, data: bytes) -> None:
        command = ["xclip", "-selection", "clipboard"]
        subprocess.run(command, env=self._environ, input=data, check=True)
        # xclip says that it is done a moment before the clipboard is its own.
        while self.clipboard != data:
            time.sleep(0.02)

    def close(self) -> None:
        """End the server; every xclip loses its server with it, and ends."""
        self._process.terminate()
        self._process.wait(30)
