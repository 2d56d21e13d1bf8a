"""All of a person's sessions: making, finding, duplicating, deleting and taking back."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.paths import Folders
from copydesk.sessions.disk import make_folder
from copydesk.sessions.head import NAME
from copydesk.sessions.listing import Listed, every, first, newest

if TYPE_CHECKING:
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.session import Session


# What opens sessions is imported where it is used: the desk lists them long before one is opened.


class Store:
    """The sessions folder and the trash beside it."""

    def __init__(self, folders: Folders) -> None:
        self.root = folders.sessions
        self.trash = folders.trash
        self._cache = folders.cache / "sessions.json"

    def newest(self, count: int = 50) -> list[Listed]:
        """The sessions last worked on, newest first."""
        return newest(self.root, count)

    def first(self, count: int = 50) -> list[Listed]:
        """The newest sessions at a glance: where there are thousands, those of the last look."""
        return first(self.root, self._cache, count)

    def every(self) -> list[Listed]:
        """All sessions, newest first; slower, but remembers what it has read."""
        return every(self.root, self._cache)

    def folder(self, session_id: str) -> SessionFolder:
        """Where a session with this id lives."""
        from copydesk.sessions.folder import SessionFolder

        return SessionFolder(self.root / session_id)

    def add(self, session: Session) -> SessionFolder:
        """Save a new session into a folder of its own; raises NotSaved."""
        from copydesk.sessions.folder import SessionFolder
        from copydesk.sessions.start import new_id

        while os.path.lexists(self.root / session.id):
            session.id = new_id(session.title)
        folder = SessionFolder(self.root / session.id / NAME)
        folder.save(session)
        return folder

    def duplicate(self, folder: SessionFolder) -> SessionFolder:
        """A second session with the same answers, versions and log.

        Raises:
            CopydeskError: The session cannot be opened, or the copy not be saved; there is no
                half of it left.
        """
        from copydesk.sessions.folder import NotSaved
        from copydesk.sessions.session import Basis, now
        from copydesk.sessions.start import new_id

        session = _with_everything(folder.open())
        old = session.title
        session.id = new_id(old)
        session.created = now()
        session.basis = Basis()
        session.rename(f"{old} (copy)")
        try:
            return self.add(session)
        except NotSaved as error:
            shutil.rmtree(self.root / session.id, ignore_errors=True)
            raise CopydeskError(f"{old} was not duplicated: {error.message}", error.hint) from error

    def rename(self, folder: SessionFolder, title: str) -> Session:
        """Give a session another title; raises CopydeskError when it cannot be opened."""
        session = folder.open()
        if session.rename(title):
            folder.save(session)
        return session

    def delete(self, path: Path) -> Path:
        """Move a session's folder to the trash and return where it lies now."""
        target = self.trash / f"{path.name}~{time.time_ns()}"
        try:
            make_folder(self.trash)
            os.replace(path, target)
        except OSError as error:
            raise CopydeskError(f"{path.name} was not deleted: {error.strerror}.") from error
        return target

    def restore(self, trashed: Path) -> Path:
        """Move a session back from the trash; never over another one."""
        name = trashed.name.rpartition("~")[0]
        target = self.root / name
        number = 2
        while os.path.lexists(target):
            target = self.root / f"{name}-{number}"
            number += 1
        try:
            make_folder(self.root)
            os.replace(trashed, target)
        except OSError as error:
            raise CopydeskError(f"{name} was not taken back: {error.strerror}.") from error
        return target

    def deleted(self) -> list[Path]:
        """What lies in the trash, last deleted first."""
        with contextlib.suppress(OSError):
            return sorted(
                (path for path in self.trash.iterdir() if "~" in path.name),
                key=lambda path: path.name.rpartition("~")[2],
                reverse=True,
            )
        return []


def export(session: Session) -> bytes:
    """The whole session as one file: every version, and every kit that undo goes back to.

    Opening the file is opening the session, wherever it lies. What the session's folder has
    lost is not in it.
    """
    from copydesk.sessions.file import encode

    return encode(_with_everything(session), session.basis.revision, whole=True)


def _with_everything(session: Session) -> Session:
    """A copy of a session with all that lies beside its file at hand."""
    from copydesk.sessions.session import Gone

    session = session.snapshot()
    changes = (*session.log, *session.undone)
    settings = [edit for one in changes for edit in one.edits if edit.table == "settings"]
    for ref in (ref for refs in session.history.values() for ref in refs):
        with contextlib.suppress(Gone):
            session.version(ref)
    for edit in settings:
        for ref in (edit.old, edit.new):
            if edit.key == "kit" and ref:
                with contextlib.suppress(Gone):
                    session.kit_of(ref)
    return session


def newest_of(listed: list[Listed], *, kit: str, map: str = "", article: str = "") -> Listed | None:
    """The latest session of an article, or of a kit without a map.

    Args:
        listed: Sessions in the order newest first.
        kit: The kit's id; any kit when empty.
        map: The topical map's id; empty for a session that belongs to none.
        article: The article's id in that map.
    """
    for one in listed:
        head = one.head
        if head is None or one.problem or (head.map, head.article) != (map, article):
            continue
        if not kit or head.kit_id == kit:
            return one
    return None
