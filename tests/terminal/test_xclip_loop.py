"""Copy and paste on a desktop, with the real xclip, in a terminal that is not tmux."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from persons_home import Home, lifelike
from private_display import Display
from real_terminal import FOCUS_IN, Pane, Terminal
from working import STEPS, at_card, at_closed_card, begin, copy, holds, name

pytestmark = pytest.mark.terminal("tmux", "Xvfb", "xclip")

VERIFIED = "Copied (verified)"


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Display]:
    """A desktop whose clipboard is empty."""
    started = Display(tmp_path)
    yield started
    started.close()


@pytest.fixture
def pane(terminal: Terminal, display: Display) -> Pane:
    """Copydesk on that desktop, at the first card of the article."""
    started = terminal.copydesk_outside_tmux(DISPLAY=display.name)
    begin(started)
    return started


def test_each_prompt_is_on_the_clipboard_and_v_takes_the_answer_from_there(
    home: Home, display: Display, pane: Pane
) -> None:
    steps = list(STEPS)
    for number, step in enumerate(steps, 1):
        copy(pane, step, VERIFIED)
        assert display.clipboard == home.prompt(number)
        display.clipboard = lifelike(step).encode()
        pane.press("v")
        pane.shows(rf"^ CI vs CD.* {number} of 12 ")
        if number < len(steps):
            at_card(pane, steps[number])
    pane.quit()
    assert {step: home.answer(step) for step in steps} == {s: lifelike(s) for s in steps}


def test_a_new_text_on_the_clipboard_is_offered_when_the_window_has_the_focus_again(
    home: Home, display: Display, pane: Pane
) -> None:
    copy(pane, "outline", VERIFIED)
    display.clipboard = lifelike("outline").encode()
    pane.send(FOCUS_IN)
    pane.shows(rf"613 words in the clipboard: Enter saves them to {name('outline')}")
    assert home.answer("outline") == ""
    pane.press("Enter")
    at_card(pane, "research")
    assert holds(home, "outline", lifelike("outline"))


def test_the_prompt_itself_is_never_offered(home: Home, display: Display, pane: Pane) -> None:
    copy(pane, "outline", VERIFIED)
    pane.send(FOCUS_IN)
    display.clipboard = lifelike("outline").encode()
    pane.send(FOCUS_IN)
    # The first thing that is offered is the new text.
    assert "613 words" in pane.shows(r"\S+ words? in the clipboard")


def test_any_other_key_takes_the_offer_away(home: Home, display: Display, pane: Pane) -> None:
    copy(pane, "outline", VERIFIED)
    display.clipboard = lifelike("outline").encode()
    pane.send(FOCUS_IN)
    pane.says("Enter saves them")
    pane.press("j")
    at_closed_card(pane, "research")
    assert "Enter saves them" not in pane.screen
    pane.press("Enter")
    at_card(pane, "research")
    assert home.answer("outline") == ""


def test_the_clipboard_outlives_copydesk(home: Home, display: Display, pane: Pane) -> None:
    copy(pane, "outline", VERIFIED)
    pane.quit()
    assert display.clipboard == home.prompt(1)
