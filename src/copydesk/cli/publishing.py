"""``copydesk publish``: a session's bundle, written into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copydesk.cli.ending import FAILED, OK
from copydesk.cli.opening import find, open_session, session_at
from copydesk.cli.output import out, out_json, say
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.publish.against import Against
from copydesk.publish.bundle import NotFinal, Options, make
from copydesk.publish.folder import write
from copydesk.publish.front_matter import NAMES

SHOWN = 20
"""So many things that stand against it are told; --json tells all."""


def publish(
    rooms: Rooms, ref: str, to: Path, options: Options, *, force: bool, as_json: bool
) -> int:
    """Write a bundle and print the paths of its files; the exit code.

    Args:
        to: The folder; made where it is not there.
        force: Replace a bundle that lies there.
    """
    session = open_session(session_at(find(rooms, ref), ref))
    try:
        bundle = make(session, options)
    except NotFinal as error:
        blocking = [one for one in error.against if one.blocks]
        if as_json:
            out_json(_data("", "refused", (), error.against))
        say(error.message)
        _tell(blocking)
        hint = error.hint.rstrip(".")
        say(f"{hint}: copydesk claims {session.id} lists claims, --draft publishes one.", "")
        return FAILED
    place = write(bundle, to, replace=force)
    state = "draft" if bundle.draft else "final"
    if as_json:
        out_json(_data(str(place), state, tuple(bundle.files), bundle.against))
    else:
        out("\n".join(str(place / name) for name in bundle.files))
    form = f", {NAMES[options.front_matter]}" if options.front_matter != "none" else ""
    say(f"Published to {place}: {count(len(bundle.files), 'file')}, {state}{form}.")
    if bundle.against:
        say(f"{count(len(bundle.against), 'thing')} to know:", "")
        _tell(bundle.against)
    return OK


def _tell(found: Sequence[Against]) -> None:
    for one in found[:SHOWN]:
        say(f"  {one.text}{_where(one)}", "")
    if len(found) > SHOWN:
        say(f"  and {len(found) - SHOWN:,} more", "")


def _where(one: Against) -> str:
    """Where it leads to, as other commands name it: `` (body:15)``."""
    place = one.place
    if place.field:
        return f" (brief.{place.field})"
    if not place.prompt:
        return ""
    return f" ({place.prompt}:{place.line})" if place.line else f" ({place.prompt})"


def _data(
    folder: str, state: str, files: tuple[str, ...], found: Sequence[Against]
) -> dict[str, Any]:
    return {
        "format": 1,
        "folder": folder,
        "state": state,
        "files": list(files),
        "against": [
            {
                "kind": one.kind,
                "text": one.text,
                "prompt": one.place.prompt,
                "line": one.place.line,
                "field": one.place.field,
                "blocks": one.blocks,
            }
            for one in found
        ],
    }
