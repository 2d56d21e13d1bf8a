"""Publishing from a session: the dialog, and going to what stands against it."""

from __future__ import annotations

from copydesk.tui.screens.session_view import SessionView


class Publishing(SessionView):
    """The way out, to a folder."""

    async def action_publish(self) -> None:
        from copydesk.tui.screens.publish import Publish

        await self.leave_boxes()

        async def chosen(prompt_id: str | None) -> None:
            if prompt_id:
                await self.go_to(prompt_id, open_card=True)

        self.app.push_screen(Publish(self.session), chosen)
