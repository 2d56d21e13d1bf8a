"""Hostile answers, published: nothing of them is more than text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.publish.bundle import Options, make
from copydesk.sessions.session import Session
from publish.hostile import ANSWERS, PAYLOADS, Hostile
from publish.parsed import linked_data, out_of_place, tree
from publish.scoring import written

DRAFT = Options("none", True)


def published(session: Session) -> str:
    """The page of a session."""
    return make(session, DRAFT).files["article.html"].decode("utf-8")


def session_on(answer: Hostile) -> Session:
    """A session with a harmless text and one hostile answer."""
    answers = {"introduction": "The soup.", answer.prompt: answer.text}
    return written({"title": "Soup & <b>salt</b>"}, **answers)


@pytest.mark.parametrize("first", range(0, len(ANSWERS), 40))
def test_nothing_of_a_hostile_answer_is_more_than_text(first: int) -> None:
    for answer in ANSWERS[first : first + 40]:
        root = tree(published(session_on(answer)))
        assert out_of_place(root) == [], answer
        assert linked_data(root)["@context"] == "https://schema.org"


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_the_brief_and_the_map_are_no_more_believed(payload: str) -> None:
    brief = {"title": f"Soup {payload}", "author": payload, "article_url": payload}
    root = tree(published(written(brief, introduction=f"Soup.\n\n{payload}")))
    assert out_of_place(root) == []
    assert "canonical" not in {one.get("rel") for one in root.iter("link")}


def test_what_is_looked_for_is_found_in_a_page_that_holds_it() -> None:
    page = published(written({"title": "Soup"}, introduction="The soup."))
    assert out_of_place(tree(page)) == []
    for wrong in (
        "<p onclick='x'>y</p>",
        "<a href='javascript:x'>y</a>",
        "<p style='color:red'>y</p>",
        "<script>x</script>",
        "<iframe></iframe>",
        "<!-- x -->",
        "<img src='x' alt=''>",
    ):
        assert out_of_place(tree(page.replace("</article>", f"{wrong}</article>"))) != [], wrong


_PIECES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(PAYLOADS),
        st.sampled_from(
            ["\n", "\n\n", "# ", "## ", "- ", "1. ", "> ", "    ", "\t", "```\n", "`", "**", "_",
             "[", "](", ")", "<", ">", "&", "&amp;", "|", "\n|--|\n", "![", "[verify]", "\\", "~~",
             "---\n", "\r\n", "\x00", "\x1b", "\ud800", "\u2028", "{{ARTICLE_URL}}", "]]>", "--!>"]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=150)
@given(_PIECES)
def test_any_text_becomes_a_page_of_nothing_but_text(text: str) -> None:
    session = written({"title": f"Soup {text[:40]}"}, introduction="Soup.", body=text)
    root = tree(published(session))
    assert out_of_place(root) == []
    assert [one.tag for one in root.iter("h1")] == ["h1"]


@settings(max_examples=60)
@given(_PIECES, _PIECES)
def test_any_head_and_any_questions_become_data(one: str, other: str) -> None:
    import json

    faq = json.dumps([{"question": one, "answer": other}])
    session = written({"title": "Soup"}, introduction="Soup.", meta=one + other, faq=faq)
    root = tree(published(session))
    assert out_of_place(root) == []
    graph = linked_data(root)["@graph"]
    assert graph[0]["headline"] == "Soup"
