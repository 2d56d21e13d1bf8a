"""A lock that another program holds, and clocks that go wrong."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from copydesk.sessions import folder as folders
from copydesk.sessions import records
from copydesk.sessions.drafts import DraftFile, adopt
from copydesk.sessions.folder import NotSaved, SessionFolder
from copydesk.sessions.listing import newest
from faults.elsewhere import started
from sessions.small import begun, reopened, saved, words_of


def test_a_lock_that_another_program_holds_is_waited_for_and_then_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders.LOCK_SECONDS <= 5
    monkeypatch.setattr(folders, "LOCK_SECONDS", 0.3)
    session = begun()
    folder = saved(tmp_path, session)
    before = folder.file.read_bytes()
    holder = started("lock_holder.py", folder.file)
    try:
        assert holder.stdout.readline() == "held\n"
        session.answer("outline", "one", "pasted")
        with pytest.raises(NotSaved, match=r"another program has held .*session\.json for 0 sec"):
            folder.save(session)
        with pytest.raises(NotSaved):
            folder.open_backup() if folder.backup.exists() else folder.save(session)
        assert folder.refresh(session) is None  # looking needs no lock
        assert SessionFolder(folder.file).open().text_of("outline") == ""
        assert folder.file.read_bytes() == before
    finally:
        holder.kill()
        holder.wait()
    folder.save(session)  # a lock dies with who held it
    assert reopened(folder)[0].text_of("outline") == "one"


def test_a_save_waits_for_another_one_of_the_same_program(tmp_path: Path) -> None:
    session = begun()
    folder = saved(tmp_path, session)
    other, there = reopened(folder)
    failures: list[Exception] = []

    def work(session: object, folder: SessionFolder, name: str) -> None:
        try:
            for number in range(25):
                session.answer("outline", f"{name} {number}", "pasted")  # type: ignore[attr-defined]
                folder.save(session)  # type: ignore[arg-type]
        except Exception as error:
            failures.append(error)

    threads = [
        threading.Thread(target=work, args=args)
        for args in ((session, folder, "one"), (other, there, "two"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(words_of(reopened(folder)[0])) == 50


def test_a_clock_that_goes_backwards_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = iter(range(2040, 1980, -1))
    for module in ("records", "journal", "session", "meeting", "file", "drafts"):
        monkeypatch.setattr(
            f"copydesk.sessions.{module}.now", lambda: f"{next(years)}-01-01T00:00:00+00:00"
        )
    session = begun()
    folder = saved(tmp_path, session)
    other, there = reopened(folder)
    for number in range(5):
        session.answer("outline", f"one {number}", "pasted")
        session.record_copy("body", session.compose("body"))
        folder.save(session)
        os.utime(folder.file, (2_000_000_000 - number * 1000,) * 2)
        other.answer("outline", f"two {number}", "pasted")
        there.save(other)
        os.utime(folder.file, (1_900_000_000 - number * 1000,) * 2)
        assert folder.refresh(session) is not None
    assert words_of(session) == words_of(reopened(folder)[0])
    assert len(words_of(session)) == 10
    assert other.copied["body"] == session.copied["body"]
    session.undo()
    assert session.text_of("outline") == "one 4"


def test_a_file_of_the_same_time_and_size_is_still_known_for_another(tmp_path: Path) -> None:
    session = begun()
    folder = saved(tmp_path, session)
    other, there = reopened(folder)
    other.note("body", "of two")
    there.save(other)
    folder._seen = folder._stamp()  # as on a disk whose clock stands still
    session.answer("outline", "of one", "pasted")
    assert folder.save(session).merged
    assert session.state.notes == {"body": "of two"}


def test_files_of_the_future_are_listed_and_swept_like_others(tmp_path: Path) -> None:
    session = begun()
    folder = saved(tmp_path, session)
    future = time.time() + 10**8
    os.utime(folder.file, (future, future))
    saved(tmp_path, begun("another"))
    assert newest(tmp_path)[0].title == "CI vs CD"
    assert len(newest(tmp_path)) == 2


def test_a_draft_of_the_future_is_adopted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = saved(tmp_path)
    monkeypatch.setattr("copydesk.sessions.drafts.now", lambda: "2999-01-01T00:00:00+00:00")
    window = DraftFile(folder.sides)
    window.write("outline", "from the future")
    window._lock.release()
    monkeypatch.undo()
    session = folder.open()
    adopt(session, folder.sides)
    assert session.text_of("outline") == "from the future"
    assert records.now() < "2999"
