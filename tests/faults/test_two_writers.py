"""Two programs that save one session as fast as they can: not one answer is lost."""

from __future__ import annotations

from pathlib import Path

from copydesk.sessions.folder import SessionFolder
from faults.elsewhere import started
from sessions.small import saved, words_of

EACH = 300


def test_of_six_hundred_answers_from_two_programs_none_is_lost(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    writers = [started("writer.py", folder.file, name, EACH) for name in ("one", "two")]
    for writer in writers:
        lines = writer.stdout.read().splitlines()
        assert writer.wait() == 0
        assert len(lines) == EACH
    session = SessionFolder(folder.file).open()
    found = {text.partition("\n")[0] for text in words_of(session)}
    assert found == {f"{name} {number}" for name in ("one", "two") for number in range(EACH)}
    assert session.basis.revision == 2 * EACH + 1
    # What stands now is the last word of a writer on each prompt, and undo leads through both.
    assert len(session.log) == 500
    while session.undo():
        pass
