"""Publishing from a session: the dialog, and going to what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.tui.screens.session_scoring import Scoring

if TYPE_CHECKING:
    from copydesk.publish.lines import Place


class Publishing(Scoring):
    """The way out, to a folder."""

    async def action_publish(self) -> None:
        from copydesk.tui.screens.publish import Publish

        await self.leave_boxes()

        async def chosen(place: Place | None) -> None:
            if place is not None:
                await self.show_place(place)

        self.app.push_screen(Publish(self.session), chosen)
