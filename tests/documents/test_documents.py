"""How documents are set from answers, and what an answer is once the chat around it is off."""

from __future__ import annotations

import datetime as dt

import pytest

from copydesk.documents import (
    Material,
    document_needs,
    pick,
    set_document,
    value_text,
)
from copydesk.kits.model import (
    AnswerForm,
    BriefField,
    Document,
    Kit,
    MapValues,
    Part,
    Phase,
    Prompt,
)
from copydesk.kits.template import Template

FORMATS = {"intro": "markdown", "body": "markdown", "faq": "json", "meta": "html"}


def material(*parts: Part, format: str = "markdown", **given: object) -> Material:
    """Material for a kit of four prompts and one document, ``page``, of these parts."""
    prompts = tuple(
        Prompt(id=id, title=id, answer=AnswerForm(format=form), template=Template("Go.\n"))  # type: ignore[arg-type]
        for id, form in FORMATS.items()
    )
    kit = Kit(
        id="small",
        format=1,
        version="1",
        title="Small",
        summary="",
        updated=dt.date(2026, 11, 22),
        fields=(
            BriefField(id="title", label="Title", required=True),
            BriefField(id="tools", kind="list", label="Tools"),
            BriefField(id="words", kind="number", label="Words", default=900),
        ),
        phases=(Phase(title="All", prompts=prompts),),
        documents=(Document(id="page", title="The page", format=format, parts=parts),),  # type: ignore[arg-type]
    )
    return Material(kit, **given)  # type: ignore[arg-type]


def page(*parts: Part, **given: object) -> str:
    return set_document(material(*parts, **given), "page")


FAQ = """[
    {"question": "What\\nis CI?", "answer": "Merging often."},
    {"question": "Why?", "answer": "Speed."}
]"""


def test_parts_are_set_in_order_with_a_blank_line_between() -> None:
    result = page(
        Part(heading="brief.title", level=1),
        Part(answer="intro"),
        Part(heading="The body"),
        Part(text="Set by hand.\n"),
        Part(answer="body"),
        brief={"title": "CI vs CD"},
        answers={"intro": "Hello.\r\n\r\nMore.\n", "body": "## A\n\ntext"},
    )
    above = "# CI vs CD\n\nHello.\n\nMore.\n\n## The body\n\nSet by hand.\n\n"
    assert result == above + "### A\n\ntext", "an answer starts below the heading above it"


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Plain words", "## Plain words"),
        ("What is CI. And why?", "## What is CI. And why?"),
        ("brief.unknown", "## brief.unknown"),
        ("map.topic", "## CI/CD"),
        ("brief.tools", "## uv, ruff"),
        ("brief.words", "## 900"),
    ],
)
def test_a_heading_is_words_or_the_name_of_a_value(heading: str, line: str) -> None:
    given = {"brief": {"tools": ("uv", "ruff")}, "map": MapValues(topic="CI/CD")}
    assert page(Part(heading=heading), Part(text="x"), **given) == f"{line}\n\nx"


def test_a_heading_without_a_value_is_left_out() -> None:
    assert page(Part(heading="brief.title"), Part(text="x")) == "x"


def test_a_heading_is_one_line() -> None:
    assert (
        page(Part(heading="brief.title"), Part(text="x"), brief={"title": "a\n b"}) == "## a b\n\nx"
    )


@pytest.mark.parametrize("gone", [{}, {"body": " \n"}])
def test_a_missing_answer_leaves_its_part_and_its_heading_out(gone: dict[str, str]) -> None:
    parts = (Part(answer="intro"), Part(heading="Body"), Part(answer="body"))
    assert page(*parts, answers={"intro": "Hello.", **gone}) == "Hello."


def test_a_skipped_answer_is_left_out() -> None:
    parts = (Part(answer="intro"), Part(heading="Body"), Part(answer="body"))
    answers = {"intro": "Hello.", "body": "from before"}
    assert page(*parts, answers=answers, skipped=frozenset({"body"})) == "Hello."


def test_a_heading_stays_when_anything_under_it_does() -> None:
    parts = (
        Part(heading="One", level=2),
        Part(heading="One and a half", level=3),
        Part(answer="intro"),
        Part(heading="Another half", level=3),
        Part(answer="body"),
        Part(heading="Two", level=2),
        Part(answer="body"),
        Part(heading="Top", level=1),
        Part(answer="intro"),
    )
    assert page(*parts, answers={"intro": "i"}) == "## One\n\n### One and a half\n\ni\n\n# Top\n\ni"
    assert page(*parts, answers={"body": "b"}) == "## One\n\n### Another half\n\nb\n\n## Two\n\nb"
    assert page(*parts) == ""


