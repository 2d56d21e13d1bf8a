"""Looking in the library whether a session's kit, map or brief has moved on."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.sessions.begin import entry_of, now_in_library
from copydesk.sessions.moved_on import MovedOn, moved_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.kits.library import Library
    from copydesk.sessions.session import Session


async def look(library: Library, session: Session, *, glance: bool = False) -> MovedOn | None:
    """What the files say now, or None where they say the same or cannot be read.

    Args:
        glance: Read nothing when no file was touched since the session began.
    """

    def compare() -> MovedOn | None:
        try:
            if glance and _untouched(library, session):
                return None
            kit, values, in_map = now_in_library(library, session)
        except (CopydeskError, OSError):
            return None
        return moved_on(session, kit, values, in_map)

    return await asyncio.to_thread(compare)


def _untouched(library: Library, session: Session) -> bool:
    """Whether every file and folder of the kit, the map and the brief is older than the session.

    The time of the last change of any kind counts too: a file that was put there with an old
    date is new all the same.
    """
    origin = session.origin
    folder = library.kit_folders().get(origin.kit)
    if folder is None or str(folder) != origin.kit_path:
        return False
    began = dt.datetime.fromisoformat(session.created).timestamp()
    places = [folder]
    if origin.article:
        entry = entry_of(library, kit=origin.kit, map=origin.map, article=origin.article)
        if entry is None:
            return False
        places.append(entry.path.parent if origin.map else entry.path)
    return all(touched < began for place in places for touched in _touched(place))


def _touched(place: Path) -> Iterator[float]:
    for path in (place, *place.rglob("*")):
        found = path.lstat()
        yield max(found.st_mtime, found.st_ctime)
