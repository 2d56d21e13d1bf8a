"""Lists of sessions: newest first, the damaged among them named, and nothing else disturbed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from copydesk.sessions import listing
from copydesk.sessions.file import encode
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.head import FORMAT
from copydesk.sessions.listing import Listed, every, first, newest
from copydesk.sessions.session import Session
from sessions.forging import forged, parts
from sessions.small import begun, saved


def titled(title: str, *answers: str) -> Session:
    session = begun(title)
    for prompt in answers:
        session.answer(prompt, "words", "pasted")
    return session


def put(home: Path, title: str, changed: int, *answers: str) -> SessionFolder:
    folder = saved(home, titled(title, *answers))
    os.utime(folder.file, (changed, changed))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number, title in enumerate(("first", "second", "third"), 1):
        put(tmp_path / "sessions", title, number * 1000, *("outline", "body")[:number])
    return tmp_path / "sessions"


def titles(listed: list[Listed]) -> list[str]:
    return [one.title for one in listed]


def test_the_newest_come_first_and_no_more_than_asked_for(home: Path) -> None:
    assert titles(newest(home, 2)) == ["third", "second"]
    assert titles(every(home)) == ["third", "second", "first"]
    one = newest(home, 1)[0]
    assert (one.head.answered, one.head.total, one.head.phase) == (2, 3, "Publishing")
    assert (one.changed, one.problem) == (3000, "")


def test_no_folder_and_an_empty_one_are_empty_lists(tmp_path: Path) -> None:
    assert newest(tmp_path / "nothing") == every(tmp_path / "nothing") == []
    assert newest(tmp_path) == []


def test_what_is_no_session_folder_is_not_listed(home: Path) -> None:
    (home / "empty").mkdir()
    (home / "file.txt").write_text("x")
    (home / ".hidden").mkdir()
    (home / ".hidden" / "session.json").write_text("x")
    (home / "dangling").symlink_to(home / "nowhere")
    assert len(every(home)) == 3


@pytest.mark.parametrize("lister", [newest, every], ids=["newest", "every"])
def test_a_damaged_session_is_listed_with_its_path_and_hides_no_other(
    lister: object, home: Path
) -> None:
    damaged = newest(home)[1]
    file = damaged.path / "session.json"
    file.with_name("session.json.bak").write_bytes(file.read_bytes())
    file.write_bytes(file.read_bytes()[:-10])
    foreign = newest(home)[-1]
    (foreign.path / "session.json").write_bytes(b"not ours")

    found = {one.path: one for one in lister(home)}  # type: ignore[operator]
    assert len(found) == 3
    assert "cut off or altered" in found[damaged.path].problem
    assert found[damaged.path].backup
    assert found[damaged.path].title == "second"  # its head is whole
    assert "not a Copydesk session" in found[foreign.path].problem
    assert not found[foreign.path].backup
    assert found[foreign.path].title == foreign.path.name


def test_a_session_whose_file_is_gone_is_listed_by_its_backup(home: Path) -> None:
    path = newest(home)[0].path
    (path / "session.json").rename(path / "session.json.bak")
    found = next(one for one in every(home) if one.path == path)
    assert found.problem == "Its file session.json is gone."
    assert found.backup


def test_a_newer_session_is_listed_with_a_word_and_its_older_backup_not_offered(home: Path) -> None:
    file = newest(home)[0].path / "session.json"
    file.with_name("session.json.bak").write_bytes(file.read_bytes())
    head, body = parts(file.read_bytes())
    file.write_bytes(forged({**head, "format": FORMAT + 1}, body))
    found = next(one for one in every(home) if one.path == file.parent)
    assert "newer Copydesk" in found.problem
    assert not found.backup


def test_a_file_that_cannot_be_read_and_a_pipe_are_listed_with_a_word(home: Path) -> None:
    paths = [one.path for one in newest(home)]
    (paths[0] / "session.json").unlink()
    os.mkfifo(paths[0] / "session.json")
    (paths[1] / "session.json").unlink()
    (paths[1] / "session.json").mkdir()
    problems = {one.path: one.problem for one in every(home)}
    assert "no regular file" in problems[paths[0]]
    assert problems[paths[1]]
    assert problems[paths[2]] == ""


def test_a_head_that_lies_about_the_size_costs_nothing(home: Path) -> None:
    file = newest(home)[0].path / "session.json"
    head, body = parts(file.read_bytes())
    for size in (10**30, 10**15, -5, -(10**30)):
        line = json.dumps({**head, "size": size, "seal": "0" * 64})
        file.write_text(f'{{"head":{line},\n"body":{json.dumps(body)}}}\n')
        assert "altered" in newest(home, 1)[0].problem


@pytest.fixture
def many(home: Path) -> Path:
    """More sessions than are looked at one by one."""
    data = (newest(home)[0].path / "session.json").read_bytes()
    for number in range(listing.FEW):
        folder = home / f"s-{number:03}"
        folder.mkdir()
        (folder / "session.json").write_bytes(data)
        os.utime(folder / "session.json", (number, number))
    return home


def test_of_many_the_newest_are_those_of_the_last_look(many: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "sessions.json"
    assert first(many, cache) == newest(many)  # nobody has looked yet
    every(many, cache)
    assert first(many, cache) == newest(many)
    put(many, "resumed", 5000)
    assert titles(first(many, cache, 1)) == ["third"]
    every(many, cache)
    assert titles(first(many, cache, 1)) == ["resumed"]
    shutil.rmtree(newest(many)[0].path)
    assert titles(first(many, cache, 1)) == ["third"]


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"5", b"{}", b'{"format":1,"sessions":[],"newest":{}}', b"[" * 100_000],
    ids=lambda data: ascii(data[:20]),
)
def test_a_last_look_that_is_none_is_ignored(data: bytes, many: Path, tmp_path: Path) -> None:
    cache = tmp_path / "sessions.json"
    every(many, cache)
    (tmp_path / "newest-sessions.json").write_bytes(data)
    assert first(many, cache) == newest(many)


def test_a_last_look_leads_nowhere_else(many: Path, tmp_path: Path) -> None:
    saved(tmp_path / "elsewhere")
    cache = tmp_path / "sessions.json"
    names = ["../elsewhere", "..", "", "/etc"] * 40
    look = {"format": 1, "sessions": 5000, "newest": names}
    (tmp_path / "newest-sessions.json").write_text(json.dumps(look))
    assert first(many, cache) == newest(many)


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The session files that are read from now on."""
    read: list[Path] = []
    real = listing.read_file

    def note(path: Path, **named: object) -> bytes:
        if path.name == "session.json":
            read.append(path)
        return real(path, **named)

    monkeypatch.setattr(listing, "read_file", note)
    return read


