"""A screen that changes its size, and a terminal that is left as it was found."""

from __future__ import annotations

import signal

import pytest
from persons_home import Home
from real_terminal import COLUMNS, LINES, Pane, Terminal, until
from working import alive, at_card, begin, holds, is_refused, write

pytestmark = pytest.mark.terminal("tmux")

SIZES = ((80, 24), (160, 50), (40, 10), (20, 4), (200, 60), (COLUMNS, LINES))
"""Columns and lines, from the smallest that shows anything to more than a page needs."""
AS_A_SHELL_WANTS_IT = {
    "alternate_on": "0",
    "cursor_flag": "1",
    "keypad_cursor_flag": "0",
    "keypad_flag": "0",
    "mouse_any_flag": "0",
    "mouse_sgr_flag": "0",
}


def resize(pane: Pane, columns: int, lines: int) -> None:
    """Give the screen another size, and wait until it is filled again to its last line."""
    pane.resize(columns, lines)
    pane.shows(r"Quit|Copy|Open")


def test_the_desk_is_there_at_every_size(terminal: Terminal) -> None:
    pane = terminal.copydesk()
    pane.says("CI vs CD: What Python")
    for size in SIZES:
        resize(pane, *size)
        pane.shows(r"\A Copydesk")
        if size >= (80, 24):
            pane.says("CI vs CD: What Python")
    alive(pane)


def test_a_session_is_there_at_every_size(home: Home, terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    for size in SIZES:
        resize(pane, *size)
        pane.shows(r"\A CI")
        if size >= (80, 24):
            at_card(pane, "outline")
            pane.says("You are a commissioning editor.")
    alive(pane)


def test_what_is_being_written_is_there_at_every_size(home: Home, terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    write(pane)
    written = ""
    for number, size in enumerate(SIZES):
        resize(pane, *size)
        pane.type(f"{number}abcdefg ")
        written += f"{number}abcdefg "
    pane.says(written.strip())
    pane.press("Escape")
    assert holds(home, "outline", written)
    alive(pane)


def test_a_session_can_be_worked_where_there_is_hardly_any_room(
    home: Home, terminal: Terminal
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    resize(pane, 40, 10)
    pane.paste("An answer.")
    assert holds(home, "outline", "An answer.")
    resize(pane, COLUMNS, LINES)
    is_refused(pane)
    at_card(pane, "outline")


def left_as_it_was_found(pane: Pane) -> None:
    """The screen is the shell's again, and a paste comes to it as it is."""
    found = {name: pane.flag(name) for name in AS_A_SHELL_WANTS_IT}
    assert found == AS_A_SHELL_WANTS_IT
    assert (pane.folder / "stty-after").read_text() == (pane.folder / "stty-before").read_text()
    pane.paste("ls -l\n")
    assert until((pane.folder / "line").exists)
    assert until(lambda: (pane.folder / "line").read_text() == "ls -l")


def test_quitting_leaves_the_terminal_as_it_was_found(terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    assert pane.flag("alternate_on") == "1"
    assert pane.flag("mouse_any_flag") == "1"
    pane.quit()
    left_as_it_was_found(pane)


def test_being_told_to_end_leaves_the_terminal_as_it_was_found(terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    write(pane)
    pane.kill(signal.SIGTERM)
    assert pane.code < 128
    left_as_it_was_found(pane)
