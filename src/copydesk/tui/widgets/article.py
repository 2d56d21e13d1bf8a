"""The article on its tab: a list of passages and offers, and the text beside it."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from copydesk.text import clean
from copydesk.tui.article_rows import Article, Line, article
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf

if TYPE_CHECKING:
    from copydesk.sessions.session import Session
    from copydesk.sessions.weaving import Offer

KEYS = {
    "to place": "Enter places it, s leaves it",
    "placed": "placed; u takes that back, s leaves it out",
    "moved": "Enter places it here for good, s leaves it out",
    "left": "left; Enter places it, s takes that back",
    "no place": "it has no place, s leaves it",
    "not accepted": "l shows its claim, s leaves it",
    "gone": "no answer offers it any more, s forgets it",
}
"""What can be done with an offer, by how it stands."""


class Passages(Shelf, inherit_bindings=False):
    """The list; nothing in it folds, so that ``l`` and ``h`` are the screen's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one
        for one in Shelf.BINDINGS
        if isinstance(one, Binding) and not one.action.startswith("fold")
    ]


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
    """

    class Told(Message):
        """What is to be known of the row that the cursor came to."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, session: Session) -> None:
        super().__init__(id="tab-article", classes="tab")
        self.session = session
        self.article: Article | None = None
        self.rendered = False
        self._state: object = None
        """The session's state that is shown."""
        self._following = False
        self._wanted = ""
        """The row that the cursor is to come to, once it is there."""
        self._told = ""
        """The key of the row that was spoken of last."""
        self._block_rows: list[int] = []
        """While it is rendered: the row in which each block of the text begins."""
        self._width = 0
        """The width that it was rendered for."""

    def compose(self) -> ComposeResult:
        yield Static(id="notes")
        with Container(id="both"):
            yield Passages(empty="Setting the article …")
            yield Pane()

    def on_mount(self) -> None:
        self.follow()

    def follow(self) -> None:
        """Show the session as it stands now, soon; what comes meanwhile is shown after that."""
        if not self._following:
            self._following = True
            self._follow()

    @work(group="article")
    async def _follow(self) -> None:
        try:
            while self.session.state is not self._state:
                state = self.session.state
                self.article = await asyncio.to_thread(article, self.session.snapshot())
                if not self.query("#notes"):
                    return  # it is only being made, or on its way out
                if self.article is not None:
                    await self._show(self.article)
                self._state = state
        finally:
            self._following = False

    async def _show(self, found: Article) -> None:
        self.query_one("#notes", Static).update(Content(clean("\n".join(found.notes))))
        self.query_one("#notes").display = bool(found.notes)
        self.query_one(Shelf).fill([line.row for line in found.lines])
        self.bring(self._wanted)
        row = self.query_one(Shelf).row
        self._told = row.key if row is not None else ""  # nobody moved there
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

    def _offer(self, line: Line) -> Offer | None:
        offers = self.article.offers if self.article is not None else {}
        return offers.get(line.row.key.removeprefix("offer:"))

    def on_shelf_moved(self) -> None:
        self._tell()
        line = self.line
        key = line.row.key if line is not None else ""
        if line is None or key == self._told:
            return  # the same row, which now says something else of itself
        was_said, self._told = self._told.startswith("offer:"), key
        offer = self._offer(line)
        if offer is not None:
            where = offer.why or f"at {offer.woven.heading}"
            self.post_message(self.Told(f"{offer.title}: {where}"))
        elif was_said:
            self.post_message(self.Told(""))

    def bring(self, key: str) -> None:
        """Bring the cursor to a row by its key, at once or when the row is made."""
        shelf = self.query_one(Shelf)
        is_there = any(row.key == key for row in shelf.rows)
        self._wanted = "" if is_there else key
        if is_there:
            shelf.go_to_key(key)

    def _tell(self) -> None:
        """Bring the place in the text into sight, and say what it is."""
        line, pane = self.line, self.query_one(Pane)
        if line is None or self.article is None:
            return
        name = self.session.name(line.prompt) if line.prompt else "the kit's own words"
        offer = self._offer(line)
        said = f"from {name}, Enter goes there" if offer is None else KEYS[offer.standing]
        if offer is not None and line.prompt:
            said = f"{said} ─ from {name}"
        pane.border_title = Content(clean(f"{self.article.title} ─ {said}"))
        if line.offset >= 0:
            pane.scroll_to(y=self._row_of(line.offset), animate=False)

    def _row_of(self, offset: int) -> int:
        """The row of the pane that shows a place in the text; its block's while rendered."""
        if not self.rendered or self.article is None:
            return self.query_one(Pane).line_of(offset)
        block = bisect_right(self.article.starts, offset) - 1
        return self._block_rows[block] if block < len(self._block_rows) else 0

    async def toggle_rendered(self) -> None:
        """Show the text as rendered Markdown, or plain again."""
        self.rendered = not self.rendered
        if self.rendered:
            await self.render_text()
        elif self.article is not None:
            self.query_one(Pane).show(self.article.text, self.article.marks)
            self._tell()

    async def render_text(self) -> None:
        """Render what is new of the text, in a thread."""
        from copydesk.tui.rendered import render_blocks

        found, pane = self.article, self.query_one(Pane)
        if found is None:
            return
        width = self._width = pane.scrollable_content_region.width
        dark = self.app.current_theme.dark
        strips, rows = await render_blocks(found.blocks, width, dark=dark)
        if self.rendered and found is self.article and width == self._width:
            self._block_rows = rows
            pane.show_strips(strips)
            self._tell()

    def on_resize(self) -> None:
        if self.rendered:
            self.call_after_refresh(self._fit)

    async def _fit(self) -> None:
        """Render anew for another width."""
        if self.rendered and self._width != self.query_one(Pane).scrollable_content_region.width:
            await self.render_text()
