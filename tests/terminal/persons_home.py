"""A person's home: what Copydesk keeps there, and the command line as that person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from copydesk.sessions.file import decode
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Session

COPYDESK = (sys.executable, "-m", "copydesk")
ANSWERS = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"
"""Lifelike answers to the prompts of "CI vs CD", a file each."""


def lifelike(prompt_id: str) -> str:
    """The answer to a prompt of "CI vs CD" that a chat could have given."""
    (file,) = ANSWERS.glob(f"{prompt_id}.*")
    return file.read_bytes().decode()


class Home:
    """A home of the test's own; nothing is in it at first."""

    def __init__(self, folder: Path, copydesk: Path | None = None) -> None:
        """Args: copydesk: the ``COPYDESK_HOME``, if it is not to lie in the home."""
        self.folder = folder
        self.copydesk = copydesk or folder / "copydesk"
        self.environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(folder),
            "COPYDESK_HOME": str(self.copydesk),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }

    def run(self, *arguments: str) -> bytes:
        """What ``copydesk ARGUMENTS`` prints."""
        return subprocess.run(
            [*COPYDESK, *arguments],
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout

    def prompt(self, number: int) -> bytes:
        """A finished prompt of "CI vs CD", as the command line prints it."""
        return self.run("prompt", "ci-vs-cd", str(number))

    def session_files(self) -> list[Path]:
        """The file of every session."""
        return sorted((self.copydesk / "sessions").glob("*/session.json"))

    def session(self) -> Session:
        """The one session there is, as it stands on the disk; its file must be whole."""
        (file,) = self.session_files()
        _, session = decode(file.read_bytes())
        session.read_version = SessionFolder(file.parent).version
        return session

    def answer(self, prompt_id: str) -> str:
        """The answer to a prompt as it stands on the disk; empty while there is none."""
        return self.session().text_of(prompt_id) if self.session_files() else ""

    def versions(self, prompt_id: str) -> list[str]:
        """Every answer that a prompt ever had, oldest first; all must be on the disk."""
        session = self.session()
        return [session.version(ref).text for ref in session.history.get(prompt_id, ())]
