"""The Article tab of a session: going to where a passage came from, weaving in, copying."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work

from copydesk.text import count_words
from copydesk.tui.screens.session_scoring import Scoring
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.publish.lines import Place
    from copydesk.sessions.session import Session
    from copydesk.sessions.weaving import Offer
    from copydesk.tui.widgets.article import ArticleView


class ArticleTab(Scoring):
    """What a person does on the tab."""

    @on(Shelf.Chosen)
    async def _row_chosen(self) -> None:
        if self.here_at.tab == "article":
            await self.choose_row()

    def on_article_view_told(self, event: ArticleView.Told) -> None:
        self.say_line(event.text)

    def offer_here(self) -> Offer | None:
        """What is offered under the cursor."""
        view = self.article_view()
        line = view.line if view is not None else None
        if view is None or view.article is None or line is None:
            return None
        return view.article.offers.get(line.row.key.removeprefix("offer:"))

    async def choose_row(self) -> None:
        """Go to the card that a passage came from, or place what is offered."""
        view = self.article_view()
        line = view.line if view is not None else None
        if line is None:
            return
        offer = self.offer_here()
        if offer is not None:
            await self._place(offer)
        elif line.prompt and self.session.has(line.prompt) and view is not None and view.article:
            place = await asyncio.to_thread(_place_of, self.session, view.article.text, line.offset)
            if place.prompt != line.prompt:  # a passage that no single line can be named for
                await self.go_to(line.prompt, open_card=True)
            else:
                await self.show_place(place)
        else:
            self.say_line("These are the kit's own words; the brief has the title.")

    async def _place(self, offer: Offer) -> None:
        from copydesk.sessions.weaving import place

        if offer.standing == "not accepted":
            self.say_line(f"Not placed: {offer.why}.")
            return
        if offer.standing == "no place":
            self.say_line(f"It has no place: {offer.why}. s leaves it.")
            return
        if offer.standing == "gone":
            self.say_line("No answer offers it any more; s forgets it.")
            return
        if offer.standing == "placed":
            self.say_line("It is placed already; u takes that back, s leaves it out.")
            return
        change = self.work.changed(place(self.session, offer))
        await self.refresh_all()
        if change is not None:
            self.say_line(f"{change.label[:1].upper()}{change.label[1:]}; u takes it back.")

    async def leave_offer(self) -> None:
        """Leave what is offered under the cursor; what was left is to place again."""
        from copydesk.sessions.weaving import leave

        offer = self.offer_here()
        if offer is None:
            self.say_line("Here is nothing to leave; the links, quotes and images stand below.")
            return
        change = self.work.changed(leave(self.session, offer))
        await self.refresh_all()
        if change is not None:
            self.say_line(f"{change.label[:1].upper()}{change.label[1:]}; u takes it back.")

    @work(exclusive=True, group="copy")
    async def copy_article(self) -> None:
        """Send the article on its way to the clipboard, as Markdown."""
        from copydesk.sessions.offered import without_unknown

        view = self.article_view()
        if view is None or view.article is None or not view.article.text:
            self.say_line("Nothing of it is written yet.")
            return
        text = f"{without_unknown(view.article.text)}\n"
        self.say_line("Copying the article …")
        result = await self.traffic.send_text(text, f"{self.session.id}-article.md")
        words = count(count_words(text), "word")
        said = f"{view.article.title}, {words} of Markdown: {result.message}"
        self.say_line(said, problem=not result.ok)

    @work(exclusive=True, group="render")
    async def render_article(self) -> None:
        """Show it rendered, or plain again."""
        view = self.article_view()
        if view is not None:
            self.say_line("Rendering …" if not view.rendered else "")
            await view.toggle_rendered()
            self.say_line(
                "Rendered; m shows it plain." if view.rendered else "Plain; m renders it."
            )


def _place_of(session: Session, text: str, offset: int) -> Place:
    """Where in its answer a line of the article stands."""
    from copydesk.publish.scored import Scored
    from copydesk.sessions.weaving import page_of

    return Scored(session.snapshot(), page_of(session)).place(text.count("\n", 0, offset) + 1)
