"""Stopping a run: at once, with what came kept, and the server told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from loopback import Loopback
from running import request_for
from sayings import Seen

from copydesk.models.engine import Engine
from copydesk.models.request import Request


async def test_two_hundred_runs_are_cancelled_in_mid_stream(
    engine: Engine, server: Loopback
) -> None:
    for round_ in range(10):
        names = [f"cancel {round_}.{number}" for number in range(20)]
        parts = await asyncio.gather(*(cancelled(engine, server, name) for name in names))
        for name, part in zip(names, parts, strict=True):
            assert part.startswith("0 1 ")
            assert "".join(f"{number} " for number in range(part.count(" "))) == part
            assert await asyncio.to_thread(request_named(server, name).left.wait, 20)


async def cancelled(engine: Engine, server: Loopback, name: str) -> str:
    """What a run had said when it was cancelled, some pieces into its answer."""
    pieces: list[str] = []
    enough = asyncio.Event()

    def take(text: str) -> None:
        pieces.append(text)
        if len(pieces) == 3:
            enough.set()

    run = asyncio.create_task(engine.stream(request_for(server, "forever", name), take))
    await asyncio.wait_for(enough.wait(), 60)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    said = "".join(pieces)
    await asyncio.sleep(0.05)
    assert "".join(pieces) == said  # nothing comes behind its end
    return said


def request_named(server: Loopback, name: str) -> Seen:
    return next(one for one in server.seen if one.said == name)


@pytest.mark.parametrize("model", ["hang", "hang-early"])
async def test_a_run_that_waits_for_its_first_word_is_cancelled(
    engine: Engine, server: Loopback, model: str
) -> None:
    run = asyncio.create_task(engine.stream(request_for(server, model, f"w {model}"), print))
    await until(lambda: any(one.said == f"w {model}" for one in server.seen))
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert await asyncio.to_thread(request_named(server, f"w {model}").left.wait, 20)


async def test_a_run_that_is_cancelled_while_litellm_loads_never_begins(
    server: Loopback,
) -> None:
    fresh = Engine()
    states: list[str] = []
    request = request_for(server, "ok", "never", key_variable="")

    async def run_and_cancel(given: Request) -> None:
        run = asyncio.create_task(fresh.stream(given, print, states.append))
        await until(lambda: states == ["loading"])
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run

    await run_and_cancel(request)
    await fresh.estimate("openai/x", "behind it in the same queue", 1)
    assert all(one.said != "never" for one in server.seen)
    await fresh.close()


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread."""
    for _ in range(4000):
        if true():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it did not happen")
