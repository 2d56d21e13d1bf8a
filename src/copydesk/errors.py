"""The one family of errors that Copydesk raises for a person to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class CopydeskError(Exception):
    """Something a person can understand and act on.

    Args:
        message: What happened and where, in one sentence.
        hint: What to do next; empty when there is nothing to add.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file: where it stands and what is wrong.

    ``line`` counts from 1; 0 means that the fault belongs to no line (a missing file, say).
    ``key`` is the dotted key, as a writer would look for it in the file (``phases[1].title``).
    """

    path: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class InvalidFiles(CopydeskError):
    """A kit, map, brief or settings file that cannot be used; carries every fault found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
