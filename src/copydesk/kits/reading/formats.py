"""The first key of every file: which format it is written in."""

from __future__ import annotations

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.model import FORMAT
from copydesk.kits.reading.faults import Faults
from copydesk.kits.reading.value_rules import found


def check_format(faults: Faults) -> None:
    """Notes a format that is missing or is none.

    Raises:
        InvalidFiles: The file is written in a newer format, of which nothing can be said.
    """
    file, key = faults.file, ("format",)
    stated = file.data.get("format", FORMAT)
    if isinstance(stated, bool) or not isinstance(stated, int):
        return  # the shape of the file is at fault, and will be told so
    if stated > FORMAT:
        message = f"written for a newer Copydesk (format {stated}; this one reads {FORMAT})"
        raise InvalidFiles([Problem(file.path, file.line(key), "format", message)])
    if stated < FORMAT:
        faults.at(key, f"there is no format {found(stated)}; expected format = {FORMAT}")
