"""The last resort, which nearly always works: a file that the writer can open."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from copydesk.clipboard.result import WayError


def save(text: str, folder: Path, name: str) -> Path:
    """Write ``text`` to ``name`` in ``folder``, whole or not at all, for its owner's eyes only.

    A file of that name is replaced.

    Raises:
        WayError: The folder cannot be made or written to, or the disk is full.
    """
    path = folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp gives mode 0600.
        descriptor, unfinished = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode("utf-8", "replace"))
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WayError(f"{error.strerror or error} ({path})") from error
    return path
