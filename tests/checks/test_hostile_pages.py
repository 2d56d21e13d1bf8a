"""A megabyte of anything is read once through, and told of as any other answer is.

Whatever went over the text again for each tag, quotation mark or bracket would not end within
the patience of a test run.
"""

from __future__ import annotations

import json

import pytest
from kit_in_memory import found

from copydesk.checks.page_head import LONGEST, MOST, read_head
from copydesk.checks.run import MOST as TOLD
from copydesk.kits.checks import Agrees, HeadTags, JsonLd

TAGS = HeadTags(title=(5, 10), description=(5, 20))
DATA = JsonLd(types=("Article",), properties=("Article.headline", "Article.author"))
QUESTIONS = Agrees(how="questions", to="answer.faq")
HEADINGS = Agrees(how="headings", to="answer.outline")
SCRIPT = '<script type="application/ld+json">'


def megabyte(text: str, before: str = "", behind: str = "") -> str:
    """A text repeated until it has a million characters."""
    return f"{before}{text * (1_000_000 // len(text))}{behind}"


OPEN_ENDED = {
    "tags that never close": megabyte("<a "),
    "marked sections": megabyte("<!["),
    "comments that never close": megabyte("<!--"),
    "angle brackets": megabyte("<"),
    "meta tags that never close": megabyte("<meta "),
    "quotation marks out of step": megabyte('<meta " ="'),
    "single ones too": megabyte("<meta '=\""),
    "attributes without end": megabyte('a="', '<meta content="'),
    "empty meta tags": megabyte("<meta content>"),
    "closing tags": megabyte("</script"),
    "contexts": megabyte('"@context"'),
    "contexts in objects that never close": megabyte('{"@context"'),
    "brackets behind a label": megabyte("(", "Title "),
    "numbers of lists": megabyte("1. "),
}


@pytest.mark.parametrize("name", OPEN_ENDED)
def test_what_never_ends_holds_no_head(name: str) -> None:
    told = found(OPEN_ENDED[name], TAGS, DATA, format="html")
    what = {one.what: one.found for one in told}
    assert what["the title"] == "missing"
    assert what["the meta description"] == "missing"


TITLES = {
    "none closed": (megabyte("<title>"), 142_857),
    "all closed": (megabyte("<title>A title</title>"), 45_454),
    "in lines": (megabyte("Title: A title\n"), 66_666),
    "one, before descriptions": (
        megabyte('<meta name="description" content="x">', "<title>A title</title>"),
        1,
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles_without_number_are_all_counted(name: str) -> None:
    text, amount = TITLES[name]
    assert len(read_head(text, "html").named("title")) == amount


def test_so_many_tags_are_read_and_none_that_is_too_long() -> None:
    tag = '<meta name="description" content="x">'
    assert len(read_head(tag * (MOST + 5), "html").texts) == MOST
    long = f'<meta name="description" content="{"x" * LONGEST}">'
    assert [one.text for one in read_head(long + tag, "html").texts] == ["x"]


ENDLESS_DATA = {
    "scripts that never close": megabyte(SCRIPT),
    "brackets that never close": megabyte("[", SCRIPT),
    "a number": megabyte("9", SCRIPT, "</script>"),
    "a text that never closes": megabyte("a", f'{SCRIPT}"', "</script>"),
    "deep down": megabyte("0,", SCRIPT + "[" * 500, "0" + "]" * 500 + "</script>"),
    "articles": megabyte('{"@type": "Article"},', f"{SCRIPT}[", "1]</script>"),
    "dates": megabyte('{"publishDate": 1, "dateModified": 2},', f"{SCRIPT}[", "1]</script>"),
}


@pytest.mark.parametrize("name", ENDLESS_DATA)
def test_data_without_end_is_told_of_like_any_other(name: str) -> None:
    told = found(ENDLESS_DATA[name], DATA, format="html")
    assert 1 <= len(told) <= TOLD + 1
    assert {one.check for one in told} == {"json_ld"}


def test_a_faq_page_of_thousands_of_questions_is_compared() -> None:
    items = [{"@type": "Question", "name": f"q{number}"} for number in range(20_000)]
    page = f"{SCRIPT}{json.dumps({'@type': 'FAQPage', 'mainEntity': items})}</script>"
    faq = json.dumps([{"question": "q7", "answer": "a"}])
    told = found(page, QUESTIONS, format="html", answers={"faq": faq}, formats={"faq": "json"})
    assert told[0].found == "20,000 questions"
    assert told[0].wanted.startswith("the 1 question of ")
    assert len(told) == TOLD + 1


@pytest.mark.parametrize("line", ["## [a](\n", "**a**\n", "## a\u0301\n", "a\n=\n"])
def test_headings_without_number_are_compared_with_an_outline(line: str) -> None:
    outline = json.dumps([{"level": "H2", "text": "First of all"}])
    given = {"answers": {"outline": outline}, "formats": {"outline": "json"}}
    told = found(megabyte(line), HEADINGS, format="markdown", **given)  # type: ignore[arg-type]
    assert told[0].found == "missing"
