"""Commands that keep house among the sessions: export, rename, duplicate, delete, take back."""

from __future__ import annotations

import os
from pathlib import Path

from copydesk.cli.opening import find, open_session, session_at
from copydesk.cli.output import out, say, write
from copydesk.cli.rooms import Rooms
from copydesk.errors import CopydeskError
from copydesk.sessions.disk import write_atomically
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.refs import RefError
from copydesk.sessions.store import export
from copydesk.text import nearest, one_line


def export_session(rooms: Rooms, ref: str, to: Path | None, force: bool) -> None:
    """A whole session as one file, to stdout or to a file."""
    folder = session_at(find(rooms, ref), ref)
    data = export(open_session(folder))
    if to is None:
        write(data)
        return
    if os.path.lexists(to) and not force:
        raise CopydeskError(f"{to} exists and was left as it is.", "--force replaces it.")
    try:
        write_atomically(to.absolute(), data)
    except OSError as error:
        raise CopydeskError(f"{to} was not written: {error.strerror or error}.") from error
    say(f"Exported to {to}. copydesk open {to} works on it.")


def rename(rooms: Rooms, ref: str, title: str) -> None:
    """Give a session another title."""
    if not title.strip():
        raise CopydeskError("A title cannot be empty.")
    folder = session_at(find(rooms, ref), ref)
    session = rooms.store.rename(folder, title)
    say(f"Renamed to {session.title}. ({folder.sides.name})")


def duplicate(rooms: Rooms, ref: str) -> None:
    """Make a second session like one; prints its id."""
    target = rooms.store.duplicate(session_at(find(rooms, ref), ref))
    out(target.sides.name)


def delete(rooms: Rooms, ref: str) -> None:
    """Move a session to the trash."""
    path = session_at(find(rooms, ref), ref).sides
    if path.parent.resolve() != rooms.store.root.resolve():
        raise CopydeskError(
            f"{path} does not lie among your sessions and was left as it is.",
            "Delete the file yourself if you do not want it.",
        )
    title = _title(path)
    rooms.store.delete(path)
    say(f"Moved to the trash: {title}. copydesk undelete {path.name} takes it back.")


def undelete(rooms: Rooms, name: str, list_only: bool) -> None:
    """Take a session back from the trash: the one of this name, or the last deleted."""
    deleted = rooms.store.deleted()
    if list_only:
        lines = [f"{one_line(_id(path))}  {one_line(_title(path))}" for path in deleted]
        out("\n".join(lines) if lines else "the trash is empty")
        return
    if not deleted:
        raise CopydeskError("The trash is empty.")
    path = rooms.store.restore(_chosen(deleted, name) if name else deleted[0])
    say(f"Taken back: {_title(path)}. ({path.name})")


def _chosen(deleted: list[Path], name: str) -> Path:
    exact = [path for path in deleted if _id(path) == name]
    if exact:
        return exact[0]  # deleted more than once: the last time counts
    found = [path for path in deleted if _id(path).startswith(name) or _title(path) == name]
    if len(found) == 1:
        return found[0]
    if found:
        several = "\n".join(f"  {_id(path)}  {_title(path)}" for path in found)
        raise RefError(f'"{one_line(name, 60)}" could be any of these:\n{several}')
    near = nearest(name, [_id(path) for path in deleted])
    hint = f"Did you mean {near}?" if near else "copydesk undelete --list shows what is there."
    raise RefError(f'Nothing in the trash is called "{one_line(name, 60)}".', hint)


def _id(trashed: Path) -> str:
    return trashed.name.partition("~")[0]


def _title(path: Path) -> str:
    try:
        return SessionFolder(path).head().title
    except CopydeskError:
        return _id(path)
