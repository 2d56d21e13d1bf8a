"""From a name on the command line to a session that can be worked on."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from copydesk.cli.output import say
from copydesk.cli.rooms import Rooms
from copydesk.errors import CopydeskError
from copydesk.kits.entries import Entry
from copydesk.sessions.begin import begin, entry_of
from copydesk.sessions.drafts import adopt, forget
from copydesk.sessions.folder import NotSaved, Saved, SessionFolder
from copydesk.sessions.head import NAME, DamagedSession
from copydesk.sessions.refs import FEW, RefError, Target, resolve
from copydesk.sessions.session import Session


@dataclass
class Opened:
    """A session in hand; ``folder`` is None while it was never saved."""

    session: Session
    folder: SessionFolder | None


def show_session(
    rooms: Rooms, ref: str, *, new: bool = False, backup: bool = False, kit_id: str = ""
) -> int:
    """Run the app on what a REF means until the writer leaves it; the exit code."""
    from copydesk.cli.screens import run_app

    return run_app(
        rooms, lambda: to_screen(rooms, find(rooms, ref), new=new, backup=backup, kit_id=kit_id)
    )


def name_of(rooms: Rooms, folder: SessionFolder) -> str:
    """The name by which commands find a session again: its id, or its path elsewhere."""
    if folder.file.name != NAME:
        return str(folder.file)
    own = folder.sides.parent == rooms.store.root
    return folder.sides.name if own else str(folder.sides)


def find(rooms: Rooms, ref: str) -> Target:
    """What a name leads to; says so when a later session there is damaged."""
    target = resolve(ref, rooms.library, rooms.store)
    if target.damaged is not None:
        say(
            f"A later session on it is damaged: {target.damaged}. "
            f"Its backup opens with copydesk open --backup {target.damaged.name}"
        )
    return target


def session_at(target: Target, ref: str) -> SessionFolder:
    """Where the session of a name lies; raises RefError where there is none."""
    if target.session is not None:
        return SessionFolder(target.session)
    if target.entry is not None and target.entry.kind == "map":
        raise _is_a_map(target.entry)
    raise RefError(f"There is no session on {ref} yet.", f"copydesk open {ref} begins one.")


def open_session(folder: SessionFolder) -> Session:
    """A session, with what windows now gone left in their text boxes.

    Raises:
        CopydeskError: It cannot be opened; says how to open its backup where there is one.
    """
    try:
        session = folder.open()
    except DamagedSession as error:
        raise _damaged(folder, error) from error
    adopt(session, folder.sides)
    return session


def _damaged(folder: SessionFolder, error: DamagedSession) -> CopydeskError:
    """The error with the file's path and the way to its last save but one."""
    hint = "There is no backup beside it."
    if folder.backup.is_file():
        hint = f"The save before that opens with: copydesk open --backup {folder.file.parent}"
    return CopydeskError(f"{folder.file}: {error.message}", hint)


def open_or_begin(rooms: Rooms, target: Target, kit_id: str) -> Opened:
    """The session of a name, or a new one, not saved yet, where there is none."""
    if target.session is not None:
        folder = SessionFolder(target.session)
        return Opened(open_session(folder), folder)
    assert target.entry is not None
    check_begin(target.entry, kit_id)
    settings, _ = rooms.settings()
    session = begin(rooms.library, target.entry, kit_id=kit_id, one_chat=settings.one_chat)
    return Opened(session, None)


def check_begin(entry: Entry, kit_id: str) -> None:
    """Raises RefError for what no session can be on, and for a brief that no kit is known for."""
    if entry.kind == "map":
        raise _is_a_map(entry)
    if entry.kind == "article" and not entry.map_id and not kit_id:
        raise RefError(
            f"{entry.path} belongs to no map, so no kit is known for it.",
            "Name one, as in --kit article. copydesk list kits shows them.",
        )


def _is_a_map(entry: Entry) -> RefError:
    return RefError(
        f"{entry.id} is a map; a session is on one of its articles.",
        f"copydesk show {entry.id} lists them.",
    )


def save(rooms: Rooms, opened: Opened) -> Saved | None:
    """Save what was opened, a new session into a folder of its own; raises NotSaved.

    What lists say of failing and stale answers is known only when the answers were looked at.
    That comes after the first save, so that nothing waits for it to be on the disk.
    """
    session, saved = opened.session, None
    if opened.folder is None:
        opened.folder = rooms.store.add(session)
    else:
        saved = opened.folder.save(session)
        forget(session, opened.folder.sides)
    before = session.judge.troubles
    session.check()
    if session.troubles() != before:
        with contextlib.suppress(NotSaved):
            opened.folder.save(session)
    return saved


# For the screens


def to_screen(
    rooms: Rooms, target: Target, *, new: bool, backup: bool, kit_id: str
) -> tuple[Session, SessionFolder]:
    """The session of a name for the screens, begun and saved where there is none.

    Args:
        new: Begin another one also where there is one.
        backup: Open the last save but one of a damaged session.
    """
    if new:
        target = Target(entry=target.entry or _began_with(rooms, target))
    if target.session is not None:
        return _from_disk(SessionFolder(target.session), backup)
    if backup:
        raise RefError("There is no session whose backup could be opened.")
    opened = open_or_begin(rooms, target, kit_id)
    return opened.session, rooms.store.add(opened.session)


def latest(rooms: Rooms) -> tuple[Session, SessionFolder]:
    """The session that was last worked on, of those that can be opened."""
    for listed in (rooms.store.newest(FEW), rooms.store.every()):
        for one in listed:
            if not one.problem:
                return _from_disk(SessionFolder(one.path), False)
    raise RefError("There is no session yet.", "copydesk list maps shows what can be begun.")


def _from_disk(folder: SessionFolder, backup: bool) -> tuple[Session, SessionFolder]:
    """A session as it lies there: the screens themselves take in what was left in text boxes."""
    try:
        return (folder.open_backup() if backup else folder.open()), folder
    except DamagedSession as error:
        raise _damaged(folder, error) from error


def _began_with(rooms: Rooms, target: Target) -> Entry:
    """What a session is on, to begin it again."""
    assert target.session is not None
    head = SessionFolder(target.session).head()
    entry = entry_of(rooms.library, kit=head.kit_id, map=head.map, article=head.article)
    if entry is None:
        what = f"article {head.map}/{head.article}" if head.article else f"kit {head.kit_id}"
        raise CopydeskError(f"The {what} is no longer there to be begun again.")
    return entry
