"""Kits, briefs and map values as plain data, for session files, and back again.

What comes back was checked when its files were read, perhaps by an older Copydesk, perhaps on
another machine; so its shape is checked again, and that its pieces fit together, without
pydantic: this is the way that every start into a session takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from copydesk.errors import CopydeskError
from copydesk.kits.model import MAP_NAMES, Brief, Kit, MapValues
from copydesk.text import digest

T = TypeVar("T")

# What msgspec knows of a class is made at its first use, and two threads that use it first at
# the same time crash the interpreter: so it is made here, while the module is imported.
_MADE = tuple(msgspec.json.Decoder(cls) for cls in (Kit, Brief, MapValues))


def kit_to(kit: Kit) -> dict[str, Any]:
    """A kit as plain data, ready for JSON."""
    return _plain(kit)


def kit_from(data: object) -> Kit:
    """The kit that ``kit_to`` made plain.

    Raises:
        CopydeskError: The data is no kit, or a kit that refers to what it does not have.
    """
    kit = _convert(data, Kit, "kit")
    for fault in _loose_ends(kit):
        raise CopydeskError(f"The kit is damaged: {fault}.")
    return kit


def brief_to(brief: Brief) -> dict[str, Any]:
    """A brief as plain data, ready for JSON."""
    return _plain(brief)


def brief_from(data: object) -> Brief:
    """The brief that ``brief_to`` made plain; raises CopydeskError for anything else."""
    return _convert(data, Brief, "brief")


def map_values_to(values: MapValues) -> dict[str, Any]:
    """A map's values as plain data, ready for JSON."""
    return _plain(values)


def map_values_from(data: object) -> MapValues:
    """The values that ``map_values_to`` made plain; raises CopydeskError for anything else."""
    return _convert(data, MapValues, "map's values")


def kit_digest(kit: Kit) -> str:
    """A fingerprint of all that a kit holds: equal for equal kits, on every machine."""
    return _digest(kit_to(kit))


def brief_digest(brief: Brief) -> str:
    """A fingerprint of all that a brief holds."""
    return _digest(brief_to(brief))


def _digest(data: dict[str, Any]) -> str:
    return digest(json.dumps(data, sort_keys=True, separators=(",", ":")))


def _plain(value: Any) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(value)
    return data


def _convert(data: object, cls: type[T], what: str) -> T:
    try:
        return msgspec.convert(data, cls)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        raise CopydeskError(f"The {what} is damaged: {error}.") from error


def _loose_ends(kit: Kit) -> Iterator[str]:
    """What a kit refers to and does not have."""
    prompts = [prompt.id for prompt in kit.prompts]
    documents = [document.id for document in kit.documents]
    known = {
        "brief": {field.id for field in kit.fields},
        "map": set(MAP_NAMES),
        "answer": set(prompts),
        "document": set(documents),
    }
    if not prompts:
        yield "it has no prompts"
    if len(set(prompts)) < len(prompts) or len(set(documents)) < len(documents):
        yield "an id is used twice"
    for prompt in kit.prompts:
        for ref in prompt.template.refs:
            if ref.name not in known[ref.family]:
                yield f'the prompt "{prompt.id}" refers to "{ref}"'
    for document in kit.documents:
        for part in document.parts:
            if part.answer and part.answer not in known["answer"]:
                yield f'the document "{document.id}" refers to the answer "{part.answer}"'
        for weave in document.weave:
            if weave.answer not in known["answer"]:
                yield f'the document "{document.id}" refers to the answer "{weave.answer}"'
