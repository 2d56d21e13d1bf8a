"""Whether litellm is there, and the very command that puts it where this Copydesk looks."""

from __future__ import annotations

import importlib.util
import shlex
import subprocess
import sys
from pathlib import Path

WANTED = "litellm>=1.106,<2"
"""As the extra ``models`` in pyproject.toml has it. Releases 1.82.7 and 1.82.8 stole keys."""


def installed() -> bool:
    """Whether litellm can be imported; it is not imported."""
    try:
        return importlib.util.find_spec("litellm") is not None
    except (ImportError, ValueError):  # what a broken installation, or a test, leaves behind
        return False


def install_command() -> str:
    """The command that adds litellm to this installation, quoted for the shell."""
    place = Path(sys.prefix)
    if (place / "pipx_metadata.json").is_file():
        return f"pipx inject {_quoted(place.name)} {_quoted(WANTED)}"
    if (place / "uv-receipt.toml").is_file():
        return f"uv tool install {_quoted(place.name)} --with {_quoted(WANTED)}"
    if importlib.util.find_spec("pip") is not None:
        return f"{_quoted(sys.executable)} -m pip install {_quoted(WANTED)}"
    # The start line of the README makes a place without a pip of its own.
    python = "py" if sys.platform == "win32" else "python3"
    return f"{python} -m pip --python {_quoted(sys.prefix)} install {_quoted(WANTED)}"


def _quoted(word: str) -> str:
    """The word as the platform's shell takes it for one word."""
    if sys.platform == "win32":
        return f'"{word}"' if set(word) & set("<>,=") else subprocess.list2cmdline([word])
    return shlex.quote(word)
