"""However Copydesk ends, what the writer gave it is there again."""

from __future__ import annotations

import os
import signal

import pytest
from persons_home import Home, lifelike
from real_terminal import Pane, Terminal, until
from working import STEPS, at_card, begin, copy, holds, name, open_article, write

pytestmark = pytest.mark.terminal("tmux")

FIRST, LAST = "The first words of an answer, ", "and the last ones."


@pytest.fixture
def pane(terminal: Terminal) -> Pane:
    """Copydesk at the first card of the article."""
    started = terminal.copydesk()
    begin(started)
    return started


def drafts(home: Home) -> str:
    """What is on the disk of text that is being typed."""
    return "".join(file.read_text() for file in home.copydesk.glob("sessions/*/drafts/*.json"))


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_kill_9_between_two_answers_loses_nothing(
    home: Home, terminal: Terminal, pane: Pane
) -> None:
    steps = list(STEPS)
    for number, step in enumerate(steps[:4], 1):
        copy(pane, step)
        pane.paste(lifelike(step))
        pane.says(f"words to {name(step)}")
        pane.kill(signal.SIGKILL)
        assert pane.code == 128 + signal.SIGKILL
        assert home.answer(step) == lifelike(step)
        pane = open_article(terminal)
        pane.shows(rf"^ CI vs CD.* {number} of 12 ")
        if home.session().place.prompt == step:
            pane.press("n")  # it was killed before it noted that the cursor moved on
        at_card(pane, steps[number])
    assert {s: home.answer(s) for s in steps[:4]} == {s: lifelike(s) for s in steps[:4]}


def test_what_is_typed_is_on_the_disk_while_typing_goes_on(home: Home, pane: Pane) -> None:
    write(pane)
    pane.type(FIRST)
    typed = 0
    while FIRST not in drafts(home) and typed < 2000:
        pane.type("x")
        typed += 1
    assert FIRST in drafts(home)


def test_kill_9_while_typing_loses_at_most_the_last_words(
    home: Home, terminal: Terminal, pane: Pane
) -> None:
    write(pane)
    pane.type(FIRST)
    assert until(lambda: FIRST in drafts(home))
    pane.type(LAST)
    pane.says(FIRST + LAST)
    pane.kill(signal.SIGKILL)
    assert pane.code == 128 + signal.SIGKILL
    pane = open_article(terminal)
    pane.says(f"Kept what was being written when the window closed: {name('outline')}")
    kept = home.answer("outline")
    assert FIRST in kept
    assert (FIRST + LAST).startswith(kept)
    pane.quit()
    assert not drafts(home)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_to_end_saves_the_last_key(
    home: Home, terminal: Terminal, pane: Pane, number: signal.Signals
) -> None:
    write(pane)
    pane.type(FIRST + LAST)
    pane.says(FIRST + LAST)
    pane.kill(number)
    assert pane.code != 128 + number, "it ended without having saved"
    assert home.answer("outline") == FIRST + LAST
    assert pane.flag("alternate_on") == "0"


def test_a_terminal_that_is_closed_saves_the_last_key(
    home: Home, terminal: Terminal, pane: Pane
) -> None:
    write(pane)
    pane.type(FIRST + LAST)
    pane.says(FIRST + LAST)
    pid = pane.pid
    terminal.hang_up()
    assert until(lambda: gone(pid))
    assert home.answer("outline") == FIRST + LAST


def test_quitting_in_the_middle_of_a_sentence_saves_it(
    home: Home, terminal: Terminal, pane: Pane
) -> None:
    write(pane)
    pane.type(FIRST + LAST)
    pane.says(FIRST + LAST)
    pane.quit()
    assert holds(home, "outline", FIRST + LAST)
