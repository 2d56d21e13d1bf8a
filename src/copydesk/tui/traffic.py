"""What goes out to the clipboard and what comes back, without a key ever waiting for it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.clipboard import Surroundings, copy, read
from copydesk.sessions.echo import echo
from copydesk.text import count_words
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.clipboard.result import ReadResult, Result
    from copydesk.sessions.session import Session
    from copydesk.tui.app import CopydeskApp


class Offer(NamedTuple):
    """A text in the clipboard that could be the answer to the prompt last copied."""

    prompt: str
    text: str

    def line(self, session: Session) -> str:
        """The offer in one line: target, size and key."""
        words = count(count_words(self.text), "word")
        return f"{words} in the clipboard: Enter saves them to {session.name(self.prompt)}"


class Traffic:
    """One session's dealings with the clipboard."""

    def __init__(self, app: CopydeskApp, session: Session) -> None:
        self._app = app
        self._session = session
        self.last_copied = ""
        """The id of the prompt that was copied last in this window."""
        self._known = ""
        """What the clipboard held when we last looked, or put something there."""

    @property
    def surroundings(self) -> Surroundings:
        return self._app.launch.surroundings

    async def send(self, prompt_id: str, text: str) -> Result:
        """Copy a finished prompt; returns what is known of where it went."""
        self.last_copied = prompt_id
        result = await self._copy(text, f"{self._session.id}-{prompt_id}.md")
        if result.way in ("helper", "tmux") and result.verified:
            self._known = text
        elif self._can_read():
            self._known = (await self._read()).text
        return result

    async def send_text(self, text: str, name: str) -> Result:
        """Copy a text that is no prompt: no answer is waited for."""
        result = await self._copy(text, name)
        if result.way in ("helper", "tmux") and result.verified:
            self._known = text
        return result

    async def fetch(self) -> ReadResult:
        """What the clipboard holds, for a person who asked for it."""
        return await self._read()

    async def look(self) -> Offer | None:
        """What to offer now that the terminal has the focus again; None for nothing."""
        if not (self._app.settings.offer and self.last_copied and self._can_read()):
            return None
        found = await self._read()
        text = found.text
        if not found.ok or not text.strip() or _same(text, self._known):
            return None
        self._known = text
        target = self.last_copied
        if _same(text, self._session.text_of(target)) or echo(self._session, target, text):
            return None
        return Offer(target, text)

    def _can_read(self) -> bool:
        where = self.surroundings
        return where.tmux or (where.desktop and not where.ssh)

    async def _copy(self, text: str, name: str) -> Result:
        app = self._app
        return await asyncio.to_thread(
            copy,
            text,
            surroundings=self.surroundings,
            order=app.settings.clipboard,
            write_terminal=None if app.is_headless else app.write_to_terminal,
            out=Path(app.folders.out),
            name=re.sub(r"[^a-z0-9.-]", "-", name),
        )

    async def _read(self) -> ReadResult:
        return await asyncio.to_thread(
            read, surroundings=self.surroundings, order=self._app.settings.clipboard
        )


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for line ends and the blanks around them."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
