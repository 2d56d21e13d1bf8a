"""When a kit, a map or a brief was edited after a session began: what is new, and taking it over.

A session never changes by itself. It keeps the kit it began with until the writer takes the
newer one over, which is one change that undo takes back.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from copydesk.kits.model import Kit, MapValues, Value
from copydesk.kits.rebuild import kit_digest
from copydesk.sessions.session import Session
from copydesk.sessions.start import table_of
from copydesk.sessions.state import Change


class MovedOn(msgspec.Struct, frozen=True):
    """What the files say now, where it differs from what the session began with."""

    kit: Kit | None
    brief: Mapping[str, Value] | None
    map: Mapping[str, Value] | None
    lines: tuple[str, ...]
    """One line for each thing that differs, in a writer's words."""


def moved_on(
    session: Session,
    kit: Kit | None,
    values: Mapping[str, Value] | None = None,
    in_map: MapValues | None = None,
) -> MovedOn | None:
    """How the files differ from a session, or None where they do not.

    Args:
        session: The session as it stands.
        kit: The kit of the same id as the library has it now; None when it has none.
        values: The brief's values as its file has them now, defaults filled in.
        in_map: What the map says of the article now.
    """
    newer = kit if kit and kit_digest(kit) != session.state.settings.get("kit") else None
    shape = newer or session.kit
    known = {field.id for field in shape.fields}
    given = {k: v for k, v in values.items() if k in known} if values is not None else None
    brief = given if given is not None and given != dict(session.state.source) else None
    table = table_of(in_map) if in_map is not None else None
    in_map_now = table if table is not None and table != dict(session.state.map) else None
    lines = (
        *(_kit_lines(session.kit, newer) if newer else ()),
        *(_value_lines("brief", session.state.source, brief) if brief is not None else ()),
        *(_value_lines("map", session.state.map, in_map_now) if in_map_now is not None else ()),
    )
    if newer is None and brief is None and in_map_now is None:
        return None
    return MovedOn(newer, brief, in_map_now, lines or ("Only wording that no prompt shows.",))


def take_over(session: Session, moved: MovedOn) -> Change | None:
    """Bring a session to what the files say now, as one change.

    Answers are matched by their prompts' ids; those that have no prompt any more are set aside.
    A value of the brief that the writer changed here stays as the writer has it, as long as the
    kit has a field of its kind.
    """
    state = session.state
    kit = moved.kit or session.kit
    digest = kit_digest(moved.kit) if moved.kit else str(state.settings.get("kit", ""))
    ids = {prompt.id for prompt in kit.prompts}
    held = {**state.aside, **state.answers}
    state = replace(
        state,
        answers={key: ref for key, ref in held.items() if key in ids},
        aside={key: ref for key, ref in held.items() if key not in ids},
        skipped={key: on for key, on in state.skipped.items() if key in ids},
    )
    if moved.brief is not None:
        own = {k: v for k, v in state.brief.items() if state.source.get(k) != v}
        dropped = {k for k in state.source if k not in state.brief}
        fresh = {k: v for k, v in moved.brief.items() if k not in dropped}
        state = replace(state, brief={**fresh, **own}, source=dict(moved.brief))
    if moved.map is not None:
        state = replace(state, map=dict(moved.map))
    state = replace(state, brief=_fitting(kit, state.brief))
    return session.replace_kit(kit, digest, state, "taking over the newer kit and brief")


def _fitting(kit: Kit, brief: Mapping[str, Value]) -> dict[str, Value]:
    """A brief's values as a kit's fields can hold them; those of unknown fields as they are."""
    kinds = {field.id: field.kind for field in kit.fields}
    found = {key: _of_kind(kinds.get(key, ""), value) for key, value in brief.items()}
    return {key: value for key, value in found.items() if value is not None}


def _of_kind(kind: str, value: Value) -> Value | None:
    """A value as a field of another kind says it; None where it cannot."""
    match kind, value:
        case "list", str():
            return tuple(line.strip() for line in value.splitlines() if line.strip()) or None
        case "number", str():
            try:
                return int(value)
            except ValueError:
                return None
        case ("list", int() | float()) | ("number", tuple()):
            return None
        case "line" | "choice" | "date", tuple():
            return ", ".join(value)
        case "text", tuple():
            return "\n".join(value)
        case "line" | "text" | "choice" | "date", int() | float():
            return str(value)
    return value


def prompt_difference(old: Kit, new: Kit, prompt_id: str) -> tuple[str, ...]:
    """The lines of a prompt's text that differ, in the form of a unified diff."""
    before = old.prompt(prompt_id).template.source.splitlines()
    after = new.prompt(prompt_id).template.source.splitlines()
    return tuple(difflib.unified_diff(before, after, "this session", "the kit now", lineterm=""))


def _kit_lines(old: Kit, new: Kit) -> Iterator[str]:
    if old.version != new.version:
        yield f"The kit is version {new.version} now; this session began with {old.version}."
    before = {prompt.id: prompt for prompt in old.prompts}
    after = {prompt.id: prompt for prompt in new.prompts}
    for key in after.keys() - before.keys():
        yield f"New prompt: {new.number(key)} {after[key].title}."
    for key in before.keys() - after.keys():
        yield f"Prompt gone: {old.number(key)} {before[key].title}; its answer is set aside."
    for prompt in new.prompts:
        was = before.get(prompt.id)
        if was is not None and was.template != prompt.template:
            lines = prompt_difference(old, new, prompt.id)[2:]
            plus = sum(line.startswith("+") for line in lines)
            minus = sum(line.startswith("-") for line in lines)
            yield f"{new.number(prompt.id)} {prompt.title}: text changed (+{plus} −{minus} lines)."
        elif was is not None and was != prompt:
            yield f"{new.number(prompt.id)} {prompt.title}: what its answer is held to changed."
    if old.fields != new.fields:
        yield "The brief's fields changed."
    if old.documents != new.documents:
        yield "The documents changed."


def _value_lines(what: str, old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[str]:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            how = "changed" if key in old and key in new else "new" if key in new else "gone"
            yield f"In the {what}: {key.replace('_', ' ')} {how}."
