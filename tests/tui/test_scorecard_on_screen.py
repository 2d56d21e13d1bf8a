"""The scorecard on the screen: every line leads to its place, the review stands beside it."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from writer_at_work import Home, Writer, bidi_characters, control_characters

from copydesk.publish import score as measuring
from copydesk.tui.screens import scorecard
from copydesk.tui.screens.scorecard import Scorecard
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.rows import Rows

LIFELIKE = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"
ANSWERS = {
    one.stem: one.read_text(encoding="utf-8")
    for one in LIFELIKE.iterdir()
    if one.stem in ("outline", "introduction", "body", "review")
}


class Card:
    """A writer who looks at the scorecard."""

    def __init__(self, writer: Writer, screen: Scorecard) -> None:
        self.writer = writer
        self.screen = screen

    @property
    def shelf(self) -> Rows:
        return self.screen.query_one(Rows)

    @property
    def here(self) -> str:
        row = self.shelf.row
        return row.key if row else ""

    @property
    def told(self) -> str:
        return self.screen.query_one("#told", Pane).text

    @property
    def review(self) -> str:
        return self.screen.query_one("#review", Pane).text

    @property
    def title(self) -> str:
        return str(self.screen.query_one(".dialog").border_title)

    async def goes_to(self, key: str) -> None:
        self.shelf.go_to_key(key)
        await self.writer.rests()
        assert self.here == key


@asynccontextmanager
async def looking(
    home: Home,
    answers: dict[str, str] | None = None,
    size: tuple[int, int] = (100, 30),
    name: str = "ci-vs-cd",
) -> AsyncIterator[Card]:
    """The scorecard of a session, measured."""
    async with home.in_a_session(name, answers or {}, size=size) as writer:
        await writer.press("S")
        await writer.until(lambda: isinstance(writer.app.screen, Scorecard), "it opens")
        screen = writer.app.screen
        assert isinstance(screen, Scorecard)
        card = Card(writer, screen)
        await writer.until(lambda: card.shelf.rows, "all is measured")
        await writer.rests()
        yield card


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_lines_are_listed_with_sign_bar_and_word(home: Home, size: tuple[int, int]) -> None:
    async with looking(home, ANSWERS, size) as card:
        seen = card.writer.sees()
        for words in ("Words", "✓ 3 Introduction", "345 words", "│─", "good", "look"):
            assert words in seen
        assert card.here == "words.introduction"
        assert card.title.startswith("Scorecard ─ The article ─ ")
        assert "300–500 words" in card.told
        assert "Enter goes there" in seen


async def test_enter_leads_to_the_line_of_the_answer(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        writer = card.writer
        await card.goes_to("words.body.3")
        heading = "## Test and check every pull request"
        number = ANSWERS["body"].split("\n").index(heading) + 1
        assert f"4 Body sections, line {number}" in card.told
        await writer.press("enter")
        await writer.until(lambda: isinstance(writer.app.screen, SessionScreen))
        await writer.says(f"Line {number} of 4 Body sections")
        assert writer.here == "body"
        assert writer.card("body").opened
        pane = writer.pane("body", "answer")
        assert pane.has_focus
        await writer.until(lambda: heading in writer.sees(), "the line is in sight")


async def test_a_field_of_the_brief_is_led_to(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        await card.goes_to("page.date")
        assert "Date of publication in the brief" in card.told
        await card.writer.press("enter")
        await card.writer.until(lambda: card.writer.here == "brief")
        row = card.writer.app.focused
        assert row is not None and getattr(row, "field").id == "published"  # noqa: B009


async def test_a_line_that_leads_nowhere_says_so(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        await card.goes_to("words.whole")
        await card.writer.press("enter")
        await card.writer.says("leads nowhere")
        assert card.writer.app.screen is card.screen


async def test_keys_go_to_what_is_to_be_looked_at_and_to_the_next_group(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        writer = card.writer
        await writer.press("n")
        assert card.here == "words.body.sections"
        await writer.press("n")
        assert card.here == "words.body.1"
        await writer.press("N")
        assert card.here == "words.body.sections"
        await writer.press("right_square_bracket")
        assert card.here == "keywords.primary"
        await writer.press("j")
        assert card.here == "keywords.title"
        await writer.press("left_square_bracket")
        assert card.here == "keywords.primary"
        await writer.press("left_square_bracket")
        assert card.here == "words.introduction"
        await writer.press("left_square_bracket", "k")
        assert card.here == "words.introduction"


async def test_the_review_stands_beneath_on_a_narrow_screen_and_beside_on_a_wide_one(
    home: Home,
) -> None:
    async with looking(home, ANSWERS) as card:
        await card.goes_to("reading.grade")
        assert "12 Final review says" in card.told
        assert "grade 9.5, an estimate" in card.told
    async with looking(home, ANSWERS, (160, 50)) as card:
        await card.goes_to("reading.grade")
        assert "12 Final review says" not in card.told
        assert "grade 9.5, an estimate" in card.review
        assert "grade 9.5, an estimate" in card.writer.sees()
        await card.goes_to("words.body")
        assert "nothing of what was measured here" in card.review
        assert "improvement suggestions" in card.review


async def test_what_the_review_says_besides_is_listed_and_leads_to_it(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        await card.goes_to("review\t0")
        assert "medium → Most pages" in card.told
        await card.writer.press("enter")
        await card.writer.until(lambda: card.writer.here == "review")


async def test_a_missing_review_is_said(home: Home) -> None:
    async with looking(home, {"introduction": "Hello."}, (160, 50)) as card:
        assert "no answer yet" in card.review
        await card.goes_to("review\t")


async def test_d_measures_the_next_document(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        await card.writer.press("d")
        await card.writer.until(lambda: "The posts" in card.title)
        await card.writer.press("d")
        await card.writer.until(lambda: "The article" in card.title)


async def test_what_takes_long_is_said_to_go_on_and_can_be_left(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    quick = measuring.score

    def slow(*args: object) -> object:
        go_on.wait(20)
        return quick(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(measuring, "score", slow)
    monkeypatch.setattr(scorecard, "PATIENCE", 0.01)
    async with home.in_a_session("ci-vs-cd", ANSWERS) as writer:
        await writer.press("S")
        await writer.until(lambda: "Measuring …" in writer.sees(), "it says so")
        await writer.press("escape")
        assert isinstance(writer.app.screen, SessionScreen)
        go_on.set()
        await writer.app.workers.wait_for_complete()
        await writer.press("j")
        assert writer.here == "research"


@pytest.mark.parametrize("key", ["escape", "q", "S"])
async def test_it_is_closed_by_the_key_that_opened_it_too(home: Home, key: str) -> None:
    async with looking(home, ANSWERS) as card:
        await card.writer.press(key)
        assert isinstance(card.writer.app.screen, SessionScreen)


async def test_text_from_strangers_is_shown_literally(home: Home) -> None:
    answers = {
        "body": "## [bold]A\x1b]0;x\x07[/x] \u202eheading\n\nText.\n",
        "review": json.dumps({"[@click=app.quit]\x1b[2J": ["[/x] \u202e"]}),
    }
    async with looking(home, answers, (160, 50)) as card:
        for key in ("words.body.1", "review\t0"):
            await card.goes_to(key)
            rows = card.writer.sees().split("\n")
            assert not any(control_characters(row) | bidi_characters(row) for row in rows)
            assert "[" in card.told


async def test_a_rendered_answer_shows_the_line_as_it_came(home: Home) -> None:
    async with looking(home, ANSWERS) as card:
        writer = card.writer
        await writer.press("escape")
        await writer.goes_to("body")
        await writer.press("m")
        await writer.says("Rendered")
        await writer.press("S")
        await writer.until(lambda: isinstance(writer.app.screen, Scorecard))
        card = Card(writer, writer.app.screen)  # type: ignore[arg-type]
        await writer.until(lambda: card.shelf.rows)
        await card.goes_to("words.body.2")
        await writer.press("enter")
        await writer.says("of 4 Body sections")
        assert not writer.pane("body", "answer").has_class("rendered")
