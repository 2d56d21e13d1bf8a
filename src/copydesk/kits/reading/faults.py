"""The faults found while a kit, map or brief is read: gathered, then raised all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from pathlib import Path

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.reading.toml_file import TomlFile, dotted
from copydesk.kits.reading.toml_lines import KeyPath
from copydesk.text import nearest, one_line

MOST = 100
"""How many faults are listed; a file made to hold thousands would only bury the first."""


class Faults:
    """A growing list of problems, most of them in one file, each named by file, line and key."""

    def __init__(self, file: TomlFile) -> None:
        self.file = file
        self._problems: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether as many faults were found as anyone will read; what follows is not noted."""
        return len(self._problems) >= MOST

    def at(self, key: KeyPath, message: str) -> None:
        """Notes what is wrong with one value of the file."""
        if not self.full:
            self.add(self.file.path, message, self.file.line(key), dotted(key))

    def unknown(self, key: KeyPath, message: str, name: str, known: Collection[str]) -> None:
        """Notes a name in the file that nothing has, and the known one probably meant."""
        if not self.full:
            self.at(key, message + meant(name, known))

    def add(self, path: Path, message: str, line: int = 0, key: str = "") -> None:
        """Notes what is wrong in another file."""
        if not self.full:
            self._problems.append(Problem(path=path, line=line, key=key, message=message))

    def take(self, problems: Iterable[Problem]) -> None:
        """Notes what was found elsewhere."""
        self._problems.extend(islice(problems, MOST - len(self._problems)))

    def problems(self) -> tuple[Problem, ...]:
        """All faults, by file and line."""
        found = sorted(self._problems, key=lambda one: (str(one.path), one.line))
        if self.full:
            found.append(Problem(self.file.path, 0, "", f"only the first {MOST} faults are listed"))
        return tuple(found)

    def check(self) -> None:
        """Raises InvalidFiles when anything was noted."""
        if self._problems:
            raise InvalidFiles(self.problems())


def meant(name: str, known: Collection[str]) -> str:
    """``; did you mean "title"?``, or the few names that exist, or nothing."""
    near = nearest(name, islice(known, 200))
    if near:
        return f"; did you mean {quoted(near)}?"
    if 0 < len(known) <= 12:
        return f"; known: {', '.join(one_line(one, 60) for one in known)}"
    return ""


def quoted(text: str) -> str:
    """A text from a file as a message may show it: one short line, nothing a terminal obeys."""
    return f'"{one_line(text, 60)}"'


def either(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
