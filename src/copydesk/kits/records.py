"""Reading kits and maps for the library's index: what is good, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.index import BriefRecord, KitRecord, MapRecord, notes
from copydesk.kits.model import Brief, Kit, TopicMap
from copydesk.kits.places import MAP_FILE, brief_files
from copydesk.kits.read import read_map_brief, read_map_head
from copydesk.kits.reading.faults import meant, quoted
from copydesk.kits.reading.map_rules import in_order, order_in
from copydesk.kits.reading.toml_file import read_toml

ReadKit = Callable[[Path], Kit]


def kit_record(folder: Path, stamp: str, read_kit: ReadKit) -> KitRecord:
    """What there is to know of a kit, good or broken."""
    try:
        return KitRecord(stamp, read_kit(folder).title)
    except InvalidFiles as error:
        return KitRecord(stamp, problems=notes(error.problems))


def map_record(
    folder: Path,
    stamps: Mapping[str, str],
    known: Mapping[str, BriefRecord],
    kits: Mapping[str, Path],
    read_kit: ReadKit,
) -> MapRecord:
    """What there is to know of a map, good or broken, all but its own stamp.

    Args:
        stamps: The briefs that lie in the folder, by file name.
        known: What is known of them; read anew where the stamps differ.
    """
    try:
        head = read_map_head(folder)
    except InvalidFiles as error:
        return MapRecord(problems=notes(error.problems))
    kit, problem = kit_of(head, folder, kits, read_kit)
    briefs: dict[str, BriefRecord] = {}
    for name, stamp in sorted(stamps.items()):
        old = known.get(name)
        briefs[name] = old if old and old.stamp == stamp else _read(folder / name, stamp, head, kit)
    place = order_in(head)

    def key(name: str) -> tuple[int, int, str]:
        return place(briefs[name].group, briefs[name].order, briefs[name].title)

    ordered = {name: briefs[name] for name in sorted(briefs, key=key)}
    return MapRecord("", head.topic, head.kit, notes(problem), ordered)


def _read(path: Path, stamp: str, head: TopicMap, kit: Kit | None) -> BriefRecord:
    try:
        brief = read_map_brief(path, head, kit)
    except InvalidFiles as error:
        return BriefRecord(stamp, problems=notes(error.problems))
    return BriefRecord(stamp, brief.title, brief.group, brief.order)


def sound_map(folder: Path, kits: Mapping[str, Path], read_kit: ReadKit) -> TopicMap:
    """A map with those of its briefs that are sound.

    Raises:
        InvalidFiles: Its ``map.toml`` is broken.
    """
    head = read_map_head(folder)
    kit, _ = kit_of(head, folder, kits, read_kit)
    briefs: list[Brief] = []
    for path in brief_files(folder):
        with suppress(InvalidFiles):
            briefs.append(read_map_brief(path, head, kit))
    return replace(head, briefs=in_order(head, briefs))


def kit_of(
    head: TopicMap, folder: Path, kits: Mapping[str, Path], read_kit: ReadKit
) -> tuple[Kit | None, tuple[Problem, ...]]:
    """The kit that a map is written for; or None, and what is wrong."""
    if head.kit not in kits:
        message = f"there is no kit {quoted(head.kit)}{meant(head.kit, kits)}"
    else:
        try:
            return read_kit(kits[head.kit]), ()
        except InvalidFiles as error:
            message = f"the kit {quoted(head.kit)} is broken: {error.problems[0]}"
    path = folder / MAP_FILE
    return None, (Problem(path, read_toml(path).line(("kit",)), "kit", message),)
