"""In a real tmux, on a server of the tests' own, with its default options."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from outer_terminal import OuterTerminal

from copydesk.clipboard import Result, Surroundings, copy, here, plan, read, surroundings
from copydesk.clipboard.osc52 import sequence

pytestmark = pytest.mark.terminal("tmux")

TEXTS = {
    "a line": "Good day",
    "line ends": "one\r\ntwo\rthree\n\n\tfour ",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9b",
    "unicode": "ÄÖÜ ß 漢字 👩‍👩‍👧 e\u0301 \u202e\u2028",
    "five megabytes": "0123456789 äöü\n" * 300_000,
}


class Tmux:
    """A private server with one session."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "s"
        self.environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.run("new-session", "-d", "sleep 600")
        self.pid = int(self.run("display-message", "-p", "#{pid}"))

    def run(self, *arguments: str, environ: Mapping[str, str] | None = None) -> bytes:
        command = ["tmux", "-S", str(self.socket), "-f", os.devnull, *arguments]
        env = dict(environ or self.environ)
        return subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout

    def inside(self, **more: str) -> Surroundings:
        return surroundings(self.pane(**more), "linux")

    def pane(self, **more: str) -> dict[str, str]:
        return self.environ | {"TMUX": f"{self.socket},{self.pid},0"} | more

    def attached(self, **more: str) -> OuterTerminal:
        terminal = OuterTerminal(
            ["tmux", "-S", str(self.socket), "attach-session"], self.environ | more
        )
        until = time.monotonic() + 60
        while not self.run("list-clients") and time.monotonic() < until:
            time.sleep(0.02)
        return terminal


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    # A socket's path is short, and pytest's folders are not.
    with tempfile.TemporaryDirectory(prefix="cd-") as folder:
        server = Tmux(Path(folder))
        try:
            yield server
        finally:
            os.kill(server.pid, signal.SIGCONT)
            server.run("kill-server")


def copied(text: str, there: Surroundings, out: Path, timeout: float = 60.0) -> Result:
    return copy(text, surroundings=there, write_terminal=None, out=out, timeout=timeout)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_buffer_holds_the_text_byte_for_byte(tmux: Tmux, tmp_path: Path, text: str) -> None:
    there = tmux.inside()
    assert copied(text, there, tmp_path) == Result(
        True, "tmux", True, "Copied to the tmux buffer (verified)"
    )
    assert tmux.run("save-buffer", "-") == text.encode()
    again = read(surroundings=there, timeout=60)
    assert (again.ok, again.text, again.way) == (True, text, "tmux")


@pytest.mark.parametrize("text", [TEXTS["unicode"], TEXTS["five megabytes"]], ids=["short", "5MB"])
def test_the_terminal_around_tmux_gets_the_text_too(tmux: Tmux, tmp_path: Path, text: str) -> None:
    with tmux.attached() as terminal:
        assert copied(text, tmux.inside(), tmp_path).verified
        assert terminal.got(b64encode(text.encode()))


def test_a_frozen_server_costs_no_more_than_the_limit(tmux: Tmux, tmp_path: Path) -> None:
    os.kill(tmux.pid, signal.SIGSTOP)
    result = copied("text", tmux.inside(), tmp_path, timeout=1.0)
    assert result.way == "file"
    assert "tmux: no answer within 1 s" in result.message
    assert not read(surroundings=tmux.inside(), timeout=1.0).ok
    assert here(tmux.pane()).tmux


def test_a_server_that_is_gone_is_no_crash(tmux: Tmux, tmp_path: Path) -> None:
    there = surroundings(tmux.pane(TMUX=f"{tmux.socket}-gone,1,0"), "linux")
    result = copied("text", there, tmp_path)
    assert result.way == "file"
    assert "tmux: it cannot be reached" in result.message


def test_without_a_buffer_there_is_nothing_to_read(tmux: Tmux) -> None:
    assert not read(surroundings=tmux.inside(), timeout=60).ok


def test_whoever_joins_the_session_over_ssh_is_noticed(tmux: Tmux) -> None:
    pane = tmux.pane(DISPLAY=":copydesk-has-no-such-display")
    assert "helper" in plan(here(pane))
    with tmux.attached(SSH_CONNECTION="10.0.0.2 5 10.0.0.3 22"):
        found = here(pane)
    assert found.ssh
    assert "helper" not in plan(found)


@pytest.mark.parametrize(
    "option", [("set-clipboard", "on"), ("allow-passthrough", "on")], ids=lambda pair: pair[0]
)
def test_the_escape_sequence_passes_a_tmux_that_allows_it_by_either_option(
    tmux: Tmux, tmp_path: Path, option: tuple[str, str]
) -> None:
    text = "Good day " * 3000
    (tmp_path / "sequence").write_text(sequence(text, tmux.inside()), newline="")
    with tmux.attached() as terminal:
        with suppress(subprocess.CalledProcessError):  # before 3.3 all may pass, unasked
            tmux.run("set-option", "-g", *option)
        tmux.run("new-window", f"cat {shlex.quote(str(tmp_path / 'sequence'))}; sleep 600")
        assert terminal.got(b64encode(text.encode()))
