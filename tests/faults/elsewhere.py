"""Running a script of this folder in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def started(script: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """A script of this folder, just started, its output to be read."""
    path = os.pathsep.join((os.environ["PYTHONPATH"], str(HERE.parent)))
    return subprocess.Popen(
        [sys.executable, str(HERE / script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        **options,  # type: ignore[call-overload]
    )
