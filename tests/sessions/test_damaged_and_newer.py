"""What lies where a session should and is none: refused, untouched, put aside, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.sessions.file import decode
from copydesk.sessions.folder import NotSaved, SessionFolder
from copydesk.sessions.head import DamagedSession, NewerSession
from copydesk.sessions.session import Session
from sessions.forging import forged, parts
from sessions.small import begun, reopened, saved, words_of


def answered(*texts: str) -> Session:
    session = begun()
    for text in texts:
        session.answer("outline", text, "pasted")
    return session


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:300],
        lambda data: data.replace(b"one", b"won"),
        lambda data: b"something else entirely",
        lambda data: b"\x00" * len(data),
    ],
    ids=["empty", "a byte short", "a head alone", "altered", "foreign", "zeros"],
)
def test_a_damaged_file_is_refused_untouched_and_its_backup_opens(
    damage: object, tmp_path: Path
) -> None:
    session = answered("one", "two")
    folder = saved(tmp_path, session)
    session.note("body", "the last change")
    folder.save(session)
    damaged = damage(folder.file.read_bytes())  # type: ignore[operator]
    folder.file.write_bytes(damaged)

    again = SessionFolder(folder.file)
    with pytest.raises(DamagedSession):
        again.open()
    assert folder.file.read_bytes() == damaged
    session = again.open_backup()
    assert words_of(session) == {"one", "two"}
    assert session.state.notes == {}
    aside = folder.file.with_name("session.json.damaged-1")
    assert aside.read_bytes() == damaged
    assert reopened(folder)[0].text_of("outline") == "two"
    session.answer("body", "more", "pasted")
    again.save(session)
    assert reopened(folder)[0].text_of("body") == "more"


def test_a_sound_session_whose_backup_is_opened_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    session.answer("outline", "two", "pasted")
    folder.save(session)
    assert SessionFolder(folder.file).open_backup().text_of("outline") == "one"
    aside = folder.file.with_name("session.json.replaced-1")
    assert decode(aside.read_bytes())[1].text_of("outline") == "two"


def test_a_backup_that_is_damaged_too_or_missing_leaves_everything_as_it_is(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    folder.file.write_bytes(b"damaged")
    with pytest.raises(CopydeskError, match="no session at"):
        folder.open_backup()
    folder.backup.write_bytes(b"too")
    with pytest.raises(DamagedSession):
        folder.open_backup()
    assert folder.file.read_bytes() == b"damaged"


def test_a_file_damaged_under_our_hands_is_put_aside_and_ours_is_saved(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    for number, words in enumerate((b"damaged", b"", b"again"), 1):
        folder.file.write_bytes(words)
        session.note("body", str(number))
        folder.save(session)
        aside = folder.file.with_name(f"session.json.damaged-{number}")
        assert aside.read_bytes() == words
    assert reopened(folder)[0].state.notes == {"body": "3"}


def test_another_session_in_our_place_is_put_aside_and_told_of(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path / "a", session)
    other = saved(tmp_path / "b", answered("of another"))
    folder.file.write_bytes(other.file.read_bytes())
    with pytest.raises(CopydeskError, match="Another session lies at"):
        folder.refresh(session)
    session.note("body", "x")
    folder.save(session)
    assert words_of(reopened(folder)[0]) == {"one"}
    aside = folder.file.with_name("session.json.other-1")
    assert decode(aside.read_bytes())[1].text_of("outline") == "of another"


def newer(folder: SessionFolder) -> bytes:
    head, body = parts(folder.file.read_bytes())
    data = forged({**head, "format": 99}, body)
    folder.file.write_bytes(data)
    return data


def test_a_newer_format_is_refused_and_untouched(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    data = newer(folder)
    with pytest.raises(NewerSession, match="Update Copydesk"):
        SessionFolder(folder.file).open()
    assert folder.file.read_bytes() == data


def test_when_a_newer_copydesk_took_the_file_over_our_words_go_beside_it(tmp_path: Path) -> None:
    session = answered("one")
    folder = saved(tmp_path, session)
    data = newer(folder)
    for text in ("two", "three"):
        session.answer("outline", text, "pasted")
        with pytest.raises(NotSaved, match=r"newer Copydesk.*session\.kept-1\.json"):
            folder.save(session)
        with pytest.raises(CopydeskError):
            folder.refresh(session)
            folder.open_backup()
    assert folder.file.read_bytes() == data
    beside = folder.file.with_name("session.kept-1.json")
    assert words_of(SessionFolder(beside).open()) == {"one", "two", "three"}
    assert len(list(folder.file.parent.glob("session.kept-*"))) == 1
