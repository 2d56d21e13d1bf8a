"""With the real xclip on a private X server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fake_desk import gone

from copydesk.clipboard import Result, Surroundings, copy, read, surroundings

pytestmark = pytest.mark.terminal("Xvfb", "xclip")

TEXTS = {
    "a line": "Good day",
    "line ends": "one\r\ntwo\rthree\n\n\tfour ",
    "unicode": "ÄÖÜ ß 漢字 👩‍👩‍👧 e\u0301 \u202e\u2028",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9b",
    "five megabytes": "0123456789 äöü\n" * 300_000,
}


class XServer:
    """A server without a screen, and a PATH with xclip on it."""

    def __init__(self, folder: Path) -> None:
        theirs, ours = os.pipe()
        # -noreset: it would otherwise start afresh when its last client, xclip, goes.
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(ours), "-nolisten", "tcp", "-noreset"],
            pass_fds=[ours],
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        os.close(ours)
        with os.fdopen(theirs) as pipe:
            self.display = f":{pipe.readline().strip()}"
        self.environ = {"PATH": os.environ["PATH"], "DISPLAY": self.display, "TERM": "xterm"}

    def around(self, **more: str) -> Surroundings:
        return surroundings(self.environ | more, "linux")

    def xclip(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["xclip", "-selection", "clipboard", *arguments]
        if "-o" in arguments:
            return subprocess.run(
                command, env=self.environ, stdout=subprocess.PIPE, check=True
            ).stdout
        subprocess.run(command, env=self.environ, input=given, check=True)
        return b""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[XServer]:
    started = XServer(tmp_path)
    yield started
    started.process.send_signal(signal.SIGCONT)
    started.process.terminate()  # every xclip loses its server with it, and ends
    started.process.wait(30)


def copied(text: str, there: Surroundings, out: Path, timeout: float = 60.0) -> Result:
    return copy(text, surroundings=there, write_terminal=None, out=out, timeout=timeout)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_clipboard_holds_the_text_byte_for_byte(
    server: XServer, tmp_path: Path, text: str
) -> None:
    there = server.around()
    assert copied(text, there, tmp_path) == Result(True, "helper", True, "Copied (verified)")
    assert server.xclip("-o") == text.encode()
    again = read(surroundings=there, timeout=60)
    assert (again.ok, again.text, again.way) == (True, text, "helper")


def test_a_display_that_is_dead_is_found_out(server: XServer, tmp_path: Path) -> None:
    there = server.around()
    server.process.terminate()
    server.process.wait(30)
    result = copied("text", there, tmp_path)
    assert result.way == "file"
    assert not result.verified
    assert "clipboard: it took the text, but reading it back gave nothing" in result.message


def test_a_frozen_x_server_costs_no_more_than_the_limit(server: XServer, tmp_path: Path) -> None:
    server.process.send_signal(signal.SIGSTOP)
    result = copied("text", server.around(), tmp_path, timeout=1.5)
    assert result.way == "file"
    assert "clipboard: no answer within 1.5 s" in result.message
    assert not read(surroundings=server.around(), timeout=1.5).ok


def test_a_frozen_owner_is_not_waited_for_and_can_be_relieved(
    server: XServer, tmp_path: Path
) -> None:
    owner = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-quiet"],
        env=server.environ,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert owner.stdin is not None
        owner.stdin.write(b"mine")
        owner.stdin.close()
        while read(surroundings=server.around(), timeout=60).text != "mine":
            assert owner.poll() is None
        owner.send_signal(signal.SIGSTOP)
        stuck = read(surroundings=server.around(), timeout=1.5)
        assert stuck.message == "Nothing read (clipboard: no answer within 1.5 s)"
        assert copied("theirs", server.around(), tmp_path).verified
    finally:
        owner.kill()
        owner.wait(30)


def test_a_clipboard_that_is_not_utf_8_is_no_crash(server: XServer) -> None:
    server.xclip(given=b"caf\xe9")
    result = read(surroundings=server.around(), timeout=60)
    assert not result.ok
    assert "no text" in result.message


def test_the_text_stays_on_the_clipboard_when_copydesk_has_ended(
    server: XServer, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from copydesk.clipboard import *\n"
        "result = copy('still here', surroundings=surroundings({'PATH': sys.argv[1],"
        " 'DISPLAY': sys.argv[2]}), write_terminal=None, out=Path(sys.argv[3]), timeout=60)\n"
        "sys.exit(not result.verified)"
    )
    path, display = server.environ["PATH"], server.display
    app = subprocess.Popen(
        [sys.executable, "-c", script, path, display, str(tmp_path)], start_new_session=True
    )
    assert app.wait(120) == 0
    with suppress(ProcessLookupError):
        os.killpg(app.pid, signal.SIGHUP)
    assert gone(app.pid)
    assert server.xclip("-o") == b"still here"
