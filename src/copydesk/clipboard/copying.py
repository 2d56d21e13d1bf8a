"""Copying a text by the best way that works, and saying which that was."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.clipboard import last_resort, osc52
from copydesk.clipboard.desktop import copy_to_desktop
from copydesk.clipboard.environment import Surroundings
from copydesk.clipboard.result import Attempt, Result, Way, WayError
from copydesk.clipboard.tmux import copy_to_tmux
from copydesk.clipboard.ways import NAMES, plan

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_SAID: dict[Way, str] = {
    "helper": "Copied",
    "tmux": "Copied to the tmux buffer",
    "osc52": "Sent to the terminal",
    "file": "Saved",
}


def copy(
    text: str,
    *,
    surroundings: Surroundings,
    order: Sequence[str] = (),
    write_terminal: Callable[[str], object] | None,
    out: Path,
    name: str = "copied.md",
    timeout: float = 2.0,
) -> Result:
    """Copy ``text``; blocks for a few seconds at the worst, and never raises for what fails.

    Args:
        text: What to copy. Lone surrogates, which are no characters, become U+FFFD.
        surroundings: Where we run.
        order: The writer's own order of ways; empty for the fitting one (see ``plan``).
        write_terminal: Writes an escape sequence to the terminal; None when there is none.
            Called from the thread that called ``copy``.
        out: The folder for files; made when it is needed.
        name: The file's name there, written whenever the text could not be verified.
        timeout: Seconds that each program gets before it is killed.

    Raises:
        ValueError: ``name`` is no plain file name.
    """
    if name != Path(name).name or name in ("", ".", ".."):
        raise ValueError(f"{name!r} is no file name")
    if not text:
        return Result(False, "", False, "Nothing to copy: the text is empty")
    whole, broken = _LONE_SURROGATE.subn("\ufffd", text)
    task = _Task(whole, broken, surroundings, write_terminal, out, name, timeout)
    tried: list[Attempt] = []
    for way in plan(surroundings, order):
        try:
            path = task.go(way)
        except WayError as failure:
            tried.append(Attempt(way, str(failure)))
        else:
            return task.done(way, path, tried)
    return Result(False, "", False, "Not copied" + _reasons(tried), tried=tuple(tried))


@dataclass(frozen=True)
class _Task:
    """One text on its way out."""

    text: str
    broken: int
    surroundings: Surroundings
    write_terminal: Callable[[str], object] | None
    out: Path
    name: str
    timeout: float

    def go(self, way: Way) -> Path | None:
        """Take ``way``; the path if it leads to a file."""
        if way == "file":
            return last_resort.save(self.text, self.out, self.name)
        if way == "helper":
            copy_to_desktop(self.text, self.surroundings, self.timeout)
        elif way == "tmux":
            copy_to_tmux(self.text, self.surroundings, self.timeout)
        else:
            self._send()
        return None

    def _send(self) -> None:
        if self.write_terminal is None:
            raise WayError("there is none")
        sequence = osc52.sequence(self.text, self.surroundings)
        try:
            self.write_terminal(sequence)
        except Exception as error:  # the caller's code: whatever it raises, the file is left
            raise WayError("it could not be written to") from error

    def done(self, way: Way, path: Path | None, tried: list[Attempt]) -> Result:
        """The result for a way that worked, with a file beside what is not verified."""
        verified = way in ("helper", "tmux") and not self.broken
        said = _SAID[way]
        if way == "file":
            said += f" to {path}"
        elif verified:
            said += " (verified)"
        said += self._replaced()
        if not verified and path is None:
            try:
                path = self.go("file")
                said += f"; also in {path}"
            except WayError as failure:
                tried.append(Attempt("file", str(failure)))
        return Result(True, way, verified, said + _reasons(tried), path, tuple(tried))

    def _replaced(self) -> str:
        if not self.broken:
            return ""
        characters = "character" if self.broken == 1 else "characters"
        return f", {self.broken:,} broken {characters} replaced by U+FFFD"


def _reasons(tried: Sequence[Attempt]) -> str:
    if not tried:
        return ""
    return f" ({'; '.join(f'{NAMES[attempt.way]}: {attempt.why}' for attempt in tried)})"
