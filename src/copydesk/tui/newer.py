"""Looking in the library whether a session's kit, map or brief has moved on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.sessions.begin import now_in_library
from copydesk.sessions.moved_on import MovedOn, moved_on

if TYPE_CHECKING:
    from copydesk.kits.library import Library
    from copydesk.sessions.session import Session


async def look(library: Library, session: Session) -> MovedOn | None:
    """What the files say now, or None where they say the same or cannot be read."""

    def compare() -> MovedOn | None:
        try:
            kit, values, in_map = now_in_library(library, session)
        except CopydeskError:
            return None
        return moved_on(session, kit, values, in_map)

    return await asyncio.to_thread(compare)
