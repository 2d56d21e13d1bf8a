"""The loop of answers that hold, in a real terminal: fail, fix, pass, and what is stale then."""

from __future__ import annotations

import time

import pytest
from persons_home import Home, lifelike
from real_terminal import A_MOMENT, Terminal
from working import at_card, begin, copy, holds

pytestmark = pytest.mark.terminal("tmux")


def test_an_answer_fails_is_fixed_and_passes_and_what_rests_on_it_is_stale(
    home: Home, terminal: Terminal
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    pane.says("Held to: ")
    copy(pane, "outline")
    pane.paste(lifelike("outline"))
    at_card(pane, "research")
    copy(pane, "research")
    bad = lifelike("research").replace('"type": "angle"', '"type": "concept"', 1)
    pane.paste(bad)
    pane.says("It fails: 1 finding, f copies a fix prompt")
    at_card(pane, "research")
    pane.shows("✗  2  Research brief +failing · 1 finding")
    assert holds(home, "research", bad)

    time.sleep(A_MOMENT)
    pane.press("f")
    pane.says("Fix prompt for 2 Research brief, 1 finding: Copied to the tmux buffer (verified)")
    fix = terminal.buffer.decode()
    assert "angle" in fix
    assert "at least 2" in fix
    pane.paste(lifelike("research"))
    at_card(pane, "introduction")
    assert holds(home, "research", lifelike("research"))

    time.sleep(A_MOMENT)
    for key in ("k", "k", "e", "End", "Space", "Escape"):
        pane.press(key)
    pane.says("1 answer may be stale now: G says still good.")
    pane.shows("◐  2  Research brief +stale")
    pane.shows("1 stale")
    pane.press("G")
    pane.says("2 Research brief accepted as still good; u takes it back.")
    pane.shows("●  2  Research brief +answered")
    pane.quit()
    assert home.session().state.accepted.keys() == {"research"}
