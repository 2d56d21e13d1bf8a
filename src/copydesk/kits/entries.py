"""What a library lists, and what a session starts from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from copydesk.errors import Problem
from copydesk.kits.places import PlaceKind

if TYPE_CHECKING:  # a list needs no model, and starts the faster without it
    from copydesk.kits.model import Brief, Kit, MapValues, Value


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One kit, map or article, read or not, good or broken."""

    kind: Literal["kit", "map", "article"]
    id: str
    title: str
    """What a person calls it; the id where that could not be read."""
    path: Path
    """The folder of a kit or map, the file of an article's brief."""
    place: PlaceKind
    map_id: str = ""
    """The map of an article; empty for a brief that belongs to none."""
    group: str = ""
    kit_id: str = ""
    """The kit that a map and its articles are written for."""
    problems: tuple[Problem, ...] = ()
    hidden_by: Path | None = None
    """What lies in an earlier place under the same id, and is used instead."""

    @property
    def ref(self) -> str:
        """The name that finds it: ``map/article``, or the id."""
        return f"{self.map_id}/{self.id}" if self.map_id else self.id


class Start(msgspec.Struct, frozen=True):
    """All that a session on an article, or on a kit alone, begins with."""

    kit: Kit
    brief: Brief
    values: Mapping[str, Value]
    """The brief's values, with the defaults of the kit and the map."""
    map: MapValues
