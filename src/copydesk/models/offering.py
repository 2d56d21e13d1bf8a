"""What can work here: models whose provider has a key, and servers that answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from copydesk import clock
from copydesk.models import keys, local, places, pricing
from copydesk.models.offer import Address, Offer
from copydesk.models.place import shown_address

_KEYRING_PATIENCE = 5.0
"""Seconds that the keyring may take for all providers; a list is no reason to wait longer."""


async def by_servers(addresses: Mapping[str, Address]) -> list[Offer]:
    """The models at a local Ollama, at OPENAI_BASE_URL and at the settings' addresses."""
    found = await asyncio.gather(
        asyncio.to_thread(_at_ollama),
        asyncio.to_thread(_at_openai_base),
        *(asyncio.to_thread(_at_address, name, one) for name, one in addresses.items()),
    )
    return [offer for offers in found for offer in offers]


async def keys_found() -> dict[str, str]:
    """Providers that have a key, each with why."""
    found: dict[str, str] = {}
    for provider, names in keys.VARIABLES.items():
        if name := keys.in_environment((*names, *keys.INSTEAD.get(provider, ())))[0]:
            found[provider] = f"{name} is set"
    left = {p: names for p, names in keys.VARIABLES.items() if p not in found}
    with suppress(TimeoutError):
        asked = asyncio.to_thread(keys.providers_in_keyring, left)
        found |= dict.fromkeys(await asyncio.wait_for(asked, _KEYRING_PATIENCE), "in the keyring")
    return found


def by_keys(litellm: Any, why: Mapping[str, str]) -> list[Offer]:
    """The models that litellm knows of the providers that have a key, chats only."""
    today = clock.now().date().isoformat()
    offers: list[Offer] = []
    for name, record in litellm.model_cost.items():
        provider = record.get("litellm_provider", "")
        if provider not in why or record.get("mode") != "chat" or name.startswith("ft:"):
            continue
        if provider == "openai" and places.address_of("openai"):
            continue  # another server than OpenAI's: it has said itself what it has
        if str(record.get("deprecation_date", "9")) > today:
            full = name if name.startswith(f"{provider}/") else f"{provider}/{name}"
            offers.append(Offer(full, provider, why[provider]))
    return offers


def with_figures(litellm: Any, offer: Offer) -> Offer:
    """The offer with its window and its prices, as far as litellm knows them."""
    record = pricing.entry(litellm, offer.name)
    into, out = pricing.price(record, "input"), pricing.price(record, "output")
    foreign = bool(offer.address)
    return msgspec.structs.replace(
        offer,
        context=pricing.window(record),
        price_in=None if into is None or foreign else into * 1e6,
        price_out=None if out is None or foreign else out * 1e6,
    )


def _at_ollama() -> list[Offer]:
    why = f"at {shown_address(local.ollama_address())}"
    return [Offer(f"ollama_chat/{name}", "ollama", why) for name in local.ollama_models()]


def _at_openai_base() -> list[Offer]:
    base = places.address_of("openai")
    key = keys.in_environment(keys.VARIABLES["openai"])[1]
    if not base or not key:
        return []
    why = f"at {shown_address(base)}"
    return [Offer(f"openai/{name}", "openai", why) for name in local.models_at(base, key)]


def _at_address(name: str, address: Address) -> list[Offer]:
    """The models of one address; none when its key is missing or it does not answer."""
    key = ""
    if names := (address.key_variable,) if address.key_variable else ():
        key = keys.in_environment(names)[1] or keys.in_keyring(names)[1]
        if not key:
            return []
    models = address.models or local.models_at(address.url, key)
    return [
        Offer(
            f"openai/{model}",
            name,
            f"at {shown_address(address.url)}",
            address=address.url,
            key_variable=address.key_variable,
        )
        for model in models
    ]
