"""Every test runs alone: its own home, no display, no secrets, no network, the same clock zone.

A test that wants programs from outside says so, ``@pytest.mark.terminal("tmux")``. Where one is
missing the test is left out, and the run says which and why.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from no_network import sitecustomize

_SAME_EVERYWHERE = {
    "COLORTERM": "truecolor",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(Path(sitecustomize.__file__).parent),
    "TERM": "xterm-256color",
    "TZ": "UTC",
}
_UNWELCOME = re.compile(
    r"(COPYDESK|TEXTUAL|SSH|TMUX|XDG|LLM|LITELLM|WSL|PYTEST_TEXTUAL)_.*"
    r"|.*_(KEY|TOKEN|SECRET|PASSWORD)"
    r"|(LC|KITTY|TERM_PROGRAM|WEZTERM)_.*|LANG|LANGUAGE|COLUMNS|LINES"
    r"|DISPLAY|WAYLAND_DISPLAY|TMUX|STY|TERM_PROGRAM|TERMUX_VERSION|VISUAL|EDITOR"
    r"|NO_COLOR|FORCE_COLOR|CLICOLOR_FORCE"
)
_PROGRAMS = ("tmux", "Xvfb", "xclip")

_left_out = pytest.StashKey[list[tuple[str, str]]]()

# Before anything is imported that reads the environment once and for all.
for _name in filter(_UNWELCOME.fullmatch, list(os.environ)):
    del os.environ[_name]
os.environ.update(_SAME_EVERYWHERE)
if hasattr(time, "tzset"):
    time.tzset()

hypothesis.settings.register_profile(
    "copydesk",
    deadline=None,  # no test depends on how fast the machine is
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("copydesk")


SENTINEL = "-".join(("sk", "sentinel", ""))  # written so that this file does not hold it
"""What every key that tests hand to Copydesk begins with."""
_LARGEST = 8 * 1024 * 1024


@pytest.fixture(scope="session", autouse=True)
def _no_key_is_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """When all tests are over, no file that any of them left holds a key."""
    yield
    wanted = SENTINEL.encode()
    found = [
        path
        for path in tmp_path_factory.getbasetemp().rglob("*")
        if path.is_file() and path.stat().st_size < _LARGEST and wanted in path.read_bytes()
    ]
    assert not found, f"a key was written into {found}"


@pytest.fixture(autouse=True)
def copydesk_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An empty COPYDESK_HOME below an empty HOME; the test's own ``tmp_path`` stays empty."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / "xdg" / name.lower()))
    monkeypatch.setenv("COPYDESK_HOME", str(home / "copydesk"))
    yield home / "copydesk"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_left_out] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that want a program which is not installed."""
    wanting = {item: _missing(item) for item in items}
    leaving = [item for item, missing in wanting.items() if missing]
    if leaving:
        config.stash[_left_out] += [(item.nodeid, wanting[item]) for item in leaving]
        config.hook.pytest_deselected(items=leaving)
        items[:] = [item for item in items if not wanting[item]]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which tests were left out, and why."""
    for nodeid, missing in config.stash[_left_out]:
        terminalreporter.write_line(f"LEFT OUT {nodeid}: {missing} is not installed")


def _missing(item: pytest.Item) -> str:
    """The programs that a test wants and that are not installed; empty when it can run."""
    marks = list(item.iter_markers("terminal"))
    wanted = {program for mark in marks for program in mark.args or _PROGRAMS}
    return ", ".join(sorted(program for program in wanted if not shutil.which(program)))
