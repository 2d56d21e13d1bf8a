"""The words for each fault, written for a writer: what happened, where, and what to do next."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Mapping

from copydesk.models.fault import FaultKind, ModelFault
from copydesk.models.heard import Heard
from copydesk.models.place import Place, shown_address
from copydesk.models.too_long import tokens_over
from copydesk.text import clean, one_line

_DETAILS = 2000
"""Characters of the provider's own message that are kept."""

_FIRST_WORDS = ("the", "there", "no", "nobody", "nothing")


def fault(kind: FaultKind, place: Place, heard: Heard | None = None) -> ModelFault:
    """The fault of a kind that happened at a place; ``heard`` is what the provider said."""
    heard = heard or Heard()
    used, limit = tokens_over(heard.message) if kind == "too long" else (None, None)
    if kind == "too long":
        message, hint = _too_long(place, used, limit)
    else:
        message, hint = _WORDS[kind](place, heard)
    return ModelFault(
        kind,
        _begun(message),
        hint,
        details=details(_page_words(heard.message) if kind == "web page" else heard.message),
        retry_after=heard.retry_after,
        limit=limit,
        used=used,
    )


def _begun(message: str) -> str:
    """The message as a sentence begins; a name keeps its first letter as it is."""
    first = message.partition(" ")[0]
    return message[:1].upper() + message[1:] if first in _FIRST_WORDS else message


def _page_words(page: str) -> str:
    """What a web page says, without its tags."""
    text = re.sub(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", " ", page, flags=re.I | re.S)
    return " ".join(html.unescape(text).split())


def _seconds(count: float) -> str:
    return "1 second" if count == 1 else f"{count:g} seconds"


def details(message: str) -> str:
    """A provider's message as it may be shown, at most 2,000 characters."""
    said = clean(message[: 2 * _DETAILS].replace("\r\n", "\n").strip())
    return said if len(said) <= _DETAILS else said[: _DETAILS - 1] + "…"


def _too_long(place: Place, used: int | None, limit: int | None) -> tuple[str, str]:
    hint = "Choose a model that takes more, or shorten what goes into the prompt."
    if used and limit:
        over = used - limit
        return (
            f"the prompt is too long for {place.named}: it has {used:,} tokens, "
            f"{over:,} more than the {limit:,} that the model takes.",
            hint,
        )
    if limit:
        return f"the prompt is too long for {place.named}, which takes {limit:,} tokens.", hint
    return f"the prompt is too long for {place.named}.", hint


def _no_key(place: Place, _heard: Heard) -> tuple[str, str]:
    name = place.variable or "the provider's key variable"
    return (
        f"there is no key for {place.who}: {name} is not set.",
        f"Set {name} to your key in the shell that starts Copydesk, or choose another model.",
    )


def _wrong_key(place: Place, _heard: Heard) -> tuple[str, str]:
    if not place.variable and place.address:
        return (
            f"{place.who} wants a key that it did not get.",
            "Let the settings name the environment variable that holds it.",
        )
    if not place.variable:
        return (
            f"{place.who} got no key that it accepts.",
            "Check the environment variables that litellm reads for it.",
        )
    return (
        f"{place.who} does not accept the key in {place.variable}.",
        "Check that the key is whole and still valid, then start Copydesk again.",
    )


def _forbidden(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.who} does not let you use {place.named}.",
        "See in your account there what the key may use, or choose another model.",
    )


def _no_such_model(place: Place, _heard: Heard) -> tuple[str, str]:
    if not place.provider:
        return (
            f"nobody knows whose model {place.named} is.",
            "Write the provider in front, as in openai/NAME or anthropic/NAME.",
        )
    hint = "Check the name, or choose another model."
    if place.address:
        hint = "Check the model's name and the address; most addresses end in /v1."
    return f"{place.who} knows no model {place.named} that you may use.", hint


def _rate_limit(place: Place, heard: Heard) -> tuple[str, str]:
    wait = "a minute"
    if heard.retry_after is not None:
        wait = _seconds(max(math.ceil(heard.retry_after), 1))
    return f"{place.who} takes no more requests for the moment.", f"Try again in {wait}."


def _quota(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.who} says that your account's quota is used up.",
        "See its billing page, or choose another model. Waiting alone may not help.",
    )


