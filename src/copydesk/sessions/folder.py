"""One session on disk: opening it, saving it, and meeting another window there.

A session is a folder with ``session.json``, ``session.json.bak``, ``versions/`` for what is no
longer current and ``drafts/`` for what is being typed. A session that was exported is one file
of any other name, with every version inside; its drafts lie in ``<name>.copydesk/``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from copydesk.errors import CopydeskError, InvalidFiles
from copydesk.files import read_file
from copydesk.kits.model import Kit
from copydesk.sessions.disk import keep, locked, make_folder, sweep, write_atomically
from copydesk.sessions.file import decode, encode
from copydesk.sessions.head import (
    FORMAT,
    NAME,
    SIZE_LIMIT,
    DamagedSession,
    Head,
    NewerSession,
    decode_head,
    is_whole,
)
from copydesk.sessions.meeting import rejoin, take_in
from copydesk.sessions.session import Session, Version
from copydesk.sessions.sides import Sides
from copydesk.sessions.state import Conflict

LOCK_SECONDS = 5.0

_NOWHERE = (0, 0, 0)


class NotSaved(CopydeskError):
    """A save that did not happen; the file is as it was and the session still in memory."""


class Saved(msgspec.Struct, frozen=True):
    """What a save did."""

    head: Head
    conflicts: tuple[Conflict, ...] = ()
    merged: bool = False
    """Whether another window's changes were taken in."""


class _Found(msgspec.Struct, frozen=True):
    """What lies where a session is to be saved."""

    head: Head
    theirs: Session | None = None
    """What another window wrote since; None where nobody did."""


