"""A session handed to somebody else, as one file or as a folder, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.sessions.file import decode
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Session
from copydesk.sessions.store import export
from sessions.small import begun, reopened, saved


def answered(*texts: str) -> Session:
    session = begun()
    for text in texts:
        session.answer("outline", text, "pasted")
    return session


def test_an_exported_file_opens_is_saved_in_place_and_holds_every_version(tmp_path: Path) -> None:
    session = answered("one", "two", "three")
    saved(tmp_path / "mine", session)
    path = tmp_path / "sent" / "for review.json"
    path.parent.mkdir()
    path.write_bytes(export(session))

    folder = SessionFolder(path)
    session = folder.open()
    session.undo()
    assert session.text_of("outline") == "two"
    session.answer("outline", "four", "edited")
    folder.save(session)
    session = SessionFolder(path).open()
    assert {version.text for version in session.versions.values()} == {
        *("one", "two", "three", "four")
    }
    assert session.undo() is not None
    names = {one.name for one in path.parent.iterdir()}
    assert names == {path.name, f"{path.name}.bak", f".{path.name}.lock"}


def test_an_export_leaves_the_session_as_it_was_and_does_without_what_is_lost(
    tmp_path: Path,
) -> None:
    session = answered("one", "two", "three")
    folder = saved(tmp_path, session)
    (folder.sides / "versions" / f"{session.history['outline'][0]}.json").write_bytes(b"damaged")
    session, _ = reopened(folder)
    exported = decode(export(session))[1]
    assert {version.text for version in exported.versions.values()} == {"two", "three"}
    assert len(session.versions) == 1


def test_two_exported_files_side_by_side_share_nothing(tmp_path: Path) -> None:
    one, two = SessionFolder(tmp_path / "a.json"), SessionFolder(tmp_path / "a.copydesk")
    assert one.sides != two.sides
    assert two.sides != two.file


@pytest.mark.parametrize("name", ["a.json", "notes.session", "x.y.z", "longer " * 30 + ".json"])
def test_a_path_with_an_ending_is_a_file_and_one_without_a_folder(
    name: str, tmp_path: Path
) -> None:
    assert SessionFolder(tmp_path / name).file == tmp_path / name
    assert SessionFolder(tmp_path / "plain").file == tmp_path / "plain" / "session.json"
    folder = SessionFolder(tmp_path / name)
    folder.save(begun())
    assert reopened(folder)[0].title == "CI vs CD"


def test_an_exported_file_without_an_ending_opens_too(tmp_path: Path) -> None:
    (tmp_path / "handed").write_bytes(export(answered("one")))
    assert SessionFolder(tmp_path / "handed").open().text_of("outline") == "one"


def test_a_folder_whose_name_has_a_dot_opens_too(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    moved = folder.file.parent.rename(tmp_path / "v1.2")
    assert SessionFolder(moved).open().title == "CI vs CD"


def test_a_link_to_a_session_stays_a_link(tmp_path: Path) -> None:
    path = tmp_path / "real.json"
    path.write_bytes(export(answered("one")))
    link = tmp_path / "link.json"
    link.symlink_to(path)
    folder = SessionFolder(link)
    session = folder.open()
    session.answer("outline", "two", "pasted")
    folder.save(session)
    assert link.is_symlink()
    assert SessionFolder(path).open().text_of("outline") == "two"
