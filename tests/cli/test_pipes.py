"""Copydesk among other programs: pipes, exit codes, locales, and no traceback ever."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Desk, Run

in_a_shell = pytest.mark.terminal("bash")
COPYDESK = [sys.executable, "-m", "copydesk"]


@in_a_shell
def test_a_model_between_prompt_and_answer_begins_a_session(shell: Run, desk: Desk) -> None:
    done = shell(
        "copydesk prompt ci-vs-cd outline | sed 's/^/> /' | copydesk answer ci-vs-cd outline"
    )
    assert (done.code, done.data) == (0, b"")
    answer = desk.only().text_of("outline")
    prompt = desk.only().compose("outline").text
    assert answer.splitlines() == [f"> {line}" for line in prompt.splitlines()]


@in_a_shell
def test_the_same_pipe_on_a_session_records_what_the_answer_was_made_from(
    shell: Run, begun: Path, desk: Desk
) -> None:
    line = "copydesk prompt ci-vs-cd research | sed 's/^/> /' | copydesk answer ci-vs-cd research"
    assert shell(line).code == 0
    session = desk.only()
    version = session.answer_of("research")
    assert version is not None
    assert version.inputs == dict(session.compose("research").inputs)
    assert session.text_of("outline") == "## What CI promises\n"


@in_a_shell
def test_a_prompt_that_lacks_something_leaves_the_pipe_without_an_answer(
    shell: Run, desk: Desk
) -> None:
    done = shell(
        "copydesk prompt ci-vs-cd body | cat | copydesk answer ci-vs-cd body; "
        'echo "${PIPESTATUS[@]}"'
    )
    assert done.text == "3 0 1\n"
    assert desk.listed() == []


def test_two_answers_at_once_to_a_new_article_go_into_one_session(desk: Desk) -> None:
    running = [
        subprocess.Popen(
            [*COPYDESK, "answer", "ci-vs-cd", prompt],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for prompt in ("outline", "research")
    ]
    for number, one in enumerate(running):
        one.communicate(f"Answer {number}.\n".encode())
        assert one.returncode == 0
    session = desk.only()
    texts = [session.text_of(prompt) for prompt in ("outline", "research")]
    assert texts == ["Answer 0.\n", "Answer 1.\n"]


@in_a_shell
def test_a_reader_that_goes_away_is_no_error(shell: Run, begun: Path) -> None:
    line = 'copydesk export ci-vs-cd | head -c 10 >/dev/null; echo "${PIPESTATUS[0]}"'
    done = shell(line)
    assert done.said == ""
    assert done.text in ("141\n", "0\n")  # 0: the pipe took everything before it was closed


@in_a_shell
def test_a_full_disk_and_a_closed_output_are_told(shell: Run) -> None:
    done = shell("copydesk list kits >&-")
    assert done.code == 1
    assert "standard output is closed" in done.said
    if Path("/dev/full").exists():
        done = shell("copydesk list kits >/dev/full")
        assert (done.code, done.said) == (
            1,
            "copydesk: The output cannot be written: No space left on device.\n",
        )


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_text_is_utf8_whatever_the_locale(
    program: Run, begun: Path, desk: Desk, locale: dict[str, str]
) -> None:
    given = "“Größe” — 漢字 🧪\n".encode()
    assert program("answer", "ci-vs-cd", "outline", input=given, environ=locale).code == 0
    assert desk.only().text_of("outline").encode("utf-8") == given
    printed = program("prompt", "ci-vs-cd", "research", environ=locale)
    assert given.strip() in printed.data
    assert program("show", "article", environ=locale).code == 0


@pytest.mark.parametrize("arguments", [[], ["open", "ci-vs-cd"], ["resume"]])
def test_without_a_terminal_the_screens_are_refused_and_nothing_is_begun(
    program: Run, copydesk_home: Path, arguments: list[str]
) -> None:
    done = program(*arguments)
    assert (done.code, done.data) == (2, b"")
    assert "need a terminal" in done.said
    assert not copydesk_home.exists()


def test_on_a_terminal_an_answer_is_asked_for_and_how_to_end_it_is_said(desk: Desk) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [*COPYDESK, "answer", "ci-vs-cd", "outline"], stdin=theirs, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    assert b"ctrl+d" in running.stderr.readline()
    os.write(ours, b"Typed by hand.\n\x04")
    _, said = running.communicate()
    assert running.returncode == 0
    assert b"3 words saved" in said
    assert desk.only().text_of("outline") == "Typed by hand.\n"
    os.close(ours)
    os.close(theirs)


def test_ctrl_c_ends_with_130_and_saves_nothing(copydesk_home: Path) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [*COPYDESK, "answer", "ci-vs-cd", "outline"], stdin=theirs, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert not copydesk_home.exists()
    os.close(ours)
    os.close(theirs)


def test_a_terminal_gets_no_control_characters_and_a_last_line_end(run: Run, begun: Path) -> None:
    run("answer", "ci-vs-cd", "outline", input="\x1b]52;c;aGk=\x07\u202e\r\n")
    run("rename", begun.name, "A title \x1b[31m with\x9b colour")
    for arguments in (
        ["prompt", begun.name, "research"],
        ["list", "sessions"],
        ["show", begun.name],
    ):
        text = on_a_terminal(arguments)
        assert not set("\x1b\x07\x9b\u202e") & set(text)
        assert "␛" in text
        assert text.endswith("\n")


def on_a_terminal(arguments: list[str]) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [*COPYDESK, *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    pieces = []
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not data:
            break
        pieces.append(data)
    assert running.wait() == 0
    os.close(ours)
    if running.stderr is not None:
        running.stderr.close()
    return b"".join(pieces).decode("utf-8")


def test_list_output_is_clean_in_a_pipe_too(program: Run, begun: Path) -> None:
    program("rename", begun.name, "A title \x1b[31m")
    assert b"\x1b" not in program("list", "sessions").data
    (data,) = json.loads(program("list", "sessions", "--json").data)["sessions"]
    assert data["title"].startswith("A title")


def test_an_unexpected_error_is_one_line_and_the_way_to_its_trace(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from copydesk.cli import main\n"
        "import copydesk.cli.listing as room\n"
        "def broken(*_): raise KeyError('what\\nnow')\n"
        "room.where = broken\n"
        "sys.argv = ['copydesk', 'where']\n"
        "main()\n"
    )
    for environ, trace in (({}, False), ({"COPYDESK_DEBUG": "1"}, True)):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env=os.environ | environ,
        )
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) is trace
        assert "KeyError" in done.stderr
    assert done.stdout == ""


def test_the_version_and_the_help_need_no_kits_and_write_nothing(
    program: Run, copydesk_home: Path
) -> None:
    assert program("--version").text == "copydesk 0.1.0\n"
    done = program("--help")
    assert done.code == 0
    assert "copydesk prompt ci-vs-cd outline | llm | copydesk answer ci-vs-cd outline" in done.text
    assert not copydesk_home.exists()
