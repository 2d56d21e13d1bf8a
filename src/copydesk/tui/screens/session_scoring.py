"""The scorecard of a session, and going to the place that one of its lines names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.tui.screens.session_view import SessionView
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from copydesk.publish.lines import Place


class Scoring(SessionView):
    """What a person measures, and where that leads to."""

    async def action_score(self) -> None:
        from copydesk.tui.screens.scorecard import Scorecard

        await self.leave_boxes()

        async def chosen(place: Place | None) -> None:
            if place is not None:
                await self.show_place(place)

        self.app.push_screen(Scorecard(self.session), chosen)

    async def show_place(self, place: Place) -> None:
        """Open what a place names: a field of the brief, or an answer at its line."""
        if place.field:
            await self.show_tab("brief")
            rows = [row for row in self.query(FieldRow) if row.field.id == place.field]
            if rows:
                self.set_focus(rows[0])
        elif self.session.has(place.prompt):
            await self.go_to(place.prompt, open_card=True)
            if place.line:
                self.call_after_refresh(self._show_line, place)

    def _show_line(self, place: Place) -> None:
        card = self.card(place.prompt)
        if card is None or card.editing is not None or not card.opened:
            return
        pane = card.query_one("#answer", Pane)
        if pane.has_class("rendered"):
            pane.remove_class("rendered")
            pane.show(self.session.text_of(place.prompt))
        self.set_focus(pane)
        pane.go_to_line(place.line)
        pane.scroll_visible(animate=False, force=True)
        self.say_line(f"Line {place.line:,} of {self.session.name(place.prompt)}")
