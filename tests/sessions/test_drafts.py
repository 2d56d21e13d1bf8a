"""What is being typed: on disk at once, and a version again when its window is gone."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.sessions import drafts
from copydesk.sessions.drafts import Draft, DraftFile, adopt, forget, left_behind
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Session
from sessions.small import reopened, saved


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    return saved(tmp_path)


def names(folder: SessionFolder) -> list[str]:
    return sorted(path.name for path in (folder.sides / "drafts").iterdir())


def abandoned(folder: SessionFolder, *texts: tuple[str, str]) -> None:
    """Drafts as a window leaves them that was killed: the lock is let go, the files stay."""
    window = DraftFile(folder.sides)
    for prompt, text in texts:
        window.write(prompt, text)
    window._lock.release()


def adopted(folder: SessionFolder) -> Session:
    """The session as the next window has it, its drafts taken in and saved."""
    session, other = reopened(folder)
    adopt(session, other.sides)
    other.save(session)
    forget(session, other.sides)
    return reopened(folder)[0]


def test_nothing_is_on_disk_while_nothing_is_typed(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    window.finish()
    window.clear()
    assert not (folder.sides / "drafts").exists()


def test_a_draft_that_was_left_by_a_killed_window_becomes_a_version(folder: SessionFolder) -> None:
    abandoned(folder, ("outline", "half a sen"))
    session = adopted(folder)
    assert session.text_of("outline") == "half a sen"
    assert session.answer_of("outline").source == "edited"
    assert names(folder) == []
    session.undo()
    assert session.text_of("outline") == ""


def test_a_draft_survives_kill_9(folder: SessionFolder) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from copydesk.sessions.drafts import DraftFile\n"
        "window = DraftFile(Path(sys.argv[1]))\n"
        "window.write('outline', 'half a sen')\n"
        "window.write('outline', 'half a sentence')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(folder.sides)], check=False)
    assert killed.returncode == -9
    assert adopted(folder).text_of("outline") == "half a sentence"


def test_the_draft_of_a_window_that_lives_is_left_alone(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    window.write("outline", "still typing")
    assert adopted(folder).text_of("outline") == ""
    assert len(names(folder)) == 2
    window.write("outline", "still typing on")
    assert json.loads(window._file.read_bytes())[0]["text"] == "still typing on"


def test_a_draft_stays_until_the_session_is_saved_with_its_words(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    window.write("outline", "one")
    window.finish()
    assert len(names(folder)) == 2
    window.write("body", "two")  # typed on before the save came through
    window.clear()
    assert [one["prompt"] for one in json.loads(window._file.read_bytes())] == ["body"]
    window.write("body", "two more")
    window.finish()
    window.write("body", "two more words")  # back in the box that was left
    window.clear()
    assert [one["text"] for one in json.loads(window._file.read_bytes())] == ["two more words"]
    window.finish()
    window.clear()
    assert names(folder) == []


def test_all_drafts_of_all_windows_are_kept(folder: SessionFolder) -> None:
    abandoned(folder, ("outline", "one"), ("body", "two"))
    abandoned(folder, ("outline", "three"))
    session = adopted(folder)
    texts = {version.text for version in session.versions.values()}
    everything = {session.version(r).text for refs in session.history.values() for r in refs}
    assert everything == {"one", "two", "three"}
    assert texts <= everything
    assert names(folder) == []


def test_a_draft_of_what_stands_already_is_no_change(folder: SessionFolder) -> None:
    session = folder.open()
    session.answer("outline", "one", "pasted")
    folder.save(session)
    abandoned(folder, ("outline", "one"), ("body", ""))
    session = folder.open()
    assert adopt(session, folder.sides) == ()
    forget(session, folder.sides)
    assert names(folder) == []


def test_a_draft_for_a_prompt_that_is_gone_stays_where_it_is(folder: SessionFolder) -> None:
    abandoned(folder, ("never-was", "words"), ("outline", "one"))
    assert adopted(folder).text_of("outline") == "one"
    assert [draft.prompt for draft, _ in left_behind(folder.sides)] == ["never-was", "outline"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[5]",
        b'[{"prompt":"outline"}]',
        b"[" * 100_000,
        b"\xff",
        b'[{"prompt":1,"text":2}]',
    ],
    ids=lambda data: ascii(data[:20]),
)
def test_what_is_no_draft_is_left_alone(data: bytes, folder: SessionFolder) -> None:
    abandoned(folder, ("outline", "one"))
    path = next((folder.sides / "drafts").glob("*.json"))
    path.write_bytes(data)
    (folder.sides / "drafts" / "notes.txt").write_text("not ours")
    assert adopted(folder).text_of("outline") == ""
    assert path.read_bytes() == data
    assert "notes.lock" not in names(folder)


def test_links_and_pipes_among_the_drafts_are_left_alone(
    folder: SessionFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(json.dumps([{"prompt": "outline", "text": "a secret", "at": ""}]))
    abandoned(folder, ("body", "two"))
    (folder.sides / "drafts" / f"{'a' * 12}.json").symlink_to(secret)
    os.mkfifo(folder.sides / "drafts" / f"{'b' * 12}.json")
    session = adopted(folder)
    assert session.text_of("outline") == ""
    assert session.text_of("body") == "two"


def test_odd_words_are_drafted_to_the_letter(folder: SessionFolder) -> None:
    text = "NUL \x00 lone \ud800 \r\n \u2028" + "x" * 1_000_000
    abandoned(folder, ("outline", text))
    assert adopted(folder).text_of("outline") == text


def test_drafts_are_their_owners_alone(folder: SessionFolder) -> None:
    old = os.umask(0)
    try:
        window = DraftFile(folder.sides)
        window.write("outline", "one")
        window.editor_file("body", "two", ".md")
    finally:
        os.umask(old)
    for path in (folder.sides / "drafts", *(folder.sides / "drafts").iterdir()):
        allowed = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == allowed, path


def test_left_over_temporary_files_and_locks_are_swept(folder: SessionFolder) -> None:
    abandoned(folder, ("outline", "one"))
    home = folder.sides / "drafts"
    old, new = home / ".saving-old", home / ".saving-new"
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (0, 0))
    (home / f"{'c' * 12}.lock").touch()
    adopted(folder)
    assert names(folder) == [".saving-new"]


def test_what_an_editor_had_open_when_everything_ended_is_kept(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    path = window.editor_file("outline", "before", ".md")
    assert path.read_text() == "before"
    path.write_text("written in the editor\n")
    window._lock.release()
    assert adopted(folder).text_of("outline") == "written in the editor\n"
    assert names(folder) == []


def test_an_editor_that_changed_nothing_brings_no_old_words_back(folder: SessionFolder) -> None:
    session = folder.open()
    session.answer("outline", "one", "pasted")
    window = DraftFile(folder.sides)
    window.editor_file("outline", "one", ".json")
    folder.save(session)
    window._lock.release()
    assert adopted(folder).history["outline"] == session.history["outline"]
    assert names(folder) == []


def test_an_editors_file_stays_until_its_words_are_saved(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    path = window.editor_file("outline", "", ".md")
    path.write_text("written")
    window.write("body", "typed")
    window.finish()
    window.clear()
    assert path.read_text() == "written"  # a box that was left is not the editor
    window.finish_file(path)
    window.clear()
    assert names(folder) == []


def test_what_an_editor_that_failed_left_is_kept_beside_the_next_try(folder: SessionFolder) -> None:
    window = DraftFile(folder.sides)
    window.editor_file("outline", "", ".md").write_text("of an editor that crashed")
    window.finish_file(window.editor_file("outline", "", ".md"))
    window.clear()
    window._lock.release()
    assert adopted(folder).text_of("outline") == "of an editor that crashed"


def test_an_editor_may_leave_bytes_that_are_no_text(folder: SessionFolder) -> None:
    assert drafts.text_from_editor(b"caf\xe9") == "caf\ufffd"
    assert drafts.text_from_editor("\ud800é".encode("utf-8", "surrogatepass")) == "\ud800é"


def test_a_file_that_lies_in_wait_under_the_editors_name_is_not_written_through(
    folder: SessionFolder, tmp_path: Path
) -> None:
    window = DraftFile(folder.sides)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    first = window.editor_file("outline", "one", ".md")
    first.with_name(first.name.replace(".1.", ".2.")).symlink_to(victim)
    with pytest.raises(FileExistsError):
        window.editor_file("outline", "two", ".md")
    assert victim.read_text() == "precious"


def test_a_disk_that_takes_no_draft_says_so(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = DraftFile(folder.sides)
    window.write("outline", "one")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space left"):
        window.write("outline", "one more")
    assert json.loads(window._file.read_bytes())[0]["text"] == "one"


def test_drafts_come_in_the_order_they_were_written(folder: SessionFolder) -> None:
    for token, at in (("a" * 12, "2026-11-22T10:00:02"), ("b" * 12, "2026-11-22T10:00:01")):
        (folder.sides / "drafts").mkdir(exist_ok=True)
        path = folder.sides / "drafts" / f"{token}.json"
        path.write_text(json.dumps([{"prompt": "outline", "text": token, "at": at}]))
    assert [draft.text[0] for draft, _ in left_behind(folder.sides)] == ["b", "a"]
    assert left_behind(folder.sides)[0][0] == Draft("outline", "b" * 12, "2026-11-22T10:00:01")