class SessionFolder:
    """The one place where a session's bytes are read and written."""

    def __init__(self, path: Path) -> None:
        """Args: path: a session's folder, its ``session.json``, or an exported file."""
        is_file = path.is_file() or (bool(path.suffix) and not path.is_dir())
        file = path if is_file else path / NAME
        self.file = file.resolve() if file.is_symlink() else file
        self._is_exported = self.file.name != NAME
        self.sides = self.file.parent
        """The folder for what lies beside the file."""
        if self._is_exported:
            self.sides = self.file.with_name(f"{self.file.name}.copydesk")
        self._versions = Sides(self.sides / "versions")
        self._seen = _NOWHERE
        self._spare: Path | None = None
        self._is_swept = False

    @property
    def backup(self) -> Path:
        """The last save but one."""
        return self.file.with_name(f"{self.file.name}.bak")

    # Opening

    def open(self) -> Session:
        """The session as it stands on disk; nothing is written.

        Raises:
            DamagedSession: Cut off, altered or foreign; nothing was touched.
            NewerSession: Of a format this program does not know; nothing was touched.
            CopydeskError: No such session, or no right to read it.
        """
        self._seen = self._stamp()  # before reading: what comes between is seen the next time
        return self._attached(decode(self._read(self.file))[1])

    def head(self) -> Head:
        """The head alone, whether or not the body is whole; raises as ``open`` does."""
        return decode_head(self._read(self.file))

    def open_backup(self) -> Session:
        """The last save but one, made the session again; what lay there is put aside.

        Raises:
            DamagedSession: The backup is damaged too; nothing was touched.
            NewerSession: A newer Copydesk has saved the session or its backup.
            CopydeskError: There is no backup.
            NotSaved: It could not be written.
        """
        session = self._attached(decode(self._read(self.backup))[1])
        with self._locked():
            if self._found() is not None:
                self._put_aside("replaced")
            self._save(session)
        return session

    def changed_outside(self) -> bool:
        """Whether the file is another one than was last read or written here; one stat."""
        return self._stamp() != self._seen

    def version(self, ref: str) -> Version:
        """An old version from its own file; raises Gone (a KeyError) where there is none."""
        return self._versions.version(ref)

    def kit(self, ref: str) -> Kit:
        """A kit that the session used at another time; raises Gone (a KeyError)."""
        return self._versions.kit(ref)

    # Saving

    def save(self, session: Session) -> Saved:
        """Write the session, taking in what another window wrote since.

        A window that goes on meanwhile saves a snapshot, in a thread of its own, and calls
        ``rejoin`` when that is done; should it save itself instead, that comes to the same.

        Where both changed the same key, this session's value stands; the other is reported as a
        conflict, and an answer of the other window is kept among the versions. What lies there
        and is no such session, or a damaged one, is put aside under a name of its own.

        Raises:
            NotSaved: The file is as it was; says why.
            Gone: An answer of the session is nowhere to be found.
        """
        with self._locked():
            return self._save(session)

    def refresh(self, session: Session) -> Saved | None:
        """Take in what was written outside; None when there is nothing new.

        A file that is gone is nothing new: the next change writes it again.

        Raises:
            CopydeskError: What is there now cannot be read; the session is as it was.
        """
        stamp = self._stamp()
        if stamp in (self._seen, _NOWHERE):
            return None
        self._seen = stamp
        rejoin(session)
        head, theirs = decode(self._read(self.file))
        if head.seal == session.basis.seal:
            return None
        if head.id != session.id:
            raise CopydeskError(f"Another session lies at {self.file} now.")
        return Saved(head, take_in(session, theirs, session.basis), merged=True)

    def _save(self, session: Session) -> Saved:
        """Save with the lock held, on top of what is there."""
        if not self._is_swept:
            sweep(self.file.parent, self.file.name)
            self._is_swept = True
        rejoin(session)
        found = self._found(session)
        conflicts: tuple[Conflict, ...] = ()
        if found is None:
            self._versions.forget()
        else:
            if found.theirs is not None:
                conflicts = take_in(session, found.theirs, session.basis)
            if found.head.format < FORMAT:
                keep(self.file, self._free_name(f"{self.file.name}.format{found.head.format}"))
        if not self._is_exported:
            self._versions.keep(session)
        revision = max(session.basis.revision, found.head.revision if found else 0) + 1
        data = encode(session, revision, whole=self._is_exported)
        write_atomically(self.file, data, backup=self.backup)
        head = decode_head(data)
        session.basis = session.standing(head.seal, revision)
        self._attached(session)
        if session.live is not None:
            self._attached(session.live).saved = session
        self._seen = self._stamp()
        return Saved(head, conflicts, found is not None and found.theirs is not None)

    def _found(self, session: Session | None = None) -> _Found | None:
        """What lies there and is sound; what is not, or is another session, is put aside."""
        try:
            data = read_file(self.file, limit=SIZE_LIMIT, follow=True)
            head = decode_head(data)
            if session is not None and head.seal == session.basis.seal and is_whole(head, data):
                return _Found(head)
            theirs = decode(data)[1]
        except FileNotFoundError:
            return None
        except InvalidFiles as error:
            raise NotSaved(f"Not saved: {error}.", "Your work is still here.") from error
        except NewerSession as error:
            if session is None:
                raise
            raise self._kept_apart(session) from error
        except DamagedSession:
            self._put_aside("damaged")
            return None
        if session is not None and head.id != session.id:
            self._put_aside("other")
            return None
        return _Found(head, theirs)

    def _kept_apart(self, session: Session) -> NotSaved:
        """A session of ours beside one of a format that is not ours to merge."""
        self._spare = self._spare or self._free_name(f"{self.file.stem}.kept", self.file.suffix)
        write_atomically(self._spare, encode(session, 1, whole=True))
        return NotSaved(
            f"A newer Copydesk has saved this session since: {self.file}.",
            f"What this window holds is in {self._spare}, as a session of its own.",
        )

    # The disk

    def _attached(self, session: Session) -> Session:
        session.read_version, session.read_kit = self.version, self.kit
        return session

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = self.file.stat()
        except OSError:
            return _NOWHERE
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def _read(self, path: Path) -> bytes:
        try:
            return read_file(path, limit=SIZE_LIMIT, follow=True)
        except FileNotFoundError:
            raise CopydeskError(f"There is no session at {path}.") from None

    def _put_aside(self, why: str) -> None:
        os.replace(self.file, self._free_name(f"{self.file.name}.{why}"))

    def _free_name(self, name: str, suffix: str = "") -> Path:
        number = 1
        while (path := self.file.with_name(f"{name}-{number}{suffix}")).exists():
            number += 1
        return path

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            make_folder(self.file.parent)
            with locked(self.file.with_name(f".{self.file.name}.lock"), LOCK_SECONDS):
                yield
        except TimeoutError:
            raise NotSaved(
                f"Not saved: another program has held {self.file} for {LOCK_SECONDS:.0f} seconds.",
                "It is tried again.",
            ) from None
        except OSError as error:
            why = error.strerror or str(error)
            raise NotSaved(
                f"Not saved: {why} ({self.file}).", "Your work is still here."
            ) from error
