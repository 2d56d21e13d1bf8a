"""In a real GNU screen."""

from __future__ import annotations

import os
import shlex
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
from outer_terminal import OuterTerminal

from copydesk.clipboard import surroundings
from copydesk.clipboard.osc52 import sequence

pytestmark = pytest.mark.terminal("screen")


def test_the_escape_sequence_passes_screen_whole(tmp_path: Path) -> None:
    text = "Good day, 漢字.\r\n" * 3000
    there = surroundings({"STY": "1.x"}, "linux")
    (tmp_path / "sequence").write_text(sequence(text, there), newline="")
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    environ = {"PATH": os.environ["PATH"], "TERM": "xterm", "SCREENDIR": str(sockets)}
    show = f"cat {shlex.quote(str(tmp_path / 'sequence'))}; sleep 600"
    command = ["screen", "-c", os.devnull, "-S", "copydesk", "-m", "sh", "-c", show]
    with OuterTerminal(command, environ) as terminal:
        try:
            assert terminal.got(b"\x1b]52;c;" + b64encode(text.encode()) + b"\x07")
        finally:
            quit_it = ["screen", "-S", "copydesk", "-X", "quit"]
            subprocess.run(quit_it, env=environ, check=False, stdout=subprocess.DEVNULL)
