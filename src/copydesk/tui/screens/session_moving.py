"""Moving about in a session: between cards, phases and the brief; to what needs the writer."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on

from copydesk.tui.screens.session_running import run_note
from copydesk.tui.screens.session_view import SessionView
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.heading import Tabs, has_page
from copydesk.tui.widgets.shelf import Shelf
from copydesk.tui.widgets.slot import SlotPane

if TYPE_CHECKING:
    from copydesk.sessions.state import Change

NEEDING = ("to do", "failing", "stale")
"""The states of prompts that need the writer."""


class Moving(SessionView):
    """What keys and clicks do to the cursor."""

    async def action_move(self, by: int) -> None:
        if self.here_at.tab == "brief":
            self._move_row(by)
            return
        if self.here_at.tab == "article":
            view = self.article_view()
            if view is not None:
                view.query_one(Shelf).action_go(by)
            return
        ids = [prompt.id for prompt in self.session.kit.prompts]
        index = ids.index(self.here_at.prompt) + by
        if 0 <= index < len(ids):
            await self.go_to(ids[index])

    def _move_row(self, by: int) -> None:
        rows = list(self.query(FieldRow))
        row = self.around(FieldRow)
        index = rows.index(row) + by if isinstance(row, FieldRow) else 0
        if 0 <= index < len(rows):
            self.set_focus(rows[index])

    async def action_tab(self, by: int) -> None:
        keys = [tab.key for tab in self.query_one(Tabs).tabs()]
        index = keys.index(self.here_at.tab) + by
        if 0 <= index < len(keys):
            await self.go_to_tab(keys[index])

    @on(Tabs.Chosen)
    async def _tab_clicked(self, event: Tabs.Chosen) -> None:
        await self.go_to_tab(event.key)

    async def go_to_tab(self, key: str) -> None:
        await self.leave_boxes()
        if key in ("brief", "article"):
            await self.show_tab(key)
            self.focus_place()
            return
        prompts = self.session.kit.phases[int(key)].prompts
        open_ = [p.id for p in prompts if self.session.prompt_state(p.id) in ("to do", "waiting")]
        await self.go_to((open_ or [prompts[0].id])[0])

    async def back_to_offer(self, change: Change) -> None:
        """Bring the cursor to what a change placed in the article or left, if it did."""
        keys = [edit.key for edit in change.edits if edit.table == "woven"]
        if keys and has_page(self.session):
            await self.go_to_tab("article")
            if (view := self.article_view()) is not None:
                view.bring(f"offer:{keys[0]}")

    async def action_next(self) -> None:
        await self.leave_boxes()
        following = self.session.next_prompt(self.here_at.prompt)
        here = self.here_at.prompt
        if not self.off_cards and self.session.prompt_state(here) in NEEDING:
            later = self.session.next_prompt(here)
            following = later if later is not None and later.id != here else None
            if following is None:
                self.say_line("This is the only prompt that still needs you.")
                return
        if following is None:
            self.say_line("Every prompt is answered or skipped; nothing fails, nothing is stale.")
        else:
            await self.go_to(following.id, open_card=True)

    @abstractmethod
    async def choose_row(self) -> None:
        """Do what the row of the article under the cursor is for."""

    async def action_fold(self) -> None:
        if run_note(self):
            return
        if self.here_at.tab == "article":
            await self.choose_row()
            return
        slot = self.around(SlotPane)
        row = self.around(FieldRow)
        card = self.here()
        if isinstance(slot, SlotPane):
            await slot.toggle()
        elif isinstance(row, FieldRow) and row.box is None:
            await row.edit()
        elif card is not None and self.focused is card:
            await card.set_opened(not card.opened)
            self.remember()
            self.call_after_refresh(self._bring_up, card)
