"""Answers of any kind, for the promise that no check raises on any of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

SCRAPS = (
    "\n", "\r\n", "\x00", "\u2028", "\u202e", "\ud83d", "👍🏽", "é", "e\u0301", "漢字。",
    "「はい。」と", "z. B. ", "e.g. ", "Dr. ", "...", "?!", "`x.", "```\n", "# A\n", "- b\n",
    "1. c\n",
    "pytest.py",
    "https://a.b/c(d)", "{{ARTICLE_URL}}", "a@b.c", "1,200", "-", "_", ".png", "[1]", "{", "}", "[",
    "]", '"a": ', ",", "1e999", "NaN",
)  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from(SCRAPS) | st.text(max_size=4)).map("".join)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**300, max_value=10**400)
    | st.floats()
    | TEXTS
    | st.sampled_from(["a", "b", "H1", "12", "1,200", "ci-vs-cd.png"])
)
KEYS = st.sampled_from(["a", "b", "level", "words", "children"]) | st.text(max_size=3)
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=4) | st.dictionaries(KEYS, one, max_size=4)
)
JSON_TEXTS = VALUES.map(json.dumps)
ANSWERS = TEXTS | JSON_TEXTS


def deep(levels: int, key: str = "children") -> Any:
    """Objects within lists within objects, so many levels of them."""
    value: Any = {"words": 1}
    for _ in range(levels):
        value = {"words": 2, key: [value]}
    return value
