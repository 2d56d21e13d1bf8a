"""Saves more than a file may hold here, says what came of it, and saves again with room.

Usage: limited_writer.py FILE.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from copydesk.sessions.folder import NotSaved, SessionFolder

folder = SessionFolder(Path(sys.argv[1]))
session = folder.open()
session.answer("outline", "large" + "x" * 200_000, "pasted")
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
try:
    folder.save(session)
except NotSaved as error:
    why = error.message.removeprefix("Not saved: ").partition(" (")[0]
    print(f"NotSaved: {why}")
print("still at hand" if session.text_of("outline").startswith("large") else "lost")
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
folder.save(session)
print("saved")
