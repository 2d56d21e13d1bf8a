"""Breaking a text into rows that fit a width; built for a million characters."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import get_character_cell_size

TAB = "    "
"""How a tab is shown."""


def rows(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end offsets of each row of a text, broken at blanks where that is possible.

    Args:
        text: Clean text; lines end with ``\\n``.
        width: Cells in a row; at least 2 is used, so that every character fits.

    Returns:
        Slices that cover the text, line ends and the blank at a break aside; at least one.
    """
    width = max(2, width)
    result: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) <= width and line.isascii() and "\t" not in line:
            result.append((start, end))
        else:
            plain = line.isascii() and "\t" not in line
            breaks = _plain_breaks(line, width) if plain else _wide_breaks(line, width)
            result.extend((start + a, start + b) for a, b in breaks)
        start = end + 1
    return result


def _plain_breaks(line: str, width: int) -> Iterator[tuple[int, int]]:
    """Rows of a line in which every character is one cell wide."""
    at, size = 0, len(line)
    while size - at > width:
        cut = line.rfind(" ", at + 1, at + width + 1)
        if cut < 0:
            yield at, at + width
            at += width
        else:
            yield at, cut
            at = cut + 1
    yield at, size


def _wide_breaks(line: str, width: int) -> Iterator[tuple[int, int]]:
    """Rows of a line with wide, combining or tab characters in it."""
    at = used = 0
    blank = -1
    for index, character in enumerate(line):
        cells = len(TAB) if character == "\t" else get_character_cell_size(character)
        if used + cells > width and index > at:
            if character == " ":
                yield at, index
                at, used, blank = index + 1, 0, -1
                continue
            cut = blank if blank > at else index
            yield at, cut
            at = cut + 1 if cut == blank else cut
            used = sum(
                len(TAB) if c == "\t" else get_character_cell_size(c) for c in line[at:index]
            )
            blank = -1
        if character == " ":
            blank = index
        used += cells
    yield at, len(line)
