"""The models that were chosen last, so that a picker shows them first."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.files import read_text, replace_file

NAME = "models.json"
MOST = 12
NAMED = re.compile(r"[!-~]{1,200}")
"""What a model's name may be."""


def recent(cache: Path) -> tuple[str, ...]:
    """The names, the last first; none where the file cannot be read.

    Args:
        cache: The folder for what can be made anew.
    """
    try:
        found = json.loads(read_text(cache / NAME))
    except (OSError, CopydeskError, ValueError, RecursionError):
        return ()
    names = found if isinstance(found, list) else []
    return tuple(name for name in names[:MOST] if isinstance(name, str) and NAMED.fullmatch(name))


def remember(cache: Path, name: str) -> None:
    """Put a name first; it is only a convenience, so a disk that will not is no matter."""
    names = [name, *(one for one in recent(cache) if one != name)][:MOST]
    with contextlib.suppress(OSError):
        replace_file(cache / NAME, json.dumps(names).encode("ascii"))
