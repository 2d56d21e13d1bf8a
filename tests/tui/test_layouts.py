"""Usable at 80 by 24, better at 120 by 40, two columns from 140: nothing overlaps or falls off."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.screen import Screen
from textual.widget import Widget
from writer_at_work import Home, Writer

from copydesk.tui.screens.help import Help

SIZES = [(80, 24), (120, 40), (160, 50)]


def _overlapping(widget: Widget) -> list[tuple[Widget, Widget]]:
    """Pairs of widgets with the same parent that take the same cells."""
    found = []
    for parent in widget.walk_children(with_self=True):
        shown = [one for one in parent.children if one.display and one.region.area]
        pairs = combinations(shown, 2)
        found += [(a, b) for a, b in pairs if a.region.intersection(b.region).area]
    return found


def _is_sound(writer: Writer, size: tuple[int, int]) -> None:
    screen = writer.app.screen
    assert isinstance(screen, Screen)
    assert _overlapping(screen) == []
    bar = screen.query_one("KeyBar")
    assert (bar.region.y, bar.region.width) == (size[1] - 1, size[0])
    status = screen.query_one("#status")
    assert status.region.y == size[1] - 2
    rows = writer.sees().split("\n")
    assert len(rows) == size[1]
    assert all(len(row) <= size[0] for row in rows)
    assert " Help" in rows[-1]
    assert "^q Quit" in rows[-1]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_session_keeps_its_parts_apart_at_every_size(
    home: Home, size: tuple[int, int]
) -> None:
    async with home.in_a_session(answers={"outline": "An outline\n" * 60}, size=size) as writer:
        await writer.goes_to("body")
        _is_sound(writer, size)
        wide, low, tall = size[0] >= 140, size[1] < 30, size[1] >= 46
        screen = writer.app.screen
        assert screen.has_class("-wide") == wide
        assert (screen.has_class("-low"), screen.has_class("-tall")) == (low, tall)
        prompt, answer = writer.pane("body", "prompt"), writer.pane("body", "answer")
        if wide:
            assert prompt.region.y == answer.region.y
            assert abs(prompt.region.width - answer.region.width) <= 1
        else:
            assert answer.region.y == prompt.region.bottom
        assert prompt.region.height >= 6
        await writer.press("e")
        _is_sound(writer, size)
        await writer.press("escape", "left_square_bracket", "left_square_bracket")
        _is_sound(writer, size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_desk_keeps_its_parts_apart_at_every_size(
    home: Home, size: tuple[int, int]
) -> None:
    for name in ("ci-vs-cd", "flaky-tests", "release"):
        home.begins(name)
    async with home.at_the_desk(size=size) as writer:
        await writer.until(lambda: "3 sessions" in writer.sees())
        _is_sound(writer, size)
        lists = writer.shelf("library").region
        preview = writer.app.screen.query_one("#preview").region
        if size[0] >= 100:
            assert preview.x >= lists.right
        else:
            assert preview.y >= lists.bottom
        assert writer.shelf("continue").region.height >= 3
        assert lists.height >= 5
        assert preview.height >= 4


async def test_a_terminal_that_changes_its_size_keeps_the_cursor_and_the_text(home: Home) -> None:
    async with home.in_a_session(size=(160, 50)) as writer:
        await writer.goes_to("faq")
        await writer.press("e", "a", "b")
        for size in ((80, 24), (40, 10), (120, 40)):
            await writer.pilot.resize_terminal(*size)
            await writer.rests()
        _is_sound(writer, (120, 40))
        assert writer.here == "faq"
        await writer.press("c", "escape")
        assert writer.session.text_of("faq") == "abc"


async def test_dialogs_fit_into_a_small_terminal(home: Home) -> None:
    async with home.in_a_session(size=(80, 24)) as writer:
        for key in ("question_mark", "slash", "p", "N"):
            await writer.press(key)
            await writer.until(lambda: bool(writer.app.screen.query(".dialog")), key)
            await writer.rests()
            for dialog in writer.app.screen.query(".dialog"):
                assert writer.app.screen.region.contains_region(dialog.region), key
            await writer.press("escape")


async def test_a_screen_left_alone_draws_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = 0
    true_layout = Screen._refresh_layout

    def counted(self: Screen[object], *args: object, **kwargs: object) -> None:
        nonlocal layouts
        layouts += 1
        true_layout(self, *args, **kwargs)  # type: ignore[arg-type]

    async with home.in_a_session(answers={"outline": "line\n" * 90}, size=(80, 24)) as writer:
        await writer.goes_to("outline")
        made = writer.screen.cards  # a card is made in advance once nobody presses a key
        await writer.until(lambda: all(card._has_body for card in made()), "every card is made")
        for key in ("e", "question_mark"):
            await writer.saves()
            await writer.pilot.pause(0.3)
            with monkeypatch.context() as watched:
                watched.setattr(Screen, "_refresh_layout", counted)
                await writer.pilot.pause(0.3)
            assert layouts <= 1
            await writer.press(key if key == "e" else "f1")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        await writer.pilot.pause(0.3)
        with monkeypatch.context() as watched:
            watched.setattr(Screen, "_refresh_layout", counted)
            layouts = 0
            await writer.pilot.pause(0.3)
        assert layouts <= 1
