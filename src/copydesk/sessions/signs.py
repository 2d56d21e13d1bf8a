"""A sign for each state of a prompt; beside it always stands the word, or a count."""

from __future__ import annotations

SIGNS = {
    "to do": "○",
    "waiting": "◌",
    "answered": "●",
    "failing": "✗",
    "stale": "◐",
    "skipped": "–",
}
