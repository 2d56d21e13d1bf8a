"""A desktop of the tests' own, whose clipboard programs do whatever a test wants."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from copydesk.clipboard import Surroundings, surroundings

NO_DISPLAY = ":copydesk-has-no-such-display"


def gone(pid: int, patience: float = 10.0) -> bool:
    """Whether a process has ended, or ends while we wait; one that nobody buries has ended."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not _lives(pid):
            return True
        time.sleep(0.02)
    return False


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


class FakeDesk:
    """A desktop whose ``xclip`` is a shell script, and nothing else is on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.out = folder / "copied"
        self.sent: list[str] = []

    def xclip(self, *, copy: str = 'cat >"$desk/held"', paste: str = 'cat "$desk/held"') -> None:
        """Install an ``xclip`` that runs these lines of shell; each call notes its pid."""
        script = self.programs / "xclip"
        script.write_text(
            "#!/bin/sh\n"
            f"PATH=/usr/bin:/bin desk='{self.folder}'\n"
            'echo $$ >>"$desk/pids"\n'
            'case "$*" in\n'
            f"*-o*) {paste} ;;\n"
            f"*) {copy} ;;\n"
            "esac\n"
        )
        script.chmod(0o755)

    def pids(self) -> list[int]:
        """Of every fake program that was started, and of what it said it left behind."""
        return [int(line) for line in (self.folder / "pids").read_text().split()]

    def surroundings(self, **more: str) -> Surroundings:
        environ = {"PATH": str(self.programs), "DISPLAY": NO_DISPLAY, "TERM": "xterm", **more}
        return surroundings(environ, "linux")
