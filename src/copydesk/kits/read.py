"""Kits, maps and briefs from their files: whole and valid, or every fault at once."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.model import Brief, Kit, TopicMap
from copydesk.kits.places import KIT_FILE, MAP_FILE, brief_files
from copydesk.kits.reading.brief_rules import check_complete, check_place, draft_brief
from copydesk.kits.reading.faults import Faults
from copydesk.kits.reading.formats import check_format
from copydesk.kits.reading.kit_draft import draft_kit
from copydesk.kits.reading.kit_folder import KitFolder
from copydesk.kits.reading.kit_rules import check_kit
from copydesk.kits.reading.map_rules import draft_map, in_order
from copydesk.kits.reading.toml_file import read_toml


def read_kit(folder: Path) -> Kit:
    """The kit in a folder; its id is the folder's name.

    Raises:
        InvalidFiles: Anything is wrong with it.
    """
    faults = Faults(read_toml(folder / KIT_FILE))
    check_format(faults)
    draft = draft_kit(KitFolder(folder), faults)
    schemas = check_kit(draft, faults)
    faults.check()
    return draft.whole(folder.absolute().name, schemas)


def read_map(folder: Path, kit: Kit | None = None, *, complete: bool = False) -> TopicMap:
    """The topical map in a folder, with all its briefs; its id is the folder's name.

    Args:
        kit: The kit that the briefs are written for, to hold their values to.
        complete: Whether a brief must have every value that the kit requires.

    Raises:
        InvalidFiles: Anything is wrong with the map or with any of its briefs.
    """
    topic_map = read_map_head(folder)
    briefs: list[Brief] = []
    problems: list[Problem] = []
    for path in brief_files(folder):
        try:
            briefs.append(read_map_brief(path, topic_map, kit, complete=complete))
        except InvalidFiles as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidFiles(problems)
    return replace(topic_map, briefs=in_order(topic_map, briefs))


def read_map_head(folder: Path) -> TopicMap:
    """A topical map without its briefs.

    Raises:
        InvalidFiles: Anything is wrong with ``map.toml``.
    """
    faults = Faults(read_toml(folder / MAP_FILE))
    topic_map = draft_map(faults, folder)
    faults.check()
    assert topic_map is not None
    return topic_map


def read_map_brief(
    path: Path, topic_map: TopicMap, kit: Kit | None = None, *, complete: bool = False
) -> Brief:
    """One brief of a map; see ``read_map``.

    Raises:
        InvalidFiles: Anything is wrong with the brief, or it has no place in the map.
    """
    return _brief(path, topic_map, kit, complete)


def read_brief(path: Path, kit: Kit | None = None, *, complete: bool = False) -> Brief:
    """A brief that belongs to no map: a writer's own.

    Raises:
        InvalidFiles: Anything is wrong with it.
    """
    return _brief(path, None, kit, complete)


def _brief(path: Path, topic_map: TopicMap | None, kit: Kit | None, complete: bool) -> Brief:
    faults = Faults(read_toml(path))
    brief = draft_brief(faults, kit)
    if brief is not None and topic_map is not None:
        check_place(brief, topic_map, faults)
    if brief is not None and kit is not None and complete:
        check_complete(brief, topic_map, kit, faults)
    faults.check()
    assert brief is not None
    return brief
