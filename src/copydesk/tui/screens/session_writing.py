"""Writing in a session: the answer box, the brief's fields, the editor, the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.tui.screens.session_view import SessionView
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.words import count

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from copydesk.tui.widgets.answer import AnswerBox
    from copydesk.tui.widgets.field_box import FieldBox

DRAFT_SECONDS = 0.4
"""How long typing may be unsaved."""


class Writing(SessionView):
    """What a person types."""

    async def action_edit(self) -> None:
        row = self.around(FieldRow)
        if isinstance(row, FieldRow):
            await row.edit()
        elif (card := self.here()) is not None:
            box = await card.edit()
            self.call_after_refresh(box.scroll_visible, animate=False)

    # Handled by name: a box is imported when somebody first writes.

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if not self._draft_waits:
            self._draft_waits = True
            self.set_timer(DRAFT_SECONDS, self._save_typing)

    def _save_typing(self) -> None:
        self._draft_waits = False
        for box in self.boxes():
            self.save_draft(box)
        row = self.around(FieldRow)
        if isinstance(row, FieldRow):
            self.keep_field(row)

    async def on_answer_box_left(self, event: AnswerBox.Left) -> None:
        await self.close_box(event.box)

    async def on_field_box_done(self, event: FieldBox.Done) -> None:
        row = next((w for w in event.box.ancestors if isinstance(w, FieldRow)), None)
        if row is not None and event.box.is_attached and self.keep_field(row):
            await row.end_edit()
            stale = self.session.troubles()[1]
            if stale:
                self.say_line(f"{count(stale, 'answer')} stale: G here says all still good.")

    async def action_editor(self) -> None:
        from copydesk.tui.editor import write_in_editor

        await self.leave_boxes()
        card = self.here()
        if card is None:
            self.say_line("Go to a prompt first: ] shows the next phase.")
            return
        prompt = self.session.kit.prompt(card.prompt_id)
        before = self.session.text_of(prompt.id)
        try:
            text = write_in_editor(self.app, self.work.drafts, prompt, before)
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
            return
        await self.after(self.session.answer(prompt.id, text, "edited"))
        self.work.draft_done()

    async def action_note(self) -> None:
        card = self.here()
        if card is None:
            return
        from copydesk.tui.screens.ask import AskText

        prompt_id = card.prompt_id

        since = ""

        def typing(text: str) -> None:
            nonlocal since
            change = self.work.changed(self.session.note(prompt_id, text, since))
            since = change.id if change is not None else since

        def noted(text: str) -> None:
            typing(text)
            self.say_line(f"Saved: note on {self.session.name(prompt_id)}.")
            self.call_later(self.refresh_all)

        title = f"Your note for {self.session.name(prompt_id)}, added to its prompt"
        note = self.session.state.notes.get(prompt_id, "")
        self.app.push_screen(
            AskText(title, note, noted, lines=6, empty_is_answer=True, typing=typing)
        )
