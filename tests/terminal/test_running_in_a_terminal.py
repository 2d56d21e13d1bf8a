"""Prompts run on a model in a real terminal: they stream, they stop, and nothing is lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from persons_home import Home
from real_terminal import Pane, Terminal, until
from working import at_card, begin, open_article

sys.path.insert(0, str(Path(__file__).parents[1] / "models"))

from loopback import Loopback
from sayings import ANSWER, PART

pytestmark = pytest.mark.terminal("tmux")

SENTINEL = "sk-sentinel-4f7d1c9a-never-written"
WAIT = 60.0
"""Seconds that litellm may take to load on a busy machine."""


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


def start(home: Home, terminal: Terminal, server: Loopback, model: str) -> Pane:
    """Copydesk at the first card, with a model chosen and a key in the environment."""
    home.copydesk.mkdir(parents=True, exist_ok=True)
    settings = f'[models]\ndefault = "openai/{model}"\nbetween_seconds = 3600\n'
    (home.copydesk / "settings.toml").write_text(settings)
    environ = {"OPENAI_API_KEY": SENTINEL, "OPENAI_BASE_URL": server.url}
    pane = terminal.copydesk(**environ)
    begin(pane)
    return pane


def files_with(folder: Path, words: str) -> list[Path]:
    return [
        path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()
    ]


def command_lines() -> str:
    """The command lines and titles of every process of this machine that we may read."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "comm"):
            try:
                found.append((folder / name).read_bytes().decode("utf-8", "replace"))
            except OSError:
                continue
    return "\n".join(found)


def test_an_answer_is_run_saved_and_no_key_is_written_anywhere(
    home: Home, terminal: Terminal, server: Loopback
) -> None:
    pane = start(home, terminal, server, "ok")
    pane.press("r")
    pane.shows(r"5 words from openai/ok", WAIT)
    assert until(lambda: home.answer("outline") == ANSWER)
    assert SENTINEL not in command_lines()
    pane.quit()
    assert not files_with(home.copydesk.parent, SENTINEL)
    assert SENTINEL not in pane.screen


def test_kill_9_in_mid_stream_keeps_what_came(
    home: Home, terminal: Terminal, server: Loopback
) -> None:
    pane = start(home, terminal, server, "stall")
    pane.press("r")
    pane.shows(r"3 words ≈", WAIT)
    drafts = home.copydesk / "sessions"
    assert until(lambda: files_with(drafts, PART.strip()), 5)
    pane.kill(signal.SIGKILL)
    assert pane.code == 128 + signal.SIGKILL
    pane = open_article(terminal)
    pane.says("Kept what was being written when the window closed: 1 Article outline")
    assert home.answer("outline") == PART
    version = home.session().answer_of("outline")
    assert version is not None
    assert version.unfinished == "Copydesk ended while it came"


def test_esc_stops_it_and_the_server_sees_that(
    home: Home, terminal: Terminal, server: Loopback
) -> None:
    pane = start(home, terminal, server, "stall")
    before = len(server.seen)
    pane.press("r")
    pane.shows(r"3 words ≈", WAIT)
    pane.press("Escape")
    pane.shows("stopped by hand")
    assert until(lambda: home.answer("outline") == PART)
    assert server.seen[before].left.wait(10)
    at_card(pane, "outline")


def test_sigterm_keeps_what_came(home: Home, terminal: Terminal, server: Loopback) -> None:
    pane = start(home, terminal, server, "stall")
    pane.press("r")
    pane.shows(r"3 words ≈", WAIT)
    os.kill(pane.pid, signal.SIGTERM)
    assert until(lambda: home.answer("outline") == PART)
