"""A bundle on the disk: all of it or nothing, and nothing overwritten unasked."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Collection

    from copydesk.publish.bundle import Bundle


class Exists(CopydeskError):
    """A bundle lies there already; it may be replaced, if somebody says so."""


class NotPublished(CopydeskError):
    """Nothing was written; what lay there is as it was."""


def write(bundle: Bundle, folder: Path, known: Collection[str], *, replace: bool = False) -> Path:
    """Write a bundle into a folder of its own; returns the folder.

    It is written whole beside the folder first, then takes its place. A folder that holds
    anything but a bundle is never touched.

    Args:
        known: The names that files of a bundle of this kit have.
        replace: Replace a bundle that lies there.

    Raises:
        Exists: A bundle lies there, and nobody said that it may be replaced.
        NotPublished: It cannot be written; says why.
    """
    folder = folder.expanduser().absolute()
    there = _looked_at(folder, known)
    if there and not replace:
        raise Exists(f"{folder} holds a bundle already.", "It was left as it is.")
    made = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.mkdir(mode=0o755)
        for name, data in bundle.files.items():
            _write(made / name, data)
        _sync(made)
        _swap(made, folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise NotPublished(
            f"Nothing was published: {why} ({folder}).", "What lay there is as it was."
        ) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _looked_at(folder: Path, known: Collection[str]) -> bool:
    """Whether a bundle lies there; raises NotPublished where something else does."""
    if folder.is_symlink():
        raise NotPublished(f"{folder} is a link and was left as it is.", "Name another folder.")
    if not os.path.lexists(folder):
        return False
    if not folder.is_dir():
        raise NotPublished(f"{folder} is no folder and was left as it is.", "Name another one.")
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise NotPublished(f"{folder} cannot be read: {error.strerror}.") from error
    folded = {name.casefold() for name in known}
    foreign = [name for name in names if name.casefold() not in folded]
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise NotPublished(
            f"{folder} holds what is not of a bundle ({foreign[0]}{more}) and was left as it is.",
            "Name another folder.",
        )
    return bool(names)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(made: Path, folder: Path) -> None:
    """Let what was made take the folder's place; what lay there comes back if that fails."""
    if not os.path.lexists(folder):
        os.rename(made, folder)
        _sync(folder.parent)
        return
    old = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}")
    os.rename(folder, old)
    try:
        os.rename(made, folder)
    except OSError:
        os.rename(old, folder)
        raise
    _sync(folder.parent)
    with contextlib.suppress(OSError):
        shutil.rmtree(old)
