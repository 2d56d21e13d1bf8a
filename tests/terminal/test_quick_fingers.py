"""Keys that come faster than the screen is drawn."""

from __future__ import annotations

import pytest
from persons_home import Home
from real_terminal import Pane, Terminal
from working import alive, at_card, begin, holds

pytestmark = pytest.mark.terminal("tmux")


@pytest.fixture
def pane(terminal: Terminal) -> Pane:
    """Copydesk at the first card of the article."""
    started = terminal.copydesk()
    begin(started)
    return started


def test_what_is_typed_at_once_after_opening_the_box_goes_into_the_box(
    home: Home, pane: Pane
) -> None:
    pane.press("e", "s", "k", "i", "p", " ", "u", "p")
    pane.says("skip up")
    pane.press("Escape")
    assert holds(home, "outline", "skip up")
    state = home.session().state
    assert list(state.answers) == ["outline"]
    assert not state.skipped
    assert not state.settings.get("one_chat")
    alive(pane)


def test_moving_and_opening_in_one_go_opens_the_card_that_was_moved_to(pane: Pane) -> None:
    pane.press("j", "Enter")
    at_card(pane, "research")
    pane.press("k", "Enter", "Enter")
    at_card(pane, "outline")
