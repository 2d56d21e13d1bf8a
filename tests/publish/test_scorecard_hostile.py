"""No answer makes the scorecard raise, and none makes it slow out of proportion."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.publish.score import score
from publish.scoring import LIBRARY, written

_PIECES = st.sampled_from(
    ["# ", "## ", "\n", "\n\n", "```", "`", "[a](", "![", "](", ")", "[verify]", "|", "<script",
     "https://", "unknown:x", "---\n", "a: b\n", "\x1b]0;x\x07", "\u202e", "\ud800", "\r", "word. ",
     "CI", "漢字", "{{DATE}}", "soup ", "<h1>", "\ufeff", "* ", "=\n"]
)  # fmt: skip
_TEXT = st.lists(_PIECES, max_size=40).map("".join)
_KEYS = st.sampled_from(
    ["alt", "filename", "target", "anchor", "question", "answer", "level", "text", "word_target",
     "children", "headings", "found", "fixes", "grade", "readability", "keyword_placements",
     "headings_issues", "\x1b"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=12,
)
_PROMPTS = [prompt.id for prompt in LIBRARY.kit("article").prompts]


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(_PROMPTS), _TEXT | _JSON.map(json.dumps), max_size=6),
    st.dictionaries(
        st.sampled_from(["title", "primary_keyword", "published", "article_url"]), _TEXT, max_size=4
    ),
)
def test_no_answer_and_no_brief_raise(answers: dict[str, str], brief: dict[str, Any]) -> None:
    session = written(brief, **{key: text for key, text in answers.items() if text})
    for document in ("article", "posts"):
        msgspec.json.encode(msgspec.to_builtins(score(session, document).count("good")))


@pytest.mark.parametrize(
    "text",
    ["[a](" * 20_000, "![" * 50_000, "`" * 100_000, "## a\n" * 10_000, "a. " * 30_000,
     "[verify] " * 10_000, "https://" * 10_000, "x" * 200_000, "|" * 100_000, "- " * 50_000],
)  # fmt: skip
def test_long_texts_of_one_kind_come_to_an_end(text: str) -> None:
    card = score(written({"title": "Soup", "primary_keyword": "soup"}, body=text))
    assert card.groups
    assert sum(len(group.lines) for group in card.groups) < 200
