"""SIGKILL at any moment of a save: what was confirmed is there, and the file is always whole."""

from __future__ import annotations

import random
import time
from pathlib import Path

from copydesk.sessions.file import decode
from copydesk.sessions.folder import SessionFolder
from faults.elsewhere import started
from sessions.small import begun, saved, words_of

KILLS = 200


def test_of_two_hundred_kills_in_mid_save_none_leaves_an_unreadable_file(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    moments = random.Random(7)
    confirmed: set[str] = set()
    kills = 0
    while kills < KILLS:
        writer = started("killed_often.py", folder.file, moments.randrange(2**31), KILLS - kills)
        lines = writer.stdout.read().splitlines()
        assert writer.wait() == 0, lines
        for line in lines:
            kind, _, said = line.partition(" ")
            if kind == "killed":
                kills += 1
            else:
                confirmed.add(said)
    assert kills == KILLS
    session = SessionFolder(folder.file).open()
    decode(folder.backup.read_bytes())
    assert len(confirmed) >= KILLS
    assert confirmed <= {text.partition("\n")[0] for text in words_of(session)}


def test_a_program_that_is_killed_from_outside_loses_nothing_that_was_confirmed(
    tmp_path: Path,
) -> None:
    session = begun()
    folder = saved(tmp_path, session)
    for number in range(5):
        writer = started("writer.py", folder.file, f"writer {number}", 10_000)
        first = writer.stdout.readline()
        time.sleep(random.Random(number).random() / 10)
        writer.kill()
        lines = [first, *writer.stdout.read().splitlines(keepends=True)]
        writer.wait()
        confirmed = {line.strip() for line in lines if line.endswith("\n")}
        assert confirmed
        found = words_of(SessionFolder(folder.file).open())
        assert confirmed <= {text.partition("\n")[0] for text in found}
