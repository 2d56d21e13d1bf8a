"""Going over the folders of kits and maps: what is there, what changed, what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from copydesk.kits.entries import Entry
from copydesk.kits.index import BriefRecord, Index, KitRecord, MapRecord, problems
from copydesk.kits.places import MAP_FILE, Unit, brief_stamps, file_stamp, kit_stamp

if TYPE_CHECKING:
    from copydesk.kits.model import Kit


class Survey:
    """One pass over some units; what is read is noted in the index.

    Args:
        kits: The folder of each kit that counts, by id.
        index: What is known already; changed in place.
        read_kit: Reads the kit in a folder, or raises InvalidFiles.
    """

    def __init__(
        self, kits: Mapping[str, Path], index: Index, read_kit: Callable[[Path], Kit]
    ) -> None:
        self._kits = kits
        self._index = index
        self._read_kit = read_kit
        self._seen: dict[Path, KitRecord] = {}
        self.changed = False
        """Whether the index was."""

    def entries(self, unit: Unit) -> Iterator[Entry]:
        """A kit's entry, or a map's and then those of its articles, in their order."""
        if unit.kind == "kit":
            kit = self._kit_record(unit.path)
            yield Entry(
                kind="kit",
                id=unit.id,
                title=kit.title or unit.id,
                path=unit.path,
                place=unit.place,
                problems=problems(kit.problems),
            )
        else:
            yield from self._map_entries(unit, self._map_record(unit.path))

    def _map_entries(self, unit: Unit, record: MapRecord) -> Iterator[Entry]:
        yield Entry(
            kind="map",
            id=unit.id,
            title=record.title or unit.id,
            path=unit.path,
            place=unit.place,
            kit_id=record.kit,
            problems=problems(record.problems),
        )
        for name, brief in record.briefs.items():
            brief_id = name.removesuffix(".toml")
            yield Entry(
                kind="article",
                id=brief_id,
                title=brief.title or brief_id,
                path=unit.path / name,
                place=unit.place,
                map_id=unit.id,
                group=brief.group,
                kit_id=record.kit,
                problems=problems(brief.problems),
            )

    def _kit_record(self, folder: Path) -> KitRecord:
        if folder in self._seen:
            return self._seen[folder]
        stamp = kit_stamp(folder)
        record = self._index.kits.get(str(folder))
        if record is None or record.stamp != stamp:
            from copydesk.kits.records import kit_record

            record = kit_record(folder, stamp, self._read_kit)
            self._index.kits[str(folder)] = record
            self.changed = True
        self._seen[folder] = record
        return record

    def _map_record(self, folder: Path) -> MapRecord:
        file, briefs = file_stamp(folder / MAP_FILE), brief_stamps(folder)
        known = self._index.maps.get(str(folder))
        reusable: Mapping[str, BriefRecord] = {}
        if known is not None and known.stamp == self._map_stamp(file, known.kit):
            if not known.kit or {name: one.stamp for name, one in known.briefs.items()} == briefs:
                return known
            reusable = known.briefs
        from copydesk.kits.records import map_record

        record = map_record(folder, briefs, reusable, self._kits, self._read_kit)
        record = msgspec.structs.replace(record, stamp=self._map_stamp(file, record.kit))
        self._index.maps[str(folder)] = record
        self.changed = True
        return record

    def _map_stamp(self, file: str, kit_id: str) -> str:
        """A map's briefs are held to its kit: they are read anew when the kit changes."""
        kit = self._kits.get(kit_id)
        return f"{file} {kit} {self._kit_record(kit).stamp if kit else ''}"
