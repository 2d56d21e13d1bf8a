"""The article on its tab: a list of passages and offers, and the text beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from copydesk.text import clean
from copydesk.tui.article_rows import Article, Line, article
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


class ArticleView(Container):
    """Follows the session: ``follow`` looks at it anew, in a thread."""

    DEFAULT_CSS = """
    ArticleView { height: 1fr; layout: vertical; }
    ArticleView #notes { height: auto; max-height: 3; color: $ink-soft; padding: 0 2; }
    ArticleView #both { height: 1fr; layout: vertical; }
    ArticleView Shelf { height: 2fr; }
    ArticleView Pane {
        height: 3fr;
        max-height: 100%;
        border: round $border;
        border-title-color: $ink-soft;
        padding: 0 1;
        &:focus { border: round $accent; }
    }
    .-wide ArticleView #both { layout: horizontal; }
    .-wide ArticleView Shelf { width: 3fr; height: 100%; }
    .-wide ArticleView Pane { width: 4fr; height: 100%; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id="tab-article", classes="tab")
        self.session = session
        self.article: Article | None = None
        self.rendered = False
        self._state: object = None

    def compose(self) -> ComposeResult:
        yield Static(id="notes")
        with Container(id="both"):
            yield Shelf(empty="Setting the article …")
            yield Pane()

    async def on_mount(self) -> None:
        self.run_worker(self.follow(), group="article", exclusive=True)

    async def follow(self) -> None:
        """Show the session as it stands now."""
        if self.session.state is self._state:
            return
        state = None
        while state is not self.session.state:  # a save may bring another one meanwhile
            state = self.session.state
            found = await asyncio.to_thread(article, self.session.snapshot())
        if not self.is_mounted:
            return  # it is followed once it is made
        self._state, self.article = state, found
        if found is None:
            return
        self.query_one("#notes", Static).update(Content(clean("\n".join(found.notes))))
        self.query_one("#notes").display = bool(found.notes)
        self.query_one(Shelf).fill([line.row for line in found.lines])
        pane = self.query_one(Pane)
        if self.rendered:
            await self.render_text()
        elif pane.text != found.text:
            pane.show(found.text, found.marks)
        self._tell()

    @property
    def line(self) -> Line | None:
        """What is under the cursor."""
        row = self.query_one(Shelf).row
        if row is None or self.article is None:
            return None
        return next((one for one in self.article.lines if one.row.key == row.key), None)

    def on_shelf_moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """Bring the place in the text into sight, and say what it is."""
        line, pane = self.line, self.query_one(Pane)
        if line is None or self.article is None:
            return
        name = self.session.name(line.prompt) if line.prompt else "the kit's own words"
        key = "Enter places it" if line.row.key.startswith("offer:") else "Enter goes there"
        pane.border_title = Content(clean(f"{self.article.title} ─ from {name}, {key}"))
        if line.offset >= 0 and not self.rendered:
            pane.scroll_to(y=pane.line_of(line.offset), animate=False)

    async def toggle_rendered(self) -> None:
        """Show the text as rendered Markdown, or plain again."""
        self.rendered = not self.rendered
        if self.rendered:
            await self.render_text()
        elif self.article is not None:
            self.query_one(Pane).show(self.article.text, self.article.marks)
            self._tell()

    async def render_text(self) -> None:
        """Render the text in a thread."""
        from copydesk.tui.rendered import render_soon

        found, pane = self.article, self.query_one(Pane)
        if found is None:
            return
        width = pane.scrollable_content_region.width
        strips = await render_soon(found.text, width, dark=self.app.current_theme.dark)
        if self.rendered and found is self.article:
            pane.show_strips(strips)
