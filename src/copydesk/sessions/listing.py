"""Which sessions there are: read from the heads of their files, newest first."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from copydesk.errors import CopydeskError
from copydesk.files import read_file
from copydesk.sessions.disk import make_folder, sweep, write_atomically
from copydesk.sessions.head import (
    BACKUP,
    NAME,
    SIZE_LIMIT,
    DamagedSession,
    Head,
    decode_head,
    is_whole,
)
from copydesk.text import is_name

CACHE_FORMAT = 1
STALE_SECONDS = 3600.0
"""After so long, a temporary file beside the cache belongs to nobody."""

NEWEST_KEPT = 120
"""How many of the newest are remembered, so that a few deletions leave enough."""

Heads = dict[str, tuple[str, Head]]
"""Heads of sound files by the file's folder, each with the file's time, size and number."""


class Listed(msgspec.Struct, frozen=True):
    """One session as a list shows it: its head, or why it has none."""

    path: Path
    """The session's folder."""
    changed: float
    """When its file was last written, in seconds since the epoch."""
    head: Head | None
    problem: str = ""
    """Why the session cannot be opened; empty for one that can."""
    backup: bool = False
    """Whether a damaged session has a ``.bak`` beside it."""

    @property
    def title(self) -> str:
        """The session's title, or its folder's name."""
        return self.head.title if self.head else self.path.name


def newest(root: Path, count: int = 50) -> list[Listed]:
    """The sessions last written, newest first; costs a stat a session and a read for each of
    the ``count``."""
    return [_listed(path, stat) for path, stat in _files(root)[:count]]


FEW = 500
"""So many sessions are looked at one by one whenever the newest are asked for."""


def first(root: Path, cache: Path, count: int = 50) -> list[Listed]:
    """The newest sessions, at once even where there are thousands.

    Where there are more than ``FEW``, only those are looked at that were the newest when
    ``every`` last looked at all; what was saved elsewhere since is missing until it looks again.
    """
    try:
        recent = json.loads(read_file(_recent(cache), limit=SIZE_LIMIT))
        names = [name for name in recent["newest"] if isinstance(name, str) and is_name(name)]
        if recent["format"] != CACHE_FORMAT or recent["sessions"] <= FEW or len(names) < count:
            return newest(root, count)
    except (OSError, CopydeskError, ValueError, LookupError, TypeError, RecursionError):
        return newest(root, count)
    found = sorted(_stats_of(f"{root}/{name}" for name in names), key=_time, reverse=True)
    return [_listed(path, stat) for path, stat in found[:count]]


def _recent(cache: Path) -> Path:
    return cache.with_name(f"newest-{cache.name}")


def every(root: Path, cache: Path | None = None) -> list[Listed]:
    """All sessions, newest first.

    Args:
        root: The folder that holds one folder per session.
        cache: A file that remembers heads by their files' times and sizes; made when missing,
            ignored when it cannot be read or written.
    """
    known = _read_cache(cache) if cache else {}
    result: list[Listed] = []
    fresh: Heads = {}
    for path, stat in _files(root):
        key = f"{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_size}-{stat.st_ino}"
        stamp, head = known.get(path, ("", None))
        listed = Listed(Path(path), stat.st_mtime, head) if stamp == key else _listed(path, stat)
        if listed.head is not None and not listed.problem:
            fresh[path] = (key, listed.head)
        result.append(listed)
    if cache and fresh != known:
        _write_cache(cache, fresh)
    if cache and len(result) > FEW:
        newest_names = [listed.path.name for listed in result[:NEWEST_KEPT]]
        _write(_recent(cache), {"sessions": len(result), "newest": newest_names})
    return result


Found = tuple[str, os.stat_result]


def _files(root: Path) -> list[Found]:
    """The folders of sessions with what the system says of their files, newest first."""
    try:
        with os.scandir(root) as folders:
            paths = [folder.path for folder in folders if not folder.name.startswith(".")]
    except OSError:
        return []
    return sorted(_stats_of(paths), key=_time, reverse=True)


def _time(found: Found) -> int:
    return found[1].st_mtime_ns


def _stats_of(folders: Iterable[str]) -> Iterator[Found]:
    for folder in folders:
        for name in (NAME, BACKUP):  # the backup, should only that be left
            try:
                yield folder, os.stat(f"{folder}/{name}")
                break
            except OSError:
                continue


def _listed(folder: str, stat: os.stat_result) -> Listed:
    path = Path(folder)
    head: Head | None = None
    try:
        data = read_file(path / NAME, limit=SIZE_LIMIT, follow=True)
        head = decode_head(data)
        if not is_whole(head, data):
            raise DamagedSession("The file was cut off or altered outside Copydesk.")
    except FileNotFoundError:
        problem = f"Its file {NAME} is gone."
        return Listed(path, stat.st_mtime, None, problem, _has_backup(path))
    except DamagedSession as error:
        return Listed(path, stat.st_mtime, head, str(error), _has_backup(path))
    except CopydeskError as error:
        return Listed(path, stat.st_mtime, head, str(error))
    return Listed(path, stat.st_mtime, head)


def _has_backup(path: Path) -> bool:
    return (path / BACKUP).is_file()


def _read_cache(cache: Path) -> Heads:
    try:
        raw = json.loads(read_file(cache, limit=SIZE_LIMIT))
        if raw["format"] != CACHE_FORMAT:
            return {}
        return msgspec.convert(raw["heads"], Heads)
    except (OSError, CopydeskError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _write_cache(cache: Path, heads: Heads) -> None:
    _write(cache, {"heads": msgspec.to_builtins(heads)})


def _write(cache: Path, data: dict[str, Any]) -> None:
    try:
        make_folder(cache.parent)
        write_atomically(cache, json.dumps({"format": CACHE_FORMAT, **data}).encode("ascii"))
        sweep(cache.parent, cache.name, older=STALE_SECONDS)
    except OSError:
        pass  # the next list is slower, no more
