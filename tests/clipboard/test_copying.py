"""Copying: what is said is what is known, whatever the programs for the clipboard do."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from fake_desk import FakeDesk, gone

from copydesk.clipboard import Result, Surroundings, copy, surroundings

TEXT = "Write the introduction.\r\nÜberschrift 🦉\n\tend "
HANG = "exec sleep 600"
SHORT = 1.5
"""Seconds for programs that are meant to hang."""
AMPLE = 60.0


def copied(
    desk: FakeDesk, text: str = TEXT, there: Surroundings | None = None, timeout: float = AMPLE
) -> Result:
    return copy(
        text,
        surroundings=desk.surroundings() if there is None else there,
        write_terminal=desk.sent.append,
        out=desk.out,
        name="ci-vs-cd-outline.md",
        timeout=timeout,
    )


def went_on_to_the_terminal(desk: FakeDesk, result: Result, text: str = TEXT) -> bool:
    return (
        result.ok
        and result.way == "osc52"
        and not result.verified
        and result.message.startswith(f"Sent to the terminal; also in {result.path} (clipboard: ")
        and desk.sent == [f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"]
        and result.path == desk.out / "ci-vs-cd-outline.md"
        and result.path.read_bytes() == text.encode()
    )


def test_what_is_read_back_alike_is_copied_and_verified(desk: FakeDesk) -> None:
    desk.xclip()
    assert copied(desk) == Result(True, "helper", True, "Copied (verified)")
    assert (desk.folder / "held").read_bytes() == TEXT.encode()
    assert not desk.sent
    assert not desk.out.exists()


def test_a_program_that_hangs_while_copying_is_ended(desk: FakeDesk) -> None:
    desk.xclip(copy=HANG)
    result = copied(desk, timeout=SHORT)
    assert went_on_to_the_terminal(desk, result)
    assert result.tried[0].why == "no answer within 1.5 s"
    assert all(gone(pid) for pid in desk.pids())


def test_a_program_that_hangs_while_reading_back_is_ended(desk: FakeDesk) -> None:
    desk.xclip(paste=HANG)
    result = copied(desk, timeout=SHORT)
    assert went_on_to_the_terminal(desk, result)
    assert "reading it back failed: no answer" in result.message
    assert all(gone(pid) for pid in desk.pids())


def test_a_program_that_hangs_together_with_what_it_started_is_ended(desk: FakeDesk) -> None:
    desk.xclip(copy=f'(echo $$ >>"$desk/pids"; {HANG}) & echo $! >>"$desk/pids"; {HANG}')
    assert went_on_to_the_terminal(desk, copied(desk, timeout=SHORT))
    assert len(desk.pids()) >= 2
    assert all(gone(pid) for pid in desk.pids())


def test_a_program_that_fails_unnoticed_by_pyperclip_is_found_out(desk: FakeDesk) -> None:
    desk.xclip(copy="exit 1", paste="exit 1")
    result = copied(desk)
    assert went_on_to_the_terminal(desk, result)
    assert "reading it back gave nothing" in result.message


def test_a_program_that_gives_another_text_back_is_not_believed(desk: FakeDesk) -> None:
    desk.xclip(copy="cat >/dev/null", paste="echo something from before")
    result = copied(desk)
    assert went_on_to_the_terminal(desk, result)
    assert "it took the text, but reading it back gave something else" in result.message


def test_lost_carriage_returns_are_noticed(desk: FakeDesk) -> None:
    desk.xclip(copy="""tr -d '\\r' >"$desk/held\"""")
    assert went_on_to_the_terminal(desk, copied(desk))


def test_windows_own_line_ends_are_no_difference(desk: FakeDesk) -> None:
    desk.xclip(paste="""sed 's/\\r*$/\\r/' "$desk/held\"""")
    there = desk.surroundings(WSL_DISTRO_NAME="Debian")
    assert copied(desk, "one\ntwo\r\n", there).verified
    assert not copied(desk, "one\ntwo\r\n").verified


def test_a_program_that_stays_and_holds_the_output_open_holds_nobody_up(desk: FakeDesk) -> None:
    desk.xclip(copy='cat >"$desk/held"; sleep 600 & echo $! >>"$desk/pids"')
    assert copied(desk).verified
    owner = desk.pids()[1]
    assert not gone(owner, patience=0.2)  # it serves the clipboard on, as the real xclip does


def test_a_clipboard_that_gives_no_text_back_is_no_crash(desk: FakeDesk) -> None:
    desk.xclip(paste="printf '\\377\\376'")
    result = copied(desk)
    assert went_on_to_the_terminal(desk, result)
    assert "no text" in result.message


def test_a_missing_program_is_named(desk: FakeDesk) -> None:
    result = copied(desk)
    assert went_on_to_the_terminal(desk, result)
    assert "no program for it is installed (xclip or xsel)" in result.message


