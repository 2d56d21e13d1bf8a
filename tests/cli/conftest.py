"""The command line in this process, and as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line import Desk, Done, Run

from copydesk.cli.commands import copydesk
from copydesk.paths import folders
from copydesk.sessions.store import Store


@pytest.fixture
def run() -> Run:
    """Run a command in this process; neither end of it is a terminal."""

    def run(*arguments: str | Path, input: str | bytes = "") -> Done:
        done = CliRunner().invoke(copydesk, [str(one) for one in arguments], input=input)
        assert "Traceback" not in done.stderr
        return Done(done.exit_code, done.stdout_bytes, done.stderr)

    return run


@pytest.fixture
def program() -> Run:
    """Run a command as a program of its own."""

    def program(
        *arguments: str | Path,
        input: bytes = b"",
        environ: Mapping[str, str] | None = None,
    ) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", *arguments],
            input=input,
            capture_output=True,
            env={**os.environ, **(environ or {})},
        )
        said = done.stderr.decode("utf-8")
        assert "Traceback" not in said
        return Done(done.returncode, done.stdout, said)

    return program


@pytest.fixture
def shell() -> Run:
    """Run a line of shell in which ``copydesk`` is the program under test."""

    def shell(line: str) -> Done:
        command = f'copydesk() {{ {sys.executable!r} -m copydesk "$@"; }}; {line}'
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        said = done.stderr.decode("utf-8")
        assert "Traceback" not in said
        return Done(done.returncode, done.stdout, said)

    return shell


@pytest.fixture
def desk(copydesk_home: Path) -> Desk:
    return Desk(Store(folders()))


@pytest.fixture
def begun(run: Run, desk: Desk) -> Path:
    """The folder of a session on "CI vs CD" with an answer to its first prompt."""
    assert run("answer", "ci-vs-cd", "outline", input="## What CI promises\n").code == 0
    return desk.only_path()
