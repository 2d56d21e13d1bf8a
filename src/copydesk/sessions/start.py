"""Beginning a session from a kit and, where there is one, a brief."""

from __future__ import annotations

import secrets

from copydesk.kits.defaults import missing
from copydesk.kits.entries import Start
from copydesk.kits.model import MAP_NAMES, MapValues, Value
from copydesk.kits.rebuild import kit_digest
from copydesk.sessions.session import Origin, Place, Session
from copydesk.sessions.state import State
from copydesk.text import slug


def new_id(title: str) -> str:
    """A folder name that says what is inside and clashes with nothing."""
    return f"{slug(title)[:40].strip('-')}-{secrets.token_hex(3)}"


def start(
    begun: Start, *, map_id: str = "", article: str = "", path: str = "", one_chat: bool = False
) -> Session:
    """A new session, not saved yet.

    Args:
        begun: The kit, the brief, its values and what the map says, as they are now; the
            session keeps them.
        map_id: The topical map that the brief belongs to.
        article: The brief's id.
        path: Where the kit or the brief was found.
        one_chat: Whether all prompts go into one chat.
    """
    kit, brief = begun.kit, begun.brief
    known = {field.id for field in kit.fields}
    given = {key: value for key, value in begun.values.items() if key in known}
    title = str(given.get("title") or (brief.title if article else kit.title))
    return Session(
        id=new_id(title),
        kit=kit,
        origin=Origin(
            kit=kit.id, kit_path=path, map=map_id, article=article, overview=brief.overview
        ),
        state=State(
            brief=given,
            source=given,
            map=table_of(begun.map),
            settings={"title": title, "kit": kit_digest(kit), "chat": 1, "one_chat": one_chat},
        ),
        place=Place(
            tab="brief" if missing(kit, given) else "0",
            prompt=kit.prompts[0].id,
            opened=(kit.prompts[0].id,),
        ),
    )


def table_of(values: MapValues) -> dict[str, Value]:
    """Map values as the session's state keeps them: empty ones are absent."""
    return {name: value for name in MAP_NAMES if (value := getattr(values, name))}
