"""Session files as a stranger could make them: any content, under a seal that is right."""

from __future__ import annotations

import hashlib
import json
from typing import Any

Parts = tuple[dict[str, Any], dict[str, Any]]


def parts(data: bytes) -> Parts:
    """The head and the body of a session file."""
    raw = json.loads(data)
    return raw["head"], raw["body"]


def forged(head: dict[str, Any], body: Any) -> bytes:
    """A file of any head and body, its size and its seal made to fit."""
    below = json.dumps(body).encode("ascii") + b"}\n"
    head = {**head, "size": len(below)}
    head.pop("seal", None)
    start = b'{"head":' + json.dumps(head).encode("ascii")[:-1]
    sealed = hashlib.sha256(start + b',"seal":""},' + below).hexdigest().encode("ascii")
    return start + b',"seal":"' + sealed + b'"},\n"body":' + below
