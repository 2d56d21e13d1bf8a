"""The process that touches the clipboard: small, careful, and able to end itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fake_desk import NO_DISPLAY, FakeDesk, gone

from copydesk.clipboard import copy, helper, read


def test_it_imports_nothing_of_copydesk_and_nothing_heavy(desk: FakeDesk) -> None:
    desk.xclip()
    done = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", helper.__file__, "copy", "60"],
        input=b"text",
        env=dict(desk.surroundings().environ),
        capture_output=True,
        check=True,
    )
    assert done.stdout == helper.TAKEN + b"text"
    imported = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"pyperclip" in imported
    for name in (b"copydesk", b"textual", b"pydantic", b"msgspec", b"asyncio"):
        assert name not in {module.partition(b".")[0] for module in imported}


def test_it_ends_itself_with_its_programs_when_copydesk_is_gone(desk: FakeDesk) -> None:
    desk.xclip(copy="exec sleep 600")
    orphan = subprocess.Popen(
        [sys.executable, "-P", helper.__file__, "copy", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(desk.surroundings().environ),
        start_new_session=True,
    )
    orphan.communicate(b"text", timeout=60)
    assert orphan.returncode < 0
    assert all(gone(pid) for pid in desk.pids())


def test_a_pyperclip_that_lies_in_the_current_folder_is_not_run(
    desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.xclip()
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "pyperclip.py").write_text("from pathlib import Path\nPath('sprung').touch()\n")
    monkeypatch.chdir(trap)
    result = copy(
        "text", surroundings=desk.surroundings(), write_terminal=None, out=desk.out, timeout=60
    )
    assert result.verified
    assert not (trap / "sprung").exists()


def test_programs_get_the_display_but_no_keys(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-process")
    desk.xclip(paste='env >"$desk/seen"; echo hello')
    there = desk.surroundings(ANTHROPIC_API_KEY="sk-from-the-writer", GH_TOKEN="t")
    assert read(surroundings=there, timeout=60).text == "hello\n"
    seen = (desk.folder / "seen").read_text()
    assert f"DISPLAY={NO_DISPLAY}" in seen
    assert "API_KEY" not in seen
    assert "TOKEN" not in seen


def test_nothing_that_programs_say_reaches_the_screen(
    desk: FakeDesk, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.xclip(copy="echo loud; echo louder >&2; exit 1", paste="echo loudest >&2; exit 1")
    copy("text", surroundings=desk.surroundings(), write_terminal=None, out=desk.out, timeout=60)
    assert capfd.readouterr() == ("", "")


def test_five_megabytes_go_through_whole(desk: FakeDesk) -> None:
    desk.xclip()
    text = "0123456789 äöü\n" * 300_000
    there = desk.surroundings()
    result = copy(text, surroundings=there, write_terminal=None, out=desk.out, timeout=60)
    assert result.verified
    assert read(surroundings=there, timeout=60).text == text
