"""Title, description, Open Graph and JSON-LD, as HTML or as chats list them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from any_answer import TEXTS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.checks.json_ld import is_date
from copydesk.kits.checks import HeadTags, JsonLd

LENGTHS = HeadTags(title=(5, 10), description=(5, 20), og_title=(1, 12), og_description=(1, 12))
GOOD = """\
<title>A title</title>
<meta name="description" content="What it holds">
<meta property="og:title" content="A title">
<meta property="og:description" content="What is in">
"""
ARTICLE = {"@type": "Article", "headline": "A", "author": {"@type": "Person", "name": "Mara"}}
FAQ = {
    "@type": "FAQPage",
    "mainEntity": [
        {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "So."}}
    ],
}
ASKED = JsonLd(
    types=("Article", "FAQPage"),
    properties=("Article.headline", "Article.author", "FAQPage.mainEntity"),
)


def page(*blocks: Any) -> str:
    """A head with a script tag for each block, data or text."""
    texts = (one if isinstance(one, str) else json.dumps(one, indent=1) for one in blocks)
    return "\n".join(f'<script type="application/ld+json">\n{one}\n</script>' for one in texts)


def held(answer: str, check: Any = LENGTHS) -> list[tuple[str, str, str]]:
    """What is found: what, found, wanted."""
    return [(one.what, one.found, one.wanted) for one in found(answer, check, format="html")]


def test_lengths_are_stated() -> None:
    (text,) = said(LENGTHS, format="html")
    assert text == (
        "title of 5–10 characters, meta description of 5–20 characters, "
        "OG title of at most 12 characters, OG description of at most 12 characters"
    )


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"Here is the head:\n\n```html\n{GOOD}```\n",
        GOOD.replace('"', "'").replace("\n", "\r\n"),
        GOOD.upper().replace("CONTENT", "content"),
        "<META content='What it holds' NAME=description>" + GOOD.replace('name="d', 'name="x'),
        GOOD.replace("A title</title>", "A &amp; title</title>"),
        "Title: A title\nMeta description: What it holds\nOG title: A title\n"
        "OG description: What is in\n",
        "- **Title** (7 characters): A title\n- **Meta description:** What it holds\n"
        "- **og:title:** A title\n- **og:description:** What is in\n",
    ],
)
def test_tags_are_read_however_they_are_written(answer: str) -> None:
    assert held(answer) == []


def test_a_title_that_is_too_long_says_by_how_much_and_where() -> None:
    finding = only(GOOD.replace("A title<", "A title too long<"), LENGTHS, format="html")
    assert (finding.what, finding.found, finding.wanted) == (
        "the title",
        "16 characters",
        "5–10 characters",
    )
    assert finding.mend == "Cut at least 6 characters."
    assert (finding.line, finding.excerpt) == (1, "A title too long")


def test_what_is_missing_empty_or_there_twice_is_told() -> None:
    without = "\n".join(GOOD.splitlines()[1:])
    assert held(without) == [("the title", "missing", "5–10 characters")]
    empty = GOOD.replace("What it holds", " ")
    assert held(empty) == [("the meta description", "no text in it", "5–20 characters")]
    assert held(f"{GOOD}<title>A title</title>") == [("the title", "2 of them", "1 title")]


def test_json_ld_is_stated_and_holds_in_each_of_its_forms() -> None:
    (text,) = said(ASKED, format="html")
    assert text == "JSON-LD: Article (headline, author), FAQPage (mainEntity)"
    posting = ARTICLE | {"@type": ["BlogPosting"], "author": [{"@type": "Person", "name": "M"}]}
    for answer in (
        page({"@context": "https://schema.org", "@graph": [ARTICLE, FAQ]}),
        page(ARTICLE, FAQ),
        page([posting, FAQ]),
        page(ARTICLE | {"mainEntityOfPage": FAQ}),
    ):
        assert held(answer, ASKED) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(FAQ), ("no Article, but FAQPage", "Article")),
        (page(ARTICLE | {"headline": " "}, FAQ), ("headline without a value", "Article.headline")),
        (page({**ARTICLE, "author": {}}, FAQ), ("author without a value", "Article.author")),
        (page({**ARTICLE, "author": {"url": "x"}}, FAQ), ("an author without a name", "author")),
        (page(ARTICLE, FAQ | {"mainEntity": [{"@type": "Question"}]}), ("question 1 has no name",)),
        (page(ARTICLE | {"datePublished": "24 November 2026"}, FAQ), ("24 November 2026", "8601")),
        (page(ARTICLE | {"publishDate": "2026-11-24"}, FAQ), ("publishDate", "datePublished")),
        (page(json.dumps(ARTICLE)[:-1] + ",}", FAQ), ("in line 2", "JSON that can be read")),
        (json.dumps({"@context": "https://schema.org", "@graph": [ARTICLE, FAQ]}), ("bare JSON",)),
        ("<title>x</title>", ("no JSON-LD",)),
    ],
)
def test_what_keeps_json_ld_from_being_used_is_named(answer: str, words: tuple[str, ...]) -> None:
    told = " ".join(" ".join(one) for one in held(answer, ASKED))
    for word in words:
        assert word in told


def test_a_fault_in_json_ld_is_placed_in_the_stored_answer() -> None:
    answer = f"Sure!\n\n```html\n{page(json.dumps(ARTICLE | {'datePublished': 'soon'}), FAQ)}\n```"
    finding = only(answer, ASKED, format="html")
    assert finding.line == 5
    assert finding.excerpt == "soon"


@pytest.mark.parametrize(
    "value",
    ["2026-11-24", "2026-11-24T09:30:00+01:00", "2026-11-24T09:30:00Z", "{{DATE_PUBLISHED}}"],
)
def test_dates_in_iso_8601_and_the_placeholder_hold(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize("value", ["2026-02-30", "24.11.2026", "November 2026", "", 2026, None])
def test_other_dates_do_not(value: Any) -> None:
    assert not is_date(value)


@given(TEXTS)
def test_no_text_makes_either_raise(text: str) -> None:
    for answer in (text, f"<title>{text}", f'<meta name="description" content="{text}', page(text)):
        found(answer, LENGTHS, ASKED, format="html")
