"""What is being typed, on disk within a second, without touching the session itself.

Each window has draft files of its own, so two windows never write the same one. The window
holds a lock for as long as it has any; drafts whose lock is free were left by a window that is
gone, and whoever opens the session next makes versions of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from copydesk.errors import CopydeskError
from copydesk.files import read_file
from copydesk.sessions.disk import locked, make_folder, sweep, write_atomically
from copydesk.sessions.head import SIZE_LIMIT
from copydesk.sessions.records import Sent, now
from copydesk.sessions.session import Session
from copydesk.sessions.state import Change

if TYPE_CHECKING:
    from filelock import FileLock

STALE_SECONDS = 3600.0
"""After so long, a temporary file among the drafts belongs to nobody."""

CAME_SO_FAR = "Copydesk ended while it came"
"""Why what a model wrote stops, where the window that took it is gone."""

_OURS = re.compile(r"[0-9a-f]{12}\.")
_IN_EDITOR = re.compile(r"[0-9a-f]{12}\.([a-z0-9-]+)\.[0-9]+\.[a-z]+")


class Draft(msgspec.Struct, frozen=True):
    """The words in a text box that was not left yet, or what a model has written so far."""

    prompt: str
    text: str
    at: str
    sent: Sent | None = None
    """For what a model writes: the prompt as it went out."""


msgspec.json.Decoder(Draft)  # once, before threads use it: see head.py


class DraftFile:
    """This window's drafts; nothing is on disk while nothing is typed."""

    def __init__(self, sides: Path) -> None:
        """Args: sides: the folder beside the session's file, ``SessionFolder.sides``."""
        self._folder = sides / "drafts"
        self._token = secrets.token_hex(6)
        self._lock: FileLock | None = None
        self._typed: dict[str, Draft] = {}
        self._edited: set[Path] = set()
        self._finished: set[str | Path] = set()
        self._number = 0

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._token}.json"

    def write(self, prompt: str, text: str) -> None:
        """Save what stands in the box of a prompt; raises OSError when the disk will not."""
        self._hold()
        self._finished.discard(prompt)
        self._typed[prompt] = Draft(prompt, text, now())
        self._write()

    def editor_file(self, prompt: str, text: str, ending: str) -> Path:
        """A file for an editor outside to change: a draft like any other.

        Args:
            prompt: The prompt's id.
            text: What the file shall hold at first; a lone surrogate is written as such.
            ending: The end of its name, such as ``.md``.

        Raises:
            OSError: The disk will not.
        """
        self._hold()
        self._number += 1
        path = self._folder / f"{self._token}.{prompt}.{self._number}{ending}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._edited.add(path)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
        return path

    def finish(self) -> None:
        """The boxes were left and their words are versions; they stay here until ``clear``."""
        self._finished |= self._typed.keys()

    def finish_file(self, path: Path) -> None:
        """As ``finish``, for what an editor had. A file that is not finished is adopted later."""
        self._finished.add(path)

    def clear(self) -> None:
        """The session was saved with all its versions: remove what is finished."""
        if not self._finished:
            return
        for one in self._finished:
            if isinstance(one, Path):
                self._edited.discard(one)
                _remove(one)
            else:
                self._typed.pop(one, None)
        self._finished.clear()
        with contextlib.suppress(OSError):  # what stays too long is only adopted once more
            if self._typed:
                self._write()
            else:
                _remove(self._file)
        if self._lock is not None and not self._typed and not self._edited:
            self._lock.release()
            _remove(self._file.with_suffix(".lock"))
            self._lock = None

    def _hold(self) -> None:
        if self._lock is None:
            self._lock = _locked(self._file.with_suffix(".lock"))

    def _write(self) -> None:
        _write(self._file, self._typed.values())


class StreamFile:
    """What has come of one run on a model so far, a draft as any other."""

    def __init__(self, sides: Path, sent: Sent) -> None:
        self._file = sides / "drafts" / f"{secrets.token_hex(6)}.json"
        self._sent = sent
        self._lock: FileLock | None = None

    def begin(self) -> None:
        """Hold the lock that says that this window lives; raises OSError."""
        self._lock = _locked(self._file.with_suffix(".lock"))

    def write(self, text: str) -> None:
        """Put all that came so far on the disk, in any thread; raises OSError."""
        _write(self._file, [Draft(self._sent.prompt, text, now(), self._sent)])

    def end(self) -> None:
        """What came is saved elsewhere, or was nothing: remove it."""
        _remove(self._file)
        if self._lock is not None:
            self._lock.release()
            _remove(self._file.with_suffix(".lock"))
            self._lock = None


