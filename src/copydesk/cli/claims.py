"""``copydesk claims``: what a person must verify, and what was decided of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from copydesk.cli.ending import OK, Misused
from copydesk.cli.opening import Opened, find, open_session, save, session_at
from copydesk.cli.output import out, out_json, say, wrapped, write
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.errors import CopydeskError
from copydesk.sessions.claim_lists import as_csv as csv_of
from copydesk.sessions.claims import STATUSES, Claim, Status, claims_of, decide
from copydesk.sessions.session import Session
from copydesk.text import one_line

SIGNS = {"unverified": "○", "verified": "✓", "rejected": "✗"}


def list_claims(
    rooms: Rooms,
    ref: str,
    *,
    as_json: bool,
    as_csv: bool,
    verify: str = "",
    reject: str = "",
    address: str = "",
    note: str = "",
) -> int:
    """Print the claims of a session, or write down what was decided of one; the exit code.

    Args:
        verify: The id, or the start of the id, of the claim that was verified.
        reject: The same for one that does not hold.
        address: With ``verify``, where it was.
        note: With ``verify``, how it was; with ``reject``, why.

    Raises:
        Misused: ``address`` or ``note`` without a claim they belong to, or none with ``verify``.
        CopydeskError: There is no such claim, or there are two.
    """
    if (address or note) and not (verify or reject):
        raise Misused("--address and --note go with --verify ID or --reject ID.")
    folder = session_at(find(rooms, ref), ref)
    session = open_session(folder)
    if verify or reject:
        status: Status = "verified" if verify else "rejected"
        claim = _called(session, verify or reject)
        _decide(session, claim, status, address, note, Opened(session, folder), rooms)
        return OK
    claims = claims_of(session)
    if as_json:
        out_json({"session": session.id, "claims": [_data(claim) for claim in claims]})
    elif as_csv:
        write(csv_of(claims).encode("utf-8"))
    else:
        out("\n".join(_lines(session, claims)))
    return OK


def _called(session: Session, name: str) -> Claim:
    """The claim of an id, or of its unambiguous start."""
    found = [claim for claim in claims_of(session) if claim.id.startswith(name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(claim.id for claim in found)
        raise CopydeskError(f"More than one claim's id begins with {one_line(name)}: {ids}.")
    raise CopydeskError(
        f"{session.title} has no claim {one_line(name)}.",
        f"copydesk claims {session.id} lists them with their ids.",
    )


def _decide(
    session: Session,
    claim: Claim,
    status: Status,
    address: str,
    note: str,
    opened: Opened,
    rooms: Rooms,
) -> None:
    try:
        change = decide(session, claim, status, address, note)
    except ValueError as error:
        raise Misused(str(error), "--address URL or --note TEXT.") from error
    if change is None:
        say(f"It is {status} already: {one_line(claim.text, 60)}")
        return
    save(rooms, opened)
    say(f"{status.capitalize()}: {one_line(claim.text, 60)}")


def _data(claim: Claim) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(claim)
    return data


def _lines(session: Session, claims: tuple[Claim, ...]) -> Iterator[str]:
    if not claims:
        yield "There is nothing to verify."
        return
    statuses = [claim.status for claim in claims]
    counted = [f"{statuses.count(one)} {one}" for one in STATUSES if one in statuses]
    yield f"{count(len(claims), 'claim')}: {', '.join(counted)}"
    for claim in claims:
        yield ""
        text = f"{SIGNS[claim.status]} {claim.id} {claim.status}, {claim.kind}: {claim.text}"
        yield wrapped(text, "", "  ")
        for line in _details(session, claim):
            yield wrapped(line, "    ", "  ")


def _details(session: Session, claim: Claim) -> Iterator[str]:
    names = ", ".join(session.name(prompt) for prompt in claim.prompts if prompt)
    line = f", line {claim.line}" if claim.line else ""
    yield f"{'no answer holds it any more; it stood in' if claim.gone else 'in'} {names}{line}"
    for label, value in (
        ("by", claim.by),
        ("source", claim.source),
        ("verified at", claim.address),
        ("note", claim.note),
    ):
        if value:
            yield f"{label}: {value}"
