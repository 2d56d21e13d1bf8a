"""A window without a screen: adds answers to a session and saves each, until it is told to stop.

Usage: writer.py FOLDER NAME COUNT. Prints a line for each answer that a save has confirmed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from copydesk.sessions.folder import NotSaved, SessionFolder

FILLING = "words and more words, as answers have them. " * 400


def main(path: str, name: str, count: int) -> None:
    folder = SessionFolder(Path(path))
    session = folder.open()
    prompts = [prompt.id for prompt in session.kit.prompts]
    for number in range(count):
        prompt = prompts[number % len(prompts)]
        session.answer(prompt, f"{name} {number}\n{FILLING}", "pasted")
        while True:
            try:
                folder.save(session)
                break
            except NotSaved:  # the other one was faster for five seconds on end
                continue
        print(f"{name} {number}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
