"""What the screens look like. Changed on purpose: pytest tests/tui/test_pictures.py
--snapshot-update, then look at the new pictures in __snapshots__ before they are committed."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from writer_at_work import LIBRARY, Clipboard, Home, Writer

from copydesk import clock
from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.paths import Folders
from copydesk.sessions.folder import SessionFolder
from copydesk.tui.app import CopydeskApp
from copydesk.tui.screens.ask import AskKey, AskText
from copydesk.tui.screens.find import Find
from copydesk.tui.screens.scorecard import Scorecard
from copydesk.tui.widgets.rows import Rows
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.widgets.text_box import TextBox

KITS = Path(__file__).parent / "kits"
LIFELIKE = Path(__file__).parents[1] / "data" / "answers"
NOON = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)

PLAN = """\
1. **Order** before the ground is ready: what comes late is planted late.
2. **Heel in** the day it arrives.
3. **Plant** to the old soil mark, and firm it twice.
"""
LETTER = "Dear reader,\n\nthe parcel came on Tuesday, and it was lighter than it looked.\n\n" * 6

Steps = Callable[[Writer], Awaitable[None]]


class Studio:
    """Takes a picture of the app after some steps, at noon of one same day."""

    def __init__(self, home: Home, compare: Callable[..., bool]) -> None:
        self.home = home
        self._compare = compare

    def begins(self, name: str, minutes: int = 0, **answers: str) -> SessionFolder:
        """A session that was last saved so many minutes before noon."""
        at = NOON - dt.timedelta(minutes=minutes)
        with pytest.MonkeyPatch.context() as then:
            then.setattr(clock, "now", lambda: at)
            folder = self.home.begins(name, answers)
        os.utime(folder.file, (at.timestamp(), at.timestamp()))
        return folder

    def matches(
        self,
        size: tuple[int, int],
        steps: Steps | None = None,
        folder: SessionFolder | None = None,
        **settings: object,
    ) -> bool:
        """Whether the app looks as it did when its picture was accepted."""
        app = CopydeskApp(self.home.launch(folder, **settings))

        async def before(pilot: Pilot[None]) -> None:
            writer = Writer(self.home, app, pilot)
            if folder is None:
                await writer.until(lambda: bool(app.screen.query("#library")))
                await writer.until(lambda: bool(writer.shelf("library").rows))
                await writer.until(lambda: bool(writer.preview()))
            else:
                await writer.is_in_session()
                await writer.saves()
            if steps is not None:
                await steps(writer)
            for box in app.screen.query(TextBox):
                box.cursor_blink = False
            await app.workers.wait_for_complete()
            await writer.rests()

        return self._compare(app, terminal_size=size, run_before=before)


@pytest.fixture
def studio(
    clipboard: Clipboard,
    snap_compare: Callable[..., bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Studio:
    monkeypatch.chdir(tmp_path)  # so that the paths in the pictures are the same everywhere
    monkeypatch.setattr(clock, "now", lambda: NOON)
    number = itertools.count(1)
    monkeypatch.setattr(secrets, "token_hex", lambda size=6: f"{next(number):0{2 * size}x}")
    data = Path("copydesk")
    folders = Folders(data=data, config=data, cache=data / "cache")
    return Studio(Home(folders, clipboard, Library((Place("given", KITS),))), snap_compare)


class TestTheDesk:
    def test_empty(self, studio: Studio) -> None:
        assert studio.matches((100, 30))

    def _has_sessions(self, studio: Studio) -> None:
        studio.begins("tool-shed", 60 * 24 * 9, plan=PLAN, letter=LETTER, subject="One")
        studio.begins("bare-roots", 135, plan=PLAN)
        studio.begins("first-sowing", 2)
        damaged = studio.begins("newsletter", 60 * 30)
        damaged.file.write_bytes(b"{")
        at = (NOON - dt.timedelta(minutes=60 * 30)).timestamp()
        os.utime(damaged.file, (at, at))

    async def _is_filled(self, writer: Writer) -> None:
        await writer.until(lambda: "4 sessions" in writer.sees())

    def test_with_sessions(self, studio: Studio) -> None:
        self._has_sessions(studio)
        assert studio.matches((120, 40), self._is_filled)

    def test_at_80_by_24(self, studio: Studio) -> None:
        self._has_sessions(studio)
        assert studio.matches((80, 24), self._is_filled)

    def test_light(self, studio: Studio) -> None:
        self._has_sessions(studio)
        assert studio.matches((100, 30), self._is_filled, theme="copydesk-light")

    def test_on_an_article(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            writer.shelf("library").go_to_key("article:garden/bare-roots")
            await writer.until(lambda: "Soak for an hour" in writer.preview())

        assert studio.matches((160, 50), steps)

    def test_on_a_damaged_session(self, studio: Studio) -> None:
        self._has_sessions(studio)

        async def steps(writer: Writer) -> None:
            await self._is_filled(writer)
            await writer.press("j", "j")
            await writer.until(lambda: "Where" in writer.preview())

        assert studio.matches((100, 30), steps)

    def test_find(self, studio: Studio) -> None:
        self._has_sessions(studio)

        async def steps(writer: Writer) -> None:
            await self._is_filled(writer)
            await writer.press("slash")
            await writer.until(lambda: isinstance(writer.app.screen, Find))
            await writer.types("or")
            await writer.until(lambda: "places" in writer.sees())

        assert studio.matches((120, 30), steps)


class TestASession:
    def test_just_begun(self, studio: Studio) -> None:
        assert studio.matches((100, 30), folder=studio.begins("bare-roots"))

    def test_open_card(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.goes_to("letter")

        folder = studio.begins("bare-roots", plan=PLAN)
        assert studio.matches((120, 40), steps, folder)

    def test_two_columns(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.goes_to("letter")

        folder = studio.begins("bare-roots", plan=PLAN, letter=LETTER)
        assert studio.matches((160, 50), steps, folder)

    def test_prior_output(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.goes_to("subject")
            writer.slot("subject", "plan").focus()
            await writer.rests()
            await writer.press("enter")

        folder = studio.begins("bare-roots", plan=PLAN)
        assert studio.matches((100, 40), steps, folder)

    def test_writing_at_80_by_24(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("e")
            await writer.types("Order")

        assert studio.matches((80, 24), steps, studio.begins("bare-roots"))

    def test_brief(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("j", "j", "e")

        assert studio.matches((100, 30), steps, studio.begins("newsletter"))

    def test_offer(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("c")
            await writer.says("Copied")
            writer.home.clipboard.content = PLAN
            await writer.comes_back()
            await writer.until(lambda: writer.screen.offer is not None)

        assert studio.matches((100, 30), steps, studio.begins("bare-roots"))

    def test_rendered_and_light(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.goes_to("plan")
            await writer.press("s")
            await writer.goes_to("letter")
            await writer.press("m")
            await writer.says("Rendered")

        folder = studio.begins("bare-roots", letter=f"# Bare roots\n\n{PLAN}\n> {LETTER}")
        assert studio.matches((100, 40), steps, folder, theme="copydesk-light")


class TestDialogs:
    def test_held(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.goes_to("letter")
            await writer.pastes(PLAN)
            await writer.until(lambda: isinstance(writer.app.screen, AskKey))

        assert studio.matches((100, 30), steps, studio.begins("bare-roots", plan=PLAN))

    def test_note(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("p")
            await writer.until(lambda: isinstance(writer.app.screen, AskText))
            await writer.types("Shorter")

        assert studio.matches((80, 24), steps, studio.begins("bare-roots"))

    def test_help(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("question_mark")

        assert studio.matches((100, 60), steps, studio.begins("bare-roots"))


class TestTheScorecard:
    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
    def test_of_an_article(self, studio: Studio, size: tuple[int, int]) -> None:
        async def steps(writer: Writer) -> None:
            await writer.press("S")
            await writer.until(lambda: isinstance(writer.app.screen, Scorecard))
            await writer.until(lambda: bool(writer.app.screen.query_one(Rows).rows))
            await writer.press("right_square_bracket", "j")

        studio.home.library = LIBRARY
        answers = {
            one.stem: one.read_text(encoding="utf-8")
            for one in sorted((LIFELIKE / "ci-vs-cd").iterdir())
        }
        assert studio.matches(size, steps, studio.begins("ci-vs-cd", **answers))


class TestTheArticle:
    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    def test_with_things_to_weave_in(self, studio: Studio, size: tuple[int, int]) -> None:
        async def steps(writer: Writer) -> None:
            await writer.screen.go_to_tab("article")
            view = writer.screen.article_view()
            assert view is not None
            await writer.until(lambda: bool(view.query_one(Shelf).rows), "the article is set")
            await writer.press("end", "enter")
            await writer.says("Placed image monorepo-affected-packages.svg")
            await writer.until(lambda: view.query_one(Shelf).rows[-1].right == "placed")
            await writer.press("k", "k", "k", "k", "k", "k")
            await writer.says("its claim is unverified")

        studio.home.library = LIBRARY
        answers = {
            one.stem: one.read_text(encoding="utf-8")
            for one in sorted((LIFELIKE / "ci-vs-cd").iterdir())
        }
        assert studio.matches(size, steps, studio.begins("ci-vs-cd", **answers))

    def test_rendered_and_nothing_to_weave_in(self, studio: Studio) -> None:
        async def steps(writer: Writer) -> None:
            await writer.screen.go_to_tab("article")
            view = writer.screen.article_view()
            assert view is not None
            await writer.until(lambda: bool(view.query_one(Shelf).rows), "the article is set")
            await writer.press("m")
            await writer.says("Rendered")

        studio.home.library = LIBRARY
        folder = studio.begins("ci-vs-cd", introduction="# Too high\n\nHello.", body="## A\n\nB")
        assert studio.matches((100, 30), steps, folder, theme="copydesk-light")
