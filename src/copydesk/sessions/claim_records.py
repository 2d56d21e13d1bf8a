"""What was decided of claims, as a session's state has it.

A record comes from a file too, and a file from anybody: every value is held to its kind here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, get_args

import msgspec

from copydesk.kits.model import ClaimKind
from copydesk.sessions.state import State

Status = Literal["unverified", "verified", "rejected"]

STATUSES: tuple[Status, ...] = get_args(Status)
KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)

TEXT = 2000
"""So many characters of a claim, and of what is known of it, are kept; no claim has more."""

_ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*+", re.IGNORECASE)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What a session's file says of a claim, each value of its kind."""

    status: Status
    address: str
    note: str
    kind: ClaimKind | None
    text: str
    by: str
    source: str
    prompt: str
    confirmed: bool


def records_of(state: State) -> dict[str, Record]:
    """The records of claims by their ids; a suggestion that was dismissed is none."""
    return {
        key: _record(one)
        for key, one in state.claims.items()
        if isinstance(one, Mapping) and one.get("status") in STATUSES
    }


def is_confirmed(state: State, key: str) -> bool:
    """Whether the writer made this claim of a sentence in prose."""
    record = state.claims.get(key)
    return isinstance(record, Mapping) and record.get("confirmed") is True


def is_address(text: str) -> bool:
    """Whether a browser can open this: ``http`` or ``https``, and no blanks."""
    return len(text) <= TEXT and bool(_ADDRESS.fullmatch(text))


def proof(text: str) -> tuple[str, str]:
    """What a person wrote of how a claim was verified, as an address and a note."""
    words = text.split()
    address = next((word for word in words if is_address(word)), "")
    if address:
        words.remove(address)
    return address, " ".join(words)


def text_at(table: Mapping[str, Any], key: str) -> str:
    """A text in a table from anywhere; "" where there is none."""
    value = table.get(key) if key else None
    return value[:TEXT].strip() if isinstance(value, str) else ""


def _record(raw: Mapping[str, Any]) -> Record:
    address, note = text_at(raw, "address"), text_at(raw, "note")
    address = address if is_address(address) else ""
    status: Status = raw["status"]
    if status == "verified" and not (address or note):
        status = "unverified"  # nobody can look up what it rests on
    kind = raw.get("kind")
    return Record(
        status=status,
        address=address,
        note=note,
        kind=kind if kind in KINDS else None,
        text=text_at(raw, "text"),
        by=text_at(raw, "by"),
        source=text_at(raw, "source"),
        prompt=text_at(raw, "prompt"),
        confirmed=raw.get("confirmed") is True,
    )
