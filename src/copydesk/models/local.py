"""Servers that are asked what they have: a local Ollama, and addresses from the settings."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from typing_extensions import override

_PATIENCE = 2.0
"""Seconds that a server may take to tell what it has."""
_LONGEST = 4_000_000
"""Bytes of such an answer that are read."""
_OLLAMA = "http://localhost:11434"


def is_address(url: str) -> bool:
    """Whether a text is the address of a server, with no password in it."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        return named and parts.scheme in ("http", "https")
    except ValueError:
        return False


def ollama_address() -> str:
    """Where Ollama is: OLLAMA_API_BASE, OLLAMA_HOST, else its usual place."""
    said = (
        os.environ.get("OLLAMA_API_BASE", "").strip() or os.environ.get("OLLAMA_HOST", "").strip()
    )
    if not said:
        return _OLLAMA
    url = said if "://" in said else f"http://{said}"
    url = url.replace("//0.0.0.0", "//127.0.0.1").rstrip("/")  # where it listens is no address
    return (
        url
        if urlsplit(url).netloc.rpartition(":")[2].isdigit() or "://" in said
        else f"{url}:11434"
    )


def ollama_models() -> tuple[str, ...]:
    """The models that a running Ollama has; none when there is no Ollama."""
    found = _get(f"{ollama_address()}/api/tags", "")
    return _names(found, "models", "name")


def models_at(url: str, key: str) -> tuple[str, ...]:
    """The models that a server of OpenAI's protocol says it has; none when it does not say."""
    return _names(_get(f"{url.rstrip('/')}/models", key), "data", "id")


def _names(found: Any, where: str, name: str) -> tuple[str, ...]:
    entries = found.get(where) if isinstance(found, dict) else None
    if not isinstance(entries, list):
        return ()
    names = (entry.get(name) for entry in entries if isinstance(entry, dict))
    return tuple(one for one in names if isinstance(one, str) and one.isprintable())


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows nobody: only the server that was named is asked, and only it gets the key."""

    @override
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def _get(url: str, key: str) -> Any:
    """What a server answers, parsed; None whatever goes wrong."""
    if not is_address(url):
        return None
    request = urllib.request.Request(url)
    if key:
        request.add_unredirected_header("Authorization", f"Bearer {key}")
    opener = urllib.request.build_opener(_StayHere)
    try:
        with opener.open(request, timeout=_PATIENCE) as answer:
            return json.loads(answer.read(_LONGEST))
    except (OSError, ValueError, RecursionError, urllib.error.URLError):
        return None
