"""Writing so that nothing is lost: atomic replacement, synced, the last file kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from copydesk.text import digest

TEMPORARY = ".saving-"
POLL_SECONDS = 0.01
"""How often a lock is tried that another holds; a save takes a few of these."""


@contextlib.contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock file, against other programs and other threads.

    Raises:
        TimeoutError: Another has held it for so many seconds.
        OSError: The file cannot be made or locked.
    """
    from filelock import FileLock  # a start that saves nothing does without it

    lock = FileLock(path, timeout=seconds, mode=0o600)
    with lock.acquire(poll_interval=POLL_SECONDS):
        yield


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def write_atomically(
    path: Path, data: bytes, *, backup: Path | None = None, sync_folder: bool = True
) -> None:
    """Replace a file whole, or leave it as it was.

    A new file is its owner's alone; one that is replaced keeps the rights it had.

    Args:
        path: The file.
        data: All that it shall hold; on the disk before the name points to it.
        backup: The name under which the file that is replaced lives on.
        sync_folder: Whether the new name is on the disk on return. Who writes many files syncs
            their folder once.

    Raises:
        OSError: Nothing was changed: no room, no right to write, no such folder.
    """
    handle, name = tempfile.mkstemp(prefix=_prefix(path.name), dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(path, name)
        if backup is not None:
            with contextlib.suppress(OSError):  # the new file matters more than the last one
                keep(path, backup)
        _replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    if sync_folder:
        sync(path.parent)


def keep(path: Path, name: Path) -> None:
    """Give a file a second name beside it, without a moment in which neither is there.

    Raises:
        OSError: There is no such file, or no second name could be given.
    """
    spare = path.with_name(f"{_prefix(path.name)}{os.getpid()}")
    spare.unlink(missing_ok=True)
    try:
        os.link(path, spare)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(path, spare)
    _replace(str(spare), name)
    spare.unlink(missing_ok=True)  # still there when both were one file already


def sweep(folder: Path, of: str = "", *, older: float = 0.0) -> None:
    """Remove temporary files that a killed program left behind.

    Args:
        folder: Where to look.
        of: The name of the file they were to become; any when empty.
        older: Only those untouched for so many seconds, where no lock tells whose they are.
    """
    start = _prefix(of) if of else TEMPORARY
    limit = time.time() - older
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(start):
                with contextlib.suppress(OSError):
                    if not older or path.stat().st_mtime < limit:
                        path.unlink()


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prefix(name: str) -> str:
    """The start of the names of a file's temporary neighbours; short, however long the name."""
    return f"{TEMPORARY}{digest(name)[:8]}-"


def _replace(source: str, target: Path) -> None:
    for attempt in range(5):
        try:
            os.replace(source, target)
            return
        except PermissionError:  # Windows, while another program reads the file
            if os.name != "nt" or attempt == 4:
                raise
            time.sleep(0.02 * 2**attempt)
