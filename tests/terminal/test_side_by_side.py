"""Two windows on one session: the words of both end up in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from persons_home import Home, lifelike
from real_terminal import Pane, Terminal, until
from working import alive, at_card, begin, holds, name, open_article, write

from copydesk.sessions.disk import locked

pytestmark = pytest.mark.terminal("tmux")

QUESTION = "Changed in two windows"


@pytest.fixture
def windows(home: Home, terminal: Terminal) -> tuple[Pane, Pane]:
    """Two windows, both at the first card of the same session."""
    first = terminal.copydesk()
    begin(first)
    second = open_article(terminal)
    at_card(second, "outline")
    assert len(home.session_files()) == 1
    return first, second


@contextmanager
def neither_can_save(home: Home) -> Iterator[None]:
    """Hold the session's lock for a moment, so that both windows have something to save."""
    (file,) = home.session_files()
    with locked(file.with_name(f".{file.name}.lock"), 30):
        yield


def test_answers_of_both_windows_are_in_the_session_and_in_both_windows(
    home: Home, windows: tuple[Pane, Pane]
) -> None:
    first, second = windows
    first.paste(lifelike("outline"))
    second.shows(r"^ CI vs CD.* 1 of 12 ")
    second.press("n")
    at_card(second, "research")
    second.paste(lifelike("research"))
    for window in windows:
        window.shows(r"^ CI vs CD.* 2 of 12 ")
    assert holds(home, "outline", lifelike("outline"))
    assert holds(home, "research", lifelike("research"))
    for window in windows:
        window.quit()
    assert home.answer("outline") == lifelike("outline")
    assert home.answer("research") == lifelike("research")


def test_different_prompts_answered_at_once_are_both_saved_and_nothing_is_asked(
    home: Home, windows: tuple[Pane, Pane]
) -> None:
    first, second = windows
    second.press("j", "Enter")
    at_card(second, "research")
    with neither_can_save(home):
        first.paste(lifelike("outline"))
        second.paste(lifelike("research"))
        for window in windows:
            window.shows(r"^ CI vs CD.* 1 of 12 ")
    for window in windows:
        window.shows(r"^ CI vs CD.* 2 of 12 ")
        assert QUESTION not in window.screen
    assert home.answer("outline") == lifelike("outline")
    assert home.answer("research") == lifelike("research")


@pytest.mark.parametrize("key", ["Enter", "t"])
def test_the_same_prompt_answered_at_once_is_asked_about_and_both_texts_are_kept(
    home: Home, windows: tuple[Pane, Pane], key: str
) -> None:
    first, second = windows
    texts = {first: "One window's answer.", second: "The other window's own answer."}
    with neither_can_save(home):
        for window, text in texts.items():
            window.paste(text)
            window.shows(r"^ CI vs CD.* 1 of 12 ")
    assert until(lambda: any(QUESTION in window.screen for window in windows))
    asked, other = sorted(windows, key=lambda window: QUESTION not in window.screen)
    asked.shows(rf"Another window changed\s+{name('outline')} too")
    assert set(home.versions("outline")) == set(texts.values())
    asked.press(key)
    chosen = texts[asked] if key == "Enter" else texts[other]
    assert holds(home, "outline", chosen)
    assert set(home.versions("outline")) == set(texts.values())
    for window in windows:
        window.shows(rf"failing · 1 finding · {len(chosen.split())} words")
        alive(window)


def test_an_answer_from_the_shell_comes_into_the_window(
    home: Home, windows: tuple[Pane, Pane]
) -> None:
    file = home.folder / "outline.json"
    file.write_text(lifelike("outline"))
    home.run("answer", "ci-vs-cd", "outline", "--file", str(file))
    for window in windows:
        window.shows(r"^ CI vs CD.* 1 of 12 ")
        window.shows(r"1  Article outline +answered · 613 words")


def test_words_typed_while_another_window_answers_are_both_kept(
    home: Home, windows: tuple[Pane, Pane]
) -> None:
    first, second = windows
    write(second)
    second.type("Typed here.")
    first.paste("Pasted there.")
    assert holds(home, "outline", "Pasted there.")
    second.shows(r"^ CI vs CD.* 1 of 12 ")
    second.says("Typed here.")
    second.press("Escape")
    second.says(QUESTION)
    second.press("Enter")
    assert holds(home, "outline", "Typed here.")
    assert until(lambda: set(home.versions("outline")) == {"Pasted there.", "Typed here."})