def test_questions_are_headings_over_their_answers() -> None:
    result = page(Part(answer="faq", path="[*]", set="questions", level=3), answers={"faq": FAQ})
    assert result == "### What is CI?\n\nMerging often.\n\n### Why?\n\nSpeed."
    assert page(Part(answer="faq", set="questions", level=3), answers={"faq": FAQ}) == result


def test_a_list_is_set_as_bullets() -> None:
    answer = '{"tips": ["one", "two\\nlines", 3.10, null]}'
    result = page(Part(answer="faq", path="tips", set="list"), answers={"faq": answer})
    assert result == "- one\n- two\n  lines\n- 3.10"


def test_texts_picked_are_paragraphs() -> None:
    answer = '{"posts": [{"text": "one"}, {"text": ["two", "three"]}, {"text": {"a": "é"}}]}'
    result = page(Part(answer="faq", path="posts[*].text"), answers={"faq": answer})
    assert result == 'one\n\ntwo\n\nthree\n\n{\n  "a": "é"\n}'


def test_code_stands_in_a_fence_longer_than_any_inside() -> None:
    result = page(Part(answer="body", set="code"), answers={"body": "a\n````py\nb\n````\nc"})
    assert result == "`````\na\n````py\nb\n````\nc\n`````"
    result = page(Part(answer="faq", path="run", set="code"), answers={"faq": '{"run": "uv sync"}'})
    assert result == "```\nuv sync\n```"


@pytest.mark.parametrize("set_as", ["text", "questions", "list", "code"])
@pytest.mark.parametrize(
    "answer",
    [
        "No JSON at all.",
        '{"other": 1}',
        '{"posts": "one text"}',
        '{"posts": [{"question": "q", "text": "t"}, {"question": "q"}]}',
        "[" * 100_000,
    ],
)
def test_what_cannot_be_picked_from_goes_in_whole(answer: str, set_as: str) -> None:
    part = Part(answer="faq", path="posts[*].text", set=set_as)  # type: ignore[arg-type]
    assert page(part, answers={"faq": f"```json\n{answer}\n```"}) == answer


def test_what_goes_in_whole_goes_in_once() -> None:
    parts = (
        Part(heading="First"),
        Part(answer="faq", path="first"),
        Part(heading="Second"),
        Part(answer="faq", path="second"),
    )
    assert page(*parts, answers={"faq": "Sorry, no."}) == "## First\n\nSorry, no."


def test_questions_that_are_none_go_in_whole() -> None:
    part = Part(answer="faq", path="[*]", set="questions")
    for answer in ('["What?"]', '[{"question": "What?"}]'):
        assert page(part, answers={"faq": answer}) == answer


def test_html_takes_answers_as_they_stand() -> None:
    result = page(
        Part(heading="a < b", level=2),
        Part(answer="meta", set="code"),
        format="html",
        answers={"meta": "```html\n<title>A & B</title>\n```"},
    )
    assert result == "<h2>a &lt; b</h2>\n\n<title>A & B</title>"


def test_plain_text_has_headings_without_signs() -> None:
    assert page(Part(heading="Posts"), Part(text="x"), format="text") == "Posts\n\nx"


def test_what_a_document_needs_is_in_the_order_of_the_kit() -> None:
    parts = [Part(answer=id) for id in ("faq", "intro", "faq")] + [Part(text="x")]
    assert document_needs(material(*parts).kit, "page") == ("intro", "faq")


def test_an_unknown_document_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        set_document(material(), "nowhere")


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("", [{"a": {"b": [1, 2]}, "c": [{"d": 3}, {"d": 4}]}]),
        ("a.b", [[1, 2]]),
        ("a.b[*]", [1, 2]),
        ("c[*].d", [3, 4]),
    ],
)
def test_a_path_picks_names_and_items(path: str, values: list[object]) -> None:
    assert pick({"a": {"b": [1, 2]}, "c": [{"d": 3}, {"d": 4}]}, path) == values


@pytest.mark.parametrize("path", ["x", "a.x", "a[*]", "c.d", "c[*].x"])
def test_a_path_that_is_not_there_is_an_error(path: str) -> None:
    with pytest.raises(LookupError):
        pick({"a": {"b": [1, 2]}, "c": [{"d": 3}, {"d": 4}]}, path)


def test_values_within_a_line() -> None:
    assert value_text(("a", " ", "b")) == "a, b"
    assert value_text(900.0) == "900"
    assert value_text(0) == "0"
    assert value_text(2.5) == "2.5"
    assert value_text(None) == ""
