"""A session as the bytes of ``session.json``, and back.

Two lines: a head, which is all that a list of sessions reads, and the body. The head ends with
a seal over everything else, so a file that was cut off or altered is known for what it is.
``ensure_ascii`` keeps lone surrogates, which chats and terminals do produce.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from copydesk.errors import CopydeskError
from copydesk.kits.model import Kit
from copydesk.kits.rebuild import kit_from, kit_to
from copydesk.sessions.head import (
    BODY,
    FORMAT,
    START,
    DamagedSession,
    Head,
    damage,
    decode_head,
    seal_of,
)
from copydesk.sessions.records import Version, now
from copydesk.sessions.session import Session
from copydesk.sessions.sound import sound_content
from copydesk.sessions.state import Ref
from copydesk.text import one_line

KEY_LIMIT = 402
"""The most bytes that an id, or the path of a brief, takes in the head."""

Body = dict[str, Any]

MIGRATIONS: dict[int, Callable[[Body], Body]] = {
    1: lambda body: body,  # format 2 adds what is accepted as still good, and fix prompts
    2: lambda body: body,  # format 3 adds what models wrote, what that took, and what is woven in
}
"""From the body of format n to that of n + 1. Format 1 is the first there is. Heads only ever
gain fields with a default, so that a list reads those of every format."""

msgspec.json.Decoder(Kit)  # once, before threads open sessions: see head.py


def head_of(session: Session, revision: int) -> Head:
    """The head that a session would be saved with, size and seal aside."""
    answered, total = session.progress()
    failing, stale = session.troubles()
    following = session.next_prompt()
    phases = session.kit.phases
    origin = session.origin
    return Head(
        id=session.id,
        title=_cut(session.title, 900),
        kit=_cut(session.kit.title, 400),
        kit_id=_key(origin.kit),
        map=_key(origin.map),
        article=_key(origin.article),
        answered=answered,
        total=total,
        failing=failing,
        stale=stale,
        phase=_cut(phases[session.kit.phase_of(following.id)].title, 400) if following else "",
        created=_cut(session.created, 240),
        saved=now(),
        revision=revision,
    )


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))


_KNOWN: dict[int, tuple[object, str]] = {}
"""What never changes and is written at each save, as JSON, by its identity."""
KNOWN_LIMIT = 1500


def _known_json(thing: object, plain: Callable[[Any], object]) -> str:
    """A change or a kit as JSON; the log of a long session is most of what a save writes."""
    known = _KNOWN.get(id(thing))
    if known is not None and known[0] is thing:
        return known[1]
    text = _json(plain(thing))
    if len(_KNOWN) >= KNOWN_LIMIT:
        _KNOWN.clear()
    _KNOWN[id(thing)] = (thing, text)
    return text


def _cut(text: str, size: int) -> str:
    """As much of a text, visible and on one line, as takes so many bytes in the head."""
    line = one_line(text[:size], size // 6)
    return line if len(json.dumps(line)) <= size else line[: size // 12 - 1]


def _key(text: str) -> str:
    """What sessions are found by, whole or not at all: a cut one would find others."""
    return text if len(json.dumps(text)) <= KEY_LIMIT else ""


def encode(session: Session, revision: int, *, whole: bool = False) -> bytes:
    """The bytes of a session file.

    Args:
        session: What to write.
        revision: The number of this save.
        whole: With every version and kit that is loaded, as an export wants it; else only the
            versions that stand as answers now (the others lie beside the file).

    Raises:
        Gone: An answer is nowhere to be found.
    """
    plain = msgspec.to_builtins
    current = {*session.state.answers.values(), *session.state.aside.values()}
    versions = {ref: session.version(ref) for ref in sorted(current)}
    if whole:
        versions = {**session.versions, **versions}
    body = {
        "kits": {ref: kit_to(kit) for ref, kit in session.kits.items() if ref and whole},
        "origin": plain(session.origin),
        "state": plain(session.state),
        "versions": {ref: plain(version) for ref, version in versions.items()},
        "history": session.history,
        "undone": plain(session.undone),
        "copied": plain(session.copied),
        "place": plain(session.place),
    }
    log = ",".join(_known_json(change, plain) for change in session.log)
    kit = _known_json(session.kit, kit_to)
    rest = _json(body)
    below = f'{{"kit":{kit},"log":[{log}],{rest[1:]}}}\n'.encode("ascii")
    head = plain(head_of(session, revision)) | {"size": len(below)}
    first = json.dumps({"copydesk": "session", **head}, separators=(",", ":")).encode("ascii")
    line = START + first + b","
    at = len(line) - len(b'"},')
    return line[:at] + seal_of(line, below).encode("ascii") + line[at:] + BODY + below


def decode(data: bytes) -> tuple[Head, Session]:
    """A session from the bytes of its file.

    Raises:
        DamagedSession: The file was cut off or altered, or is none of ours.
        NewerSession: The file is of a format that this program does not know.
    """
    head = decode_head(data)
    if found := damage(head, data):
        raise DamagedSession(found)
    try:
        body = json.loads(data[data.index(BODY) + len(BODY) : -2])
        for number in range(head.format, FORMAT):
            body = _migrated(body, number)
        kit = kit_from(body.pop("kit"))
        kits = {ref: kit_from(one) for ref, one in _kits(body.pop("kits", {})).items()}
        content = sound_content(body, kit)
    except DamagedSession:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        why = one_line(str(error), 200)
        raise DamagedSession(f"The session does not hold what it should: {why}") from error
    except CopydeskError as error:
        raise DamagedSession(one_line(str(error), 300)) from error
    session = Session(
        id=head.id,
        kit=kit,
        kits=kits,
        state=content.state,
        origin=content.origin,
        created=head.created,
        versions=content.versions,
        history=content.history,
        log=content.log,
        undone=content.undone,
        copied=content.copied,
        place=content.place,
    )
    session.basis = session.standing(head.seal, head.revision)
    session.judge.troubles = (head.failing, head.stale)
    return head, session


def _migrated(body: Body, number: int) -> Body:
    if number not in MIGRATIONS:
        raise DamagedSession(f"This session is of format {number}, which no Copydesk ever wrote.")
    return MIGRATIONS[number](body)


def _kits(raw: object) -> dict[str, Any]:
    return msgspec.convert(raw, dict[Ref, Any])


def encode_version(version: Version) -> bytes:
    """One version as the bytes of its own file."""
    raw = {"copydesk": "version", "format": FORMAT, **msgspec.to_builtins(version)}
    return json.dumps(raw, separators=(",", ":")).encode("ascii")


def decode_version(data: bytes) -> Version:
    """A version from the bytes of its file; raises DamagedSession."""
    try:
        return msgspec.convert(json.loads(data), Version)
    except (ValueError, RecursionError) as error:
        raise DamagedSession("An old version of an answer was altered.") from error
