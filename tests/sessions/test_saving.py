"""A session on disk: saved whole, kept private, the last file kept, whatever lies there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.sessions import disk
from copydesk.sessions import folder as folders
from copydesk.sessions.folder import NotSaved, SessionFolder
from copydesk.sessions.session import Place, Session
from sessions.small import begun, reopened, saved, words_of


def answered(*texts: str) -> Session:
    session = begun()
    for text in texts:
        session.answer("outline", text, "pasted")
    return session


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_saved_session_is_there_for_the_next_window(tmp_path: Path) -> None:
    session = answered("one", "two")
    session.place = Place("1", "review", ("review", "extra"))
    other, _ = reopened(saved(tmp_path, session))
    assert other.text_of("outline") == "two"
    assert other.place == session.place
    assert other.kit == session.kit
    assert words_of(other) == {"one", "two"}


def test_each_save_has_a_number_and_leaves_the_last_one_as_a_backup(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    first = folder.file.read_bytes()
    assert not folder.backup.exists()
    session.answer("outline", "two", "pasted")
    assert folder.save(session).head.revision == 2
    assert folder.backup.read_bytes() == first


def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        session = answered("one", "two")
        home = tmp_path / "copydesk" / "data" / "sessions"
        folder = saved(home, session)
        folder.save(session)
    finally:
        os.umask(old)
    for path in (tmp_path / "copydesk").rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_that_was_shared_stays_shared(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    session = folder.open()
    folder.file.chmod(0o640)
    session.answer("outline", "one", "pasted")
    folder.save(session)
    assert mode(folder.file) == 0o640


def test_an_old_version_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = answered(*map(str, range(30)))
    folder = saved(tmp_path, session)
    files = {path: path.stat().st_mtime_ns for path in (folder.sides / "versions").iterdir()}
    assert len(files) == 29

    written: list[Path] = []
    asked: list[Path] = []

    def count_writes(path: Path, *rest: object, **named: object) -> None:
        written.append(path)
        real_write(path, *rest, **named)

    def count_questions(path: Path, **named: object) -> bool:
        asked.append(path)
        return real_exists(path, **named)

    real_write, real_exists = disk.write_atomically, Path.exists
    monkeypatch.setattr(folders, "write_atomically", count_writes)
    monkeypatch.setattr("copydesk.sessions.sides.write_atomically", count_writes)
    monkeypatch.setattr(Path, "exists", count_questions)
    session.note("body", "x")
    folder.save(session)
    assert written == [folder.file]
    assert not [path for path in asked if path.parent.name == "versions"]
    session.answer("outline", "the last", "pasted")
    folder.save(session)
    assert [path.parent.name for path in written[1:]] == ["versions", session.id]
    assert files == {path: path.stat().st_mtime_ns for path in files}


def test_a_session_file_grows_with_its_answers_and_not_with_their_versions(tmp_path: Path) -> None:
    session = answered("x" * 20_000)
    folder = saved(tmp_path, session)
    small = folder.file.stat().st_size
    for number in range(20):
        session.answer("outline", f"{number}" + "x" * 20_000, "pasted")
    folder.save(session)
    assert folder.file.stat().st_size < small + 20_000
    assert len(words_of(reopened(folder)[0])) == 21


def test_versions_whose_folder_was_moved_away_are_written_again_as_far_as_they_are_at_hand(
    tmp_path: Path,
) -> None:
    session = answered("one", "two")
    folder = saved(tmp_path, session)
    folder.file.parent.rename(tmp_path / "away")
    session.answer("outline", "three", "pasted")
    folder.save(session)
    assert words_of(reopened(folder)[0]) == {"one", "two", "three"}


def killed_while_saving(path: Path) -> Path:
    """What is left of a program that was killed before the last step of a save."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "replace", lambda *_: 1 / 0)
        patched.setattr(os, "unlink", lambda *_: None)
        before = set(path.parent.iterdir())
        with pytest.raises(ZeroDivisionError):
            disk.write_atomically(path, b"half")
    return (set(path.parent.iterdir()) - before).pop()


def test_temporary_files_of_a_killed_program_are_swept_and_nothing_else(tmp_path: Path) -> None:
    folder = saved(tmp_path, answered("one", "two"))
    left = [
        killed_while_saving(folder.file),
        killed_while_saving(folder.sides / "versions" / "0.json"),
    ]
    stranger = folder.file.with_name(".saving-the-world.txt")
    stranger.write_text("not ours")
    session, other = reopened(folder)
    assert all(path.exists() for path in left)  # opening writes nothing
    session.answer("outline", "three", "pasted")
    other.save(session)
    assert not any(path.exists() for path in left)
    assert stranger.exists()


@pytest.fixture
def without_rights(tmp_path: Path) -> Path:
    """A session's folder in which nothing may be written, not even by root."""
    folder = saved(tmp_path, answered("one", "two"))
    return folder.file.parent


def no_writing(monkeypatch: pytest.MonkeyPatch, below: Path) -> None:
    """As on a read-only disk: root's rights would pass over the folder's mode."""
    real = os.open

    def refuse(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path).startswith(str(below)):
            raise OSError(30, "Read-only file system", str(path))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)


def test_a_session_in_a_folder_that_cannot_be_written_opens_and_stays_in_memory(
    without_rights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(path.name for path in without_rights.rglob("*"))
    no_writing(monkeypatch, without_rights)
    folder = SessionFolder(without_rights)
    session = folder.open()
    session.undo()
    assert session.text_of("outline") == "one"
    assert folder.refresh(session) is None
    with pytest.raises(NotSaved, match="Not saved: Read-only file system"):
        folder.save(session)
    assert session.text_of("outline") == "one"
    assert sorted(path.name for path in without_rights.rglob("*")) == names


def test_an_answer_that_is_nowhere_is_not_saved_as_if_it_were(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    before = folder.file.read_bytes()
    session.versions.clear()
    with pytest.raises(CopydeskError):
        folder.save(session)
    assert folder.file.read_bytes() == before


def test_a_session_that_was_deleted_elsewhere_comes_back_with_the_next_change_only(
    tmp_path: Path,
) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    folder.file.unlink()
    assert folder.refresh(session) is None
    assert not folder.file.exists()
    session.answer("outline", "two", "pasted")
    folder.save(session)
    assert words_of(reopened(folder)[0]) == {"one", "two"}


def test_a_missing_session_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="There is no session at"):
        SessionFolder(tmp_path / "nothing").open()
