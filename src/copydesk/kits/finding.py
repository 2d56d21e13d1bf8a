"""What a path from the command line leads to: a kit, a map, an article, or a folder of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.kits.places import KIT_FILE, MAP_FILE, MAPS, Place, lies_in, units


@dataclass(frozen=True)
class At:
    """Where a path leads."""

    path: Path
    """A kit's or map's folder, a brief's file, or a folder that holds kits and maps."""
    root: Path | None
    """The place to look in; None for a brief that belongs to no map."""


def absolute(ref: str) -> Path:
    """The path that a person means.

    Raises:
        CopydeskError: It begins with the home of somebody who has none here, or is no path.
    """
    try:
        return Path(os.path.normpath(Path.cwd() / Path(ref).expanduser()))
    except (RuntimeError, OSError, ValueError) as error:
        raise CopydeskError(f"{ref} is no path on this machine.") from error


def at_path(path: Path) -> At:
    """Where a path leads.

    Raises:
        CopydeskError: There is nothing, or nothing of ours.
    """
    if path.name in (KIT_FILE, MAP_FILE) and not path.is_dir():
        path = path.parent
    if not path.exists():
        raise CopydeskError(f"There is nothing at {path}.")
    if path.is_dir():
        if lies_in(path, KIT_FILE):
            return At(path, path)
        if lies_in(path, MAP_FILE):
            return At(path, _root(path))
        if any(True for _ in units(Place("given", path))):
            return At(path, path)
    elif path.suffix == ".toml":
        return At(path, _root(path.parent) if lies_in(path.parent, MAP_FILE) else None)
    raise CopydeskError(f"{path} is no kit, no map, no brief and no folder of kits.")


def _root(map_folder: Path) -> Path:
    """The place that a map lies in, where its kit may lie as well."""
    parent = map_folder.parent
    return parent.parent if parent.name == MAPS else map_folder
