"""Looking at answers in a session: versions, claims, the flow, what is stale and still good."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from copydesk.errors import CopydeskError
from copydesk.tui.screens.session_view import SessionView
from copydesk.tui.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence


class Looking(SessionView):
    """What a person looks at beside the cards, and says of it."""

    async def action_still_good(self) -> None:
        card = self.here()
        if card is None:
            return
        name = self.session.name(card.prompt_id)
        if card.prompt_id not in self.session.state.answers:
            self.say_line(f"{name} has no answer yet.")
        elif self.session.inputs_known(card.prompt_id) and not self.session.staleness(
            card.prompt_id
        ):
            self.say_line(f"{name} is not stale.")
        else:
            await self._accept([card.prompt_id])

    async def action_good_all(self) -> None:
        from copydesk.sessions.staleness import resting_on

        card = self.here()
        if card is None:  # on the brief: whatever it made stale
            ids = [prompt.id for prompt in self.session.kit.prompts]
            every = [one for one in ids if self.session.staleness(one)]
            if every:
                await self._accept(every)
            else:
                self.say_line("Nothing is stale.")
            return
        stale = resting_on(self.session, card.prompt_id)
        if stale:
            await self._accept(stale)
        else:
            self.say_line(f"Nothing that rests on {self.session.name(card.prompt_id)} is stale.")

    async def _accept(self, prompt_ids: Sequence[str]) -> None:
        change = self.work.changed(self.session.still_good(prompt_ids))
        await self.refresh_all()
        self.refresh_bindings()
        if change is None:
            return
        said = f"{change.label[:1].upper()}{change.label[1:]}; u takes it back."
        left = [reasons for one in prompt_ids if (reasons := self.session.staleness(one))]
        if left:
            said = f"{said} {count(len(left), 'answer')} still stale: {left[0][0]}."
        self.say_line(said)

    async def action_versions(self) -> None:
        await self.leave_boxes()
        card = self.here()
        if card is None:
            self.say_line("Go to a prompt first: ] shows the next phase.")
            return
        prompt_id = card.prompt_id
        if not self.session.history.get(prompt_id):
            self.say_line(f"{self.session.name(prompt_id)} has no version yet.")
            return
        from copydesk.tui.screens.versions import Versions

        async def chosen(ref: str | None) -> None:
            if not ref:
                return
            try:
                change = self.session.take_back(ref)
            except CopydeskError as error:
                self.say_line(str(error), problem=True)
                return
            await self.after(change)
            if change is None:
                self.say_line("That is the current version already.")

        self.app.push_screen(Versions(self.session, prompt_id), chosen)

    async def action_claims(self) -> None:
        from copydesk.tui.screens.claims import Claims

        await self.leave_boxes()

        failing = self.session.troubles()[0]

        async def gone(prompt_id: str | None) -> None:
            await self.work.judge_soon()
            await self.refresh_all()
            more = self.session.troubles()[0] - failing
            if more > 0:
                self.say_line(f"Failing now: {count(more, 'answer')} more; n goes there.")
            if prompt_id:
                await self.go_to(prompt_id, open_card=True)

        self.app.push_screen(Claims(self.session, self.work.changed), gone)

    async def action_flow(self) -> None:
        from copydesk.tui.screens.flow import Flow

        await self.leave_boxes()

        async def chosen(prompt_id: str | None) -> None:
            if prompt_id:
                await self.go_to(prompt_id, open_card=True)

        self.app.push_screen(Flow(self.session, self.here_at.prompt), chosen)

    async def action_repair(self) -> None:
        await self.leave_boxes()
        card = self.here()
        if card is not None:
            self.offer_repair(card.prompt_id)

    @work(exclusive=True, group="repair")
    async def offer_repair(self, prompt_id: str) -> None:
        """Show what an answer's JSON would be, repaired; taken only if the writer says so."""
        from copydesk.answers.repair import repaired
        from copydesk.tui.screens.repair import Repair

        name = self.session.name(prompt_id)
        verdict = await self.work.verdict(prompt_id)
        if verdict is None or all(finding.check != "json" for finding in verdict.findings):
            self.say_line(f"There is no JSON to repair in {name}.")
            return
        before = self.session.text_of(prompt_id)
        text = await asyncio.to_thread(repaired, before)
        if not text:
            self.say_line(f"The JSON of {name} cannot be repaired; f asks the chat for it again.")
            return
        if await self.app.push_screen_wait(Repair(name, before, text)):
            await self.after(self.session.answer(prompt_id, text, "edited"))
