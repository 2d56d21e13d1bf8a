"""Pastes of every size and shape, as terminals really send them."""

from __future__ import annotations

import pytest
from persons_home import Home, lifelike
from real_terminal import PASTE_END, PASTE_START, Pane, Terminal
from working import alive, at_card, begin, holds, is_refused, write

pytestmark = pytest.mark.terminal("tmux")

LINES = "".join(
    f"{number:06} An answer's line, as long as lines are. ÄÖ 漢字\n" for number in range(17_000)
)
TEXTS = {
    "200 kB": LINES[:200_000],
    "200 kB on one line": LINES[:200_000].replace("\n", " "),
    "1 MB": LINES[:1_000_000],
}
HARMLESS = "Words that a person reads, with no key among them that does anything. " * 3


@pytest.fixture
def pane(terminal: Terminal) -> Pane:
    """Copydesk at the first card of the article."""
    started = terminal.copydesk()
    begin(started)
    return started


def nothing_else_happened(home: Home, step: str = "outline") -> bool:
    """Whether one answer is all that the session holds."""
    state = home.session().state
    return list(state.answers) == [step] and not (state.skipped or state.notes)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_huge_paste_on_a_card_is_saved_whole(home: Home, pane: Pane, text: str) -> None:
    pane.paste(text)
    is_refused(pane)
    assert holds(home, "outline", text)
    alive(pane)


def test_a_huge_paste_in_the_answer_box_is_saved_whole(home: Home, pane: Pane) -> None:
    write(pane)
    pane.type("Before. ")
    pane.paste(TEXTS["200 kB"])
    pane.says(TEXTS["200 kB"][-300:].splitlines()[-2])
    pane.press("Escape")
    assert holds(home, "outline", "Before. " + TEXTS["200 kB"])
    alive(pane)


def test_a_paste_without_markers_is_text_and_no_key(home: Home, pane: Pane) -> None:
    pane.paste(lifelike("outline"), marked=False)
    at_card(pane, "research")
    assert holds(home, "outline", lifelike("outline"))
    assert nothing_else_happened(home)
    alive(pane)


def test_a_huge_paste_without_markers_is_text_and_no_key(home: Home, pane: Pane) -> None:
    pane.paste(TEXTS["200 kB"], marked=False)
    assert holds(home, "outline", TEXTS["200 kB"])
    assert nothing_else_happened(home)
    alive(pane)


def test_control_codes_in_a_paste_are_text_and_no_key(home: Home, pane: Pane) -> None:
    text = "up \x1b[A, escape \x1b, quit \x11, end \x03, red \x1b[31m, click \x1b[<0;1;1M, skip s"
    pane.send(PASTE_START + text.encode() + PASTE_END)
    is_refused(pane)
    assert holds(home, "outline", text)
    assert nothing_else_happened(home)
    at_card(pane, "outline")
    pane.says("␛[31m")


def test_an_end_marker_in_the_pasted_text_loses_none_of_it(home: Home, pane: Pane) -> None:
    pane.send(PASTE_START + f"{HARMLESS}{PASTE_END.decode()}{HARMLESS}".encode() + PASTE_END)
    assert holds(home, "outline", HARMLESS + HARMLESS)
    assert nothing_else_happened(home)
    alive(pane)


def test_an_end_marker_before_a_few_keys_lets_them_destroy_nothing(home: Home, pane: Pane) -> None:
    pane.send(PASTE_START + HARMLESS.encode() + PASTE_END + b"scuxT" + PASTE_END)
    assert holds(home, "outline", HARMLESS + "scuxT")
    assert nothing_else_happened(home)


def test_a_paste_that_never_ends_is_taken_and_keys_work_again(home: Home, pane: Pane) -> None:
    pane.send(PASTE_START + HARMLESS.encode())
    is_refused(pane)
    assert holds(home, "outline", HARMLESS)
    alive(pane)
    pane.quit()


def test_bytes_that_are_no_utf_8_end_nothing(home: Home, pane: Pane) -> None:
    pane.send(b"\xff")
    pane.send(b"\xc3")
    pane.send(b"\xf0\x9f")
    alive(pane)
    pane.send(PASTE_START + b"caf\xe9 " + HARMLESS.encode() + PASTE_END)
    assert holds(home, "outline", f"caf\N{REPLACEMENT CHARACTER} {HARMLESS}")
    alive(pane)


def test_a_paste_on_the_desk_and_in_a_dialog_is_no_key(home: Home, terminal: Terminal) -> None:
    pane = terminal.copydesk()
    pane.shows("informational · 900 words")
    pane.paste("nxdqs\n")
    begin(pane)
    pane.press("F1")
    pane.says("Esc closes")
    pane.paste("q?x\n" * 10)
    pane.says("Esc closes")
    pane.press("Escape")
    alive(pane)
    assert not home.session().state.answers
