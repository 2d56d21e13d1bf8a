"""Where kits and maps may lie, and which of them lie there; nothing is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from copydesk.paths import bundled, folders

KIT_FILE = "kit.toml"
MAP_FILE = "map.toml"
MAPS = "maps"

PlaceKind = Literal["given", "settings", "yours", "bundled"]


class Place(msgspec.Struct, frozen=True):
    """A folder with ``<id>/kit.toml`` and ``maps/<id>/map.toml``, or one kit's or map's own."""

    kind: PlaceKind
    path: Path


class Unit(msgspec.Struct, frozen=True):
    """The folder of one kit or map."""

    kind: Literal["kit", "map"]
    path: Path
    place: PlaceKind

    @property
    def id(self) -> str:
        """The folder's name, which is the kit's or the map's id."""
        return self.path.name


def usual_places(kit_folders: Iterable[Path], given: Iterable[Path] = ()) -> tuple[Place, ...]:
    """All places in the order in which they count.

    Args:
        kit_folders: Those that the settings name.
        given: Paths from the command line: a kit's or map's folder, or a folder of such.
    """
    return (
        *(Place("given", path.absolute()) for path in given),
        *(Place("settings", path.absolute()) for path in kit_folders),
        Place("yours", folders().kits),
        Place("bundled", bundled()),
    )


def units(place: Place) -> Iterator[Unit]:
    """The kits and maps of a place, kits first, each by name; none where there is no folder."""
    if lies_in(place.path, KIT_FILE):
        yield Unit("kit", place.path, place.kind)
    elif lies_in(place.path, MAP_FILE):
        yield Unit("map", place.path, place.kind)
    else:
        for path in _children(place.path):
            if lies_in(path, KIT_FILE):
                yield Unit("kit", path, place.kind)
        for path in _children(place.path / MAPS):
            if lies_in(path, MAP_FILE):
                yield Unit("map", path, place.kind)


def lies_in(folder: Path, name: str) -> bool:
    """Whether a folder has something of a name, be it what it may."""
    return os.path.lexists(folder / name)


def brief_files(folder: Path) -> list[Path]:
    """The files of a map's briefs, by name."""
    return [folder / name for name in sorted(_stamps(folder, ".toml")) if name != MAP_FILE]


def kit_stamp(folder: Path) -> str:
    """What changes whenever a file of a kit does."""
    stamps = {KIT_FILE: file_stamp(folder / KIT_FILE)}
    for inside in ("prompts", "schemas"):
        found = _stamps(folder / inside, "")
        stamps |= {f"{inside}/{name}": stamp for name, stamp in found.items()}
    return " ".join(f"{name}:{stamp}" for name, stamp in sorted(stamps.items()))


def brief_stamps(folder: Path) -> dict[str, str]:
    """For each brief of a map, by its file's name, what changes whenever the file does."""
    return {name: stamp for name, stamp in _stamps(folder, ".toml").items() if name != MAP_FILE}


def map_stamp(folder: Path) -> str:
    """What changes whenever a file of a map does."""
    return repr((file_stamp(folder / MAP_FILE), sorted(brief_stamps(folder).items())))


def file_stamp(path: Path) -> str:
    """What changes whenever a file does; "" when there is none."""
    try:
        return _stamp(path.lstat())
    except OSError:
        return ""


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}-{found.st_size}"


def _stamps(folder: Path, suffix: str) -> dict[str, str]:
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: _stamp(entry.stat(follow_symlinks=False))
                for entry in entries
                if entry.name.endswith(suffix) and not entry.name.startswith(".")
            }
    except OSError:
        return {}


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
