"""What a topical map's own file may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from copydesk.kits.model import Brief, MapDefaults, TopicMap
from copydesk.kits.reading.faults import Faults, quoted
from copydesk.kits.reading.formats import check_format
from copydesk.kits.reading.kit_draft import NAME_RULE
from copydesk.kits.reading.shape import shaped
from copydesk.text import is_name


def draft_map(faults: Faults, folder: Path) -> TopicMap | None:
    """Reads a map without its briefs; what is wrong with it is noted."""
    check_format(faults)
    data = faults.file.data
    name = folder.absolute().name
    if not is_name(name):
        message = f"the folder's name is the map's id: expected {NAME_RULE}, found {quoted(name)}"
        faults.add(faults.file.path, message)
    given = {"id": name, "defaults": {}, "briefs": []}
    topic_map = shaped(TopicMap, data, (), faults, given, ("defaults",))
    defaults = shaped(MapDefaults, data.get("defaults", {}), ("defaults",), faults, {})
    if defaults is not None:
        _check_addresses(defaults, faults)
    if topic_map is None or defaults is None:
        return None
    if not is_name(topic_map.kit):
        faults.at(("kit",), f"expected {NAME_RULE}, found {quoted(topic_map.kit)}")
    groups = topic_map.groups
    if not groups or not all(one.strip() for one in groups) or len(set(groups)) < len(groups):
        faults.at(("groups",), "expected at least one group, each with a name of its own")
    return replace(topic_map, defaults=defaults)


def order_in(topic_map: TopicMap) -> Callable[[str, int, str], tuple[int, int, str]]:
    """The sort key of an article by group, ``order`` and title: groups as the map has them."""
    place = {group: index for index, group in enumerate(topic_map.groups)}

    def key(group: str, order: int, title: str) -> tuple[int, int, str]:
        return place.get(group, len(place)), order, title.casefold()

    return key


def in_order(topic_map: TopicMap, briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """The briefs in the order of the map's groups, then of ``order``, then of titles."""
    key = order_in(topic_map)
    by_id = sorted(briefs, key=lambda one: one.id)
    return tuple(sorted(by_id, key=lambda one: key(one.group, one.order, one.title)))


def _check_addresses(defaults: MapDefaults, faults: Faults) -> None:
    for name in ("author_url", "address"):
        address = getattr(defaults, name)
        if address and not address.startswith(("https://", "http://")):
            message = f"expected an address that begins with https://, found {quoted(address)}"
            faults.at(("defaults", name), message)
    if defaults.address and "{slug}" not in defaults.address:
        example = "https://example.com/{slug}"
        message = f"expected a pattern with the place of the article's id, such as {example}"
        faults.at(("defaults", "address"), message)
