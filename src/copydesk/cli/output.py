"""What a command writes: its result on stdout, what it has to say besides on stderr.

Everything is written as UTF-8 bytes, whatever the locale. What people wrote into kits, briefs
and titles may hold what a terminal would obey, so it is cleaned on its way; only a finished
prompt and an export go out as they are, and only where no terminal reads them.
"""

from __future__ import annotations

import contextlib
import json
import sys
import textwrap
from shutil import get_terminal_size
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.text import clean

WIDEST = 88
"""Prose is not set wider than this, in characters."""


class ReaderGone(Exception):
    """Whoever read the output has closed it."""


def write(data: bytes) -> None:
    """Bytes to stdout, at once.

    Raises:
        ReaderGone: Nobody reads them any more.
        CopydeskError: They cannot be written: a full disk, a closed stdout.
    """
    if sys.stdout is None:
        raise CopydeskError("There is nowhere to write to: the standard output is closed.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise CopydeskError(f"The output cannot be written: {error.strerror}.") from error


def out(text: str = "") -> None:
    """A line, or lines, for a person or a program to read."""
    write(clean(text + "\n").encode("utf-8"))


def out_json(data: Any) -> None:
    """Data as JSON, pure ASCII, keys in the order in which they were given."""
    write((json.dumps(data, indent=2) + "\n").encode("ascii"))


def to_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def say(text: str, prefix: str = "copydesk: ") -> None:
    """Something to know, on stderr; lost without harm where there is none."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(clean(f"{prefix}{text}\n"))
        sys.stderr.flush()


def wrapped(text: str, indent: str = "", hanging: str = "") -> str:
    """A paragraph, folded to the width of the terminal.

    Args:
        indent: What every line begins with.
        hanging: What lines after the first have besides.
    """
    width = max(40, min(get_terminal_size().columns, WIDEST))
    return textwrap.fill(
        " ".join(text.split()),
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
