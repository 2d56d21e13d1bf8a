"""Claims: the statistics, studies and quotes in answers that a person must verify.

A claim is found where the kit says that claims stand, or it was found in prose and confirmed by
the writer. What was decided of it is a record in the session's state under the claim's id, which
is made of its kind and its text: an answer written anew that says the same keeps the decision.
Records come from files too, so every value of one is doubted before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from copydesk.answers.reading import read_answer
from copydesk.checks.subject import pick_all
from copydesk.kits.model import AnswerFormat, ClaimKind, ClaimsAt, Prompt
from copydesk.sessions.claim_records import (
    STATUSES,
    TEXT,
    Record,
    Status,
    is_address,
    is_confirmed,
    proof,
    records_of,
    text_at,
)
from copydesk.sessions.claim_uses import Use, uses_of
from copydesk.sessions.prose import folded, prose_of
from copydesk.text import digest, one_line

if TYPE_CHECKING:
    from copydesk.sessions.claim_hints import Suggestion
    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Change
    from copydesk.sessions.telling import Telling

__all__ = [
    "STATUSES",
    "Claim",
    "Status",
    "Use",
    "claim_id",
    "claims_of",
    "confirm",
    "counts",
    "decide",
    "dismiss",
    "proof",
    "uses_of_rejected",
]

BUDGET = 100_000_000
"""So many characters of an answer's prose are looked through for confirmed claims."""
LABEL = 40
"""Characters of a claim in the name of a change."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to verify, and how it stands."""

    id: str
    kind: ClaimKind
    text: str
    by: str = ""
    """Who says it, or who published it."""
    source: str = ""
    """Where it comes from, as the answer has it."""
    prompt: str = ""
    """The prompt in whose answer it stands, or last stood."""
    line: int = 0
    """The stored line it begins in; 0 where nobody can say."""
    status: Status = "unverified"
    address: str = ""
    """Where it was verified."""
    note: str = ""
    gone: bool = False
    """Whether no answer holds it any more, although something was decided of it."""
    also: tuple[str, ...] = ()
    """Later prompts whose answers hold it too."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """All prompts whose answers hold it."""
        return (self.prompt, *self.also)


class _Found(NamedTuple):
    """A claim in an answer, before it is known what was decided of it."""

    id: str
    kind: ClaimKind
    text: str
    by: str
    source: str
    line: int


def claim_id(kind: str, text: str) -> str:
    """The name of a claim: 12 hex digits of a digest of its kind and its folded text."""
    return digest(f"{kind}\n{folded(text)}")[:12]


def claims_of(session: Telling) -> tuple[Claim, ...]:
    """All claims, in the order in which they stand in the session; last those that are gone."""
    records = records_of(session.state)
    claims: dict[str, Claim] = {}
    for prompt in session.kit.prompts:
        for found in _held(session, prompt, records):
            known = claims.get(found.id)
            if known is None:
                claims[found.id] = _claim(found, prompt.id, records.get(found.id))
            elif prompt.id not in known.prompts:
                claims[found.id] = replace(known, also=(*known.also, prompt.id))
    gone = [
        _gone(key, record) for key, record in records.items() if key not in claims and record.text
    ]
    return (*claims.values(), *gone)


def counts(session: Telling, prompt_id: str) -> tuple[int, int]:
    """How many claims of a prompt's answer are unverified and how many are rejected."""
    records = records_of(session.state)
    prompt = session.kit.prompt(prompt_id)
    statuses = {
        found.id: records[found.id].status if found.id in records else "unverified"
        for found in _held(session, prompt, records)
    }
    said = list(statuses.values())
    return said.count("unverified"), said.count("rejected")


def uses_of_rejected(session: Telling, prompt_id: str) -> tuple[Use, ...]:
    """Where a prompt's answer uses the words of claims that were rejected; one place for each.

    The answers that hold such a claim themselves are not marked: there it is listed.
    """
    stored = session.text_of(prompt_id)
    records = records_of(session.state).values()
    if not stored or not any(record.status == "rejected" for record in records):
        return ()
    rejected = [
        claim
        for claim in claims_of(session)
        if claim.status == "rejected" and prompt_id not in claim.prompts
    ]
    return tuple(uses_of(rejected, stored, session.kit.prompt(prompt_id).answer.format))


# What a person decides


