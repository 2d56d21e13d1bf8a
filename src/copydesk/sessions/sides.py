"""What lies beside a session's file: the versions and kits that are no longer current.

Each is written once, under a name made from what it holds, and never touched again.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from copydesk.errors import CopydeskError
from copydesk.files import read_file
from copydesk.kits.model import Kit
from copydesk.kits.rebuild import kit_from, kit_to
from copydesk.sessions.disk import make_folder, sweep, sync, write_atomically
from copydesk.sessions.file import decode_version, encode_version
from copydesk.sessions.head import SIZE_LIMIT
from copydesk.sessions.journal import Gone
from copydesk.sessions.records import Version
from copydesk.sessions.session import Session

_REF = re.compile(r"[0-9a-f]{24}")


class Sides:
    """The folder ``versions``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._there: set[str] | None = None
        """The names of the files there, so that a save asks the disk once and not each time."""

    def version(self, ref: str) -> Version:
        """An old version; raises Gone where there is none or it was altered."""
        try:
            version = decode_version(self._read(f"{ref}.json", ref))
        except CopydeskError as error:
            raise Gone(f"An earlier answer cannot be read: {error}") from error
        if version.ref != ref:
            raise Gone("An earlier answer was altered outside Copydesk.")
        return version

    def kit(self, ref: str) -> Kit:
        """A kit that the session used at another time; raises Gone likewise."""
        try:
            return kit_from(msgspec.json.decode(self._read(f"kit-{ref}.json", ref)))
        except (CopydeskError, ValueError, RecursionError) as error:
            raise Gone(f"The kit of that time cannot be read: {error}") from error

    def keep(self, session: Session) -> None:
        """Write what a session holds beyond its current answers, where it is not there yet.

        Raises:
            OSError: Not all of it could be written.
        """
        current = {*session.state.answers.values(), *session.state.aside.values()}
        names = {f"{ref}.json": ref for ref in session.versions if ref not in current}
        kits = {f"kit-{ref}.json": ref for ref in session.kits if _REF.fullmatch(ref)}
        if not names and not kits:
            return
        missing = sorted((names.keys() | kits.keys()) - self._found())
        for name in missing:
            if name in kits:
                data = msgspec.json.encode(kit_to(session.kits[kits[name]]))
            else:
                data = encode_version(session.versions[names[name]])
            write_atomically(self._folder / name, data, sync_folder=False)
            self._found().add(name)
        if missing:
            sync(self._folder)

    def forget(self) -> None:
        """The folder may have been moved away: ask the disk again."""
        self._there = None

    def _found(self) -> set[str]:
        if self._there is None:
            if self._folder.is_symlink():
                raise OSError(f"{self._folder} is a symbolic link")
            make_folder(self._folder)
            sweep(self._folder)
            self._there = {path.name for path in self._folder.iterdir()}
        return self._there

    def _read(self, name: str, ref: str) -> bytes:
        if not _REF.fullmatch(ref) or self._folder.is_symlink():
            raise Gone("no file has such a name")
        try:
            return read_file(self._folder / name, limit=SIZE_LIMIT)
        except FileNotFoundError:
            raise Gone("its file is missing") from None
