"""A desktop for each test that asks for one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fake_desk import FakeDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FakeDesk]:
    version = Path("/proc/version")
    if not version.exists() or "microsoft" in version.read_text().lower():
        pytest.skip("pyperclip looks for xclip on Linux alone")
    fake = FakeDesk(tmp_path)
    yield fake
    with suppress(OSError):
        for pid in fake.pids():
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