def _refused(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.who} refused this because of its rules on content.",
        "Word the prompt differently, or choose another model.",
    )


def _bad_request(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.who} could not use the request.",
        "Read what it says, and check the settings for this model.",
    )


def _down(place: Place, heard: Heard) -> tuple[str, str]:
    code = f" (error {heard.status})" if heard.status else ""
    return (
        f"{place.who} cannot answer at the moment{code}.",
        "Try again in a few minutes, or choose another model.",
    )


def _refused_connection(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"nothing answers at {shown_address(place.address) or place.who}: "
        "the connection was refused.",
        "Start the server there, or check the address.",
    )


def _unknown_host(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"no machine named {one_line(place.host, 100)} was found.",
        "Check the address, and whether this machine is online.",
    )


def _no_first_token(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.named} has said nothing for {_seconds(place.first_token)}.",
        "Try again, or allow more time in the settings; a local model may still be loading.",
    )


def _stalled(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.named} fell silent in mid-answer for {_seconds(place.between)}.",
        "Try again, or allow more time in the settings.",
    )


def _cut_off(place: Place, _heard: Heard) -> tuple[str, str]:
    return f"the connection to {place.who} ended before the answer did.", "Try again."


def _nonsense(place: Place, _heard: Heard) -> tuple[str, str]:
    if place.address:
        hint = "Check the address: a server that speaks OpenAI's protocol, most often with /v1."
    else:
        hint = "Try again in a few minutes, or choose another model."
    return f"{place.who} sent something that is no answer of a model.", hint


def _web_page(place: Place, _heard: Heard) -> tuple[str, str]:
    return (
        f"{place.who} sent a web page in place of an answer.",
        "Check the address. Where a network wants you to sign in, do that in a browser first.",
    )


def _no_network(place: Place, _heard: Heard) -> tuple[str, str]:
    return f"{place.who} cannot be reached.", "Check whether this machine is online, and try again."


def _engine(place: Place, heard: Heard) -> tuple[str, str]:
    what = heard.names[-1] if heard.names else "an unknown error"
    return (
        f"litellm could not run {place.named}: it failed with {one_line(what, 60)}.",
        "Read what it says, and check the model's name and its settings.",
    )


_WORDS: Mapping[FaultKind, Callable[[Place, Heard], tuple[str, str]]] = {
    "no key": _no_key,
    "wrong key": _wrong_key,
    "forbidden": _forbidden,
    "no such model": _no_such_model,
    "rate limit": _rate_limit,
    "quota": _quota,
    "refused": _refused,
    "bad request": _bad_request,
    "down": _down,
    "refused connection": _refused_connection,
    "unknown host": _unknown_host,
    "no first token": _no_first_token,
    "stalled": _stalled,
    "cut off": _cut_off,
    "nonsense": _nonsense,
    "web page": _web_page,
    "no network": _no_network,
    "engine": _engine,
}


def bad_address(place: Place) -> ModelFault:
    """The address that was given is none."""
    return ModelFault(
        "unknown host",
        f"“{shown_address(place.address)}” is not an address that can be asked.",
        "Write it like http://localhost:8080/v1, with no name or password in it.",
    )


def not_installed(command: str) -> ModelFault:
    """litellm is missing; ``command`` installs it."""
    return ModelFault(
        "not installed",
        "Running a model needs litellm, which is not installed here.",
        f"Install it with: {command}",
    )


def engine_not_started(error: OSError) -> ModelFault:
    """The process that holds litellm did not start."""
    return ModelFault(
        "engine",
        f"The part of Copydesk that calls models did not start: {one_line(str(error), 200)}.",
        "Close other programs and try again.",
    )


def engine_died() -> ModelFault:
    """The process that holds litellm ended in the middle of its work."""
    return ModelFault(
        "engine",
        "The part of Copydesk that calls models ended unexpectedly.",
        "Run the prompt again; that part starts anew by itself.",
    )


def engine_broken(error: Exception) -> ModelFault:
    """litellm is installed but cannot be imported."""
    return ModelFault(
        "engine",
        f"litellm is installed, but does not load: {one_line(str(error), 200)}.",
        "Install it anew.",
        details=details(f"{type(error).__name__}: {error}"),
    )
