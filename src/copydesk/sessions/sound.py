"""Whether what a session file holds fits together, whoever wrote it.

A file may come from a stranger, and its digests be right all the same. What it says is used as
file names, as keys and as values later on, so every such thing is held to its kind here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec.structs import replace

from copydesk.kits.model import Kit, MapValues
from copydesk.sessions.records import Copied, Origin, Place, Version
from copydesk.sessions.state import TABLES, Change, Edit, Ref, State
from copydesk.text import is_name

_TYPES: Mapping[str, Any] = {
    table: get_args(hint)[1] for table, hint in get_type_hints(State, include_extras=True).items()
}
"""What each table of a state holds."""

_NAMED: Mapping[str, Mapping[str, Any]] = {
    "map": get_type_hints(MapValues),
    "settings": {"title": str, "one_chat": bool, "chat": int, "kit": Ref, "model": str},
}
"""The tables whose keys are a closed list, and what each key holds."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a session file holds below its head, kits aside."""

    origin: Origin
    state: State
    versions: Mapping[Ref, Version]
    history: Mapping[str, tuple[Ref, ...]]
    log: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    copied: Mapping[str, Copied]
    place: Place


msgspec.json.Decoder(Content)  # once, before threads use it: see head.py


def sound_content(data: object, kit: Kit) -> Content:
    """The content of a session that works with a kit.

    Raises:
        ValueError: Something is missing, of the wrong kind, or names what is not there.
    """
    content = msgspec.convert(data, Content)
    for fault in _faults(content, kit):
        raise ValueError(fault)
    return replace(
        content,
        log=tuple(map(_typed, content.log)),
        undone=tuple(map(_typed, content.undone)),
    )


def _faults(content: Content, kit: Kit) -> Iterator[str]:
    for prompt in kit.prompts:
        if not is_name(prompt.id):
            yield f"a prompt's id is {prompt.id[:60]!r}"
    for ref, version in content.versions.items():
        if ref != version.ref:
            yield f"the version {ref} holds something else"
    state = content.state
    for table in (state.answers, state.aside):
        for prompt_id, ref in table.items():
            if ref not in content.versions:
                yield f"the answer to {prompt_id[:60]!r} is missing"
    for table_name in _NAMED:
        _each_fits(table_name, getattr(state, table_name))


def _each_fits(table: str, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        _value(table, key, value)


def _typed(change: Change) -> Change:
    """A change whose edits hold what their tables do: JSON has no tuples."""
    return replace(change, edits=tuple(_typed_edits(change.edits)))


def _typed_edits(edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        if edit.table not in TABLES:
            raise ValueError(f"a change is to the table {edit.table[:60]!r}")
        old, new = (
            None if value is None else _value(edit.table, edit.key, value)
            for value in (edit.old, edit.new)
        )
        yield replace(edit, old=old, new=new)


def _value(table: str, key: str, value: Any) -> Any:
    kind = _TYPES[table]
    if table in _NAMED:
        if key not in _NAMED[table]:
            raise ValueError(f"{table} has no {key[:60]!r}")
        kind = _NAMED[table][key]
    found = msgspec.convert(value, kind)
    if (table, key) == ("settings", "chat") and not 0 < found < 2**31:
        raise ValueError("a chat has a number that none can have")
    return found
