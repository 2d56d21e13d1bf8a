"""What goes out to a chat and what comes back: copy, paste, the clipboard, the offer."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import events, work

from copydesk.sessions.echo import echo
from copydesk.text import clean, count_words
from copydesk.tui.parser import PasteRest
from copydesk.tui.screens.session_view import SOON_SECONDS, SessionView
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.slot import SlotPane
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.sessions.session import Source

SAME_PASTE_SECONDS = 0.3
"""A paste that follows another so soon is its rest: its end marker came too early."""


class Answers(SessionView):
    """The loop of copy and paste."""

    async def action_copy(self) -> None:
        await self.leave_boxes()
        card = self.here()
        if self.here_at.tab == "article":
            self.copy_article()
        elif card is None:
            self.say_line("Go to a prompt first: ] shows the next phase.")
        else:
            self.copy_prompt(card.prompt_id)

    @abstractmethod
    def copy_article(self) -> object:
        """Send the article on its way."""

    @work(exclusive=True, group="copy")
    async def copy_prompt(self, prompt_id: str) -> None:
        """Send a finished prompt on its way and say where it went."""
        composed = self.session.compose(prompt_id)
        self.session.record_copy(prompt_id, composed)
        self.work.save_soon()
        self.say_line(f"Copying {self.session.name(prompt_id)} …")
        result = await self.traffic.send(prompt_id, composed.text)
        said = f"{self.session.name(prompt_id)}: {result.message}"
        if composed.missing:
            gaps = "; ".join(missing.message for missing in composed.missing)
            said = f"{said}. Missing: {gaps}"
        self.say_line(said, problem=not result.ok)

    async def action_fix(self) -> None:
        await self.leave_boxes()
        card = self.here()
        if card is not None:
            self.copy_fix(card.prompt_id)

    @work(exclusive=True, group="copy")
    async def copy_fix(self, prompt_id: str) -> None:
        """Send a follow-up on its way that is made from what fails, or else from what warns."""
        name = self.session.name(prompt_id)
        verdict = await self.work.verdict(prompt_id)
        findings = verdict.to_mend if verdict else ()
        if not findings:
            self.say_line(f"Nothing fails in {name}." if verdict else f"{name} has no answer yet.")
            return
        from copydesk.checks.fix_prompt import fix_prompt

        text = fix_prompt(self.session.material(prompt_id), prompt_id, findings)
        self.session.record_fix(prompt_id, text)
        self.work.save_soon()
        self.say_line(f"Copying a fix prompt for {name} …")
        result = await self.traffic.send(prompt_id, text)
        what = count(len(findings), "finding")
        said = f"Fix prompt for {name}, {what}: {result.message}"
        self.say_line(f"{said}. Paste it into the same chat.", problem=not result.ok)

    async def on_paste(self, event: events.Paste) -> None:
        """A paste outside any text box is an answer."""
        event.stop()
        self.end_offer()
        if not event.text:
            return
        row = self.around(FieldRow)
        if isinstance(row, FieldRow):
            await row.edit()
            if row.box is not None:
                row.box.insert(
                    clean(event.text.replace("\r\n", "\n")), maintain_selection_offset=False
                )
            return
        at, prompt_id = self._pasted
        soon = time.monotonic() - at < SAME_PASTE_SECONDS
        if prompt_id and (soon or isinstance(event, PasteRest)):
            self._pasted = (time.monotonic(), prompt_id)
            rest = self.session.text_of(prompt_id) + event.text
            await self.after(self.session.answer(prompt_id, rest, "pasted"))
            return
        slot = self.around(SlotPane)
        target = slot.prompt_id if isinstance(slot, SlotPane) else self.here_at.prompt
        if self.off_cards:
            self.say_line("Go to a prompt before you paste its answer: ] shows the next phase.")
            return
        self._pasted = (time.monotonic(), target)
        await self.take(target, event.text, "pasted")

    async def take(self, prompt_id: str, text: str, source: Source, *, add: bool = False) -> None:
        """Save a text as a prompt's answer, unless it looks like none: then ask."""
        if not text.strip():
            self.say_line("There is no text in what was pasted.")
            return
        why = "" if add else echo(self.session, prompt_id, text)
        if not why:
            await self._keep(prompt_id, text, source, add)
            return
        from copydesk.tui.screens.ask import AskKey

        async def decided(key: str | None) -> None:
            if key == "s":
                await self._keep(prompt_id, text, source, add)
            else:
                self.say_line("Left; nothing was changed.")

        self._pasted = (0.0, "")
        question = f"{why} Save it as the answer to {self.session.name(prompt_id)}?"
        choices = {"s": "Save it all the same", "escape": "Leave it"}
        self.app.push_screen(AskKey("Held", question, choices), decided)

    async def _keep(self, prompt_id: str, text: str, source: Source, add: bool) -> None:
        before = self.session.answer_of(prompt_id)
        put = self.session.append if add else self.session.answer
        change = self.work.changed(put(prompt_id, text, source))
        if change is None:
            self.say_line(f"{self.session.name(prompt_id)} holds exactly that already.")
            return
        words = count(count_words(text), "word")
        said = f"{'Added' if add else 'Saved'} {words} to {self.session.name(prompt_id)}"
        if before is not None:
            said += "; the earlier version is kept, u takes it back"
        await self.refresh_all()
        stay = add or self.around(SlotPane) is not None
        if await self.work.verdict(prompt_id, SOON_SECONDS) is None:
            self.say_line(f"{said}. Checking it …")
            self.move_on_later(prompt_id, said, stay)
        else:
            await self._move_on(prompt_id, said, stay)

    @work(exclusive=True, group="move on")
    async def move_on_later(self, prompt_id: str, said: str, stay: bool) -> None:
        """Go on from a long answer once it was checked, if the writer has not gone elsewhere."""
        state = self.session.state
        await self.work.verdict(prompt_id)
        if self.here_at.prompt == prompt_id and self.session.state is state:
            await self._move_on(prompt_id, said, stay)

    async def _move_on(self, prompt_id: str, said: str, stay: bool) -> None:
        """Show what the checks found; only where nothing fails, the next prompt that needs one."""
        await self.refresh_all()
        fails, resting = self.fails(prompt_id), self.resting(prompt_id)
        if fails:
            self.refresh_bindings()
            if (card := self.card(prompt_id)) is not None:
                await card.set_opened(True)
                self.call_after_refresh(self._bring_up, card)
            self.say_line(f"{fails}{resting}{said}.")
            return
        following = None if stay else self.session.next_prompt(prompt_id)
        if following is not None:
            card = self.card(prompt_id)
            if card is not None:
                await card.set_opened(False)
            await self.go_to(following.id, open_card=True)
            said = f"{said}. Next: {self.session.name(following.id)}"
        elif not stay:
            said = f"{said}. Every prompt is answered or skipped"
        self.say_line(f"{resting}{said}.")

    async def action_take(self) -> None:
        self.take_clipboard(add=False)

    async def action_append(self) -> None:
        self.take_clipboard(add=True)

    @work(exclusive=True, group="clipboard")
    async def take_clipboard(self, add: bool) -> None:
        """Save what the clipboard holds as the answer of the card under the cursor."""
        await self.leave_boxes()
        if self.off_cards:
            self.say_line("Go to a prompt first: ] shows the next phase.")
            return
        slot = self.around(SlotPane)
        target = slot.prompt_id if isinstance(slot, SlotPane) else self.here_at.prompt
        found = await self.traffic.fetch()
        if found.ok:
            await self.take(target, found.text, "pasted", add=add)
        else:
            self.say_line(found.message, problem=True)

    @work(exclusive=True, group="offer")
    async def look_at_clipboard(self) -> None:
        """The terminal has the focus again: offer what came into the clipboard since."""
        offer = await self.traffic.look()
        if offer is not None and not self.writing:
            self.offer = offer
            self.query_one("#status", StatusLine).say(offer.line(self.session), offer=True)
            self.refresh_bindings()

    def end_offer(self) -> bool:
        """Take the offer away; whether there was one."""
        if self.offer is None:
            return False
        self.offer = None
        self.say_line("")
        self.refresh_bindings()
        return True

    def heard_key(self, event: events.Key) -> None:
        """Any key but Enter ends the offer; Esc does so as the layer that it closes."""
        self.heard_at = time.monotonic()
        if self.offer is not None and event.key not in ("enter", "escape"):
            self.end_offer()

    async def action_accept(self) -> None:
        offer = self.offer
        if offer is not None:
            self.end_offer()
            await self.take(offer.prompt, offer.text, "pasted")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "accept":
            return self.offer is not None and not self.writing
        return True
