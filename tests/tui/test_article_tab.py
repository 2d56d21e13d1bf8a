"""The Article tab: what was written, where it came from, what can be woven in; publishing."""

from __future__ import annotations

from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.tui.screens.ask import AskKey, AskText
from copydesk.tui.screens.publish import Publish
from copydesk.tui.widgets.article import ArticleView
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf

ANSWERS = Path(__file__).parent.parent / "data" / "answers" / "ci-vs-cd"
ALL = {path.stem: path.read_text("utf-8") for path in ANSWERS.glob("*.*") if path.stem != "brief"}


async def at_the_article(writer: Writer) -> ArticleView:
    await writer.screen.go_to_tab("article")
    view = writer.screen.article_view()
    assert view is not None
    await writer.until(lambda: view.article is not None, "the article is set")
    await writer.rests()
    return view


def rows(view: ArticleView) -> list[str]:
    return [f"{row.text} | {row.right}" for row in view.query_one(Shelf).rows]


def go_to(view: ArticleView, words: str) -> None:
    shelf = view.query_one(Shelf)
    index = next(i for i, row in enumerate(shelf.rows) if words in f"{row.text} {row.right}")
    shelf.action_go_to(index)


async def test_it_shows_the_text_and_leads_to_the_cards(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        assert "# CI vs CD: What Python developers need to know | the kit" in rows(view)
        assert "## Pick a CI tool for your Python project | 4 Body sections" in rows(view)
        go_to(view, "## Pick a CI tool")
        await writer.rests()
        assert "Pick a CI tool for your Python project" in writer.sees()
        await writer.press("enter")
        await writer.until(lambda: writer.here == "body", "Enter goes to the card")
        await writer.says("of 4 Body sections")
        wanted = "## Pick a CI tool for your Python project"
        line = writer.session.text_of("body").split("\n").index(wanted) + 1
        assert f"Line {line} of 4 Body sections" in writer.line
        assert writer.card("body").opened


async def test_it_follows_every_change(home: Home) -> None:
    async with home.in_a_session() as writer:
        view = await at_the_article(writer)
        assert any("Nothing is written yet" in row for row in rows(view))
        writer.screen.work.changed(writer.session.answer("introduction", "A new start.", "pasted"))
        await writer.screen.refresh_all()
        await writer.until(lambda: "A new start." in view.query_one(Pane).text)
        await writer.press("u")
        await writer.screen.go_to_tab("article")
        await writer.until(lambda: "A new start." not in view.query_one(Pane).text)


async def test_headings_that_start_too_high_are_said(home: Home) -> None:
    async with home.in_a_session(answers={"introduction": "# Too high\n\ntext"}) as writer:
        view = await at_the_article(writer)
        assert "moved down by 1 level to fit" in writer.sees()
        assert "## Too high" in view.query_one(Pane).text


async def test_enter_places_s_leaves_and_u_takes_back(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        go_to(view, "image artifact-promotion.svg")
        await writer.press("enter")
        await writer.says("Placed image artifact-promotion.svg; u takes it back.")
        await writer.until(lambda: "](artifact-promotion.svg" in view.query_one(Pane).text)
        session = await writer.saves()
        assert [one.status for one in session.state.woven.values()] == ["placed"]
        await writer.press("u")
        await writer.until(lambda: "](artifact-promotion.svg" not in view.query_one(Pane).text)
        go_to(view, "image artifact-promotion.svg")
        await writer.press("s")
        await writer.says("Left out image artifact-promotion.svg")
        await writer.until(lambda: any("svg" in r and r.endswith("| left") for r in rows(view)))


async def test_a_link_is_placed_in_the_words_that_stand_there(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        shelf = view.query_one(Shelf)
        known = [row.text.startswith("link to") and "unknown" not in row.text for row in shelf.rows]
        index = known.index(True)
        shelf.action_go_to(index)
        await writer.press("enter")
        await writer.until(
            lambda: "](https://thegreenbuild.example/python-ci-cd/" in view.query_one(Pane).text
        )


async def test_a_study_is_placed_only_when_its_claim_is_verified(home: Home) -> None:
    from copydesk.sessions.claims import claims_of, decide

    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        waiting = [row for row in rows(view) if row.startswith("study:")]
        assert waiting
        assert all("not accepted" in row and "unverified; l shows it" in row for row in waiting)
        go_to(view, "study:")
        await writer.press("enter")
        await writer.says("Not placed: its claim is unverified")
        for claim in claims_of(writer.session):
            if claim.kind == "study":
                change = decide(writer.session, claim, "verified", "https://a.example/q", "")
                writer.screen.work.changed(change)
        await writer.screen.refresh_all()
        await writer.until(lambda: any("| to place" in r for r in rows(view) if "study:" in r))
        go_to(view, "study:")
        await writer.press("enter")
        await writer.until(lambda: "](https://a.example/q)" in view.query_one(Pane).text)


async def test_c_copies_the_article_and_m_renders_it(home: Home) -> None:
    async with home.in_a_session(answers=ALL) as writer:
        view = await at_the_article(writer)
        await writer.press("c")
        await writer.says("words of Markdown: Copied (verified)")
        assert home.clipboard.content.startswith(
            "# CI vs CD: What Python developers need to know\n"
        )
        before = writer.sees()
        await writer.press("m")
        await writer.says("Rendered; m shows it plain.")
        assert view.rendered
        assert writer.sees() != before
        await writer.press("m")
        await writer.says("Plain; m renders it.")


async def test_the_tab_is_remembered(home: Home) -> None:
    folder = home.begins(answers={"introduction": "Hello."})
    async with home.in_a_session(folder) as writer:
        await at_the_article(writer)
        await writer.quits()
    async with home.in_a_session(folder) as writer:
        assert writer.screen.here_at.tab == "article"
        assert "Hello." in writer.sees() or writer.screen.article_view() is not None


# Publishing


async def publishing(writer: Writer) -> Publish:
    await writer.press("x")
    await writer.until(lambda: isinstance(writer.app.screen, Publish), "the dialog opens")
    screen = writer.app.screen
    assert isinstance(screen, Publish)
    await writer.until(lambda: screen._bundle is not None or screen._problem, "it is set")
    await writer.rests()
    return screen


async def test_a_draft_is_published_and_what_forbids_final_is_told(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with home.in_a_session(answers=ALL) as writer:
        screen = await publishing(writer)
        assert "forbid that it goes out as final" in writer.sees()
        await writer.press("p")
        await writer.says("must be settled first; d lets a draft go out.")
        await writer.press("d")
        await writer.until(lambda: screen._bundle is not None and screen._options.draft)
        await writer.press("p")
        await writer.says("Published to")
        folder = tmp_path / "ci-vs-cd-what-python-developers-need-to-know"
        assert (folder / "article.html").is_file()
        await writer.press("p")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey), "it asks to replace")
        await writer.press("escape")
        await writer.until(lambda: writer.app.screen is screen)
        await writer.says("Left as it was.")


async def test_folder_and_form_are_chosen_and_nothing_written_is_said(
    home: Home, tmp_path: Path
) -> None:
    async with home.in_a_session() as writer:
        screen = await publishing(writer)
        assert "has no text yet" in writer.sees()
        await writer.press("down", "enter")
        await writer.until(lambda: "Front matter hugo" in writer.sees())
        await writer.press("up", "enter")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press(*["ctrl+u"] * 3)
        await writer.pastes(str(tmp_path / "out"))
        await writer.press("enter")
        await writer.until(lambda: screen._folder == tmp_path / "out")


async def test_a_preview_asks_the_browser(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        "copydesk.tui.screens.publish.open_in_browser", lambda path: opened.append(path) or True
    )
    async with home.in_a_session(answers=ALL) as writer:
        await publishing(writer)
        await writer.press("o")
        await writer.says("Asked the browser to open")
        assert opened[0].read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_it_is_usable_at_every_size(home: Home, size: tuple[int, int]) -> None:
    async with home.in_a_session(answers=ALL, size=size) as writer:
        await at_the_article(writer)
        assert "On Thursday the pull request was green" in writer.sees()
        assert "the kit" in writer.sees()