def _locked(path: Path) -> FileLock:
    """A lock that is held for as long as this window has drafts; raises OSError."""
    make_folder(path.parent)
    from filelock import FileLock

    lock = FileLock(path, timeout=0, mode=0o600, thread_local=False)
    lock.acquire()
    return lock


def _write(path: Path, drafts: Iterable[Draft]) -> None:
    data = json.dumps([msgspec.to_builtins(draft) for draft in drafts])
    write_atomically(path, data.encode("ascii"))


def adopt(session: Session, sides: Path) -> tuple[Change, ...]:
    """Make versions of the drafts that windows now gone have left, oldest first.

    The files are removed by ``forget`` once the session is saved. A draft that cannot be read,
    or whose prompt the kit has no more, stays where it is.
    """
    changes = []
    kept = _kept(session)
    for draft, path in left_behind(sides):
        if not session.has(draft.prompt):
            continue
        if draft.sent is not None:
            change = None
            if not _is_kept(draft, kept):
                change = session.answer_of_model(draft.sent, draft.text, CAME_SO_FAR)
        elif _IN_EDITOR.fullmatch(path.name) and _is_kept(draft, kept):
            change = None
        else:
            change = session.answer(draft.prompt, draft.text, "edited")
        if change is not None:
            changes.append(change)
    return tuple(changes)


def forget(session: Session, sides: Path) -> None:
    """Remove the drafts whose words the session's versions now hold."""
    kept = _kept(session)
    for lock, paths in _gone(sides / "drafts"):
        for path in paths:
            drafts = list(_drafts(path))
            if drafts and all(_is_kept(draft, kept) for draft in drafts):
                _remove(path)
        if not any(path.exists() for path in paths):
            _remove(lock)
    sweep(sides / "drafts", older=STALE_SECONDS)


def left_behind(sides: Path) -> list[tuple[Draft, Path]]:
    """The drafts of windows that are gone, oldest first, each with its file."""
    found = (
        (draft, path)
        for _, paths in _gone(sides / "drafts")
        for path in paths
        for draft in _drafts(path)
    )
    return sorted(found, key=lambda one: (one[0].at, one[1]))


def text_from_editor(data: bytes) -> str:
    """What an editor left, as text; bytes that are no UTF-8 become replacement characters."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _gone(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """The lock and the files of each window that is gone; the lock is held meanwhile."""
    names: list[str] = []
    with contextlib.suppress(OSError):
        if not folder.is_symlink():
            names = sorted(path.name for path in folder.iterdir() if _OURS.match(path.name))
    for token, of_window in groupby(names, key=lambda name: name.partition(".")[0]):
        lock = folder / f"{token}.lock"
        paths = [folder / name for name in of_window if name != lock.name]
        with contextlib.suppress(TimeoutError, PermissionError), locked(lock, 0):
            yield lock, paths


def _drafts(path: Path) -> Iterator[Draft]:
    """The drafts in a file; none where it holds something else."""
    try:
        data = read_file(path, limit=SIZE_LIMIT)
        if edited := _IN_EDITOR.fullmatch(path.name):
            # What an editor left says nothing of when: it counts as the latest.
            yield Draft(edited[1], text_from_editor(data), now())
        else:
            yield from msgspec.convert(json.loads(data), list[Draft])
    except (OSError, CopydeskError, ValueError, RecursionError):
        return


def _is_kept(draft: Draft, kept: set[tuple[str, str]]) -> bool:
    """Whether a version holds a draft's words; of a model's, those that came after them too."""
    if (draft.prompt, draft.text) in kept:
        return True
    return draft.sent is not None and any(
        prompt == draft.prompt and text.startswith(draft.text) for prompt, text in kept
    )


def _kept(session: Session) -> set[tuple[str, str]]:
    texts = {(version.prompt, version.text) for version in session.versions.values()}
    return texts | {(prompt.id, "") for prompt in session.kit.prompts}


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
