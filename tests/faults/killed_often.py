"""Lets children save a session and kills each at some moment of it; a fork costs little.

Usage: killed_often.py FILE SEED COUNT. Prints ``saved NAME`` for every answer that a child had
confirmed before it was killed, and ``killed`` for every child. Ends with 1 when what a child
left behind cannot be read.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.sessions.folder import SessionFolder

FILLING = "words and more words, as answers have them. " * 1200


def work(path: Path, name: str, pipe: int) -> None:
    """What a child does until it is killed."""
    folder = SessionFolder(path)
    session = folder.open()
    for number in range(10_000):
        session.answer("outline", f"{name}-{number}\n{FILLING}", "pasted")
        folder.save(session)
        os.write(pipe, f"{name}-{number}\n".encode())


def main(path: Path, seed: int, count: int) -> int:
    moments = random.Random(seed)
    for number in range(count):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                work(path, f"{seed}-{number}", writing)
            finally:
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading) as said:
            lines = [said.readline()]  # the next save is under way by now
            time.sleep(moments.uniform(0.0, 0.01))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            lines += said.read().splitlines()
        if os.WTERMSIG(status) != signal.SIGKILL or not lines[0]:
            print(f"a child ended by itself: {status}")
            return 1
        for line in lines:
            print(f"saved {line.strip()}")
        try:
            SessionFolder(path).open()
        except CopydeskError as error:
            print(f"unreadable: {error}")
            return 1
        print("killed")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
