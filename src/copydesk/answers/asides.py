"""What reading an answer sets aside."""

from __future__ import annotations

from typing import Literal, NamedTuple

AsideKind = Literal[
    "fence", "before", "behind", "rule", "citations", "sources", "page", "commas", "quotes",
    "blanks", "breaks", "ends",
]  # fmt: skip


class Aside(NamedTuple):
    """One thing that stood in the stored text and is no part of the answer."""

    kind: AsideKind
    words: str
    """As a person may read it, after "Read without": ``the line before it``."""
    line: int = 0
    """Where it stands in the stored text, counted from 1; 0 where there are many or none."""
    excerpt: str = ""
