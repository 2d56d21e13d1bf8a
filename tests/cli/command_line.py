"""What a command left, and what lies on the disk after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.listing import Listed
from copydesk.sessions.session import Session
from copydesk.sessions.store import Store


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    data: bytes
    said: str
    """What it wrote to stderr."""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@dataclass(frozen=True)
class Desk:
    """What lies on the disk."""

    store: Store

    def listed(self) -> list[Listed]:
        return self.store.newest()

    def only(self) -> Session:
        """The one session there is."""
        (listed,) = self.listed()
        return SessionFolder(listed.path).open()

    def only_path(self) -> Path:
        (listed,) = self.listed()
        return listed.path


Run = Callable[..., Done]
