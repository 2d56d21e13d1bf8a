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


@pytest.fixture(scope="session", autouse=True)
def same_tree() -> Iterator[None]:
    """Processes that are started here import the very Copydesk that is tested."""
    tree = str(Path(copydesk.__file__).parents[1])
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("PYTHONPATH", os.pathsep.join((os.environ["PYTHONPATH"], tree)))
        yield


@pytest.fixture(scope="session")
def engine(same_tree: None, server: Loopback) -> Iterator[Engine]:
    """An engine whose process has litellm loaded and knows the server's key."""
    running = Engine()
    with pytest.MonkeyPatch.context() as environ:
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
