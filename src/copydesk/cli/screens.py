"""The commands that take the screen: the desk, open, resume."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.cli.ending import FAILED, OK, Misused
from copydesk.cli.rooms import Rooms

if TYPE_CHECKING:
    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.session import Session

ELSEWHERE = "TEXTUAL_DRIVER"
"""Set by whoever shows the screens elsewhere, a browser's server for one."""


def run_app(
    rooms: Rooms, opening: Callable[[], tuple[Session, SessionFolder]] | None = None
) -> int:
    """Run the app until the writer leaves it; the exit code.

    Args:
        opening: Gives the session to go straight into; the desk opens without.

    Raises:
        Misused: Input or output is no terminal; nothing was opened or made.
        CopydeskError: The session cannot be opened.
    """
    _need_terminal()
    gc.disable()  # nothing dies during a start; the app enables it once its first frame stands
    opened = opening() if opening else None

    from copydesk.clipboard import surroundings
    from copydesk.tui.actions import IDS
    from copydesk.tui.app import CopydeskApp, Launch

    settings, problems = rooms.settings(IDS)
    library = rooms.library_of(settings, remember=True)
    app = CopydeskApp(
        Launch(
            folders=rooms.folders,
            library=library,
            store=rooms.store,
            surroundings=surroundings(os.environ),
            settings=settings,
            problems=(*problems, *library.problems()),
            open=opened,
        )
    )
    app.run()
    return FAILED if app.return_code else OK


def _need_terminal() -> None:
    if ELSEWHERE in os.environ:
        return
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise Misused(
            "The screens need a terminal for input and output.",
            "The commands that need none are listed by: copydesk --help",
        )
