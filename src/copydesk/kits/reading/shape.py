"""One table of a file made into one object of the model, its faults told in plain words.

The rules are the model's own annotations; pydantic holds the table to them. It is imported at
the first table: reading a kit needs it, starting the program does not.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from copydesk.kits.checks import KINDS, Number, Texts
from copydesk.kits.model import Brief, Kit, MapDefaults, TopicMap, Value
from copydesk.kits.reading.faults import Faults, either, meant
from copydesk.kits.reading.toml_lines import KeyPath
from copydesk.kits.reading.value_rules import ANY_VALUE, found

T = TypeVar("T")

# As in rebuild.py: what msgspec knows of a class is made while one thread imports this.
_MADE = tuple(
    msgspec.json.Decoder(cls) for cls in (Kit, TopicMap, MapDefaults, Brief, *KINDS.values())
)

_NAMING = {"title", "label", "topic", "pillar", "version"}
"""What a person is shown as a name: one line, with something in it."""


def shaped(
    cls: type[T],
    raw: Any,
    at: KeyPath,
    faults: Faults,
    given: Mapping[str, Any],
    apart: Collection[str] = (),
) -> T | None:
    """The object that a table describes, or None; every fault of the table is noted.

    Args:
        raw: What stands in the file; anything at all.
        at: Where it stands.
        given: Attributes that do not come from this table, as JSON would have them.
        apart: Keys of the table that the caller reads itself.
    """
    if not isinstance(raw, dict):
        faults.at(at, f"expected a table, found {found(raw)}")
        return None
    model: Any = cls
    own = [name for name in hints(model) if name not in given]
    for name in raw:
        if name not in own and name not in apart:
            faults.unknown((*at, name), "there is no such key", name, [*own, *apart])
    taken = {name: raw[name] for name in own if name in raw}
    problems = dict(_unnamed(taken))
    from pydantic import ValidationError

    try:
        text = json.dumps(taken, default=lambda value: value.isoformat())
        _rules(model, tuple(own)).validate_json(text, strict=True)
    except ValidationError as error:
        problems |= dict(_told(error, model, taken))
    for key, message in problems.items():
        faults.at((*at, *key), message)
    return None if problems else msgspec.convert({**taken, **given}, cls)


def _unnamed(taken: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for name, value in taken.items():
        if name in _NAMING and isinstance(value, str) and len(value.strip().splitlines()) != 1:
            yield (name,), f"expected one line of text, found {found(value)}"


@cache
def _rules(cls: Any, own: tuple[str, ...]) -> Any:
    """What pydantic holds a table to: the annotations of a class, those of the keys given."""
    from typing import NotRequired

    from pydantic import TypeAdapter
    from typing_extensions import TypedDict

    needed = {one.name for one in msgspec.structs.fields(cls) if one.required}
    keys = {
        name: hint if name in needed else NotRequired[hint]
        for name, hint in hints(cls).items()
        if name in own
    }
    return TypeAdapter(TypedDict(cls.__name__, keys))  # type: ignore[operator]


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The annotation of each attribute of a class."""
    return get_type_hints(cls)


def _told(error: Any, cls: Any, taken: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """One fault for each attribute: where it lies, and what was expected and found."""
    deepest: dict[str, tuple[int, ...]] = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        name, *inner = one["loc"]
        deepest[name] = max(deepest.get(name, ()), tuple(_way(taken.get(name), inner)), key=len)
    for name, way in deepest.items():
        hint = hints(cls)[name]
        if name not in taken:
            yield (name,), f"this key is missing: expected {_expected(hint)}"
            continue
        value = taken[name]
        for step in way:
            value = value[step]
        near = meant(value, [one for one in get_args(hint) if one]) if _chosen(hint, value) else ""
        inside = " in it" if way else ""
        yield (name, *way), f"expected {_expected(hint)}, found {found(value)}{inside}{near}"


def _way(value: Any, steps: list[Any]) -> Iterator[int]:
    """The steps into a list, without the names that pydantic gives the members of a union."""
    for step in steps:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            yield step
            value = value[step]


def _chosen(hint: Any, value: Any) -> bool:
    return get_origin(hint) is Literal and isinstance(value, str)


_SPOKEN = (
    (Number, 'a number, or the name of one ("brief.words")'),
    (Texts, 'a list of texts, or the name of one ("brief.tools")'),
    (Value, ANY_VALUE),
)
_PLAIN = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date such as 2026-11-21",
}


def _expected(hint: Any) -> str:
    """What an annotation asks for, in words."""
    origin, args = get_origin(hint), get_args(hint)
    for alias, words in _SPOKEN:
        if hint in (alias, alias | None):
            return words
    if origin is Literal:
        return either([f'"{one}"' for one in args])
    if origin in (Union, types.UnionType):
        return either([_expected(one) for one in args if one is not types.NoneType])
    if origin is tuple:
        items = "whole numbers" if args[0] is int else "texts"
        return f"a list of {items}" if Ellipsis in args else f"a list of {len(args)} {items}"
    return _PLAIN.get(hint, "a table")
