"""What a brief knows once its kit and its map have spoken: defaults, and ``{{map.…}}``."""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.kits.model import Brief, BriefField, Kit, MapValues, TopicMap, Value


def is_empty(value: Value | None) -> bool:
    """Whether a field counts as not filled in; a number never does."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def default_values(kit: Kit, topic_map: TopicMap | None, brief: Brief) -> dict[str, Value]:
    """A brief's values with what the kit and the map say where the brief says nothing.

    The map's author goes into the field ``author``, the address by its pattern, with the
    brief's id as the slug, into ``article_url``; only where the kit has these fields.
    """
    values: dict[str, Value] = {
        field.id: field.default for field in kit.fields if field.default is not None
    }
    if topic_map is not None:
        defaults = topic_map.defaults
        of_map = {"author": defaults.author, "article_url": article_url(defaults.address, brief.id)}
        fields = {field.id for field in kit.fields}
        values |= {name: text for name, text in of_map.items() if text and name in fields}
    return values | dict(brief.values)


def article_url(address: str, slug: str) -> str:
    """An article's address by its map's pattern, ``https://example.com/{slug}``."""
    return address.replace("{slug}", slug)


def map_values(topic_map: TopicMap | None, brief: Brief) -> MapValues:
    """What one article's prompts can know of its map; nothing where there is none."""
    if topic_map is None:
        return MapValues()
    others = {one.id: one.title for one in topic_map.briefs if one.id != brief.id}
    return map_values_of(topic_map, brief, others)


def map_values_of(topic_map: TopicMap, brief: Brief, siblings: Mapping[str, str]) -> MapValues:
    """As ``map_values``, for a map whose briefs were not read: the titles are given, by id."""
    defaults = topic_map.defaults
    return MapValues(
        topic=topic_map.topic,
        pillar=topic_map.pillar,
        group=brief.group,
        siblings=tuple(siblings.values()),
        slugs=tuple(siblings),
        address=defaults.address,
        site=defaults.site,
        style=defaults.style,
        language=defaults.language,
        author_url=defaults.author_url,
    )


def missing(kit: Kit, values: Mapping[str, Value]) -> tuple[BriefField, ...]:
    """The fields that must be filled in and are not, in the kit's order."""
    return tuple(field for field in kit.fields if field.required and is_empty(values.get(field.id)))
