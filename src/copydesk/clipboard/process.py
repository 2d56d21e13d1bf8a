"""Running a program that may hang, without ever hanging with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.clipboard.result import WayError

_LAST_WORDS = 1.0
"""Seconds to wait for a killed process; one that the kernel holds is left to it."""


@dataclass(frozen=True)
class Outcome:
    """What a program left: its exit code, None when its time ran out, and its output."""

    code: int | None
    output: bytes


def run(
    command: Sequence[str], *, given: bytes = b"", environ: Mapping[str, str], timeout: float
) -> Outcome:
    """Run ``command`` in a session of its own, with ``given`` as its input.

    After ``timeout`` seconds it is killed with every process of its group. Its stderr is
    thrown away: anything written there would land on the screen.

    Raises:
        WayError: The program cannot be started.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise WayError(f"{Path(command[0]).name} cannot be started") from error
    try:
        output, _ = process.communicate(given, timeout=timeout)
        return Outcome(process.returncode, output)
    except subprocess.TimeoutExpired as late:
        return Outcome(None, late.stdout or b"")
    finally:
        if process.returncode is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_LAST_WORDS)
    # Closed here and not read to the end: something may hold the other side open for ever.
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
