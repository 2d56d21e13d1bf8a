"""A disk that is full: the old file stays, the session stays, and room brings the save."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.sessions.folder import NotSaved, SessionFolder
from copydesk.sessions.session import Session
from faults.elsewhere import started
from sessions.small import begun, saved, words_of


def answered(*texts: str) -> Session:
    session = begun()
    for text in texts:
        session.answer("outline", text, "pasted")
    return session


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 400 kB: a real one where we may mount it, else a folder that counts."""
    home = tmp_path / "disk"
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "copydesk-test", str(home)]
    may_mount = shutil.which("mount") and not os.geteuid()
    if may_mount and not subprocess.run(mount, capture_output=True, check=False).returncode:
        try:
            yield home
        finally:
            subprocess.run(["umount", str(home)], check=True)
        return

    def sync(handle: int) -> None:
        if sum(path.stat().st_size for path in home.rglob("*")) > 400_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", sync)
    yield home


def test_a_full_disk_keeps_the_old_file_and_the_session(small_disk: Path) -> None:
    session = answered("one", "two")
    folder = saved(small_disk, session)
    before = folder.file.read_bytes()
    session.answer("outline", "three\n" + "x" * 500_000, "pasted")
    for _ in range(3):
        with pytest.raises(NotSaved, match=r"Not saved: No space left on device"):
            folder.save(session)
    assert folder.file.read_bytes() == before
    assert SessionFolder(folder.file).open().text_of("outline") == "two"
    names = [path.name for path in folder.file.parent.iterdir()]
    assert not [name for name in names if name.startswith(".saving-")]

    session.answer("outline", "three, but shorter", "edited")
    session.versions.pop(session.history["outline"][2])  # the long one is given up
    session.history["outline"] = (*session.history["outline"][:2], *session.history["outline"][3:])
    folder.save(session)
    assert words_of(SessionFolder(folder.file).open()) == {"one", "two", "three, but shorter"}


def test_a_limit_on_the_size_of_files_keeps_the_old_file_and_the_session(tmp_path: Path) -> None:
    folder = saved(tmp_path, answered("one"))
    before = folder.file.read_bytes()
    writer = started("limited_writer.py", folder.file)
    assert writer.stdout.read().splitlines() == [
        "NotSaved: File too large",
        "still at hand",
        "saved",
    ]
    assert writer.wait() == 0
    assert folder.backup.read_bytes() == before
    session = SessionFolder(folder.file).open()
    assert {text[:5] for text in words_of(session)} == {"one", "large"}


@pytest.mark.parametrize("call", ["fsync", "replace", "fdopen"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT], ids=errno.errorcode.get)
def test_wherever_the_disk_fails_the_old_file_stays(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = answered("one", "two")
    folder = saved(tmp_path, session)
    before = {path: path.read_bytes() for path in folder.file.parent.rglob("*") if path.is_file()}
    session.answer("outline", "three", "pasted")
    session.note("body", "a note")
    real = getattr(os, call)

    for fails_at in range(3):
        calls = iter(range(100))

        def failing(*arguments: object, **named: object) -> object:
            writes = call != "fdopen" or "w" in str(arguments[1:])
            if writes and next(calls) == fails_at:  # noqa: B023
                if call == "fdopen":
                    os.close(arguments[0])  # type: ignore[arg-type]
                raise OSError(code, os.strerror(code))
            return real(*arguments, **named)

        with monkeypatch.context() as disk:
            disk.setattr(os, call, failing)
            try:
                folder.save(session)
            except NotSaved as error:
                assert os.strerror(code) in str(error)
        for path, data in before.items():
            if path.name != "session.json":
                assert path.read_bytes() == data or path.name == "session.json.bak"
        again = SessionFolder(folder.file).open()
        assert again.text_of("outline") in ("two", "three")
        assert session.text_of("outline") == "three"
    folder.save(session)
    again = SessionFolder(folder.file).open()
    assert words_of(again) == {"one", "two", "three"}
    assert again.state.notes == {"body": "a note"}


def test_without_room_for_a_backup_the_save_still_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    session.answer("outline", "two", "pasted")
    with monkeypatch.context() as disk:
        for call in ("os.link", "shutil.copy2"):
            disk.setattr(call, lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        folder.save(session)
    assert SessionFolder(folder.file).open().text_of("outline") == "two"


def test_where_files_can_have_one_name_only_the_backup_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError(1, "Not permitted")))
    session = answered("one")
    folder = saved(tmp_path, session)
    before = folder.file.read_bytes()
    folder.save(session)
    assert folder.backup.read_bytes() == before
