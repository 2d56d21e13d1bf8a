"""The bytes of a session file: whole, damaged, foreign, older, newer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.sessions import file as files
from copydesk.sessions.file import decode, encode
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.head import (
    FORMAT,
    HEAD_LIMIT,
    DamagedSession,
    NewerSession,
    decode_head,
    is_whole,
)
from copydesk.sessions.records import Origin
from copydesk.sessions.session import Session
from sessions.forging import forged, parts
from sessions.small import begun, saved, small_kit

ODD = "NUL \x00, ESC \x1b[2J, lone \ud800 and \udfff, \u2028 \u202e \r\n\r \x85, 🏴‍☠️, </script>"

texts = st.text(alphabet=st.characters(), max_size=40)
"""Lone surrogates included."""


def everything(session: Session) -> dict[str, Any]:
    kept = ("id", "created", "state", "history", "log", "undone", "copied", "place", "origin")
    return {name: getattr(session, name) for name in kept} | {"kit": session.kit}


def worked_on() -> Session:
    session = begun()
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "# One\n", "pasted")
    session.answer("outline", f"# Two\n{ODD}", "edited")
    session.set_brief("tools", ("uv", ODD))
    session.note("body", ODD)
    session.skip("extra")
    session.undo()
    return session


def test_what_comes_back_is_what_went_in() -> None:
    session = worked_on()
    head, other = decode(encode(session, 7))
    assert everything(other) == everything(session)
    assert other.text_of("outline") == f"# Two\n{ODD}"
    assert (head.revision, head.answered, head.total, head.phase) == (7, 1, 3, "Writing")
    assert (head.map, head.article, head.kit_id) == ("ci-cd", "ci-vs-cd", "small")


@given(texts, texts, texts)
def test_any_text_comes_back_to_the_letter(answer: str, note: str, value: str) -> None:
    session = begun()
    session.answer("outline", answer, "pasted")
    session.note("body", note)
    session.set_brief("audience", value)
    session.set_brief("tools", (value, note))
    session.rename(note)
    data = encode(session, 1)
    data.decode("ascii")
    assert everything(decode(data)[1]) == everything(session)


@pytest.mark.parametrize("piece", ["x", "é\r\n", "\ud800", "\x00"], ids=repr)
def test_a_megabyte_comes_back_to_the_letter(piece: str) -> None:
    session = begun()
    text = piece * (1_000_000 // len(piece))
    session.answer("outline", text, "pasted")
    assert decode(encode(session, 1))[1].text_of("outline") == text


@given(st.text(alphabet=st.characters(), min_size=100, max_size=400), st.booleans())
@settings(max_examples=60)
def test_the_head_fits_however_long_the_titles(title: str, astral: bool) -> None:
    title = "🏴" * 400 if astral else title
    kit = small_kit(title=title, phases=(title, title))
    session = Session(
        id="a" * 64,
        kit=kit,
        state=begun().state,
        origin=Origin(kit=title, map="m" * 64, article="/" + "ü" * 60, overview=title),
        created=title,
    )
    session.rename(title)
    data = encode(session, 2**60)
    assert data.index(b"\n") < HEAD_LIMIT
    head = decode_head(data[:HEAD_LIMIT])
    assert head.article == "/" + "ü" * 60
    assert head.title
    assert decode(data)[1].title == session.title


def test_every_prefix_of_a_file_is_damaged_and_never_anything_else() -> None:
    data = encode(worked_on(), 1)
    for end in [*range(700), *range(700, len(data), 97), len(data) - 1]:
        with pytest.raises(DamagedSession):
            decode(data[:end])


def test_a_file_with_any_bit_changed_is_damaged() -> None:
    data = encode(worked_on(), 1)
    for at in [*range(900), *range(900, len(data), 61)]:
        for bit in (1, 32):
            altered = bytearray(data)
            altered[at] ^= bit
            with pytest.raises((DamagedSession, NewerSession)):
                decode(bytes(altered))


def test_a_list_knows_a_damaged_file_by_its_head_and_the_rest() -> None:
    data = encode(worked_on(), 1)
    head = decode_head(data)
    assert is_whole(head, data)
    assert not is_whole(head, data[:-1])
    assert not is_whole(head, data + b" ")
    assert not is_whole(head, data.replace(b"CI vs CD", b"CI or CD", 1))


def test_how_much_is_missing_is_said() -> None:
    with pytest.raises(DamagedSession, match=r"cut off: 1,000 of its bytes are missing"):
        decode(encode(worked_on(), 1)[:-1000])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}",
        b'{"head":{},\n"body":{}}\n',
        b'{"head":[],\n"body":{}}\n',
        b'{"head":{"copydesk":"session"},\n"body":{}}\n',
        b'{"head":' + b"[" * 3000 + b",\n",
        b'{"head":{"copydesk":"session","id":' + b"9" * 3000 + b"},\n",
        b"\x00" * 5000,
        b"\xff\xfe" * 5000,
        b"title = 'a kit'\n" * 300,
    ],
    ids=lambda data: ascii(data[:20]),
)
def test_a_foreign_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedSession):
        decode(data)


def test_a_newer_format_is_refused_in_words() -> None:
    head, _ = parts(encode(worked_on(), 1))
    told = rf"newer Copydesk \(format {FORMAT + 1}; this one reads up to {FORMAT}\)"
    with pytest.raises(NewerSession, match=told):
        decode(forged({**head, "format": FORMAT + 1, "new": []}, {"unknown": 1}))


def older_file() -> bytes:
    """A session as a Copydesk of format 0 might have written it: notes were lists of lines."""
    session = begun()
    session.answer("outline", "# One", "pasted")
    session.note("body", "first\nsecond")
    head, body = parts(encode(session, 3))
    body["state"]["notes"] = {key: text.split("\n") for key, text in body["state"]["notes"].items()}
    body["log"] = []
    return forged({**head, "format": 0}, body)


def from_format_0(body: dict[str, Any]) -> dict[str, Any]:
    notes = {key: "\n".join(lines) for key, lines in body["state"]["notes"].items()}
    return {**body, "state": {**body["state"], "notes": notes}}


def test_an_older_format_is_migrated_and_the_old_file_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(files.MIGRATIONS, 0, from_format_0)
    old = older_file()
    folder = SessionFolder(tmp_path / "session.json")
    folder.file.write_bytes(old)
    session = folder.open()
    assert session.state.notes == {"body": "first\nsecond"}
    assert folder.file.read_bytes() == old  # opening writes nothing

    for number in range(3):
        session.answer("body", f"words {number}", "pasted")
        folder.save(session)
    assert decode_head(folder.file.read_bytes()).format == FORMAT
    assert [path.read_bytes() for path in tmp_path.glob("session.json.format0-*")] == [old]
    assert SessionFolder(folder.file).open().state.notes == {"body": "first\nsecond"}


def test_a_format_that_never_was_is_damaged() -> None:
    for number in (0, -1, -(10**18)):
        head, body = parts(encode(worked_on(), 1))
        with pytest.raises(DamagedSession):
            decode(forged({**head, "format": number}, body))


def test_a_migration_that_fails_is_damage_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(files.MIGRATIONS, 0, lambda body: body["was never there"])
    with pytest.raises(DamagedSession):
        decode(older_file())


def test_an_export_holds_every_version_that_is_at_hand() -> None:
    session = worked_on()
    assert len(decode(encode(session, 1))[1].versions) == 1
    assert len(decode(encode(session, 1, whole=True))[1].versions) == 2


def test_opening_a_session_imports_nothing_heavy(tmp_path: Path) -> None:
    folder = saved(tmp_path, worked_on())
    script = (
        "import sys; from pathlib import Path; from copydesk.sessions.folder import SessionFolder\n"
        "folder = SessionFolder(Path(sys.argv[1])); session = folder.open()\n"
        "session.compose('review'); session.answer('body', 'words', 'pasted')\n"
        "folder.save(session)\n"
        "heavy = {'pydantic', 'textual', 'rich', 'litellm', 'asyncio', 'tomllib', 'platformdirs'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder.file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_file_is_plain_json() -> None:
    raw = json.loads(encode(worked_on(), 1))
    assert raw["head"]["copydesk"] == "session"
    assert list(raw) == ["head", "body"]
