"""What came of copying or reading, said in words that promise no more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from copydesk.errors import CopydeskError

Way = Literal["helper", "tmux", "osc52", "file"]
"""``helper``: the desktop's clipboard, through a process of our own; ``tmux``: its paste buffer;
``osc52``: an escape sequence to the terminal; ``file``: a file whose path is shown."""


class WayError(CopydeskError):
    """A way did not work; the message is the reason, a clause without a full stop."""


@dataclass(frozen=True)
class Attempt:
    """A way that was tried in vain, and why it failed."""

    way: Way
    why: str


@dataclass(frozen=True)
class Result:
    """What became of a text that was to be copied."""

    ok: bool
    """The text went somewhere from where the writer can get it."""
    way: Way | Literal[""]
    """The way that worked; empty when none did."""
    verified: bool
    """The very text was read back from where it was put."""
    message: str
    """One line for the writer: what is known, and why better ways failed."""
    path: Path | None = None
    """The file that holds the text too, whenever it was not verified."""
    tried: tuple[Attempt, ...] = ()


@dataclass(frozen=True)
class ReadResult:
    """What was read; when not ``ok``, ``text`` is empty and ``message`` says what to do."""

    ok: bool
    text: str
    way: Way | Literal[""]
    message: str
