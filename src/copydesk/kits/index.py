"""What the library remembers of kits and maps between two starts, so that it need not read them.

A record holds as long as the stamps of the files that it was made from. The file is a cache:
one that is damaged, foreign or from another version counts as empty, and one that cannot be
written is not written.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from copydesk import __version__
from copydesk.errors import InvalidFiles, Problem
from copydesk.files import read_file, replace_file

INDEX_FORMAT = 1
INDEX_LIMIT = 64 * 1024 * 1024


class Note(msgspec.Struct, array_like=True, frozen=True):
    """A problem, as the index keeps it."""

    path: str
    line: int
    key: str
    message: str


class KitRecord(msgspec.Struct, frozen=True):
    """What is known of a kit's folder."""

    stamp: str
    title: str = ""
    problems: tuple[Note, ...] = ()


class BriefRecord(msgspec.Struct, frozen=True):
    """What is known of one brief's file."""

    stamp: str
    title: str = ""
    group: str = ""
    order: int = 0
    problems: tuple[Note, ...] = ()


class MapRecord(msgspec.Struct, frozen=True):
    """What is known of a map's folder; its briefs by their files' names, in order."""

    stamp: str = ""
    title: str = ""
    kit: str = ""
    problems: tuple[Note, ...] = ()
    briefs: dict[str, BriefRecord] = {}


class Index(msgspec.Struct):
    """All records, by the paths of the folders."""

    format: int = INDEX_FORMAT
    program: str = __version__
    kits: dict[str, KitRecord] = {}
    maps: dict[str, MapRecord] = {}


def load_index(path: Path | None) -> Index:
    """The index in a file; an empty one where there is none that serves."""
    if path is None:
        return Index()
    try:
        data = read_file(path, limit=INDEX_LIMIT, follow=True)
        index = msgspec.json.decode(data, type=Index)
    except (OSError, InvalidFiles, ValueError, RecursionError):
        return Index()
    usable = (index.format, index.program) == (INDEX_FORMAT, __version__)
    return index if usable else Index()


def save_index(path: Path | None, index: Index) -> None:
    """Writes the index whole, or not at all; folders that are gone are forgotten."""
    if path is None:
        return
    index.kits = {name: one for name, one in index.kits.items() if Path(name).is_dir()}
    index.maps = {name: one for name, one in index.maps.items() if Path(name).is_dir()}
    try:
        replace_file(path, msgspec.json.encode(index))
    except (OSError, ValueError):  # a full or read-only disk; a path that is no Unicode
        return


def notes(problems: tuple[Problem, ...]) -> tuple[Note, ...]:
    """Problems as the index keeps them."""
    return tuple(Note(str(one.path), one.line, one.key, one.message) for one in problems)


def problems(notes: tuple[Note, ...]) -> tuple[Problem, ...]:
    """Problems as the program knows them."""
    return tuple(Problem(Path(one.path), one.line, one.key, one.message) for one in notes)
