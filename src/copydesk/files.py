"""Reading files that strangers wrote: nothing hangs, nothing swells, every fault is named.

A file given by a person or found in a folder may be a pipe, a device, a link that leads out of
its folder, gigabytes long, not text at all, or TOML built to exhaust the parser. Each ends in
``InvalidFiles`` here, within moments.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

from copydesk.errors import InvalidFiles, Problem

SIZE_LIMIT = 256 * 1024
"""The most bytes a kit's, map's, brief's or settings file may have."""

DOT_LIMIT = 1000
"""The most dots in one line of TOML: a dotted key of 40 kB costs seconds and a gigabyte."""


def read_file(path: Path, *, limit: int = SIZE_LIMIT, follow: bool = False) -> bytes:
    """The bytes of a regular file.

    Args:
        path: The file.
        limit: The most bytes it may have.
        follow: Whether the file itself may be a symbolic link.

    Raises:
        FileNotFoundError: There is no such file.
        InvalidFiles: It is no regular file, a link, too large, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    if not follow:
        if path.is_symlink():
            raise _fault(path, "is a symbolic link; put the file itself there")
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise _fault(path, f"cannot be read: {_reason(error)}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _fault(path, "is no regular file")
    try:
        with os.fdopen(handle, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _fault(path, f"cannot be read: {_reason(error)}") from error
    if len(data) > limit:
        raise _fault(path, f"is larger than {limit // 1024} kB")
    return data


def read_text(path: Path, *, limit: int = SIZE_LIMIT, follow: bool = False) -> str:
    """The text of a UTF-8 file, without its byte order mark; line ends as they are.

    Raises:
        FileNotFoundError: There is no such file.
        InvalidFiles: As for ``read_file``, or the file is not UTF-8.
    """
    data = read_file(path, limit=limit, follow=follow)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _fault(path, f"is not UTF-8 text (byte {error.start + 1})", line) from error


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """The tables of a TOML text; ``path`` is for the messages alone.

    Raises:
        InvalidFiles: The text is not TOML, or is built to exhaust the parser.
    """
    import tomllib  # a start without settings and with known kits reads no TOML

    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > DOT_LIMIT:
            raise _fault(path, f"has more than {DOT_LIMIT} dots in one line", number)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(path, *_toml_message(str(error), text)) from error
    except RecursionError as error:
        raise _fault(path, "is nested too deeply") from error
    except (ValueError, MemoryError) as error:
        raise _fault(path, f"cannot be read as TOML: {error}") from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a small file whole, or leave it as it was; a symbolic link stays a link.

    Folders that are missing are made for their owner alone.

    Raises:
        OSError: Nothing was changed.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _toml_message(message: str, text: str) -> tuple[str, int]:
    """What the parser said, and the line it spoke of."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if place is None:
        return f"is not TOML: {message}", 0
    message = message[: place.start()]
    if place[1] is None:
        return f"is not TOML: {message} at the end of the file", text.rstrip().count("\n") + 1
    return f"is not TOML: {message} in column {place[2]}", int(place[1])


def _reason(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _fault(path: Path, message: str, line: int = 0) -> InvalidFiles:
    return InvalidFiles([Problem(path=path, line=line, key="", message=message)])
