"""What a brief's file may hold: its own keys, and under ``[brief]`` values for a kit's fields."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from copydesk.kits.defaults import default_values, missing
from copydesk.kits.model import Brief, Kit, TopicMap, Value
from copydesk.kits.reading.faults import Faults, meant, quoted
from copydesk.kits.reading.formats import check_format
from copydesk.kits.reading.kit_draft import NAME_RULE
from copydesk.kits.reading.shape import shaped
from copydesk.kits.reading.value_rules import found, value_fault, value_from
from copydesk.text import is_name

VALUES = "brief"
"""The table of a brief's file that holds its values."""


def draft_brief(faults: Faults, kit: Kit | None) -> Brief | None:
    """Reads a brief; what is wrong with it is noted.

    Args:
        kit: Whose fields the values are held to; without it, only their shape is.
    """
    check_format(faults)
    file = faults.file
    name = file.path.stem
    if not is_name(name):
        faults.add(file.path, f"the file's name is the brief's id: expected {NAME_RULE}")
    given = {"id": name, "values": {}}
    brief = shaped(Brief, file.data, (), faults, given, (VALUES,))
    values = _values(file.data.get(VALUES, {}), kit, faults)
    return replace(brief, values=values) if brief else None


def check_place(brief: Brief, topic_map: TopicMap, faults: Faults) -> None:
    """Notes a group that the map does not have."""
    if brief.group not in topic_map.groups:
        message = f"the map has no group {quoted(brief.group)}" if brief.group else "no group given"
        faults.at(("group",), message + meant(brief.group, topic_map.groups))


def check_complete(brief: Brief, topic_map: TopicMap | None, kit: Kit, faults: Faults) -> None:
    """Notes required fields that neither the brief, nor its map, nor the kit fills in."""
    for field in missing(kit, default_values(kit, topic_map, brief)):
        message = f"this value is missing: {quoted(field.label)} is required"
        faults.at((VALUES, field.id), message)


def _values(raw: Any, kit: Kit | None, faults: Faults) -> dict[str, Value]:
    if not isinstance(raw, dict):
        faults.at((VALUES,), f"expected a table, [{VALUES}], found {found(raw)}")
        return {}
    fields = {field.id: field for field in kit.fields} if kit else {}
    values: dict[str, Value] = {}
    for name, item in raw.items():
        at, value = (VALUES, name), value_from(item)
        if kit and name not in fields:
            faults.unknown(at, f"the kit {kit.id} has no field {quoted(name)}", name, fields)
        elif fault := value_fault(item, fields.get(name)):
            faults.at(at, fault)
        elif value is not None:
            values[name] = value
    return values
