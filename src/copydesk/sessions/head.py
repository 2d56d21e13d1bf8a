"""The first line of a session file: all that a list of sessions reads."""

from __future__ import annotations

import hashlib
import json

import msgspec

from copydesk.errors import CopydeskError
from copydesk.text import is_name

NAME = "session.json"
BACKUP = "session.json.bak"
SIZE_LIMIT = 256 * 1024 * 1024
"""No file of a session is larger than this, in bytes."""

FORMAT = 3
HEAD_LIMIT = 4096
"""No head is longer than this, in bytes; titles are cut to fit."""

START = b'{"head":'
BODY = b'\n"body":'
SEAL = b'"seal":"'


class DamagedSession(CopydeskError):
    """A session file that was cut off, altered, or is none of ours."""


class NewerSession(CopydeskError):
    """A session file written by a newer Copydesk."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a list shows of a session without reading its body."""

    id: str
    title: str
    kit: str
    """The kit's title."""
    kit_id: str = ""
    map: str = ""
    article: str = ""
    answered: int = 0
    total: int = 0
    failing: int = 0
    """How many answers failed a check when that was last looked at."""
    stale: int = 0
    """How many answers were stale then."""
    phase: str = ""
    """The phase of the next prompt to do; empty when all is done."""
    created: str = ""
    saved: str = ""
    revision: int = 0
    format: int = FORMAT
    size: int = 0
    """The body's size in bytes."""
    seal: str = ""
    """The SHA-256 of the whole file without this seal, in hexadecimal."""


# What msgspec knows of a class is built at its first use, which two threads at once do not
# survive; so it is built here, where the import's lock lets one thread through.
msgspec.json.Decoder(Head)


def seal_of(line: bytes, below: bytes) -> str:
    """The SHA-256 of a head's line and of what stands below it, in hexadecimal."""
    seal = hashlib.sha256(line)
    seal.update(below)
    return seal.hexdigest()


def decode_head(data: bytes) -> Head:
    """The head of a session file from its first bytes, at least ``HEAD_LIMIT`` of them.

    Raises:
        DamagedSession: No session of ours starts like this.
        NewerSession: The file is of a format that this program does not know.
    """
    first, newline, _ = data[:HEAD_LIMIT].partition(b"\n")
    if not newline or not first.startswith(START) or not first.endswith(b","):
        raise DamagedSession("This is not a Copydesk session, or its beginning was altered.")
    try:
        raw = json.loads(first[len(START) : -1])
        if not isinstance(raw, dict) or raw.pop("copydesk", None) != "session":
            raise DamagedSession("This is not a Copydesk session.")
        if type(found := raw.get("format")) is int and found > FORMAT:
            raise NewerSession(
                f"This session was saved by a newer Copydesk (format {str(found)[:20]}; "
                f"this one reads up to {FORMAT}).",
                "Update Copydesk to open it.",
            )
        head = msgspec.convert(raw, Head)
    except (ValueError, RecursionError) as error:
        raise DamagedSession("The beginning of this session was altered.") from error
    if not is_name(head.id):
        raise DamagedSession("The beginning of this session was altered: its id is no id.")
    return head


def is_whole(head: Head, data: bytes) -> bool:
    """Whether all bytes of a file are those its head was written for."""
    return not damage(head, data)


def damage(head: Head, data: bytes) -> str:
    """What happened to a file since it was written; empty when nothing did."""
    line, _, rest = data.partition(b"\n")
    below = rest[len(BODY) - 1 :]
    if len(below) < head.size:
        return f"The file was cut off: {head.size - len(below):,} of its bytes are missing."
    before, mark, seal = line.rpartition(SEAL)
    sealed = seal_of(before + mark + seal[64:], below)
    if seal != head.seal.encode("utf-8", "replace") + b'"},' or sealed != head.seal:
        return "The file was altered outside Copydesk."
    return "" if data[len(line) :].startswith(BODY) else "The file was altered outside Copydesk."
