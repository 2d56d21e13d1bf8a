"""A session at work in a window: what a person does is saved at once and announced.

Saving runs in a thread on a copy of the session, so that no key waits for a disk. What another
window saved meanwhile is taken in when the copy comes back.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.sessions.drafts import DraftFile, adopt, forget
from copydesk.sessions.meeting import rejoin

if TYPE_CHECKING:
    from copydesk.checks.finding import Verdict
    from copydesk.runs.run import Run
    from copydesk.runs.taking import Taken
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.session import Place, Session
    from copydesk.sessions.state import Change, Conflict

RETRY_SECONDS = (1.0, 2.0, 5.0)
"""How long to wait after a save that failed; the last one again and again."""


class Work:
    """The session that a window works on, and its way to the disk."""

    def __init__(
        self,
        session: Session,
        folder: SessionFolder,
        on_saved: Callable[[], None] = lambda: None,
        on_outside: Callable[[tuple[Conflict, ...]], None] = lambda _: None,
        on_judged: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            session: The session.
            folder: Where it is saved.
            on_saved: Called when the state of saving changed.
            on_outside: Called with what conflicts when another window's changes came in.
            on_judged: Called when more is known of the answers: what fails, what is stale.
        """
        self.session = session
        self.folder = folder
        self.attach(on_saved, on_outside, on_judged)
        self.problem = ""
        """Why the last save failed; empty while all is well."""
        self.saved_at = ""
        """When the session was last saved, ISO 8601 in UTC."""
        self.dirty = False
        self.on_run: Callable[[Run, Taken], None] = lambda _run, _taken: None
        """Called when a run of a prompt is over and what came is part of the session."""
        self.is_written: Callable[[str], bool] = lambda _prompt: False
        """Whether somebody is writing the answer to a prompt just now."""
        self._when_saved: list[Callable[[], None]] = []
        self.drafts = DraftFile(folder.sides)
        """What is being typed here, and what an editor outside is changing."""
        self._task: asyncio.Task[None] | None = None
        self._judging: asyncio.Task[None] | None = None
        self._judged: object = None
        """The state whose answers were looked at last."""
        self._failures = 0

    def attach(
        self,
        on_saved: Callable[[], None],
        on_outside: Callable[[tuple[Conflict, ...]], None],
        on_judged: Callable[[], None],
    ) -> None:
        """Report to another screen: runs go on while the session is on none."""
        self._on_saved = on_saved
        self._on_outside = on_outside
        self._on_judged = on_judged

    def when_saved(self, then: Callable[[], None]) -> None:
        """Save soon, and do something once all that stands now is on the disk."""
        self._when_saved.append(then)
        self.save_soon()

    def _all_saved(self) -> None:
        waiting, self._when_saved = self._when_saved, []
        for then in waiting:
            then()

    def adopt_drafts(self) -> tuple[Change, ...]:
        """Make versions of what windows that are gone left in their text boxes, and save."""
        before = dict(self.session.history)
        changes = adopt(self.session, self.folder.sides)
        if changes or self.session.history != before:  # some are kept among the versions only
            self.folder.save(self.session)
        forget(self.session, self.folder.sides)
        return changes

    def changed(self, change: Change | None) -> Change | None:
        """Save what a person just did; passes the change on for the caller to show."""
        if change is not None:
            self.save_soon()
        return change

    def move_to(self, place: Place) -> None:
        """Remember where the writer is; saved with the next change, or on leaving."""
        if place != self.session.place:
            self.session.place = place
            self.dirty = True

    def save_soon(self) -> None:
        """Start a save, or let the one under way be followed by another."""
        self.dirty = True
        if self.session.judge.began:
            self.judge_soon()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._save())

    async def _save(self) -> None:
        while self.dirty:
            self.dirty = False
            copy = self.session.snapshot()
            before = self.session.state
            try:
                saved = await asyncio.to_thread(self.folder.save, copy)
            except CopydeskError as error:
                self.dirty = True
                self.problem = str(error)
                self._on_saved()
                await asyncio.sleep(RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS) - 1)])
                self._failures += 1
                continue
            self.problem, self._failures = "", 0
            self.saved_at = saved.head.saved
            conflicts = rejoin(self.session)
            if saved.merged and (saved.conflicts or self.session.state != before):
                self._on_outside((*saved.conflicts, *conflicts))
            if not self.dirty:
                self.drafts.clear()
                self._all_saved()
            if saved.merged and self.session.judge.began:
                self.judge_soon()  # another window's answers were not looked at here
            self._on_saved()

    def judge_soon(self) -> asyncio.Task[None]:
        """Look at the answers, in a thread; done when all that stand now were looked at."""
        if self._judging is None or self._judging.done():
            self._judging = asyncio.create_task(self._judge())
        return self._judging

    async def _judge(self) -> None:
        while self._judged is not self.session.state:
            copy = self.session.snapshot()
            before = self.session.judge.troubles
            await asyncio.to_thread(copy.check)
            self._judged = copy.state
            self._on_judged()
            if self.session.troubles() != before:
                self.save_soon()  # so that lists know

    async def verdict(self, prompt_id: str, patience: float | None = None) -> Verdict | None:
        """What the checks find in an answer; None where they take longer than our patience."""
        copy = self.session.snapshot()
        looking = asyncio.create_task(asyncio.to_thread(copy.check, [prompt_id]))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(looking), patience)
        return self.session.verdict(prompt_id)

    def give_up(self) -> None:
        """Try no longer to save; the writer said so."""
        if self._task is not None:
            self._task.cancel()
        self.dirty = False

    def flush(self) -> None:
        """Save now, in this thread, whatever is not saved; for leaving and for signals.

        Raises:
            CopydeskError: It could not be saved.
        """
        if self._task is not None:
            self._task.cancel()
        if self.dirty or self.problem or (self._task is not None and not self._task.done()):
            self.folder.save(self.session)
            self.dirty, self.problem = False, ""
            self.drafts.clear()
        self._all_saved()

    def look_outside(self) -> None:
        """Take in what another window or the command line saved since; one stat when nothing."""
        if self._task is not None and not self._task.done():
            return
        before = self.session.state
        try:
            saved = self.folder.refresh(self.session)
        except CopydeskError as error:
            self.problem = str(error)
            self._on_saved()
            return
        # A prompt that was only printed elsewhere changes nothing that is worth a word.
        if saved is not None and (saved.conflicts or self.session.state != before):
            self._on_outside(saved.conflicts)
            self.judge_soon()

    def draft(self, prompt_id: str, text: str) -> None:
        """Save what stands in the answer box; raises OSError when the disk will not."""
        self.drafts.write(prompt_id, text)

    def draft_done(self) -> None:
        """The box was left, and its words are part of the session; they stay until it is saved."""
        self.drafts.finish()
        saving = self._task is not None and not self._task.done()
        if not (self.dirty or self.problem or saving):
            self.drafts.clear()
