"""Text from strangers is shown literally, and nothing in it reaches the terminal as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.command import CommandPalette
from writer_at_work import Home, Writer, bidi_characters, control_characters

from copydesk.compose import compose
from copydesk.kits.model import Kit
from copydesk.kits.rebuild import kit_digest
from copydesk.kits.template import Template
from copydesk.paths import Folders
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Origin, Session
from copydesk.sessions.state import State
from copydesk.tui.screens.ask import AskKey, AskText
from copydesk.tui.screens.find import Find
from copydesk.tui.screens.help import Help
from copydesk.tui.widgets.card import PromptCard
from copydesk.tui.widgets.slot import SlotPane

MARKUP = "[/x] [@click=app.quit]x[/] [b]bold [red]"
CODES = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\x85\x7f\x00\t\r"
UNSEEN = "\u202eright\u2066\u200b\ufeff\ud800-\udfff\U000e0041"
HOSTILE = f"{MARKUP}{CODES}{UNSEEN}end"


def _is_clean(writer: Writer) -> None:
    """No row of the screen holds anything but characters to be seen."""
    for row in writer.app.screen._compositor.render_strips():
        for segment in row:
            assert not control_characters(segment.text), ascii(segment.text)
            assert not bidi_characters(segment.text), ascii(segment.text)
            assert segment.style is None or not segment.style.meta.get("@click")
            assert segment.style is None or not segment.style.link
    assert not control_characters(writer.app.export_screenshot().replace("\n", ""))


def _hostile_kit(kit: Kit) -> Kit:
    """The kit with every text of it replaced or begun by hostile text."""
    phases = tuple(
        replace(
            phase,
            title=f"P{HOSTILE}",
            prompts=tuple(
                replace(
                    prompt,
                    title=f"T{HOSTILE}",
                    summary=f"S{HOSTILE}",
                    template=Template(f"B{HOSTILE}\n\n{prompt.template.source}"),
                )
                for prompt in phase.prompts
            ),
        )
        for phase in kit.phases
    )
    fields = tuple(replace(one, label=f"L{HOSTILE}", help=f"H{HOSTILE}") for one in kit.fields)
    return replace(
        kit,
        title=f"K{HOSTILE}",
        summary=f"S{HOSTILE}",
        how_to=f"- {HOSTILE}\n{HOSTILE}",
        phases=phases,
        fields=fields,
    )


def _hostile_session(home: Home, *, answer: str = HOSTILE) -> SessionFolder:
    kit = _hostile_kit(home.library.kit("article"))
    values = {"title": HOSTILE, "primary_keyword": HOSTILE, "tools": (HOSTILE, HOSTILE)}
    session = Session(
        id="hostile",
        kit=kit,
        state=State(
            brief={**values, "words": 900},
            settings={"title": f"t{HOSTILE}", "one_chat": False, "chat": 1, "kit": kit_digest(kit)},
        ),
        origin=Origin(kit="article", overview=HOSTILE),
    )
    session.answer("outline", answer, "pasted")
    session.note("research", HOSTILE)
    return home.store.add(session)


async def test_a_session_of_hostile_text_can_be_worked_through_on_every_tab(home: Home) -> None:
    folder = _hostile_session(home)
    async with home.in_a_session(folder, size=(110, 36)) as writer:
        _is_clean(writer)
        for prompt in ("outline", "research", "body", "review"):
            await writer.goes_to(prompt)
            _is_clean(writer)
        for slot in list(writer.card("body").query(SlotPane))[:1]:
            await slot.toggle()
            slot.focus()
            await writer.rests()
            _is_clean(writer)
        await writer.goes_to("outline")
        assert "[@click=app.quit]x[/] [b]bold" in writer.sees()
        await writer.press("e")
        _is_clean(writer)
        await writer.press("escape", "m")
        await writer.says("Rendered")
        _is_clean(writer)
        await writer.screen.go_to_tab("brief")
        await writer.rests()
        _is_clean(writer)
        await writer.press("enter")
        await writer.rests()
        _is_clean(writer)
        await writer.press("escape")
        assert not writer.has_quit
        assert (await writer.saves()).text_of("outline") == HOSTILE


async def test_what_is_said_of_hostile_text_is_clean_too(home: Home) -> None:
    folder = _hostile_session(home)
    home.clipboard.said = f"Copied {HOSTILE}"
    async with home.in_a_session(folder, size=(110, 36)) as writer:
        await writer.goes_to("body")
        await writer.press("c")
        await writer.says("Copied [/x]")
        _is_clean(writer)
        assert home.clipboard.copied == [compose(writer.session.material("body"), "body").text]
        home.clipboard.content = "An answer"
        await writer.comes_back()
        await writer.until(lambda: writer.screen.offer is not None)
        await writer.rests()
        _is_clean(writer)
        await writer.press("escape")
        await writer.goes_to("meta")
        await writer.pastes(HOSTILE)  # another step's answer: it is asked about
        await writer.until(lambda: isinstance(writer.app.screen, AskKey))
        await writer.rests()
        _is_clean(writer)
        await writer.press("s", "s", "u")
        await writer.rests()
        _is_clean(writer)
        writer.app.notify("kept")
        writer.app.say(HOSTILE, problem=True)
        await writer.rests()
        _is_clean(writer)


async def test_dialogs_find_and_palette_show_hostile_text_literally(home: Home) -> None:
    folder = _hostile_session(home)
    async with home.in_a_session(folder, size=(110, 36)) as writer:
        await writer.goes_to("research")
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.pastes(HOSTILE)
        _is_clean(writer)
        await writer.press("escape", "slash")
        await writer.until(lambda: isinstance(writer.app.screen, Find))
        await writer.pastes(f"click{CODES}")
        _is_clean(writer)
        await writer.press("ctrl+u")
        await writer.types("click")
        await writer.until(lambda: "place" in writer.sees())
        _is_clean(writer)
        await writer.press("escape", "ctrl+p")
        await writer.until(lambda: isinstance(writer.app.screen, CommandPalette))
        await writer.pastes(CODES)
        _is_clean(writer)
        await writer.press("ctrl+u")
        await writer.types("12 T[/x")
        await writer.until(lambda: "12 T[/x] [@click=app.quit]x[/]" in writer.sees())
        _is_clean(writer)
        await writer.press("down", "enter")
        await writer.until(lambda: writer.here == "review")


async def test_the_desk_shows_hostile_sessions_and_kits_literally(home: Home) -> None:
    _hostile_session(home)
    kit = home.folders.kits / "odd"
    (kit / "prompts").mkdir(parents=True)
    (kit / "kit.toml").write_text(
        'format = 1\nversion = "1"\ntitle = "[/x] \\u001b[31m \\u202e"\n'
        'summary = "[@click=app.quit]"\nupdated = 2026-01-02\n'
        '[[phases]]\ntitle = "[b]"\n[[phases.prompts]]\nid = "one"\n'
        'title = "\\u009b[/x]"\nsummary = "x"\nanswer = { format = "text" }\n"\\u001b[2J" = 1\n'
    )
    (kit / "prompts" / "one.md").write_text("One\n")
    damaged = home.folders.sessions / "dam\x1b[31m[b]aged"
    damaged.mkdir()
    (damaged / "session.json").write_text("{")
    home.uses_own_kits()
    async with home.at_the_desk(size=(110, 36)) as writer:
        await writer.until(lambda: "2 sessions" in writer.sees())
        for shelf in ("continue", "library"):
            writer.shelf(shelf).focus()
            for index in range(len(writer.shelf(shelf).rows)):
                if shelf == "continue" or not writer.shelf(shelf).rows[index].key.startswith("art"):
                    writer.shelf(shelf).cursor = index
                    await writer.rests()
                    await writer.pilot.pause(0.05)
                    _is_clean(writer)
        writer.shelf("continue").focus()
        for key in ("r", "escape", "d", "x", "u"):
            await writer.press(key)
            await writer.rests()
            _is_clean(writer)


async def test_folders_with_odd_names_are_shown_literally(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "a\x1b[31mb[b]\u202ec"
    home.folders = Folders(data=odd, config=odd, cache=odd / "cache")
    home.__post_init__()
    async with home.in_a_session(size=(120, 120)) as writer:
        await writer.press("question_mark")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        await writer.rests()
        assert "b[b]" in writer.sees()
        _is_clean(writer)


async def test_a_long_line_a_deep_list_and_a_megabyte_are_shown(home: Home) -> None:
    answers = {
        "outline": "x" * 200_000,
        "research": "宽" * 50_000 + "\u0301" * 1000 + "👩‍👩‍👧‍👦" * 500,
        "faq": "line\n" * 200_000,
        "meta": "\t" * 1000 + "\x1b" * 1000,
    }
    async with home.in_a_session(answers=answers) as writer:
        for prompt in answers:
            await writer.goes_to(prompt)
            _is_clean(writer)
            writer.pane(prompt, "answer").scroll_end(animate=False)
            writer.pane(prompt, "prompt").scroll_end(animate=False)
            await writer.rests()
            _is_clean(writer)


async def test_hostile_answers_are_copied_onward_whole(home: Home) -> None:
    text = f"<<<OUTLINE>>>\n{HOSTILE}\n<<<END OUTLINE>>>\n{{{{brief.title}}}}"
    async with home.in_a_session() as writer:
        await writer.pastes(text)
        await writer.press("c")
        await writer.says("Copied")
        assert text in home.clipboard.copied[0]
        assert isinstance(writer.app.focused, PromptCard)
