"""A session on the bundled article kit, and a desk that runs its prompts on a fake engine."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any

from copydesk.checks.finding import Finding, Verdict
from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.model_settings import ModelSettings
from copydesk.paths import bundled
from copydesk.runs.choice import chosen
from copydesk.runs.outgoing import mending, outgoing, request_for
from copydesk.runs.queue import Queue
from copydesk.runs.run import Run
from copydesk.runs.taking import take_in
from copydesk.sessions.begin import begin
from copydesk.sessions.session import Session
from fakes.engine import FakeEngine

LIBRARY = Library((Place("bundled", bundled()),))
SETTINGS = ModelSettings(default="openai/small")


def article(answers: dict[str, str] | None = None, *, one_chat: bool = False) -> Session:
    """A session on an article, with some answers; nowhere saved."""
    session = begin(LIBRARY, LIBRARY.find("ci-vs-cd")[0], one_chat=one_chat)
    for prompt, text in (answers or {}).items():
        session.record_copy(prompt, session.compose(prompt))
        session.answer(prompt, text, "pasted")
    return session


class SmallDesk:
    """Runs prompts of a session; what checks find is what a test says."""

    def __init__(self, session: Session, folder: Path, at_once: int = 4) -> None:
        self.session = session
        self.engine = FakeEngine()
        self.sent: list[str] = []
        self.fixes: list[str] = []
        self.failing: dict[str, int] = {}
        """How often the answer to a prompt still fails."""
        self._folder = folder
        self._queue = Queue(self.engine, at_once)

    def send(self, prompt_id: str, findings: Sequence[Finding] = ()) -> tuple[Run, Awaitable[None]]:
        choice = chosen(self.session, SETTINGS, prompt_id)
        if findings:
            out = mending(self.session, prompt_id, choice, findings)
            self.fixes.append(prompt_id)
        else:
            out = outgoing(self.session, prompt_id, choice)
            self.sent.append(prompt_id)
        run = Run(out, request_for(choice, out, SETTINGS), self._folder, fix=bool(findings))
        return run, self._queue.start(run, self._over)

    def _over(self, run: Run) -> None:
        take_in(self.session, run)
        run.forget()

    async def look(self, prompt_id: str) -> Verdict | None:
        left = self.failing.get(prompt_id, 0)
        if not left:
            return Verdict()
        self.failing[prompt_id] = left - 1
        finding: dict[str, Any] = {"check": "words", "severity": "fail", "what": "the text"}
        return Verdict(findings=(Finding(**finding, found="2 words", wanted="300"),))

    def stop(self, run: Run, why: str) -> None:
        self._queue.stop(run, why)
