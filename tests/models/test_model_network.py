"""Nobody is asked but the provider: every connection that the process tries is on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Loopback
from running import outcome_of, request_for

from copydesk.models.engine import Address, Engine


async def test_no_connection_but_to_the_server_asked_for(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = tmp_path / "network"
    monkeypatch.setenv("NETWORK_RECORD", str(record))
    monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{server.port}")
    for name in ("ANTHROPIC", "GEMINI", "GROQ", "MISTRAL", "OPENROUTER"):
        monkeypatch.setenv(f"{name}_API_KEY", "sk-for-a-list-only")
    engine = Engine({"mine": Address(server.url)})
    for model in ("ok", "no-usage", "401", "cut", "length"):
        await outcome_of(engine, request_for(server, model, key_variable=""))
    for model in ("llama-3-70b", "llama-2", "command-r", "claude-2"):
        request = request_for(server, "ok", key_variable="")
        await outcome_of(engine, type(request)(**fields_of(request) | {"model": f"openai/{model}"}))
    for model in ("openai/gpt-4o", "ollama/llama-3", "replicate/llama-2", "command-r", "claude-2"):
        await engine.estimate(model, "How many tokens?", 10)
    assert len(await engine.offers()) > 50
    await engine.close()
    attempts = record.read_text().splitlines()
    assert attempts
    assert [one for one in attempts if f"'127.0.0.1', {server.port}" not in one] == []


def fields_of(request: object) -> dict[str, object]:
    return {name: getattr(request, name) for name in type(request).__struct_fields__}
