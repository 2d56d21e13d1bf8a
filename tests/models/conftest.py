"""One server and one process with litellm for all tests of models: it takes long to load."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Loopback
from running import KEY, VARIABLE

import copydesk
from copydesk.models.engine import Engine


@pytest.fixture(scope="session")
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


def with_tree() -> str:
    """The PYTHONPATH with which processes import the very Copydesk that is tested."""
    return os.pathsep.join((os.environ["PYTHONPATH"], str(Path(copydesk.__file__).parents[1])))


@pytest.fixture(autouse=True)
def same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", with_tree())


@pytest.fixture(scope="session")
def engine(server: Loopback) -> Iterator[Engine]:
    """An engine whose process has litellm loaded and knows the server's key."""
    running = Engine()
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("PYTHONPATH", with_tree())
        environ.setenv(VARIABLE, KEY)
        environ.setenv("OPENAI_API_KEY", "sk-of-the-real-provider")
        asyncio.run(running.estimate("openai/x", "x", 1))
    yield running
    asyncio.run(running.close())


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens, and nobody else can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
