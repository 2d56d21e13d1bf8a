"""The first sessions of a start are read by several threads at once."""

from __future__ import annotations

from pathlib import Path

from copydesk.sessions.drafts import DraftFile
from faults.elsewhere import started
from sessions.small import begun, saved

STARTS = 12
"""Without care, nine starts in ten ended with a crash of the interpreter."""


def test_sessions_may_be_opened_and_listed_for_the_first_time_in_threads(tmp_path: Path) -> None:
    session = begun()
    session.answer("outline", "one", "pasted")
    session.answer("outline", "two", "pasted")
    folder = saved(tmp_path, session)
    window = DraftFile(folder.sides)
    window.write("outline", "three")
    window._lock.release()
    for _ in range(STARTS):
        reader = started("first_in_threads.py", folder.sides)
        assert reader.stdout.read() == "opened\n"
        assert reader.wait() == 0
