"""A whole session, and a whole pipe, without one network connection."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from persons_home import COPYDESK, Home, lifelike
from private_display import Display
from real_terminal import Pane, Terminal, until
from working import at_card, begin, copy, holds, resume

TRAP = f"""
import os, sys

def spring(event, args):
    asked = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
    if asked or event == "socket.__new__" and args[1] != {int(socket.AF_UNIX)}:
        with open(os.environ["TRAPPED"], "a") as file:
            print(event, args, file=file)
        raise AssertionError("no network")

sys.addaudithook(spring)
"""
"""A ``sitecustomize`` that writes down each socket but those within the machine, and refuses it."""


@pytest.fixture
def trapped(home: Home, tmp_path: Path) -> Path:
    """What Python programs at home try to reach over a network is written here, and refused."""
    (tmp_path / "trap").mkdir()
    (tmp_path / "trap" / "sitecustomize.py").write_text(TRAP)
    home.environ |= {"PYTHONPATH": str(tmp_path / "trap"), "TRAPPED": str(tmp_path / "trapped")}
    return tmp_path / "trapped"


def work_through(home: Home, terminal: Terminal, pane: Pane) -> None:
    """A session as writers have it: copy, paste, read, look around, leave, resume."""
    begin(pane)
    copy(pane, "outline")
    pane.paste(lifelike("outline"))
    at_card(pane, "research")
    assert holds(home, "outline", lifelike("outline"))
    pane.press("k", "Enter", "m")
    pane.says("Rendered; m shows the text as it came.")
    pane.press("F1")
    pane.says("Esc closes")
    pane.press("Escape")
    pane.quit()
    pane = terminal.copydesk()
    resume(pane)
    pane.quit()


@pytest.mark.terminal("tmux")
def test_the_screens_never_reach_for_a_network(
    trapped: Path, home: Home, terminal: Terminal
) -> None:
    work_through(home, terminal, terminal.copydesk())
    assert not trapped.exists()


def test_the_command_line_never_reaches_for_a_network(trapped: Path, home: Home) -> None:
    home.run("answer", "ci-vs-cd", "outline", "--file", str(_answer(home)))
    for words in (
        ("list",),
        ("list", "--json"),
        ("show", "ci-vs-cd"),
        ("prompt", "ci-vs-cd", "research"),
        ("export", "ci-vs-cd", "--json"),
        ("validate", str(Path(__file__).parents[2] / "kits")),
        ("where",),
        ("--help",),
    ):
        assert home.run(*words)
    assert not trapped.exists()


def test_a_program_that_reaches_for_a_network_is_trapped(trapped: Path, home: Home) -> None:
    program = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    done = subprocess.run([sys.executable, "-c", program], env=home.environ, capture_output=True)
    assert b"no network" in done.stderr
    assert "socket.getaddrinfo" in trapped.read_text()


@pytest.mark.terminal("tmux", "Xvfb", "xclip", "strace")
def test_the_system_sees_no_connection_of_copydesk_or_of_what_it_starts(
    home: Home, terminal: Terminal, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    if subprocess.run([*strace, "true"], capture_output=True).returncode:
        pytest.skip("LEFT OUT: programs cannot be traced here")
    display = Display(tmp_path)
    pane = terminal.start([*strace, *COPYDESK], {"DISPLAY": display.name})
    begin(pane)
    copy(pane, "outline", "Copied (verified)")
    display.clipboard = lifelike("outline").encode()
    pane.press("v")
    at_card(pane, "research")
    pane.press("C-q")
    assert until(lambda: pane.flag("alternate_on") == "0")
    display.close()  # with it ends the xclip that Copydesk left, and with that strace
    assert pane.code == 0
    assert "AF_UNIX" in trace.read_text()
    assert "AF_INET" not in trace.read_text()


def _answer(home: Home) -> Path:
    file = home.folder / "outline.json"
    file.write_text(lifelike("outline"))
    return file
