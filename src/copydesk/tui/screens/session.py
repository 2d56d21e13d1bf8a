"""The session's screen: what changes it besides answers and typing, and leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from copydesk.errors import CopydeskError
from copydesk.tui.screens.session_answers import Answers
from copydesk.tui.screens.session_article import ArticleTab
from copydesk.tui.screens.session_looking import Looking
from copydesk.tui.screens.session_moving import Moving
from copydesk.tui.screens.session_publishing import Publishing
from copydesk.tui.screens.session_running import Running
from copydesk.tui.screens.session_writing import Writing
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.card import PromptCard
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.sessions.state import Change, Conflict


class SessionScreen(ArticleTab, Publishing, Answers, Writing, Looking, Running, Moving):
    """One piece of work on the screen."""

    @on(PromptCard.Pressed)
    async def _pressed(self, event: PromptCard.Pressed) -> None:
        self.remember(prompt=event.card.prompt_id)
        await {
            "copy": self.action_copy,
            "take": self.action_take,
            "edit": self.action_edit,
            "fold": self.action_fold,
        }[event.what]()

    async def action_skip(self) -> None:
        if self.here_at.tab == "article":
            await self.leave_offer()
            return
        card = self.here()
        if card is not None:
            skipped = self.session.prompt_state(card.prompt_id) == "skipped"
            change = self.work.changed(self.session.skip(card.prompt_id))
            await self.refresh_all()
            following = None if skipped else self.session.next_prompt(card.prompt_id)
            if following is not None:
                await self.go_to(following.id)
            if change is not None:
                self.say_line(f"{change.label[:1].upper()}{change.label[1:]}; u takes it back.")

    async def action_clear(self) -> None:
        card = self.here()
        if card is not None:
            await self.after(self.session.clear(card.prompt_id))

    async def action_one_chat(self) -> None:
        on_ = not self.session.one_chat
        self.work.changed(self.session.set_one_chat(on_))
        await self.refresh_all()
        self.say_line(
            "One chat: an answer that stands in it already is only referred to. T starts another."
            if on_
            else "Fresh chats: each prompt carries the earlier answers whole."
        )

    async def action_new_chat(self) -> None:
        if not self.session.one_chat:
            self.say_line("Each prompt goes into a fresh chat already; t changes that.")
            return
        self.work.changed(self.session.new_chat())
        await self.refresh_all()
        self.say_line(f"Chat {self.session.chat}: earlier answers go into prompts whole again.")

    async def action_undo(self) -> None:
        await self.leave_boxes()
        await self._step(self.session.undo, "Undid", "Nothing to take back.")

    async def action_redo(self) -> None:
        await self.leave_boxes()
        await self._step(self.session.redo, "Did again", "Nothing to do again.")

    async def _step(self, step: Callable[[], Change | None], said: str, nothing: str) -> None:
        try:
            change = step()
        except CopydeskError as error:  # what it would bring back is gone from the disk
            self.say_line(str(error), problem=True)
            return
        if change is None:
            self.say_line(nothing)
            return
        self.work.save_soon()
        await self.refresh_all()
        if change.prompt and any(p.id == change.prompt for p in self.session.kit.prompts):
            await self.go_to(change.prompt)
        elif any(edit.table == "woven" for edit in change.edits):
            await self.go_to_tab("article")
        elif any(edit.table == "brief" for edit in change.edits):
            await self.go_to_tab("brief")
            for row in self.query(FieldRow):
                if any(edit.key == row.field.id for edit in change.edits):
                    self.set_focus(row)
                    break
        else:
            await self.back_to_offer(change)
        self.say_line(f"{said}: {change.label}.")

    async def action_rendered(self) -> None:
        if self.here_at.tab == "article":
            self.render_article()
            return
        card = self.here()
        if card is None or not self.session.text_of(card.prompt_id):
            self.say_line("There is no answer to render here.")
            return
        await card.set_opened(True)
        self.render_answer(card)

    @work(exclusive=True, group="render")
    async def render_answer(self, card: PromptCard) -> None:
        """Show an answer as rendered Markdown, or as it came again."""
        from copydesk.tui.rendered import render_soon

        pane = card.query_one("#answer", Pane)
        if pane.has_class("rendered"):
            pane.remove_class("rendered")
            pane.show(self.session.text_of(card.prompt_id))
            self.say_line("As it came; m renders it.")
            return
        self.say_line("Rendering …")
        text = self.session.text_of(card.prompt_id)
        width = pane.scrollable_content_region.width
        strips = await render_soon(text, width, dark=self.app.current_theme.dark)
        self.say_line("Rendered; m shows the text as it came.")
        pane.add_class("rendered")
        pane.show_strips(strips)

    def action_find(self) -> None:
        from copydesk.tui.screens.find import FindInSession

        async def found(prompt_id: str | None) -> None:
            if prompt_id == "brief":
                await self.go_to_tab("brief")
            elif prompt_id:
                await self.go_to(prompt_id, open_card=True)

        self.app.push_screen(FindInSession(self.session), found)

    def action_rename(self) -> None:
        from copydesk.tui.screens.ask import AskText

        def named(title: str) -> None:
            self.call_later(self.after, self.work.changed(self.session.rename(title)))

        self.app.push_screen(AskText("Rename the session", self.session.title, named))

    @work(exclusive=True, group="newer")
    async def look_for_newer(self) -> None:
        """Say so when the kit, the map or the brief was edited since the session began."""
        from copydesk.tui.newer import look

        self._moved = await look(self.app.library, self.session, glance=True)
        if self._moved is not None and not self.query_one("#status", StatusLine).text:
            self.say_line("The kit or brief has changed since this session began: D shows how.")

    async def action_moved_on(self) -> None:
        from copydesk.sessions.moved_on import take_over
        from copydesk.tui.newer import look
        from copydesk.tui.screens.difference import Difference

        moved = await look(self.app.library, self.session)
        if moved is None:
            self.say_line("Kit, map and brief are as they were when this session began.")
            return

        async def decided(yes: bool | None) -> None:
            if yes:
                self.work.changed(take_over(self.session, moved))
                await self.rebuild()
                self.say_line("Taken over; u goes back.")

        self.app.push_screen(Difference(self.session, moved), decided)

    def _outside(self, conflicts: tuple[Conflict, ...]) -> None:
        self.run_worker(self._show_outside(conflicts), group="outside")

    async def _show_outside(self, conflicts: tuple[Conflict, ...]) -> None:
        await self.refresh_all()
        if not conflicts:
            self.say_line("Took in what was saved outside this window.")
        for conflict in conflicts:
            await self._settle(conflict)

    async def _settle(self, conflict: Conflict) -> None:
        from copydesk.tui.screens.ask import AskKey
        from copydesk.tui.settle import question

        asked = question(self.session, conflict)
        if asked:
            choices = {"enter": "Keep this window's", "t": "Take the other window's"}
            answer = await self.app.push_screen_wait(
                AskKey("Changed in two windows", asked, choices)
            )
            if answer == "t":
                await self.after(self.session.settle(conflict))

    async def action_back(self) -> None:
        if self.end_offer():
            return
        if self.writing:
            row = self.around(FieldRow)
            if isinstance(row, FieldRow) and not self.keep_field(row):
                await row.end_edit()
                self.say_line("Left as it was.")
            else:
                await self.leave_boxes()
            return
        if self.stop_here():
            return
        card = self.around(PromptCard)
        if card is not None and self.focused is not card:
            self.set_focus(card)
            return
        self.leave()

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Save everything and go back to the desk."""
        if await self.close():
            self.app.close_session()

    async def close(self) -> bool:
        """Save everything; False when the writer wants to stay because it could not be."""
        await self.leave_boxes(ask=False)
        while True:
            try:
                self.flush()
            except CopydeskError as error:
                from copydesk.tui.screens.ask import AskKey

                choices = {"r": "Try again", "l": "Leave without saving", "escape": "Stay"}
                answer = await self.app.push_screen_wait(AskKey("Not saved", str(error), choices))
                if answer == "r":
                    continue
                if answer == "l":
                    self.work.give_up()
                return answer == "l"
            return True
