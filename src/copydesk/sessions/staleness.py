"""Which answers are stale, and why, in words.

An answer is stale when something that its prompt was made from has changed since that prompt was
copied, printed or run; what rests on a stale answer is stale too. Of an answer that came without
a copy nothing is known, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from copydesk.compose import inputs
from copydesk.text import digest

if TYPE_CHECKING:
    from copydesk.documents import Material
    from copydesk.sessions.telling import Telling

NOTHING = digest("")
SINCE = "after this was written"

Reasons = tuple[str, ...]


def stale_answers(session: Telling) -> dict[str, Reasons]:
    """Why each stale answer is stale, by prompt id; fresh and unknown ones are not in it."""
    material = session.material()
    found: dict[str, Reasons] = {}
    for prompt in session.kit.prompts:
        # Good for what it was accepted for, and still for what it was made from at first.
        bases = session.bases_of(prompt.id)
        reasons = [tuple(_changes(session, material, prompt.id, basis)) for basis in bases]
        if reasons:
            found[prompt.id] = reasons[0] if all(reasons) else ()
    _pass_on(session, found)
    return {prompt_id: reasons for prompt_id, reasons in found.items() if reasons}


def _changes(
    session: Telling, material: Material, prompt_id: str, recorded: Mapping[str, str]
) -> Iterator[str]:
    """What changed of an answer's own inputs."""
    now = inputs(material, prompt_id)
    if recorded.get("prompt") != now.get("prompt"):
        yield f"its prompt changed {SINCE}"
    if recorded.get("note", NOTHING) != now.get("note", NOTHING):
        yield f"your note changed {SINCE}"
    for name, was in recorded.items():
        if name not in ("prompt", "note") and now.get(name, was) != was:
            draft = "it is of an earlier draft: " if name.startswith("document.") else ""
            yield f"{draft}{_called(session, name)} {_fate(was, now[name])}"


def _fate(was: str, now: str) -> str:
    if was == NOTHING:
        return "was not there when this was written"
    return "is gone since this was written" if now == NOTHING else f"changed {SINCE}"


def _called(session: Telling, name: str) -> str:
    """An input as a person knows it: ``1 Article outline``, ``Tone in the brief``."""
    family, _, key = name.partition(".")
    try:
        if family == "answer":
            return session.name(key)
        if family == "document":
            return session.kit.document(key).title
        if family == "brief":
            return f"{session.kit.field(key).label} in the brief"
    except KeyError:
        return name
    return f"the map's {key.replace('_', ' ')}"


def _pass_on(session: Telling, found: dict[str, Reasons]) -> None:
    """Add to each answer what it rests on; whatever order the kit has its prompts in."""
    uses = {prompt_id: session.kit.uses(prompt_id) for prompt_id in found}
    spreading = True
    resting: dict[str, list[str]] = {prompt_id: [] for prompt_id in found}
    while spreading:
        spreading = False
        for prompt_id in found:
            for used in uses[prompt_id]:
                is_stale = bool(found.get(used) or resting.get(used))
                if is_stale and used not in resting[prompt_id]:
                    resting[prompt_id].append(used)
                    spreading = True
    for prompt_id, below in resting.items():
        own = found[prompt_id]
        names = [session.name(one) for one in below]
        said = (f"it rests on {name}, which is stale" for name in names)
        found[prompt_id] = (*own, *(one for one in said))


def resting_on(session: Telling, prompt_id: str) -> tuple[str, ...]:
    """The stale answers made from a prompt's answer, directly or through others, in order."""
    below = {prompt_id}
    spreading = True
    while spreading:
        more = {
            prompt.id
            for prompt in session.kit.prompts
            if prompt.id not in below and below & set(session.kit.uses(prompt.id))
        }
        spreading = bool(more)
        below |= more
    below.discard(prompt_id)
    return tuple(p.id for p in session.kit.prompts if p.id in below and session.staleness(p.id))
