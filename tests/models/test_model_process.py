"""The process that holds litellm: it may die, it may print, and it never outlives Copydesk."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import Loopback
from running import outcome_of, request_for
from sayings import ANSWER

import copydesk.models.child
from copydesk.models import wire
from copydesk.models.engine import Engine
from copydesk.models.fault import ModelFault

HOLDER = """
import asyncio, sys
from copydesk.models.engine import Engine
from copydesk.models.request import Message, Request

async def main():
    engine = Engine()
    request = Request(model="openai/forever", messages=(Message("user", "x"),), address=sys.argv[1])
    await engine.stream(request, lambda text: print(engine.pid, flush=True))

asyncio.run(main())
"""


async def test_when_it_is_killed_what_came_is_kept_and_the_next_call_starts_another(
    server: Loopback,
) -> None:
    engine = Engine()
    request = request_for(server, "forever", "killed", key_variable="")

    def kill(_text: str) -> None:
        assert engine.pid
        os.kill(engine.pid, signal.SIGKILL)

    outcome = await outcome_of(engine, request, kill)
    assert outcome.fault.kind == "engine"
    assert outcome.fault.message == "The part of Copydesk that calls models ended unexpectedly."
    assert outcome.text.startswith("0 ")
    assert engine.pid is None
    again = await outcome_of(engine, request_for(server, "ok", key_variable=""))
    assert again.text == ANSWER
    assert again.states == ["loading", "waiting", "streaming"]
    await engine.close()


async def test_kill_ends_it_and_every_run_at_once(server: Loopback) -> None:
    engine = Engine()
    requests = [request_for(server, "hang", f"k{number}", key_variable="") for number in range(3)]
    runs = [asyncio.create_task(outcome_of(engine, request)) for request in requests]
    await asyncio.sleep(0.05)
    pid = engine.pid
    assert pid
    engine.kill()
    for run in runs:
        assert (await run).fault.kind == "engine"
    assert not alive(pid)


async def test_close_ends_it_and_nothing_has_to_be_running(server: Loopback) -> None:
    engine = Engine()
    await engine.close()
    engine.kill()
    assert (await engine.estimate("openai/x", "x", 1)).prompt_tokens == 1
    pid = engine.pid
    assert pid
    await engine.close()
    assert not alive(pid)


def test_it_ends_when_copydesk_is_killed(server: Loopback) -> None:
    command = [sys.executable, "-c", HOLDER, server.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        pid = int(holder.stdout.readline())
        assert alive(pid)
        holder.kill()
    for _ in range(1000):
        if not alive(pid):
            return
        signal.sigtimedwait([], 0.01)
    pytest.fail("it outlived Copydesk")


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_nothing_that_is_printed_gets_into_what_it_says() -> None:
    program = """
import asyncio, os, subprocess, sys
from copydesk.models import wire
from copydesk.models.pipes import Pipes
pipes = Pipes()
print("junk", flush=True)
os.write(1, b"junk")
subprocess.run([sys.executable, "-c", "print('junk')"])
sys.stderr.write("junk")
pipes.tell(wire.Ready(7))
"""
    done = subprocess.run([sys.executable, "-c", program], input=b"", capture_output=True)
    assert (done.stdout, done.stderr) == (wire.line(wire.Ready(7)), b"")


async def test_a_process_that_talks_nonsense_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    mad = (sys.executable, "-c", "import time; print('{]', flush=True); time.sleep(60)")
    monkeypatch.setattr(copydesk.models.child, "_COMMAND", mad)
    with pytest.raises(ModelFault) as caught:
        await Engine().estimate("openai/x", "x", 1)
    assert caught.value.kind == "engine"


async def test_without_litellm_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "litellm", None)
    engine = Engine()
    with pytest.raises(ModelFault) as caught:
        await engine.offers()
    assert caught.value.kind == "not installed"
    assert "litellm" in caught.value.hint
    assert engine.pid is None


async def test_a_litellm_that_does_not_load_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: Loopback
) -> None:
    (tmp_path / "litellm.py").write_text("raise RuntimeError('half installed')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ["PYTHONPATH"])))
    engine = Engine()
    outcome = await outcome_of(engine, request_for(server, "ok", key_variable=""))
    await engine.close()
    assert outcome.fault.kind == "engine"
    assert outcome.fault.message == "litellm is installed, but does not load: half installed."


def test_an_engine_is_not_bound_to_one_loop(engine: Engine, server: Loopback) -> None:
    for _ in range(2):
        outcome = asyncio.run(outcome_of(engine, request_for(server, "ok")))
        assert outcome.text == ANSWER