def test_on_wayland_its_own_programs_are_used(desk: FakeDesk) -> None:
    there = surroundings({"PATH": str(desk.programs), "WAYLAND_DISPLAY": "none"}, "linux")
    assert "no program for it is installed (wl-clipboard)" in copied(desk, there=there).message
    for name, line in (("wl-copy", "cat >"), ("wl-paste", "cat ")):
        program = desk.programs / name
        program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{line}'{desk.folder}/held'\n")
        program.chmod(0o755)
    assert copied(desk, there=there).message == "Copied (verified)"


def test_without_display_or_tmux_nothing_is_started(desk: FakeDesk) -> None:
    desk.xclip(copy='touch "$desk/started"')
    there = surroundings({"PATH": str(desk.programs), "TERM": "xterm"}, "linux")
    result = copied(desk, there=there)
    assert result.message == f"Sent to the terminal; also in {result.path}"
    assert result.tried == ()
    assert not (desk.folder / "started").exists()


def test_over_ssh_the_remote_clipboard_stays_as_it_is(desk: FakeDesk) -> None:
    desk.xclip()
    there = desk.surroundings(SSH_CONNECTION="10.0.0.2 5 10.0.0.3 22")
    assert copied(desk, there=there).way == "osc52"
    assert not (desk.folder / "held").exists()


def test_a_tmux_that_hangs_is_ended_too(desk: FakeDesk) -> None:
    tmux = desk.programs / "tmux"
    tmux.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\necho $$ >>'{desk.folder}/pids'\n{HANG}\n")
    tmux.chmod(0o755)
    environ = {"PATH": str(desk.programs), "TMUX": "/tmp/t,1,0"}
    result = copied(desk, there=surroundings(environ, "linux"), timeout=SHORT)
    assert result.way == "osc52"
    assert "(tmux: no answer within 1.5 s)" in result.message
    assert all(gone(pid) for pid in desk.pids())


def test_an_old_tmux_without_the_w_flag_still_takes_the_text(desk: FakeDesk) -> None:
    tmux = desk.programs / "tmux"
    tmux.write_text(
        f"#!/bin/sh\nPATH=/usr/bin:/bin\nheld='{desk.folder}/buffer'\n"
        'case "$*" in\n*-w*) exit 1 ;;\nload*) cat >"$held" ;;\nsave*) cat "$held" ;;\nesac\n'
    )
    tmux.chmod(0o755)
    environ = {"PATH": str(desk.programs), "TMUX": "/tmp/t,1,0"}
    result = copied(desk, there=surroundings(environ, "linux"))
    assert result.message == "Copied to the tmux buffer (verified)"


def test_a_text_too_long_for_the_terminal_goes_to_the_file_alone(tmp_path: Path) -> None:
    sent: list[str] = []
    text = "x" * 200_000
    there = surroundings({"TERM": "xterm"}, "linux")
    result = copy(text, surroundings=there, write_terminal=sent.append, out=tmp_path)
    assert (result.ok, result.way, result.verified) == (True, "file", False)
    assert result.path is not None
    assert result.path.read_text() == text
    assert result.message.startswith(f"Saved to {result.path} (terminal: 200,000 bytes are more")
    assert not sent


def test_a_terminal_that_cannot_be_written_to_leaves_the_file(tmp_path: Path) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("the app has ended")

    for write in (broken, None):
        result = copy(TEXT, surroundings=Surroundings(), write_terminal=write, out=tmp_path)
        assert result.way == "file"
        assert "(terminal: " in result.message


def test_half_a_character_is_replaced_and_said_to_be(desk: FakeDesk) -> None:
    desk.xclip()
    result = copied(desk, "before \ud83d after")
    assert (result.ok, result.way, result.verified) == (True, "helper", False)
    assert (desk.folder / "held").read_text() == "before \ufffd after"
    assert result.message.startswith("Copied, 1 broken character replaced by U+FFFD; also in ")
    assert result.path is not None
    assert result.path.read_text() == "before \ufffd after"


def test_an_empty_text_is_never_said_to_be_copied(desk: FakeDesk) -> None:
    desk.xclip()
    result = copied(desk, "")
    assert not result.ok
    assert "empty" in result.message
    assert not (desk.folder / "held").exists()


def test_when_not_even_a_file_can_be_written_every_reason_is_given(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    there = surroundings({"TERM": "dumb"}, "linux")
    result = copy(TEXT, surroundings=there, write_terminal=None, out=tmp_path / "file")
    assert not result.ok
    assert result.message.startswith("Not copied (file: ")
    assert [attempt.way for attempt in result.tried] == ["file"]


def test_a_full_disk_does_not_take_back_what_the_terminal_got(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    sent: list[str] = []
    there = surroundings({"TERM": "xterm"}, "linux")
    result = copy(TEXT, surroundings=there, write_terminal=sent.append, out=tmp_path / "file")
    assert result.ok
    assert result.path is None
    assert result.message.startswith("Sent to the terminal (file: ")
    assert sent


@pytest.mark.parametrize("name", ["", ".", "..", "../up.md", "a/b.md", "/etc/passwd"])
def test_a_file_name_cannot_lead_out_of_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no file name"):
        copy(TEXT, surroundings=Surroundings(), write_terminal=None, out=tmp_path, name=name)
