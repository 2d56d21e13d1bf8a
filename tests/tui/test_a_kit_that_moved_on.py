"""A kit edited after a session began breaks nothing: `D` shows how, and takes it over if wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens import session_view
from copydesk.tui.screens.difference import Difference

KIT = """\
format = 1
version = "1.0"
title = "Letter"
summary = "A letter in two steps"
updated = 2026-01-02

[brief.to]
kind = "line"
label = "To whom"

[[phases]]
title = "Writing"

[[phases.prompts]]
id = "draft"
title = "Draft"
summary = "All of it"
answer = { format = "text" }

[[phases.prompts]]
id = "polish"
title = "Polish"
summary = "Shorter"
answer = { format = "text" }
"""


@pytest.fixture
def kit(home: Home) -> Path:
    """A kit of the writer's own."""
    folder = home.folders.kits / "letter"
    (folder / "prompts").mkdir(parents=True)
    (folder / "kit.toml").write_text(KIT)
    (folder / "prompts" / "draft.md").write_text("Write a letter.\n")
    (folder / "prompts" / "polish.md").write_text("Shorten this.\n\n{{answer.draft}}\n")
    home.uses_own_kits()
    return folder


def _moves_on(kit: Path) -> None:
    """One prompt reads otherwise, one is gone, one is new."""
    (kit / "prompts" / "draft.md").write_text("Write a [b]warm[/b] letter.\n")
    (kit / "prompts" / "polish.md").rename(kit / "prompts" / "check.md")
    text = KIT.replace('id = "polish"', 'id = "check"').replace(
        'title = "Polish"', 'title = "Check"'
    )
    (kit / "kit.toml").write_text(text.replace('version = "1.0"', 'version = "1.1"'))


async def _shows_the_difference(writer: Writer) -> None:
    await writer.says("has changed since this session began: D shows how.")
    await writer.press("D")
    await writer.until(lambda: isinstance(writer.app.screen, Difference))
    await writer.rests()


def _begins(home: Home) -> SessionFolder:
    return home.begins("letter", {"draft": "Dear you", "polish": "You,"})


async def test_the_session_goes_on_with_its_own_kit_and_says_that_there_is_a_newer(
    home: Home, kit: Path
) -> None:
    folder = _begins(home)
    _moves_on(kit)
    async with home.in_a_session(folder) as writer:
        await _shows_the_difference(writer)
        shown = writer.sees()
        assert "-Write a letter." in shown
        assert "+Write a [b]warm[/b] letter." in shown
        await writer.press("escape")
        assert writer.session.kit.version == "1.0"
        assert writer.session.log == folder.open().log
        assert writer.session.text_of("polish") == "You,"


async def test_taking_it_over_keeps_answers_by_their_prompt_and_can_be_undone(
    home: Home, kit: Path
) -> None:
    folder = _begins(home)
    _moves_on(kit)
    async with home.in_a_session(folder) as writer:
        await writer.goes_to("polish")
        await _shows_the_difference(writer)
        await writer.press("enter")
        await writer.says("Taken over; u goes back.")
        assert "Check" in writer.sees()
        assert "Polish" not in writer.sees()
        assert writer.session.text_of("draft") == "Dear you"
        assert "polish" in writer.session.state.aside
        await writer.goes_to("draft")
        assert "[b]warm[/b]" in writer.pane("draft", "prompt").text
        saved = await writer.saves()
        assert saved.kit.version == "1.1"

        await writer.press("u")
        await writer.until(lambda: writer.session.kit.version == "1.0")
        await writer.rests()
        assert "Polish" in writer.sees()
        assert writer.session.text_of("polish") == "You,"
        assert (await writer.saves()).kit.version == "1.0"


async def test_the_way_back_is_there_after_a_restart_too(home: Home, kit: Path) -> None:
    folder = _begins(home)
    _moves_on(kit)
    async with home.in_a_session(folder) as writer:
        await _shows_the_difference(writer)
        await writer.press("enter")
        await writer.says("Taken over")
        await writer.quits()
    async with home.in_a_session(folder) as writer:
        assert writer.session.kit.version == "1.1"
        await writer.press("u")
        await writer.until(lambda: writer.session.kit.version == "1.0")
        await writer.rests()
        assert "Polish" in writer.sees()


async def test_where_nothing_changed_the_key_says_so(home: Home, kit: Path) -> None:
    async with home.in_a_session(_begins(home)) as writer:
        await writer.press("D")
        await writer.says("Kit, map and brief are as they were when this session began.")


async def test_a_kit_that_is_gone_or_broken_since_disturbs_nobody(home: Home, kit: Path) -> None:
    folder = _begins(home)
    (kit / "kit.toml").write_text("this is no kit")
    async with home.in_a_session(folder) as writer:
        await writer.press("D")
        await writer.goes_to("polish")
        assert "Dear you" in writer.pane("polish", "prompt").text


async def test_a_kit_taken_over_in_another_window_shows_here_and_no_typing_is_lost(
    home: Home, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_view, "LOOK_SECONDS", 0.1)
    folder = _begins(home)
    async with home.in_a_session(folder) as one, home.in_a_session(folder) as other:
        await other.goes_to("draft")
        await other.press("e", "X")
        _moves_on(kit)
        await one.press("D")
        await one.until(lambda: isinstance(one.app.screen, Difference))
        await one.press("enter")
        await one.until(lambda: one.session.kit.version == "1.1")
        await other.until(lambda: other.session.kit.version == "1.1")
        await other.until(lambda: "Check" in other.sees())
        await other.until(lambda: other.session.text_of("draft") == "XDear you")
        assert "polish" in other.session.state.aside
        await other.goes_to("check")
