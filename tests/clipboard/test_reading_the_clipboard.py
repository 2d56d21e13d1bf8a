"""Reading what another program has copied."""

from __future__ import annotations

from fake_desk import FakeDesk, gone

from copydesk.clipboard import Surroundings, read, surroundings


def holding(desk: FakeDesk, text: str) -> None:
    (desk.folder / "held").write_bytes(text.encode())
    desk.xclip()


def test_the_text_comes_whole(desk: FakeDesk) -> None:
    text = "line\r\n\r\nnächste 🦉 \x1b[0m\n"
    holding(desk, text)
    result = read(surroundings=desk.surroundings(), timeout=60)
    assert (result.ok, result.text, result.way) == (True, text, "helper")


def test_over_ssh_the_terminals_own_paste_is_the_way(desk: FakeDesk) -> None:
    holding(desk, "the remote machine's")
    result = read(surroundings=desk.surroundings(SSH_TTY="/dev/pts/1"))
    assert not result.ok
    assert result.text == ""
    assert result.message == (
        "Over SSH only your terminal can paste: use its own paste key (often Ctrl+Shift+V)"
    )


def test_with_nothing_to_ask_the_terminals_own_paste_is_the_way() -> None:
    result = read(surroundings=surroundings({"TERM": "xterm"}, "linux"))
    assert result.message.startswith("Here only your terminal can paste")


def test_an_owner_that_hangs_is_not_waited_for(desk: FakeDesk) -> None:
    desk.xclip(paste="exec sleep 600")
    result = read(surroundings=desk.surroundings(), timeout=1.5)
    assert not result.ok
    assert result.message == "Nothing read (clipboard: no answer within 1.5 s)"
    assert all(gone(pid) for pid in desk.pids())


def test_what_is_no_text_is_said_to_be_none(desk: FakeDesk) -> None:
    desk.xclip(paste="printf '\\377\\376\\000'")
    result = read(surroundings=desk.surroundings(), timeout=60)
    assert result.message == "Nothing read (clipboard: it holds something that is no text)"


def test_an_empty_clipboard_gives_nothing(desk: FakeDesk) -> None:
    desk.xclip(paste="exit 1")
    result = read(surroundings=desk.surroundings(), timeout=60)
    assert not result.ok
    assert "empty or holds no text" in result.message


def test_more_than_the_limit_is_refused_with_its_size(desk: FakeDesk) -> None:
    holding(desk, "é" * 600)
    result = read(surroundings=desk.surroundings(), timeout=60, limit=1000)
    assert not result.ok
    assert result.text == ""
    assert "1,200 bytes are more than the 1,000" in result.message


def test_a_missing_program_is_named(desk: FakeDesk) -> None:
    result = read(surroundings=desk.surroundings(), timeout=60)
    assert "no program for it is installed (xclip or xsel)" in result.message


def test_the_writers_order_says_what_is_read(desk: FakeDesk) -> None:
    holding(desk, "forwarded over SSH")
    there = desk.surroundings(SSH_TTY="/dev/pts/1")
    assert read(surroundings=there, order=("helper",), timeout=60).text == "forwarded over SSH"
    assert not read(surroundings=desk.surroundings(), order=("osc52",)).ok


def test_outside_tmux_its_buffer_is_not_looked_for() -> None:
    result = read(surroundings=Surroundings(), order=("tmux",))
    assert result.message == "Nothing read (tmux: we are not inside it)"
