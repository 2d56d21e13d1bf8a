"""Text with its accents composed, so that ``é`` is one character however it was typed."""

from __future__ import annotations

import re
import unicodedata

_MARK = r"[^\w\s\x00-\x7f]"
_MOST = 30
_RUNS = re.compile(rf"{_MARK}{{{_MOST + 1},}}+")


def composed(text: str) -> str:
    """The text in Unicode's form NFC, in time that grows with its length alone.

    Ordering the marks on one letter takes the square of their number. No letter has more than
    30 (Unicode's stream-safe text, UAX #15), so longer runs are cut there.
    """
    if text.isascii():
        return text
    pieces, done = [], 0
    for run in _RUNS.finditer(text):
        for cut in range(run.start() + _MOST, run.end(), _MOST):
            pieces.append(text[done:cut])
            done = cut
    pieces.append(text[done:])
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)
