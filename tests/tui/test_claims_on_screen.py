"""Claims on the screen: listed, verified, rejected, found in the prose, written to a file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from writer_at_work import Home, Writer, bidi_characters, control_characters

from copydesk.sessions.claims import claims_of
from copydesk.tui.screens.ask import AskText
from copydesk.tui.screens.claims import Claims
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.widgets.text_box import TextBox

SPRAWL, DORA, FIGURE = "State of Secrets Sprawl", "DORA report", "One in five teams deploys daily."


def lead(name: str, type: str = "statistic") -> dict[str, str]:
    return {"name": name, "type": type, "why_include": "-", "citation_suggestion": "GitGuardian"}


ANSWERS = {
    "research": json.dumps([lead(SPRAWL), lead(DORA, "report"), lead("uv", "tool")], indent=1),
    "introduction": f"Some words.\n\n{FIGURE} It is 3x faster.\n",
}


class Watched:
    """A writer who looks at the claims."""

    def __init__(self, writer: Writer, screen: Claims) -> None:
        self.writer = writer
        self.screen = screen
        self.gone: list[str | None] = []

    @property
    def shelf(self) -> Shelf:
        return self.screen.query_one(Shelf)

    @property
    def here(self) -> str:
        row = self.shelf.row
        return row.text if row else ""

    @property
    def page(self) -> str:
        """What is told of the row under the cursor."""
        return self.screen.query_one(Pane).text

    @property
    def keys(self) -> str:
        """What the frame says the keys do."""
        return str(self.screen.query_one(".dialog").border_subtitle)

    @property
    def title(self) -> str:
        return str(self.screen.query_one(".dialog").border_title)

    def row(self, text: str) -> tuple[str, str]:
        """The sign of a row and what stands at its right."""
        (row,) = [one for one in self.shelf.rows if one.text == text]
        return row.sign, " ".join(row.right.split())

    def statuses(self) -> dict[str, str]:
        return {one.text: one.status for one in claims_of(self.writer.session)}

    async def goes_to(self, text: str) -> None:
        for _ in self.shelf.rows:
            if self.here == text:
                return
            await self.writer.press("j")
        assert self.here == text


@asynccontextmanager
async def looking(
    home: Home, answers: dict[str, str] | None = None, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Watched]:
    """The claims of a session, its prose looked through."""
    given = ANSWERS if answers is None else answers
    async with home.in_a_session("ci-vs-cd", given, size=size) as writer:
        screen = Claims(writer.session, writer.screen.work.changed)
        watched = Watched(writer, screen)
        writer.app.push_screen(screen, watched.gone.append)
        await writer.until(lambda: screen.is_current and not screen._looking, "all is looked at")
        await writer.rests()
        yield watched


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_claims_and_suggestions_are_listed_with_sign_and_word(
    home: Home, size: tuple[int, int]
) -> None:
    async with looking(home, size=size) as it:
        assert it.row(SPRAWL) == ("○", "statistic unverified")
        assert it.row(DORA) == ("○", "study unverified")
        assert it.row(FIGURE) == ("?", "a figure · 3")
        seen = it.writer.sees()
        for words in ("2 Research brief", "Found in the prose", SPRAWL, DORA, FIGURE):
            assert words in seen
        assert it.title == "Claims ─ 2 unverified"
        assert it.here == SPRAWL
        assert "○ unverified · statistic · 2 Research brief, line 2" in it.page
        assert "source  GitGuardian" in it.page
        assert it.keys.startswith("v verified · x rejected")
        assert it.keys in seen


async def test_the_cursor_passes_over_headings_and_stops_at_both_ends(home: Home) -> None:
    async with looking(home) as it:
        visited = [it.here]
        for key in ("j", "down", "j", "j", "j"):
            await it.writer.press(key)
            visited.append(it.here)
        assert visited == [SPRAWL, DORA, FIGURE, "It is 3x faster.", *["It is 3x faster."] * 2]
        assert it.keys.startswith("y a claim · i no claim")
        for key in ("k", "up", "k", "k"):
            await it.writer.press(key)
        assert it.here == SPRAWL
        assert it.shelf.scroll_offset.y == 0


async def test_v_asks_how_it_was_verified_and_keeps_address_and_note(home: Home) -> None:
    async with looking(home) as it:
        await it.writer.press("v")
        assert isinstance(it.writer.app.screen, AskText)
        it.writer.app.screen.query_one(TextBox).text = "https://example.com/report page 4"
        await it.writer.press("enter")
        assert it.row(SPRAWL) == ("✓", "statistic verified")
        assert "verified at  https://example.com/report" in it.page
        assert "note  page 4" in it.page
        assert it.title == "Claims ─ 1 unverified · 1 verified"
        assert it.writer.line == f"Verified: “{SPRAWL}”; u in the session takes it back."
        session = await it.writer.saves()
        assert [one.address for one in claims_of(session)] == ["https://example.com/report", ""]


async def test_v_without_an_answer_decides_nothing(home: Home) -> None:
    async with looking(home) as it:
        await it.writer.press("v", "enter")
        assert isinstance(it.writer.app.screen, AskText)
        await it.writer.press("escape")
        assert it.screen.is_current
        assert it.statuses()[SPRAWL] == "unverified"


async def test_x_rejects_and_o_or_space_opens_again(home: Home) -> None:
    async with looking(home) as it:
        for back in ("o", "space"):
            await it.writer.press("x")
            assert it.row(SPRAWL) == ("✗", "statistic rejected")
            assert it.page.split("\n")[1].startswith("✗ rejected")
            await it.writer.press(back)
            assert it.row(SPRAWL) == ("○", "statistic unverified")
        assert it.writer.session.state.claims == {}


async def test_a_decision_is_taken_back_in_the_session(home: Home) -> None:
    async with looking(home) as it:
        await it.writer.press("x", "escape")
        assert it.gone == [None]
        await it.writer.press("u")
        await it.writer.says("Undid")
        assert it.statuses()[SPRAWL] == "unverified"


async def test_y_makes_a_claim_of_a_suggestion_and_goes_on_to_the_next(home: Home) -> None:
    async with looking(home) as it:
        await it.goes_to(FIGURE)
        await it.writer.press("v")
        assert it.screen.is_current
        assert "y makes it one" in it.writer.line
        await it.writer.press("y")
        assert it.row(FIGURE) == ("○", "statistic unverified")
        assert it.here == "It is 3x faster."
        assert it.statuses()[FIGURE] == "unverified"
        await it.writer.press("y")
        assert it.statuses()["It is 3x faster."] == "unverified"
        assert "Found in the prose" not in it.writer.sees()
        assert it.here


async def test_i_dismisses_a_suggestion_for_good(home: Home) -> None:
    async with looking(home) as it:
        await it.goes_to(FIGURE)
        await it.writer.press("i")
        assert it.here == "It is 3x faster."
        assert FIGURE not in [row.text for row in it.shelf.rows]
        assert FIGURE not in it.statuses()
        session = await it.writer.saves()
        assert [one["status"] for one in session.state.claims.values()] == ["dismissed"]


async def test_y_and_i_leave_claims_alone(home: Home) -> None:
    async with looking(home) as it:
        await it.writer.press("y", "i")
        assert it.here == SPRAWL
        assert it.writer.session.state.claims == {}


async def test_enter_goes_to_where_it_stands(home: Home) -> None:
    async with looking(home) as it:
        await it.goes_to(FIGURE)
        await it.writer.press("enter")
        assert it.gone == ["introduction"]


async def test_a_claim_that_no_answer_holds_any_more_says_so(home: Home) -> None:
    async with looking(home) as it:
        await it.writer.press("x", "escape")
        it.writer.session.answer("research", json.dumps([lead(DORA, "report")]), "pasted")
        again = Claims(it.writer.session, it.writer.screen.work.changed)
        it.writer.app.push_screen(again)
        await it.writer.until(lambda: not again._looking)
        await it.writer.rests()
        seen = it.writer.sees()
        assert "No answer holds these any more" in seen
        assert "rejected" in seen


async def test_w_writes_the_list_to_a_file_and_says_where(home: Home) -> None:
    async with looking(home, size=(160, 40)) as it:
        await it.writer.press("x", "w")
        path = home.folders.out / f"claims-{it.writer.session.id}.md"
        assert it.writer.line == f"Written to {path}"
        text = path.read_text(encoding="utf-8")
        assert f"## Rejected (1)\n\n- [ ] {SPRAWL} (statistic)" in text
        assert FIGURE not in text


async def test_a_list_that_cannot_be_written_is_told(home: Home) -> None:
    async with looking(home) as it:
        home.folders.out.parent.mkdir(parents=True, exist_ok=True)
        home.folders.out.write_text("in the way")
        await it.writer.press("w")
        assert it.writer.line.startswith("The list cannot be written")


async def test_without_claims_it_says_what_will_be_here(home: Home) -> None:
    async with looking(home, {"introduction": "Some words."}) as it:
        assert "Nothing to verify yet." in it.writer.sees()
        assert "appear here when an answer holds them" in it.page
        await it.writer.press("v", "x", "o", "y", "i", "j", "k", "enter")
        assert it.gone == []
        assert it.keys == "w writes the list to a file · Esc closes"


async def test_strange_text_is_shown_and_never_obeyed(home: Home) -> None:
    nasty = "[/x][bold]a\x1b]52;c;eA\x07\u202eb [@click=app.quit]c[/]"
    answers = {
        "research": json.dumps([{**lead(nasty), "citation_suggestion": nasty}]),
        "introduction": f"{nasty} is 40% of it.",
    }
    async with looking(home, answers) as it:
        for key in ("j", "y", "k", "x", "w"):
            await it.writer.press(key)
            for row in it.writer.sees().split("\n"):
                assert not control_characters(row)
                assert not bidi_characters(row)
        assert "[/x][bold]a␛]52" in it.writer.sees()