def decide(
    session: Session, claim: Claim, status: Status, address: str = "", note: str = ""
) -> Change | None:
    """Write down how a claim stands; None where that is written down already.

    Raises:
        ValueError: Nobody can look up what was verified: it needs an address or a note. Or the
            address is none that a browser opens, or there is no such status.
    """
    address, note = address.strip(), note.strip()
    if status not in STATUSES:
        raise ValueError(f"A claim is {', '.join(STATUSES)}, never {status!r}.")
    if address and not is_address(address):
        raise ValueError("An address begins with https:// or http:// and has no blanks.")
    if status == "verified" and not (address or note):
        raise ValueError("What is verified needs an address, or a note of how it was verified.")
    record: dict[str, str | bool] = {
        "status": status,
        "address": address,
        "note": note[:TEXT],
        "kind": claim.kind,
        "text": claim.text,
        "by": claim.by,
        "source": claim.source,
        "prompt": claim.prompt,
        "confirmed": is_confirmed(session.state, claim.id),
    }
    # As if nobody had ever decided, where the answer itself says the rest.
    forget = status == "unverified" and not (note or address or record["confirmed"])
    label = f"{status}: {_short(claim.text)}"
    card = claim.prompt if session.has(claim.prompt) else ""
    return session.set_claim(claim.id, None if forget else record, label, card)


def confirm(session: Session, suggestion: Suggestion) -> Change | None:
    """Make a claim of a sentence that was found in prose."""
    record: dict[str, str | bool] = {
        "status": "unverified",
        "address": "",
        "note": "",
        "kind": suggestion.kind,
        "text": suggestion.sentence[:TEXT],
        "by": suggestion.by,
        "source": suggestion.source,
        "prompt": suggestion.prompt,
        "confirmed": True,
    }
    label = f"claim: {_short(suggestion.sentence)}"
    return session.set_claim(suggestion.id, record, label, suggestion.prompt)


def dismiss(session: Session, suggestion: Suggestion) -> Change | None:
    """Never suggest a sentence again."""
    label = f"no claim: {_short(suggestion.sentence)}"
    record = {"status": "dismissed", "prompt": suggestion.prompt}
    return session.set_claim(suggestion.id, record, label, suggestion.prompt)


def _short(text: str) -> str:
    return f"“{one_line(text, LABEL)}”"


# Claims as they are shown


def _claim(found: _Found, prompt_id: str, record: Record | None) -> Claim:
    return Claim(
        id=found.id,
        kind=found.kind,
        text=found.text,
        by=found.by,
        source=found.source,
        prompt=prompt_id,
        line=found.line,
        status=record.status if record else "unverified",
        address=record.address if record else "",
        note=record.note if record else "",
    )


def _gone(key: str, record: Record) -> Claim:
    return Claim(
        id=key,
        kind=record.kind or "source",
        text=record.text,
        by=record.by,
        source=record.source,
        prompt=record.prompt,
        status=record.status,
        address=record.address,
        note=record.note,
        gone=True,
    )


# What answers hold


def _held(session: Telling, prompt: Prompt, records: Mapping[str, Record]) -> Iterator[_Found]:
    """The claims in a prompt's current answer: where the kit says, then those confirmed."""
    stored = session.text_of(prompt.id)
    if not stored:
        return
    yield from _at_paths(stored, prompt.answer.format, prompt.claims)
    confirmed = [(key, one) for key, one in records.items() if one.confirmed and one.text]
    if not confirmed:
        return
    prose = prose_of(session.kit, prompt.id, stored)
    found = [
        _Found(key, one.kind or "source", one.text, one.by, one.source, line)
        for key, one in confirmed[: BUDGET // (prose.size + 1)]
        if (line := prose.line_of(folded(one.text))) is not None
    ]
    yield from sorted(found, key=lambda one: one.line)


@lru_cache(maxsize=64)
def _at_paths(stored: str, form: AnswerFormat, places: tuple[ClaimsAt, ...]) -> tuple[_Found, ...]:
    """The claims that stand where the kit says, in the order of their lines; one of each."""
    if form != "json" or not places:
        return ()
    reading = read_answer(stored, form)
    if reading.json.fault:
        return ()
    found: dict[str, _Found] = {}
    for place in places:
        for picked in pick_all(reading.json.value, place.path):
            text = _said(picked.value, place)
            if text:
                key = claim_id(place.kind, text)
                by, source = text_at(picked.value, place.by), text_at(picked.value, place.source)
                line = reading.stored_line(reading.json.line(picked.way))
                found.setdefault(key, _Found(key, place.kind, text, by, source, line))
    return tuple(sorted(found.values(), key=lambda one: one.line))


def _said(value: Any, place: ClaimsAt) -> str:
    """What an object claims; "" where it is none of those that the kit means."""
    if not isinstance(value, Mapping):
        return ""
    if place.field and value.get(place.field) not in place.one_of:
        return ""
    return next((text for key in place.text if (text := text_at(value, key))), "")
