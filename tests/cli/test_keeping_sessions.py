"""Exporting, renaming, duplicating, deleting, and taking back."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Desk, Run

from copydesk.sessions.folder import SessionFolder


def test_an_exported_session_is_whole_and_opens_wherever_it_lies(
    run: Run, begun: Path, tmp_path: Path
) -> None:
    run("answer", "ci-vs-cd", "outline", input="Another outline.\n")
    done = run("export", "ci-vs-cd", "--json")
    assert (done.code, done.said) == (0, "")
    data = json.loads(done.data)
    assert list(data) == ["head", "body"]
    file = tmp_path / "elsewhere.json"
    file.write_bytes(done.data)
    session = SessionFolder(file).open()
    kept = [session.version(ref).text for ref in session.history["outline"]]
    assert kept == ["## What CI promises\n", "Another outline.\n"]


def test_a_file_that_exists_is_not_replaced_unasked(run: Run, begun: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("mine")
    done = run("export", "ci-vs-cd", "--to", file)
    assert (done.code, file.read_text()) == (1, "mine")
    assert "--force" in done.said
    assert run("export", "ci-vs-cd", "--to", file, "--force").code == 0
    assert SessionFolder(file).open().title.startswith("CI vs CD")


def test_an_export_into_a_folder_that_is_not_there_is_told(
    run: Run, begun: Path, tmp_path: Path
) -> None:
    done = run("export", "ci-vs-cd", "--to", tmp_path / "no" / "where.json")
    assert done.code == 1
    assert "was not written" in done.said


def test_a_session_is_renamed(run: Run, begun: Path, desk: Desk) -> None:
    assert run("rename", "ci-vs-cd", "A better title").code == 0
    assert desk.listed()[0].title == "A better title"
    assert run("rename", "A better title", " ").code == 1


def test_a_duplicate_has_the_answers_and_a_life_of_its_own(
    run: Run, begun: Path, desk: Desk
) -> None:
    done = run("duplicate", begun.name)
    other = desk.store.root / done.text.strip()
    run("answer", other.name, "outline", input="Only here.\n")
    assert SessionFolder(other).open().text_of("outline") == "Only here.\n"
    assert SessionFolder(begun).open().text_of("outline") == "## What CI promises\n"


def test_a_deleted_session_is_taken_back_whole(run: Run, begun: Path, desk: Desk) -> None:
    before = (begun / "session.json").read_bytes()
    done = run("delete", "ci-vs-cd")
    assert done.code == 0
    assert f"copydesk undelete {begun.name}" in done.said
    assert desk.listed() == []
    assert begun.name in run("undelete", "--list").text
    assert run("undelete", begun.name).code == 0
    assert (begun / "session.json").read_bytes() == before
    assert run("undelete", "--list").text == "the trash is empty\n"


def test_the_last_deleted_is_taken_back_first(run: Run, begun: Path, desk: Desk) -> None:
    other = run("duplicate", begun.name).text.strip()
    for name in (begun.name, other):
        run("delete", name)
    run("undelete")
    assert desk.only_path().name == other
    run("undelete")
    assert len(desk.listed()) == 2
    done = run("undelete")
    assert (done.code, done.data) == (1, b"")


def test_a_start_of_two_names_in_the_trash_takes_neither(run: Run, begun: Path, desk: Desk) -> None:
    other = run("duplicate", begun.name).text.strip()
    for name in (begun.name, other):
        run("delete", name)
    done = run("undelete", "ci-vs-cd")
    assert done.code == 2
    assert begun.name in done.said
    assert other in done.said
    assert run("undelete", "nothing-like-it").code == 2
    assert desk.listed() == []


def test_a_damaged_session_can_be_deleted_and_taken_back(run: Run, begun: Path, desk: Desk) -> None:
    (begun / "session.json").write_bytes(b"no session")
    assert run("delete", begun.name).code == 0
    assert run("undelete").code == 0
    assert (begun / "session.json").read_bytes() == b"no session"


def test_what_lies_elsewhere_is_not_deleted(run: Run, begun: Path, tmp_path: Path) -> None:
    file = tmp_path / "handed.json"
    run("export", "ci-vs-cd", "--to", file)
    done = run("delete", file)
    assert done.code == 1
    assert file.exists()
