"""A bundle on the disk: whole or not at all, and never over anything that is not a bundle's.

A new bundle is built in a folder beside its place and then renamed. In a folder that holds one
already, all new files are written and synced below it before the first old one gives way; what
fails on the way is undone. Files that are not the bundle's stay where they are.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from copydesk.errors import CopydeskError
from copydesk.publish.bundle import FORMAT, MANIFEST, Bundle
from copydesk.sessions.disk import sync
from copydesk.text import one_line

STAGE = ".copydesk-"
"""The start of the names of folders that a bundle is built in."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\.(?:md|html|txt|csv|json)")
_ABANDONED = 600
"""Seconds after which nobody builds a bundle any more."""
_LARGEST = 1_000_000
"""No manifest has so many bytes."""


class NotWritten(CopydeskError):
    """A bundle was not written; the folder is as it was."""


class FolderTaken(NotWritten):
    """The folder holds a bundle already, which nobody said to replace."""


class Present(NamedTuple):
    """The bundle that a folder holds."""

    session: str
    title: str
    files: Mapping[str, str]
    """The digest of each file as it was written, by its name."""


def present(folder: Path) -> Present | None:
    """The bundle in a folder; None where there is none, or its manifest cannot be read."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("made_by") != "copydesk":
        return None
    files = data.get("files")
    if data.get("format") != FORMAT or not isinstance(files, dict):
        return None
    named = {name: str(one) for name, one in files.items() if _NAME.fullmatch(name)}
    return Present(str(data.get("session", "")), one_line(str(data.get("title", "")), 80), named)


def changed_since(folder: Path, bundle: Present) -> tuple[str, ...]:
    """The files of a bundle that somebody has changed since it was written."""
    return tuple(
        name for name, digest in bundle.files.items() if _digest(folder / name) not in (digest, "")
    )


def write(bundle: Bundle, folder: Path, replace: bool = False) -> Path:
    """Write a bundle into a folder; where it lies now.

    Args:
        folder: A folder that is not there yet, is empty, or holds a bundle.
        replace: Whether a bundle that lies there may be replaced. Only its own files are.

    Raises:
        FolderTaken: A bundle lies there, and ``replace`` is not given.
        NotWritten: The folder holds other things, or cannot be written to. Nothing was changed.
    """
    try:
        place = folder.expanduser().absolute().resolve()
        if not os.path.lexists(place) or (place.is_dir() and not any(place.iterdir())):
            _build(bundle, place)
        else:
            _replace(bundle, place, replace)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotWritten(f"{folder} was not written: {reason}. Nothing was changed.") from error
    return place


# A new folder


def _build(bundle: Bundle, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=place.parent))
    try:
        _fill(stage, bundle.files)
        stage.chmod(place.stat().st_mode & 0o777 if place.is_dir() else 0o777 & ~_umask())
        if os.name == "nt" and place.is_dir():
            place.rmdir()  # Windows renames a folder over no other, not even over an empty one
        stage.rename(place)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    sync(place.parent)


def _fill(stage: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder of one's own and bring them to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for name, data in files.items():
        handle = os.open(stage / name, flags, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    sync(stage)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


# In the place of another bundle


def _replace(bundle: Bundle, place: Path, allowed: bool) -> None:
    if place.is_dir():
        _recover(place)
    old = present(place) if place.is_dir() else None
    if old is None:
        what = "holds files that are no bundle" if place.is_dir() else "is no folder"
        raise NotWritten(
            f"{place} {what} and was left as it is.", "Name a folder that is not there yet."
        )
    if not allowed:
        raise FolderTaken(_taken(place, old), "--force replaces it, and only its own files.")
    for name in bundle.files:
        if os.path.lexists(place / name) and name not in (*old.files, MANIFEST):
            raise NotWritten(
                f"{place / name} is not of the bundle there and was left as it is.",
                "Move it away, or name another folder.",
            )
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=place))
    try:
        new, gone = stage / "new", stage / "old"
        new.mkdir()
        gone.mkdir()
        _fill(new, bundle.files)
        _exchange(place, new, gone, bundle, old)
        sync(place)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _exchange(place: Path, new: Path, gone: Path, bundle: Bundle, old: Present) -> None:
    """Move the old files out and the new ones in, the manifest last; or all of it back."""
    out: list[str] = []
    into: list[str] = []
    try:
        for name in (MANIFEST, *old.files):
            if os.path.lexists(place / name):
                (place / name).rename(gone / name)
                out.append(name)
        for name in (*(one for one in bundle.files if one != MANIFEST), MANIFEST):
            (new / name).rename(place / name)
            into.append(name)
    except BaseException:
        for name in into:
            with contextlib.suppress(OSError):
                (place / name).unlink()
        for name in out:
            with contextlib.suppress(OSError):
                (gone / name).rename(place / name)
        raise


def _taken(place: Path, old: Present) -> str:
    said = f"{place} holds the bundle of “{old.title}” already"
    changed = changed_since(place, old)
    if not changed:
        return f"{said}; it was left as it is."
    names = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
    return f"{said}, with changes of somebody's in {names}; it was left as it is."


def _recover(place: Path) -> None:
    """Put back the bundle that a killed program was just replacing, and take away its leavings."""
    for stage in place.glob(f"{STAGE}*"):
        gone = stage / "old"
        if stage.is_symlink() or not stage.is_dir():
            continue
        if (gone / MANIFEST).is_file() and not os.path.lexists(place / MANIFEST):
            half = present(stage / "new")
            for name in half.files if half else ():
                if not os.path.lexists(stage / "new" / name):
                    (place / name).unlink(missing_ok=True)
            for path in sorted(gone.iterdir(), key=lambda path: path.name == MANIFEST):
                path.replace(place / path.name)
        if time.time() - stage.stat().st_mtime > _ABANDONED:
            shutil.rmtree(stage, ignore_errors=True)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""
