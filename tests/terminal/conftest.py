"""A home, and a terminal in which Copydesk runs at home there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from persons_home import Home
from real_terminal import Terminal


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty one."""
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def terminal(home: Home) -> Iterator[Terminal]:
    """A terminal without a program in it."""
    # A socket's path is short, and pytest's folders are not.
    with tempfile.TemporaryDirectory(prefix="cd-", ignore_cleanup_errors=True) as folder:
        started = Terminal(Path(folder), home)
        yield started
        started.close()
