"""The whole work: twelve prompts go out into a chat, twelve answers come back."""

from __future__ import annotations

import pytest
from persons_home import Home, lifelike
from real_terminal import FOCUS_IN, Terminal
from working import STEPS, at_card, begin, copy, holds, name, resume

pytestmark = pytest.mark.terminal("tmux")


def test_all_twelve_prompts_are_answered_and_a_break_in_the_middle_costs_nothing(
    home: Home, terminal: Terminal
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    steps = list(STEPS)
    for number, step in enumerate(steps, 1):
        copy(pane, step)
        assert terminal.buffer == home.prompt(number)
        pane.paste(lifelike(step))
        pane.shows(rf"^ CI vs CD.* {number} of 12 ")
        if number < len(steps):
            at_card(pane, steps[number])
        if number == 5:
            pane.quit()
            pane = terminal.copydesk()
            resume(pane)
            at_card(pane, steps[number])
    pane.shows("12 of 12 ")
    pane.quit()
    assert {step: home.answer(step) for step in steps} == {s: lifelike(s) for s in steps}
    assert not home.session().state.skipped


def test_v_takes_each_answer_from_the_tmux_buffer(home: Home, terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    for step, following in zip(list(STEPS)[:3], list(STEPS)[1:], strict=False):
        copy(pane, step)
        terminal.buffer = lifelike(step).encode()
        pane.press("v")
        at_card(pane, following)
        assert holds(home, step, lifelike(step))


def test_v_holds_back_the_prompt_that_was_just_copied(home: Home, terminal: Terminal) -> None:
    pane = terminal.copydesk()
    begin(pane)
    copy(pane, "outline")
    pane.press("v")
    pane.says("That is this prompt itself, not an answer to it.")
    pane.press("Escape")
    pane.says("Left; nothing was changed.")
    assert home.answer("outline") == ""


def test_the_offer_saves_what_came_into_the_tmux_buffer_since(
    home: Home, terminal: Terminal
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    copy(pane, "outline")
    terminal.buffer = lifelike("outline").encode()
    pane.send(FOCUS_IN)
    pane.shows(rf"words in the clipboard: Enter saves them to {name('outline')}")
    pane.press("Enter")
    at_card(pane, "research")
    assert holds(home, "outline", lifelike("outline"))
