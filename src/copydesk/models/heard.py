"""What an exception of litellm says, taken apart into plain facts; litellm is not needed."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec import Struct

_DEEPEST = 12
_PREFIXES = re.compile(r"^(?:\s*(?:litellm\.)?[A-Za-z_0-9]+(?:Error|Exception|Timeout)\s*[:-]\s*)+")
_LONGEST = 20_000
"""Characters of a message that are looked at."""


class Heard(Struct, frozen=True, kw_only=True):
    """The facts that tell one failure from another; empty or None where nothing was said."""

    names: tuple[str, ...] = ()
    """The classes of the exception and of what caused it, outermost first."""
    status: int | None = None
    """The provider's HTTP status; None when no response came."""
    message: str = ""
    """The provider's own message, else the innermost exception's."""
    codes: tuple[str, ...] = ()
    """The provider's words for the kind of error."""
    content_type: str = ""
    retry_after: float | None = None
    """Seconds."""
    lookup_failed: bool = False
    """The host's name was looked up in vain."""
    lookup_again: bool = False
    """And the answer was that it may work later: most often there is no network."""


def heard(error: BaseException) -> Heard:
    """The facts that an exception and its causes hold."""
    chain = list(_chain(error))
    response = _response(chain)
    body = _body(chain)
    names = tuple(type(one).__name__ for one in chain)
    headers = _headers(chain)
    wait = _seconds(headers)
    return Heard(
        names=names,
        status=_status(chain, response),
        message=(_message_of(body) or _text(chain))[:_LONGEST],
        codes=_codes(body),
        content_type=headers.get("content-type", ""),
        retry_after=_delay_within(body) if wait is None else wait,
        lookup_failed="gaierror" in names,
        lookup_again=any(_again(one) for one in chain),
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what caused it, by Python's account and by litellm's, outermost first."""
    waiting, met = [error], {id(error)}
    while waiting and len(met) <= _DEEPEST:
        one = waiting.pop(0)
        yield one
        for cause in (one.__cause__, getattr(one, "original_exception", None), one.__context__):
            if isinstance(cause, BaseException) and id(cause) not in met:
                met.add(id(cause))
                waiting.append(cause)


def _response(chain: list[BaseException]) -> Any:
    """The response that the provider gave; litellm makes up others, with no headers."""
    for one in reversed(chain):
        response = getattr(one, "response", None)
        if getattr(response, "headers", None) and getattr(response, "status_code", None):
            return response
    return None


def _status(chain: list[BaseException], response: Any) -> int | None:
    """The HTTP status; litellm's own 500 for whatever it does not know is none."""
    if response is not None:
        return int(response.status_code)
    for one in reversed(chain):
        status = getattr(one, "status_code", None)
        if isinstance(status, int) and status != 500:
            return status
    return None


def _headers(chain: list[BaseException]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in chain:
        for holder in (getattr(one, "response", None), one):
            headers = getattr(holder, "headers", None)
            if isinstance(headers, Mapping):
                found |= {str(name).lower(): str(value) for name, value in headers.items()}
    return found


def _body(chain: list[BaseException]) -> Any:
    """What the provider sent, parsed where it is JSON."""
    for one in reversed(chain):
        body = getattr(one, "body", None)
        if body:
            return _parsed(body) if isinstance(body, str) else body
    for one in reversed(chain):
        text = str(one)[:_LONGEST]
        if "{" in text and isinstance(found := _parsed(text[text.index("{") :]), dict):
            return found
    return None


def _parsed(text: str) -> Any:
    with contextlib.suppress(ValueError, RecursionError):
        return json.JSONDecoder().raw_decode(text.strip())[0]
    return text


def _error_of(body: Any) -> Any:
    """The part of a body that tells of the error."""
    if isinstance(body, list) and body:  # Google wraps it
        body = body[0]
    inner = body.get("error") if isinstance(body, dict) else None
    return inner if isinstance(inner, dict) else body


def _message_of(body: Any) -> str:
    if isinstance(body, str):
        return body
    error = _error_of(body)
    if isinstance(error, dict):
        for name in ("message", "detail", "error"):
            if isinstance(error.get(name), str):
                return str(error[name])
    return ""


def _codes(body: Any) -> tuple[str, ...]:
    error = _error_of(body)
    if not isinstance(error, dict):
        return ()
    found = (error.get(name) for name in ("code", "type", "status"))
    return tuple(str(one).lower() for one in found if isinstance(one, str | int))


def _text(chain: list[BaseException]) -> str:
    """The innermost words, without litellm's names in front."""
    for one in reversed(chain):
        if text := _PREFIXES.sub("", str(one)).strip():
            return text
    return ""


def _again(error: BaseException) -> bool:
    import socket

    return isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN


def _seconds(headers: Mapping[str, str]) -> float | None:
    """What retry-after says, in seconds: a number or a date."""
    with contextlib.suppress(ValueError):
        return max(float(headers.get("retry-after-ms", "")) / 1000, 0.0)
    said = headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return max(float(said), 0.0)
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        when = parsedate_to_datetime(said)
        now = datetime.now(UTC)
        return max((when - now).total_seconds(), 0.0)
    return None


def _delay_within(body: Any) -> float | None:
    """The delay that Google writes into the body: ``"retryDelay": "34s"``."""
    error = _error_of(body)
    if not isinstance(error, dict) or not isinstance(error.get("details"), list):
        return None
    for detail in error["details"]:
        said = detail.get("retryDelay") if isinstance(detail, dict) else None
        if isinstance(said, str) and (match := re.fullmatch(r"(\d+(?:\.\d+)?)s", said)):
            return float(match[1])
    return None
