"""Every kit, map and article within reach: listed cheaply, found by name, read when opened.

Kits and maps lie in places, and an earlier place wins over a later one; what loses is listed as
hidden. What cannot be read is listed as broken. A list costs a stat for each file; only files
that changed since the last start are read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from copydesk.errors import CopydeskError, Problem
from copydesk.kits.entries import Entry, Start
from copydesk.kits.finding import At, absolute, at_path
from copydesk.kits.index import load_index, save_index
from copydesk.kits.places import Place, Unit, kit_stamp, map_stamp, units
from copydesk.kits.survey import Survey
from copydesk.text import nearest, one_line

if TYPE_CHECKING:  # imported when something is opened; a list starts the faster without it
    from copydesk.kits.model import Kit, TopicMap


F = TypeVar("F", bound=Callable[..., Any])


def _one_at_a_time(method: F) -> F:
    """Screens ask from several threads; what is read, and what was read, is for one at a time."""

    @wraps(method)
    def alone(self: Library, *args: Any, **kwargs: Any) -> Any:
        with self._lock:
            return method(self, *args, **kwargs)

    return cast(F, alone)


class Library:
    """The kits and maps of some places.

    Args:
        places: Where they lie, the ones that count first in front; see ``usual_places``.
        cache: The index file; without one, every start reads every file.
    """

    def __init__(self, places: Sequence[Place], cache: Path | None = None) -> None:
        self._lock = RLock()
        self._places = tuple(places)
        self._cache = cache
        self._index = load_index(cache)
        self._kits: dict[Path, tuple[str, Kit]] = {}
        self._maps: dict[Path, tuple[str, TopicMap]] = {}

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the library looks, in order."""
        return self._places

    @_one_at_a_time
    def entries(self) -> tuple[Entry, ...]:
        """Everything there is: by place, kits before maps, each map before its articles.

        What is hidden comes last. Never raises for what lies in the places.
        """
        winners, hidden = self._units()
        survey = Survey(_folders(winners), self._index, self._read_kit)
        found = [entry for unit in winners for entry in survey.entries(unit)]
        if survey.changed:
            save_index(self._cache, self._index)
        return (*found, *hidden)

    @_one_at_a_time
    def problems(self) -> tuple[Problem, ...]:
        """Places that a person named and that are not there."""
        return tuple(
            Problem(place.path, 0, "", "there is no such folder")
            for place in self._places
            if place.kind in ("given", "settings") and not place.path.is_dir()
        )

    @_one_at_a_time
    def kit(self, kit_id: str) -> Kit:
        """The kit with this id, read anew when its files have changed.

        Raises:
            CopydeskError: There is none of this id.
            InvalidFiles: It is broken.
        """
        return self._read_kit(self._folder("kit", kit_id))

    @_one_at_a_time
    def map(self, map_id: str) -> TopicMap:
        """The map with this id and those of its briefs that are sound.

        Raises:
            CopydeskError: There is none of this id.
            InvalidFiles: Its ``map.toml`` is broken.
        """
        folder = self._folder("map", map_id)
        kits = self.kit_folders()
        stamp = repr((map_stamp(folder), [kit_stamp(kit) for kit in kits.values()]))
        if folder not in self._maps or self._maps[folder][0] != stamp:
            from copydesk.kits.records import sound_map

            self._maps[folder] = stamp, sound_map(folder, kits, self._read_kit)
        return self._maps[folder][1]

    @_one_at_a_time
    def start(self, entry: Entry, kit_id: str = "") -> Start:
        """What a session on an article, or on a kit alone, begins with.

        Args:
            kit_id: The kit for a brief that belongs to no map.

        Raises:
            CopydeskError: Nothing can be started from this entry, or no kit is known for it.
            InvalidFiles: The kit, the map or the brief is broken.
        """
        if entry.kind == "map":
            raise CopydeskError(f"{entry.id} is a map; a session is on one of its articles.")
        from copydesk.kits import starting

        if entry.kind == "kit":
            return starting.on_kit(self._read_kit(entry.path))
        kit_id = entry.kit_id or kit_id
        if not kit_id:
            raise CopydeskError(f"{entry.path} belongs to no map.", "Say which kit to work with.")
        kit = self.kit(kit_id)
        if entry.map_id:
            return starting.on_article(kit, entry.path, self._siblings(entry))
        return starting.on_brief(kit, entry.path)

    @_one_at_a_time
    def find(self, ref: str) -> tuple[Entry, ...]:
        """What a person may mean by a name or a path; more than one when it is ambiguous.

        A name is ``map/article``, or the id of an article, a map or a kit. A path is a kit's or
        a map's folder, a folder of such, or a brief's file; what lies there counts before
        everything else from then on.

        Raises:
            CopydeskError: There is nothing of this name or at this path.
            InvalidFiles: The path leads to a brief that is broken and belongs to no map.
        """
        if not ref.startswith((".", "/", "~")) and not ref.endswith(".toml"):
            entries = [entry for entry in self.entries() if entry.hidden_by is None]
            named = tuple(entry for entry in entries if ref in (entry.id, entry.ref))
            if named or not ref:
                return named
            if not absolute(ref).exists():
                known = [name for one in entries for name in (one.ref, one.id)]
                raise _unknown("kit, map or article", ref, known)
        return self._found_at(at_path(absolute(ref)))

    @_one_at_a_time
    def kit_folders(self) -> dict[str, Path]:
        """The folder of each kit that counts, broken ones included, by id."""
        return _folders(self._units()[0])

    def _found_at(self, at: At) -> tuple[Entry, ...]:
        if at.root is None:
            from copydesk.kits.read import read_brief

            brief = read_brief(at.path)
            own = Entry(kind="article", id=brief.id, title=brief.title, path=at.path, place="given")
            return (own,)
        place = Place("given", at.root)
        if place not in self._places:
            self._places = (place, *self._places)
        entries = [entry for entry in self.entries() if entry.place == "given"]
        exact = tuple(entry for entry in entries if entry.path == at.path)
        return exact or tuple(
            entry for entry in entries if entry.kind != "article" and at.path in entry.path.parents
        )

    def _siblings(self, entry: Entry) -> dict[str, str]:
        """The titles of the other sound articles of a map, by id."""
        return {
            one.id: one.title
            for one in self.entries()
            if one.map_id == entry.map_id and one.path != entry.path and not one.problems
        }

    def _units(self) -> tuple[list[Unit], list[Entry]]:
        """The kits and maps that count, and entries for those that are hidden by them."""
        winners: dict[tuple[str, str], Unit] = {}
        hidden: list[Entry] = []
        seen: set[str] = set()
        for place in self._places:
            for unit in units(place):
                real = os.path.realpath(unit.path)
                if real in seen:
                    continue
                seen.add(real)
                winner = winners.setdefault((unit.kind, unit.id), unit)
                if winner is not unit:
                    hidden.append(_hidden(unit, winner))
        return list(winners.values()), hidden

    def _folder(self, kind: Literal["kit", "map"], name: str) -> Path:
        known = {unit.id: unit.path for unit in self._units()[0] if unit.kind == kind}
        if name not in known:
            raise _unknown(kind, name, known)
        return known[name]

    def _read_kit(self, folder: Path) -> Kit:
        stamp = kit_stamp(folder)
        if folder not in self._kits or self._kits[folder][0] != stamp:
            from copydesk.kits.read import read_kit

            self._kits[folder] = stamp, read_kit(folder)
        return self._kits[folder][1]


def _unknown(what: str, name: str, known: Iterable[str]) -> CopydeskError:
    near = nearest(name, known)
    hint = f"Did you mean {near}?" if near else ""
    return CopydeskError(f'There is no {what} called "{one_line(name, 60)}".', hint)


def _folders(found: Sequence[Unit]) -> dict[str, Path]:
    return {unit.id: unit.path for unit in found if unit.kind == "kit"}


def _hidden(unit: Unit, winner: Unit) -> Entry:
    return Entry(
        kind=unit.kind,
        id=unit.id,
        title=unit.id,
        path=unit.path,
        place=unit.place,
        hidden_by=winner.path,
    )
