"""Keys: from the environment or the keyring, to the provider asked for, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from loopback import Loopback
from running import KEY, VARIABLE, outcome_of, request_for

import copydesk.models.process
from copydesk.models import keys, wire
from copydesk.models.child import Child
from copydesk.models.engine import Engine

SENTINEL = "sk-sentinel-NEVER-SHOWN-42"
IN_KEYRING = "key-from-the-keyring-77"
MODELS = ("ok", "401", "403", "429", "400", "500", "page", "echo", "echo-page", "cut", "esc")

KEYRING = f"""
def get_password(service, user):
    if service == "copydesk" and user == "{VARIABLE}":
        return "{IN_KEYRING}"
"""


@pytest.fixture
async def fresh(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Engine]:
    """An engine whose process starts in the environment of the test."""
    running = Engine()
    yield running
    await running.close()


class Overheard:
    """All that goes through the pipes."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def child(self, on_line: Callable[[bytes], None], on_end: Callable[[], None]) -> Child:
        def hear(line: bytes) -> None:
            self.lines.append(line)
            on_line(line)

        started = Child(hear, on_end)
        send = started.send
        started.send = lambda line: (self.lines.append(line), send(line))[1]  # type: ignore[method-assign]
        return started


async def test_a_key_appears_nowhere(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, fresh: Engine
) -> None:
    overheard = Overheard()
    monkeypatch.setattr(copydesk.models.process, "Child", overheard.child)
    monkeypatch.setenv("OPENAI_API_KEY", SENTINEL)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    said: list[str] = []
    for model in MODELS:
        request = request_for(server, model, address="", key_variable="")
        outcome = await outcome_of(fresh, request)
        said.append(repr((outcome, getattr(outcome.end, "__dict__", outcome.end))))
        assert server.seen[-1].headers["authorization"] == f"Bearer {SENTINEL}"
    said.append(repr(await fresh.offers()))
    said.append(repr(await fresh.estimate("openai/ok", "x", 1)))
    process = Path("/proc", str(fresh.pid))
    said += [(process / name).read_text() for name in ("cmdline", "comm")]
    assert SENTINEL not in "".join(said)
    assert len(overheard.lines) > 3 * len(MODELS)
    traffic = b"".join(overheard.lines)
    assert b"[key]" in traffic  # the server did say it
    assert SENTINEL.encode() not in traffic


async def test_the_environment_alone_is_enough(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, fresh: Engine
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"  {SENTINEL}\n")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    outcome = await outcome_of(fresh, request_for(server, "ok", address="", key_variable=""))
    assert outcome.finished.ending == "done"
    assert server.seen[-1].headers["authorization"] == f"Bearer {SENTINEL}"


@pytest.mark.parametrize("value", [None, "", "  "])
async def test_an_empty_variable_is_no_key(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, fresh: Engine, value: str | None
) -> None:
    if value is not None:
        monkeypatch.setenv("OPENAI_API_KEY", value)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    before = len(server.seen)
    outcome = await outcome_of(fresh, request_for(server, "ok", address="", key_variable=""))
    assert outcome.fault.kind == "no key"
    assert "OPENAI_API_KEY is not set" in outcome.fault.message
    assert len(server.seen) == before


async def test_an_address_gets_its_own_key_and_no_other(engine: Engine, server: Loopback) -> None:
    await outcome_of(engine, request_for(server, "ok"))
    assert server.seen[-1].headers["authorization"] == f"Bearer {KEY}"
    await outcome_of(engine, request_for(server, "ok", key_variable=""))
    assert server.seen[-1].headers["authorization"] == "Bearer none"  # though OpenAI's key is set


async def test_a_key_in_the_keyring(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, fresh: Engine, tmp_path: Path
) -> None:
    (tmp_path / "keyring.py").write_text(KEYRING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ["PYTHONPATH"])))
    outcome = await outcome_of(fresh, request_for(server, "echo"))
    assert server.seen[-1].headers["authorization"] == f"Bearer {IN_KEYRING}"
    assert outcome.fault.details == "Wrong: Bearer [key], that is '[key]'."
    missing = await outcome_of(fresh, request_for(server, "ok", key_variable="OTHER_KEY"))
    assert missing.fault.kind == "no key"


def test_a_key_is_hidden_in_every_form_in_which_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOME_API_KEY", "sk/with+signs=")
    monkeypatch.setenv("SHORT_KEY", "none")
    said = "sk/with+signs=, sk%2Fwith%2Bsigns%3D and none of pass1"
    assert keys.hide(said, "pass1") == "[key], [key] and none of [key]"


def test_a_broken_keyring_has_no_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keyring.py").write_text("def get_password(*_): raise OSError('locked')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(__import__("sys").modules, "keyring", raising=False)
    assert keys.in_keyring(("ANY_KEY",)) == ("", "")


def test_orders_hold_the_names_of_variables_only(server: Loopback) -> None:
    line = wire.line(wire.Run(1, request_for(server, "ok")))
    assert VARIABLE.encode() in line
    assert KEY.encode() not in line
