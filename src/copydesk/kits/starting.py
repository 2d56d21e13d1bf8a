"""What a session begins with: a kit, a brief, its values with their defaults, and the map's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from copydesk.kits.defaults import default_values, map_values_of
from copydesk.kits.entries import Start
from copydesk.kits.model import FORMAT, Brief, Kit, MapValues, TopicMap
from copydesk.kits.read import read_brief, read_map_brief, read_map_head

UNTITLED = "untitled"
"""The id of the brief of a session that was begun on a kit alone."""


def on_kit(kit: Kit) -> Start:
    """A kit with an empty brief."""
    return _start(kit, None, Brief(id=UNTITLED, format=FORMAT))


def on_brief(kit: Kit, path: Path) -> Start:
    """A writer's own brief; raises InvalidFiles when it does not fit the kit."""
    return _start(kit, None, read_brief(path, kit))


def on_article(kit: Kit, path: Path, siblings: Mapping[str, str]) -> Start:
    """An article of a map.

    Args:
        path: The file of its brief, in the map's folder.
        siblings: The titles of the map's other articles, by their ids.

    Raises:
        InvalidFiles: The map or the brief is broken.
    """
    head = read_map_head(path.parent)
    return _start(kit, head, read_map_brief(path, head, kit), siblings)


def _start(
    kit: Kit, topic_map: TopicMap | None, brief: Brief, siblings: Mapping[str, str] | None = None
) -> Start:
    values = default_values(kit, topic_map, brief)
    map_values = map_values_of(topic_map, brief, siblings or {}) if topic_map else MapValues()
    return Start(kit, brief, values, map_values)
