"""What can work here, and what a run would take."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loopback import Loopback

from copydesk.models import local
from copydesk.models.engine import Address, Engine, Offer


@pytest.fixture
async def offers(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Offer, ...]]:
    """What is offered with a key of Anthropic, a server in place of Ollama, and addresses."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-for-a-list-only")
    monkeypatch.setenv("GROQ_API_KEY", " ")
    monkeypatch.setenv("OLLAMA_HOST", f"0.0.0.0:{server.port}")
    monkeypatch.setenv("MINE_KEY", "mine-0123456789")
    engine = Engine(
        {
            "mine": Address(server.url, key_variable="MINE_KEY"),
            "named": Address(server.url + "/other", models=("this", "that")),
            "locked": Address(server.url, key_variable="NOT_SET_KEY"),
            "gone": Address("http://a.invalid/v1"),
        }
    )
    yield await engine.offers()
    await engine.close()


async def test_offers(offers: tuple[Offer, ...], server: Loopback) -> None:
    by_provider: dict[str, list[Offer]] = {}
    for offer in offers:
        by_provider.setdefault(offer.provider, []).append(offer)
    assert by_provider.keys() == {"anthropic", "ollama", "mine", "named"}
    for offer in by_provider["anthropic"]:
        assert offer.name.startswith("anthropic/claude-")
        assert offer.why == "ANTHROPIC_API_KEY is set"
        assert offer.context and offer.price_in and offer.price_out
        assert 0.01 < offer.price_in < offer.price_out < 1000
    assert by_provider["ollama"] == [
        Offer("ollama_chat/llama9:8b", "ollama", f"at http://127.0.0.1:{server.port}")
    ]
    where = f"at {server.url}"
    at = {"address": server.url, "key_variable": "MINE_KEY"}
    assert by_provider["mine"] == [
        Offer("openai/river-1", "mine", where, **at),
        Offer("openai/lake-2", "mine", where, **at),
    ]
    assert [offer.name for offer in by_provider["named"]] == ["openai/this", "openai/that"]
    assert len({(offer.name, offer.address) for offer in offers}) == len(offers)


async def test_a_server_is_asked_with_its_key(offers: tuple[Offer, ...], server: Loopback) -> None:
    asked = [one for one in server.seen if one.path == "/v1/models"]
    assert asked[-1].headers["authorization"] == "Bearer mine-0123456789"


async def test_openais_own_models_are_not_offered_at_another_server(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, nobody: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-anything-at-all")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OLLAMA_HOST", nobody.removesuffix("/v1"))
    engine = Engine()
    assert {offer.name for offer in await engine.offers()} == {"openai/river-1", "openai/lake-2"}
    await engine.close()


async def test_a_key_in_the_keyring_is_offered(
    monkeypatch: pytest.MonkeyPatch, nobody: str, tmp_path: Path
) -> None:
    import os

    (tmp_path / "keyring.py").write_text(
        "def get_password(service, user):\n    return 'k' if user == 'XAI_API_KEY' else None\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ["PYTHONPATH"])))
    monkeypatch.setenv("OLLAMA_HOST", nobody.removesuffix("/v1"))
    engine = Engine()
    offers = await engine.offers()
    await engine.close()
    assert offers
    assert {(offer.provider, offer.why) for offer in offers} == {("xai", "in the keyring")}


async def test_estimates(engine: Engine) -> None:
    known = await engine.estimate("openai/gpt-4o", "Hello there, world. " * 100, 1000)
    assert known.prompt_tokens and 300 < known.prompt_tokens < 700
    assert known.context == 128_000
    assert known.json
    assert known.cost == pytest.approx(known.prompt_tokens * 2.5e-6 + 1000 * 10e-6)
    unknown = await engine.estimate("openai/nobody-knows", "Hello \ud83d", 1000)
    assert (unknown.cost, unknown.context) == (None, None)
    assert unknown.prompt_tokens


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("", "http://localhost:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("box", "http://box:11434"),
        ("box:80", "http://box:80"),
        ("https://ollama.box/", "https://ollama.box"),
    ],
)
def test_where_ollama_is(monkeypatch: pytest.MonkeyPatch, said: str, address: str) -> None:
    monkeypatch.setenv("OLLAMA_HOST", said)
    assert local.ollama_address() == address


@pytest.mark.parametrize(
    "url",
    ["", "x", "localhost:80", "ftp://x/", "http://", "http://a:b@x/", "http://[", "http://x:y"],
)
def test_what_is_no_address(url: str) -> None:
    assert not local.is_address(url)
    assert local.models_at(url, "") == ()


def test_a_server_that_sends_one_elsewhere_is_not_followed(server: Loopback) -> None:
    before = len(server.seen)
    assert local.models_at(f"{server.url}/moved", "k") == ()
    assert len(server.seen) == before + 1
