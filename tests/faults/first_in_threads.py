"""Opens and lists sessions for the first time in several threads at once.

Usage: first_in_threads.py FOLDER (of one session). Prints ``opened``.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from copydesk.sessions.drafts import left_behind
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.listing import every

home = Path(sys.argv[1])
together = threading.Barrier(6)


def work(number: int) -> None:
    folder = SessionFolder(home)
    together.wait()
    if number % 3 == 0:
        every(home.parent)
    elif number % 3 == 1:
        left_behind(home)
    session = folder.open()
    session.version(session.history["outline"][0])


sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("opened")
