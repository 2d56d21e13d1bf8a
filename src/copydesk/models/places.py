"""Whom a request goes to, and with which key; litellm is not needed for most of that."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

from copydesk.models import keys, local, words
from copydesk.models.fault import ModelFault
from copydesk.models.place import Place
from copydesk.models.request import Request

_KEYRING_PATIENCE = 20.0
"""Seconds: a person may be asked to unlock it."""
NO_KEY = "none"
"""Sent to an address that wants no key, lest litellm sends it the provider's."""


def provider_of(model: str) -> str:
    """The provider in front of a model's name; empty when litellm has to be asked."""
    prefix, slash, _ = model.partition("/")
    known = prefix in keys.VARIABLES or prefix in keys.NAMES
    return prefix if slash and known else ""


def place_of(request: Request, provider: str) -> Place:
    """Where a request goes, in the words of faults.

    Raises:
        ModelFault: Its address is none.
    """
    names = _variables(request, provider)
    place = Place(
        request.model,
        provider,
        request.address or address_of(provider),
        names[0] if names else "",
        request.first_token,
        request.between,
    )
    if place.address and not local.is_address(place.address):
        raise words.bad_address(place)
    return place


def address_of(provider: str) -> str:
    """The base address that the environment sets for a provider; empty for the provider's own."""
    if provider in ("ollama", "ollama_chat"):
        return local.ollama_address()
    name = provider.upper()
    found = (os.environ.get(f"{name}_{end}", "").strip() for end in ("BASE_URL", "API_BASE"))
    return next(filter(None, found), "") if name else ""


async def key_for(request: Request, provider: str) -> str:
    """The key to send; empty when litellm looks for it by itself.

    Raises:
        ModelFault: "no key".
    """
    names = _variables(request, provider)
    if not names:
        return NO_KEY if request.address else ""
    key = keys.in_environment(names)[1]
    if key or (not request.address and keys.in_environment(keys.INSTEAD.get(provider, ()))[0]):
        return key
    with suppress(TimeoutError):
        _, key = await asyncio.wait_for(
            asyncio.to_thread(keys.in_keyring, names), _KEYRING_PATIENCE
        )
    if not key:
        raise _no_key(request, provider)
    return key


def _no_key(request: Request, provider: str) -> ModelFault:
    return words.fault("no key", place_of(request, provider))


def _variables(request: Request, provider: str) -> tuple[str, ...]:
    """The variables that may hold the key that this request needs."""
    if request.key_variable:
        return (request.key_variable,)
    return () if request.address else keys.VARIABLES.get(provider, ())
