"""The one registry of actions: everything in it works, and footer, help and palette show it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.actions import parse
from textual.command import CommandPalette
from writer_at_work import Home, Writer

from copydesk.tui.actions import ALL, DESK, EVERYWHERE, IDS, SESSION, Action
from copydesk.tui.app import CopydeskApp
from copydesk.tui.commands import Commands
from copydesk.tui.screens.desk import Desk
from copydesk.tui.screens.find import Find
from copydesk.tui.screens.help import Help
from copydesk.tui.screens.session import SessionScreen

PLACES = ((DESK, Desk), (SESSION, SessionScreen), (EVERYWHERE, CopydeskApp))


@pytest.mark.parametrize(
    ("action", "owner"),
    [(action, owner) for actions, owner in PLACES for action in actions],
    ids=lambda value: value.id if isinstance(value, Action) else "",
)
def test_every_action_is_bound_and_can_be_run(action: Action, owner: type) -> None:
    _, name, arguments = parse(action.run)
    assert callable(getattr(owner, f"action_{name}"))
    assert isinstance(arguments, tuple)
    bound = {binding.id: binding for binding in owner.BINDINGS}
    binding = bound[action.id]
    assert (binding.key, binding.action, binding.show) == (action.key, action.run, action.show)
    assert action.label
    assert action.help


def test_ids_are_names_of_their_own() -> None:
    assert len(set(IDS)) == len(IDS) == len(ALL)


def test_no_key_does_two_things_on_one_screen() -> None:
    """Enter alone does, and one of the two is only there while something is offered."""
    for actions in (DESK, SESSION):
        keys = [key for one in (*actions, *EVERYWHERE) for key in one.key.split(",")]
        twice = {key for key in keys if keys.count(key) > 1}
        assert twice <= {"enter"}


async def _commands(writer: Writer) -> list[str]:
    """What the command palette offers, by name."""
    provider = Commands(writer.app.screen)
    return [str(hit.text) async for hit in provider.discover()]


def _labels(actions: Iterable[Action]) -> set[str]:
    return {one.label for one in actions if one.palette and one.id != "palette"}


async def test_the_palette_offers_every_action_of_the_screen_and_every_prompt(home: Home) -> None:
    async with home.in_a_session() as writer:
        offered = await _commands(writer)
        assert _labels((*SESSION, *EVERYWHERE)) <= set(offered)
        for prompt in writer.session.kit.prompts:
            assert writer.session.name(prompt.id) in offered
        await writer.press("escape")
        await writer.is_at_desk()
        offered = await _commands(writer)
        assert _labels((*DESK, *EVERYWHERE)) <= set(offered)
        assert "Skip" not in offered


async def _picks(writer: Writer, words: str) -> None:
    await writer.press("ctrl+p")
    await writer.until(lambda: isinstance(writer.app.screen, CommandPalette))
    await writer.types(words)
    await writer.until(lambda: words.casefold() in writer.sees().casefold().split("\n", 4)[4])
    await writer.rests()
    await writer.press("down", "enter")
    await writer.until(lambda: not isinstance(writer.app.screen, CommandPalette))
    await writer.rests()


async def test_what_is_picked_in_the_palette_is_done(home: Home) -> None:
    async with home.in_a_session() as writer:
        await _picks(writer, "Final review")
        await writer.until(lambda: writer.here == "review")
        assert writer.card("review").opened
        await _picks(writer, "Skip")
        await writer.until(lambda: writer.session.prompt_state("review") == "skipped")
        await _picks(writer, "Light or dark")
        await writer.until(lambda: writer.app.theme == "copydesk-light")


@pytest.mark.parametrize("session", [True, False])
async def test_help_lists_every_action_with_the_keys_it_has_now(home: Home, session: bool) -> None:
    keymap = {"session-copy": "y", "desk-find": "ctrl+g"}
    start = home.begins() if session else None
    async with home.runs(home.launch(start, keymap=keymap), (120, 160)) as writer:
        await writer.rests()
        await writer.press("question_mark")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        await writer.rests()
        rows = [" ".join(row.split()) for row in writer.sees().splitlines()]
        text = "\n".join(rows)
        for action in ALL:
            assert action.help in text, action.id
        assert any("y Copy the finished prompt" in row for row in rows)
        assert any("^g Find in titles" in row for row in rows)
        assert "focus-events" in text
        assert str(home.folders.settings) in text
        first = "In a session" if session else "On the desk"
        assert text.index(first) < text.index("On the desk" if session else "In a session")
        await writer.press("q")
        assert not isinstance(writer.app.screen, Help)


async def test_help_scrolls_and_the_key_that_opened_it_closes_it(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("f1")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        dialog = writer.app.screen.query_one(".dialog")
        await writer.press("j", "j")
        assert dialog.scroll_offset.y > 0
        await writer.press("k", "k", "f1")
        assert isinstance(writer.app.screen, SessionScreen)


async def test_the_keys_in_the_footer_are_those_of_the_registry(home: Home) -> None:
    async with home.in_a_session(size=(160, 30)) as writer:
        wanted = (one for one in (*SESSION, *EVERYWHERE) if not writer.screen.is_idle(one.run))
        assert set(writer.footer().values()) == {one.label for one in wanted if one.show}
        await writer.press("escape")
        await writer.is_at_desk()
        shown = {one.label for one in (*DESK, *EVERYWHERE) if one.show}
        assert set(writer.footer().values()) == shown


async def test_a_key_in_the_footer_can_be_clicked(home: Home) -> None:
    async with home.in_a_session() as writer:
        bar = writer.app.screen.query_one("KeyBar")
        row = writer.sees().splitlines()[-1]
        await writer.clicks(bar, offset=(row.index("Skip"), 0))
        await writer.until(lambda: writer.session.prompt_state("outline") == "skipped")


async def test_the_desks_find_is_reached_by_the_key_the_footer_shows(home: Home) -> None:
    async with home.at_the_desk() as writer:
        key = next(key for key, label in writer.footer().items() if label == "Find")
        assert key == "/"
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, Find))
