"""What undo covers and two windows merge: a session's state as tables of keys and values.

The state is never changed in place. A change is the set of keys it altered, with what stood
there before and after, so undo, redo, the log on disk and the merging of two windows all work
on the same small thing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from copydesk.kits.model import Value, WeaveKind

Ref = Annotated[str, Meta(pattern=r"^[0-9a-f]{24}\Z")]
"""The name of a version or of a kit beside the session's file; see ``Version.ref``."""


class Accepted(msgspec.Struct, frozen=True):
    """That the writer holds an answer to be still good, whatever it was made from."""

    ref: Ref
    """The version that was looked at; a later one is not accepted."""
    inputs: Mapping[str, str]
    """Digests of what its prompt would be made from at that moment."""


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a prompt on a model, as its provider counted it; None is unknown."""

    prompt: str
    model: str
    at: str
    """When it ended, ISO 8601 in UTC."""
    sent: Annotated[int, Meta(ge=0)] | None = None
    """Tokens of what was sent."""
    written: Annotated[int, Meta(ge=0)] | None = None
    """Tokens of what the model wrote."""
    cost: Annotated[float, Meta(ge=0)] | None = None
    """In US dollars."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided of a link, quote, study or image that an answer offers."""

    status: Literal["placed", "left"]
    after: str = ""
    """The mark of the paragraph that it was placed after; empty for the usual place."""
    kind: WeaveKind = "link"
    title: str = ""
    """What it was called, for the day when no answer offers it any more."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of a session. No table ever holds None: an absent key is absent."""

    brief: Mapping[str, Value] = msgspec.field(default_factory=dict)
    source: Mapping[str, Value] = msgspec.field(default_factory=dict)
    """The brief as its file had it when the session last took it over."""
    map: Mapping[str, Value] = msgspec.field(default_factory=dict)
    """What prompts can know of the topical map; the names are those of ``MapValues``."""
    answers: Mapping[str, Ref] = msgspec.field(default_factory=dict)
    """The current version of each answered prompt, by the version's ref."""
    skipped: Mapping[str, bool] = msgspec.field(default_factory=dict)
    notes: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the writer added to a prompt for this session."""
    settings: Mapping[str, str | int | bool] = msgspec.field(default_factory=dict)
    """``title``; ``one_chat``; ``chat``, the number of the chat in use; ``kit``, a digest;
    ``model``, the one that was chosen for this session."""
    aside: Mapping[str, Ref] = msgspec.field(default_factory=dict)
    """Answers whose prompt is gone since the session took over a newer kit, by prompt id."""
    claims: Mapping[str, Mapping[str, Any]] = msgspec.field(default_factory=dict)
    """What was decided of each claim, by its id; see ``claims.py``."""
    accepted: Mapping[str, Accepted] = msgspec.field(default_factory=dict)
    """Answers that are still good although what they were made from has changed."""
    woven: Mapping[str, Placed] = msgspec.field(default_factory=dict)
    """What was decided of each thing that answers offer for a document, by its id."""
    runs: Mapping[str, Ran] = msgspec.field(default_factory=dict)
    """What each run on a model took, by its id. No undo takes back what was spent."""


TABLES = State.__struct_fields__


class Edit(msgspec.Struct, frozen=True):
    """One key of one table: what stood there and what stands there now; None is absence."""

    table: str
    key: str
    old: Any
    new: Any


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a person did: a label for the screen and the edits it made."""

    label: str
    """In words that follow "Undid:", such as ``answer to 4 Body sections``."""
    at: str
    edits: tuple[Edit, ...]
    prompt: str = ""
    """The card to return to; empty for a change to the brief or the session itself."""
    id: str = msgspec.field(default_factory=lambda: secrets.token_hex(6))

    def reversed(self) -> tuple[Edit, ...]:
        """The edits that take this change back."""
        return tuple(Edit(e.table, e.key, e.new, e.old) for e in reversed(self.edits))


def joined(first: Change, second: Change) -> Change:
    """Two changes, one made right after the other, as one that keeps the first one's id."""
    edits = {(edit.table, edit.key): edit for edit in first.edits}
    for edit in second.edits:
        before = edits.get((edit.table, edit.key), edit)
        edits[edit.table, edit.key] = replace(edit, old=before.old)
    made = tuple(edit for edit in edits.values() if edit.old != edit.new)
    return replace(second, edits=made, id=first.id)


def apply(state: State, edits: tuple[Edit, ...]) -> State:
    """The state after the edits; what stood there before is not asked about."""
    tables: dict[str, dict[str, Any]] = {}
    for edit in edits:
        table = tables.setdefault(edit.table, dict(getattr(state, edit.table)))
        if edit.new is None:
            table.pop(edit.key, None)
        else:
            table[edit.key] = edit.new
    return replace(state, **tables)


def fits(state: State, edits: tuple[Edit, ...]) -> bool:
    """Whether every key still holds what the edits expect to find."""
    return all(getattr(state, e.table).get(e.key) == e.old for e in edits)


def difference(before: State, after: State) -> Iterator[Edit]:
    """The edits that lead from one state to another, in the order of the tables."""
    for table in TABLES:
        old, new = getattr(before, table), getattr(after, table)
        if old is new:
            continue
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                yield Edit(table, key, old.get(key), new.get(key))


class Conflict(msgspec.Struct, frozen=True):
    """A key that two windows changed differently; None stands for absence."""

    table: str
    key: str
    mine: Any
    theirs: Any


def merge(base: State, mine: State, theirs: State) -> tuple[State, tuple[Conflict, ...]]:
    """Three-way merge, key by key. Where both changed the same key, mine stands for now."""
    ours = {(e.table, e.key): e for e in difference(base, mine)}
    edits, conflicts = [], []
    for edit in difference(base, theirs):
        own = ours.get((edit.table, edit.key))
        if own is None:
            edits.append(edit)
        elif own.new != edit.new:
            conflicts.append(Conflict(edit.table, edit.key, own.new, edit.new))
    return apply(mine, tuple(edits)), tuple(conflicts)
