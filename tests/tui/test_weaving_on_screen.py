"""The Article tab: how offers stand, where the cursor comes to, how it is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.claims import claims_of, decide
from copydesk.tui.rendered import render_blocks
from copydesk.tui.screens.claims import Claims
from copydesk.tui.widgets.article import ArticleView
from copydesk.tui.widgets.heading import Tabs
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf

ANSWERS = Path(__file__).parent.parent / "data" / "answers" / "ci-vs-cd"
ALL = {path.stem: path.read_text("utf-8") for path in ANSWERS.glob("*.*") if path.stem != "brief"}
IMAGE = "image artifact-promotion.svg"


async def at_the_article(writer: Writer) -> ArticleView:
    await writer.screen.go_to_tab("article")
    view = writer.screen.article_view()
    assert view is not None
    await writer.until(lambda: view.article is not None, "the article is set")
    await writer.rests()
    return view


def standing(view: ArticleView, words: str) -> str:
    """What is said at the right of the one row that holds some words."""
    (row,) = [row for row in view.query_one(Shelf).rows if words in row.text]
    return row.right


async def goes_to(writer: Writer, view: ArticleView, words: str) -> None:
    shelf = view.query_one(Shelf)
    shelf.action_go_to(next(i for i, row in enumerate(shelf.rows) if words in row.text))
    await writer.rests()


@pytest.mark.parametrize(
    ("size", "beside"), [((80, 24), False), ((100, 30), True), ((160, 50), True)]
)
async def test_text_and_list_stand_side_by_side_where_there_is_room(
    home: Home, size: tuple[int, int], beside: bool
) -> None:
    async with home.in_a_session(answers=ALL, size=size) as writer:
        view = await at_the_article(writer)
        shelf, pane = view.query_one(Shelf).region, view.query_one(Pane).region
        assert (pane.x >= shelf.right) is beside
        assert (pane.y >= shelf.bottom) is not beside
        assert pane.width > 40 and pane.height > 8 and shelf.height > 5


async def test_the_tab_in_use_is_never_cut(home: Home) -> None:
    async with home.in_a_session(answers=ALL, size=(80, 24)) as writer:
        await at_the_article(writer)
        assert writer.sees().split("\n")[1].rstrip().endswith("Distribution 2/2   Article")
        tabs = writer.screen.query_one(Tabs)
        column = writer.sees().split("\n")[1].index("Writing")
        await writer.clicks(tabs, (column, 0))
        assert writer.screen.here_at.tab == "1"
        assert writer.sees().split("\n")[1].startswith(" Brief   Planning 2/2")


async def test_undo_comes_back_to_what_it_takes_back(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        await goes_to(writer, view, IMAGE)
        await writer.press("enter")
        await writer.until(lambda: standing(view, IMAGE) == "placed")
        await writer.goes_to("body")
        await writer.press("u")
        await writer.says("Undid: placed image artifact-promotion.svg.")
        assert writer.screen.here_at.tab == "article"
        await writer.until(lambda: standing(view, IMAGE) == "to place")
        row = view.query_one(Shelf).row
        assert row is not None
        assert IMAGE in row.text


async def test_why_it_is_not_offered_is_said_whole_and_l_leads_to_its_claim(home: Home) -> None:
    async with home.in_a_session(answers=ALL, size=(80, 24)) as writer:
        view = await at_the_article(writer)
        await goes_to(writer, view, "study: Python Developers Survey")
        await writer.says("Python Developers Survey: its claim is unverified; l shows it")
        await writer.press("l")
        await writer.until(lambda: isinstance(writer.app.screen, Claims))
        await writer.press("escape")
        assert writer.screen.here_at.tab == "article"
        await writer.press("home")
        await writer.until(lambda: "its claim is" not in writer.sees().split("\n")[-2])


async def test_what_is_rejected_later_is_taken_out_and_said(home: Home) -> None:
    async with home.in_a_session(answers=ALL, size=(120, 40)) as writer:
        view = await at_the_article(writer)
        title = "The State of Secrets Sprawl"
        (claim,) = [one for one in claims_of(writer.session) if one.text == title]
        writer.screen.work.changed(decide(writer.session, claim, "verified", "https://a.example/"))
        await writer.screen.refresh_all()
        await writer.until(lambda: standing(view, title) == "to place")
        await goes_to(writer, view, title)
        await writer.press("enter")
        await writer.until(lambda: title in view.query_one(Pane).text)
        writer.screen.work.changed(decide(writer.session, claim, "rejected"))
        await writer.screen.refresh_all()
        await writer.until(lambda: title not in view.query_one(Pane).text)
        (row,) = [row for row in view.query_one(Shelf).rows if title in row.text]
        assert "placed, but taken out: its claim is rejected" in row.text
        assert row.style == "problem"


async def test_what_nobody_offers_any_more_stays_listed_until_s_forgets_it(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        await goes_to(writer, view, IMAGE)
        await writer.press("enter")
        await writer.until(lambda: standing(view, IMAGE) == "placed")
        writer.screen.work.changed(writer.session.answer("images", "[]", "pasted"))
        await writer.screen.refresh_all()
        await writer.until(lambda: standing(view, IMAGE) == "gone")
        await goes_to(writer, view, IMAGE)
        await writer.press("enter")
        await writer.says("No answer offers it any more; s forgets it.")
        await writer.press("s")
        await writer.says("Forgot image artifact-promotion.svg; u takes it back.")
        await writer.until(lambda: all(IMAGE not in r.text for r in view.query_one(Shelf).rows))


async def test_rendered_it_follows_the_cursor_and_the_width_and_changes(home: Home) -> None:
    async with home.in_a_session(answers=ALL, size=(120, 40)) as writer:
        view = await at_the_article(writer)
        pane = view.query_one(Pane)
        await writer.press("m")
        await writer.says("Rendered; m shows it plain.")
        await goes_to(writer, view, "### Services: images to a registry")
        await writer.until(lambda: "Services: images to a registry" in seen_in(writer, pane))
        assert "### Services" not in seen_in(writer, pane)
        await writer.pilot.resize_terminal(90, 30)
        await writer.rests()
        await writer.until(lambda: view._width == pane.scrollable_content_region.width)
        await writer.until(lambda: "Services: images to a registry" in seen_in(writer, pane))
        change = writer.session.answer("conclusion", "The very last words.", "pasted")
        writer.screen.work.changed(change)
        await writer.screen.refresh_all()
        words = "The very last words."
        await writer.until(lambda: any(words in r.text for r in view.query_one(Shelf).rows))
        await goes_to(writer, view, words)
        await writer.until(lambda: "The very last words." in seen_in(writer, pane))


def seen_in(writer: Writer, pane: Pane) -> str:
    """The rows of the screen that a pane takes."""
    region = pane.region
    lines = writer.sees().split("\n")[region.y : region.bottom]
    return "\n".join(line[region.x : region.right] for line in lines)


async def test_a_text_of_a_megabyte_is_shown_whole_plain_and_rendered(home: Home) -> None:
    body = "## Long\n\n" + "Words that go on and on.\n\n" * 40_000 + "### The end\n\nLast words."
    async with home.in_a_session(answers={"body": body}) as writer:
        view = await at_the_article(writer)
        assert view.query_one(Pane).text.endswith("Last words.")
        await writer.press("m")
        await writer.says("Rendered; m shows it plain.")
        await goes_to(writer, view, "### The end")
        await writer.until(lambda: "Last words." in writer.sees())


async def test_of_a_very_long_section_it_is_said_how_much_is_not_rendered() -> None:
    strips, starts = await render_blocks(["# A", "", "Word. " * 20_000, "## B"], 60, dark=True)
    lines = [strip.text.strip() for strip in strips]
    assert lines[-3:] == ["… 20,000 more characters; the plain text has them.", "", "B"]
    assert [lines[start] for start in starts[2:]] == [lines[2], "B"]
    assert lines[starts[2]].startswith("Word. Word.")


async def test_keys_that_do_nothing_here_are_not_shown(home: Home) -> None:
    async with home.in_a_session(answers=ALL, size=(120, 40)) as writer:
        assert "v Paste" in writer.sees()
        await at_the_article(writer)
        assert "v Paste" not in writer.sees()
        assert "e Edit" not in writer.sees()
        assert "c Copy" in writer.sees()
