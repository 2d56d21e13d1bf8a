"""Heading levels made to fit: an answer starts lower than the heading that it stands under."""

from __future__ import annotations

import re

DEEPEST = 6

_HASHES = re.compile(r"( {0,3})(#{1,6})(?=[ \t]|$)")


def fitted(text: str, above: int) -> tuple[str, int]:
    """A text in Markdown whose headings stand below a level, and by how much they were moved.

    Lines of code are left alone. A heading that would come below the sixth level stays on it.

    Args:
        text: The text.
        above: The level of the document's own heading above it; 0 for none.
    """
    if "#" not in text and "\n=" not in text and "\n-" not in text:
        return text, 0
    from copydesk.answers.markdown import structure

    found = structure(text)
    if not found.headings:
        return text, 0
    by = above + 1 - min(heading.level for heading in found.headings)
    if by <= 0:
        return text, 0
    lines = list(found.lines)
    gone = set()
    for heading in found.headings:
        level = min(heading.level + by, DEEPEST)
        index = heading.line - 1
        if hashes := _HASHES.match(lines[index]):
            lines[index] = hashes[1] + "#" * level + lines[index][hashes.end() :]
        else:  # underlined, which knows two levels only
            lines[index] = f"{'#' * level} {lines[index].strip()}"
            gone.add(index + 1)
    return "\n".join(line for index, line in enumerate(lines) if index not in gone), by