def test_with_a_cache_only_what_changed_is_read(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache" / "sessions.json"
    read = read_files(monkeypatch)
    before = every(home, cache)
    assert len(read) == 3
    assert every(home, cache) == before
    assert len(read) == 3
    put(home, "fourth", 4000)
    assert titles(every(home, cache)) == ["fourth", "third", "second", "first"]
    assert len(read) == 4
    assert every(home, cache) == every(home)


def test_the_cache_is_right_when_files_change_are_damaged_vanish_or_come_back(
    home: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "sessions.json"

    def check() -> None:
        found = every(home, cache)
        assert found == every(home, cache) == every(home)

    check()
    path = newest(home)[0].path
    folder = SessionFolder(path)
    session = folder.open()
    session.rename("third, renamed")
    folder.save(session)
    check()
    assert "third, renamed" in titles(every(home, cache))
    whole = folder.file.read_bytes()

    # Altered in place, with neither its size nor its time changed.
    stamp = folder.file.stat()
    with folder.file.open("r+b") as file:
        file.seek(-20, os.SEEK_END)
        file.write(b"#")
    os.utime(folder.file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    check()
    assert [one.problem != "" for one in every(home, cache) if one.path == path] == [True]
    folder.file.write_bytes(whole)
    check()
    shutil.move(path, tmp_path / "away")
    check()
    assert len(every(home, cache)) == 2
    shutil.move(tmp_path / "away", path)
    check()
    assert len(every(home, cache)) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format":1}',
        b'{"format":1,"heads":5}',
        b'{"format":2,"heads":{}}',
        b'{"format":1,"heads":{"x":["k",{"id":1}]}}',
        b"\xff",
        b"[" * 100_000,
    ],
    ids=lambda data: ascii(data[:20]),
)
def test_a_cache_that_is_none_is_ignored_and_made_anew(
    data: bytes, home: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "sessions.json"
    cache.write_bytes(data)
    assert titles(every(home, cache)) == ["third", "second", "first"]
    assert json.loads(cache.read_bytes())["heads"]


def test_a_cache_that_cannot_be_written_changes_nothing_else(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(every(home, tmp_path / "file" / "sessions.json")) == 3


def test_titles_of_any_kind_are_listed(home: Path, tmp_path: Path) -> None:
    session = begun("x")
    session.rename("lone \ud800, ESC \x1b[2J and " + "🏴" * 300)
    saved(home, session)
    cache = tmp_path / "cache.json"
    listed = every(home, cache)
    assert listed == every(home, cache)
    title = listed[0].title
    assert title.startswith("lone \ufffd, ESC \u241b[2J and 🏴")
    assert title.isprintable()


def test_ten_thousand_sessions_are_listed_and_remembered(tmp_path: Path) -> None:
    session = titled("one of many", "outline")
    data = encode(session, 1)
    home = tmp_path / "sessions"
    for number in range(10_000):
        folder = home / f"s-{number:05}"
        folder.mkdir(parents=True)
        (folder / "session.json").write_bytes(data)
    cache = tmp_path / "cache.json"
    assert len(newest(home)) == 50
    assert every(home, cache) == every(home, cache)
    assert len(every(home, cache)) == 10_000
