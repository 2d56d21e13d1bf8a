"""Beginning a session on what the library lists, and looking there for what has changed since."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.kits.entries import Entry
from copydesk.kits.library import Library
from copydesk.kits.model import Kit, MapValues, Value
from copydesk.kits.places import KIT_FILE
from copydesk.sessions.disk import locked, make_folder
from copydesk.sessions.session import Session
from copydesk.sessions.start import start
from copydesk.sessions.store import Store
from copydesk.text import digest

LOCK_SECONDS = 10.0
PATH_LIMIT = 400
"""How much of a session's head the path of a brief may take, in bytes."""


def begin(library: Library, entry: Entry, *, kit_id: str = "", one_chat: bool = False) -> Session:
    """A new session on an article, or on a kit alone; not saved yet.

    Args:
        kit_id: The kit for a brief that belongs to no map.
        one_chat: Whether all prompts go into one chat.

    Raises:
        CopydeskError: Nothing can be begun from this entry, or no kit is known for it.
        InvalidFiles: The kit, the map or the brief is broken.
    """
    found = library.start(entry, kit_id)
    kit_folder = entry.path if entry.kind == "kit" else library.kit_folders()[found.kit.id]
    return start(
        found,
        map_id=entry.map_id,
        article=article_key(entry),
        path=str(kit_folder),
        one_chat=one_chat,
    )


def article_key(entry: Entry) -> str:
    """What a session remembers of the brief it began with; empty for a kit alone.

    An article of a map is known by its id; a brief that belongs to no map by its path, which
    never looks like an id.
    """
    if entry.kind != "article":
        return ""
    if entry.map_id:
        return entry.id
    path = str(entry.path)
    return path if len(json.dumps(path)) <= PATH_LIMIT else f"{digest(path)}.toml"


def entry_of(library: Library, *, kit: str, map: str = "", article: str = "") -> Entry | None:
    """What a session began with, as the library has it now; None where it has it no more.

    Args:
        kit: The kit's id.
        map: The topical map's id; empty for a session that belongs to none.
        article: What ``article_key`` gave.
    """
    if article and not map:
        return _own_brief(library, article)
    wanted = ("article", map, article) if map else ("kit", "", kit)
    for entry in library.entries():
        if (entry.kind, entry.map_id, entry.id) == wanted and entry.hidden_by is None:
            return entry
    return None


def _own_brief(library: Library, path: str) -> Entry | None:
    if not Path(path).is_absolute():
        return None
    try:
        return next(iter(library.find(path)), None)
    except CopydeskError:
        return None


def now_in_library(
    library: Library, session: Session
) -> tuple[Kit | None, Mapping[str, Value] | None, MapValues | None]:
    """What the files say now of a session's kit, its brief's values and its map.

    The values are those of the brief with the defaults of kit and map. Each of the three is
    None where the library has it no more, or has it broken; the last two also where the session
    began with a kit alone.
    """
    origin = session.origin
    kit = _kit_now(library, origin.kit, origin.kit_path)
    if not origin.article:
        return kit, None, None
    entry = entry_of(library, kit=origin.kit, map=origin.map, article=origin.article)
    if entry is None:
        return kit, None, None
    try:
        found = library.start(entry, origin.kit)
    except CopydeskError:
        return kit, None, None
    return kit, found.values, found.map if origin.map else None


def _kit_now(library: Library, kit_id: str, began_with: str) -> Kit | None:
    """The kit of this id, unless it is another one than the session began with.

    A kit named on the command line once is not the bundled one of the same name. A kit whose
    folder is gone has moved, as the bundled ones do with every new installation.
    """
    folder = library.kit_folders().get(kit_id)
    if folder is None:
        return None
    if str(folder) != began_with and began_with and os.path.lexists(Path(began_with) / KIT_FILE):
        return None
    try:
        return library.kit(kit_id)
    except CopydeskError:
        return None


@contextlib.contextmanager
def beginning(store: Store) -> Iterator[None]:
    """Held while somebody looks for a session and makes one where there is none.

    Two commands at the two ends of a pipe would make two otherwise.

    Raises:
        CopydeskError: The lock cannot be had.
    """
    with contextlib.ExitStack() as held:
        try:
            make_folder(store.root)
            held.enter_context(locked(store.root / ".beginning.lock", LOCK_SECONDS))
        except TimeoutError:
            raise CopydeskError(
                f"Another Copydesk has been beginning a session for {LOCK_SECONDS:.0f} seconds.",
                "Try again.",
            ) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise CopydeskError(f"No session can be kept in {store.root}: {reason}.") from error
        yield
