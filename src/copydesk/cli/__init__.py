"""The door: takes the command line, opens the rooms that a command needs, says how it ended.

``copydesk`` alone goes straight to the desk, so that the start of the screens does not wait for
anything that only the commands need.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

COMPLETION = "_COPYDESK_COMPLETE"
"""Set by a shell that asks what could come next on its line."""


def main() -> NoReturn:
    """Run the command line of this process, and end the process with its exit code."""
    from copydesk.cli.ending import guarded

    sys.exit(guarded(_run))


def _run() -> int:
    match sys.argv[1:]:
        case [] if COMPLETION not in os.environ:
            from copydesk.cli.rooms import Rooms
            from copydesk.cli.screens import run_app

            return run_app(Rooms())
        case ["open", ref] if not ref.startswith("-"):
            # The plain way into a session, without what only options and help need.
            from copydesk.cli.opening import show_session
            from copydesk.cli.rooms import Rooms

            return show_session(Rooms(), ref)
    from copydesk.cli.commands import run

    return run(sys.argv[1:])
