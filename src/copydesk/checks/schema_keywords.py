"""Keywords of JSON Schema that take too long, or say too little, as jsonschema has them.

Unique items are compared there each with each, a hundred thousand objects for hours; a quarter
of a million short texts in a list are looked at one by one for a second; a key that may not be
there is not named. The verdicts are the same here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]
"""What yields a keyword's errors, given validator, the keyword's value, instance and schema."""

_LENGTH_ONLY = frozenset({"type", "minLength", "maxLength", "title", "description"})
"""Where a schema has no other keywords, all texts of one length are alike to it."""


def quick(keywords: Mapping[str, Keyword]) -> dict[str, Keyword]:
    """Better ones for some of the keywords of a draft."""
    found: dict[str, Keyword] = {}
    if "properties" in keywords:
        found["properties"] = _properties(keywords["properties"])
    if "items" in keywords:
        found["items"] = _items(keywords["items"])
    if "uniqueItems" in keywords:
        found["uniqueItems"] = _unique
    return found


def _properties(original: Keyword) -> Keyword:
    def properties(
        validator: Any, wanted: Any, instance: Any, schema: Any
    ) -> Iterator[ValidationError]:
        for name, below in wanted.items():
            if below is False and isinstance(instance, Mapping) and name in instance:
                value = instance[name]
                yield ValidationError("is not allowed", path=[name], instance=value, validator=None)
        allowed = {name: below for name, below in wanted.items() if below is not False}
        yield from original(validator, allowed, instance, schema)

    return properties


def _items(original: Keyword) -> Keyword:
    def items(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(instance, list) and _is_simple(wanted) and "prefixItems" not in schema:
            return _each_length(validator, wanted, instance)
        return original(validator, wanted, instance, schema)

    return items


def _is_simple(wanted: Any) -> bool:
    return isinstance(wanted, Mapping) and wanted.keys() <= _LENGTH_ONLY


def _each_length(validator: Any, wanted: Any, instance: list[Any]) -> Iterator[ValidationError]:
    sound: set[int] = set()
    for index, item in enumerate(instance):
        if isinstance(item, str) and len(item) in sound:
            continue
        is_sound = True
        for error in validator.descend(instance=item, schema=wanted, path=index):
            is_sound = False
            yield error
        if isinstance(item, str) and is_sound:
            sound.add(len(item))


def _unique(
    validator: Any,  # noqa: ARG001 - jsonschema calls all keywords alike
    wanted: Any,
    instance: Any,
    schema: Any,  # noqa: ARG001
) -> Iterator[ValidationError]:
    if not wanted or not isinstance(instance, list):
        return
    seen: set[object] = set()
    for index, item in enumerate(instance):
        key = _key(item)
        if key in seen:
            yield ValidationError("stood there before", path=[index], instance=item)
            return
        seen.add(key)


def _key(value: Any) -> object:
    """What is equal for values that JSON Schema calls equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, Mapping):
        return frozenset((name, _key(one)) for name, one in value.items())
    if isinstance(value, list):
        return tuple(map(_key, value))
    return (type(value) is bool, value)
