"""Many small pieces of text into few messages, nothing kept back for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_PAUSE = 0.03
"""Seconds between two messages: quick enough for the eye, and the app keeps its time."""
_HALF = ("\ud800", "\udbff")
"""First and last of the characters that are the first half of a pair."""


class Batch:
    """Passes the first piece on at once, and then what has gathered every 30 ms.

    A provider may cut a character in two, each half escaped on its own; they are put together.
    To be used within a running loop, one of its own for each run.
    """

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._pieces: list[str] = []
        self._next = 0.0  # when the next message may go
        self._timer: asyncio.TimerHandle | None = None

    def add(self, piece: str) -> bool:
        """Take a piece; tells whether a message went out."""
        self._pieces.append(piece)
        now = self._loop.time()
        if now >= self._next:  # looked at here too: a busy loop's timers come late
            self._flush(now)
            return True
        if self._timer is None:
            self._timer = self._loop.call_at(self._next, self._tick)
        return False

    def end(self) -> None:
        """Pass on whatever is left."""
        self._stop()
        if self._pieces:
            self._send(_joined(self._pieces))
            self._pieces.clear()

    def _tick(self) -> None:
        self._flush(self._loop.time())

    def _flush(self, now: float) -> None:
        self._stop()
        text = _joined(self._pieces)
        self._pieces.clear()
        if text and _HALF[0] <= text[-1] <= _HALF[1]:
            self._pieces.append(text[-1])
            text = text[:-1]
        if text:
            self._send(text)
            self._next = now + _PAUSE

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _joined(pieces: list[str]) -> str:
    """The pieces as one text, halves that meet as the character that they make."""
    text = "".join(pieces)
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
