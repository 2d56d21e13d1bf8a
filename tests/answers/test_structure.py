"""Headings, code and the list at the end of an answer; answers in every shape that chats give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.markdown import Heading, structure
from copydesk.answers.reading import read_answer
from copydesk.answers.repair import repaired

DATA = Path(__file__).parents[1] / "data" / "answers"
GOOD = DATA / "ci-vs-cd"


def shape(name: str) -> str:
    return (DATA / "shapes" / name).read_bytes().decode()


def good(name: str) -> str:
    return (GOOD / name).read_text(encoding="utf-8").strip("\n")


def plain(text: str) -> str:
    typed = str.maketrans("‘’“”\u00a0\u202f", "''\"\"  ")
    return text.translate(typed)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n## B ##\n###### C #", [(1, "A", 1), (2, "B", 2), (6, "C", 3)]),
        ("A\n===\n\nB\n---", [(1, "A", 1), (2, "B", 4)]),
        ("## C#\n## F##", [(2, "C#", 1), (2, "F##", 2)]),
        ("##\n#hashtag\n####### seven\n    # code", [(2, "", 1)]),
        ("```\n# no\n```\n~~~\n## no\n~~~\n## D", [(2, "D", 7)]),
        ("- item:\n    ```sh\n    # no\n    ```", []),
        ("- a\n---\n| x\n---\n> q\n---\n\n---", []),
        ("---\ntitle: A\n---\n## B", [(2, "B", 4)]),
        ("=\n=\n=", [(1, "=", 1)]),
        ("## Title" + " " * 200_000 + "x", [(2, "Title" + " " * 200_000 + "x", 1)]),
    ],
)
def test_headings_are_those_that_markdown_sets(
    text: str, headings: list[tuple[int, str, int]]
) -> None:
    assert structure(text).headings == [Heading(*one) for one in headings]


def test_code_has_its_language_its_line_and_its_text() -> None:
    one, two, three = structure("```Py\nx = 1\n```\na\n  ~~~\n  y\n  ~~~\n```\nnever ends").code
    assert one == ("py", 1, "x = 1")
    assert two == ("", 5, "  y")
    assert three == ("", 8, "never ends")


def test_prose_is_the_text_without_code_line_for_line() -> None:
    assert structure("a\n```\nb\n```\nc").prose == "a\n\n\n\nc"


def test_sections_go_from_heading_to_heading() -> None:
    sections = structure("before\n\n## A\n\na\n\n### B\nb").sections
    assert [(one.heading and one.heading.text, one.line, one.text) for one in sections] == [
        (None, 1, "before"),
        ("A", 3, "a"),
        ("B", 7, "b"),
    ]


@pytest.mark.parametrize(
    ("text", "items", "line"),
    [
        ("x\n\n- a\n- b", ["- a", "- b"], 3),
        ("x\n\n1. a\n2. b\n   on", ["1. a", "2. b on"], 3),
        ("x\n\n- a\n\n  more\n\n- b\n\n", ["- a more", "- b"], 3),
        ("- old\n\nx\n\n- a\n  - in\n- b", ["- a", "- b"], 5),
        ("x\n- a\n- b\n\nend", [], 5),
        ("- a\n\n```\n- b\n```", [], 5),
        ("", [], 1),
    ],
)
def test_the_list_at_the_end(text: str, items: list[str], line: int) -> None:
    assert structure(text).end_list() == (items, line)


@given(st.lists(st.sampled_from(["# a", "- b", "```", "~~~", "---", "===", "", " ", "x", "1. y"])))
def test_any_lines_have_a_structure(lines: list[str]) -> None:
    found = structure("\n".join(lines))
    assert found.prose.count("\n") == "\n".join(lines).count("\n")
    for heading in found.headings:
        assert 1 <= heading.line <= len(found.lines)
    items, line = found.end_list()
    assert len(items) <= len(lines)
    assert 1 <= line <= max(1, len(found.lines))


def test_faq_in_a_fence_below_a_line_of_talk() -> None:
    reading = read_answer(shape("faq.fence-and-preamble.txt"), "json")
    assert reading.json.value == json.loads(good("faq.json"))
    assert [one.kind for one in reading.asides] == ["before", "fence"]


def test_outline_with_line_ends_of_another_system() -> None:
    reading = read_answer(shape("outline.crlf.txt"), "json")
    assert reading.json.value == json.loads(good("outline.json"))
    assert [one.kind for one in reading.asides] == ["ends"]


def test_conclusion_with_curly_quotes_and_no_break_blanks_keeps_them() -> None:
    reading = read_answer(shape("conclusion.smart-quotes-nbsp.txt"), "markdown")
    assert reading.text == shape("conclusion.smart-quotes-nbsp.txt").strip("\n")
    assert "“again”" in reading.text
    assert "Complete Guide to CI/CD for Python Projects" in plain(reading.text)
    assert "\u00a0" in reading.text
    assert reading.asides == ()


def test_body_with_citation_marks_ends_with_its_two_items() -> None:
    reading = read_answer(shape("body.citation-marks.txt"), "markdown")
    assert len(reading.structure.end_list()[0]) == 2
    assert [one.kind for one in reading.asides] == ["citations", "sources"]
    assert [one.text for one in reading.structure.headings] == [
        one.text for one in structure(good("body.md")).headings
    ]
    assert "[1]" not in reading.structure.prose


def test_introduction_between_talk_and_an_offer() -> None:
    reading = read_answer(shape("introduction.closing-chatter.txt"), "markdown")
    assert reading.text == good("introduction.md")
    assert {"before", "behind"} <= {one.kind for one in reading.asides}


def test_research_in_curly_quotes_is_read_and_could_be_repaired() -> None:
    stored = shape("research.curly-json.txt")
    reading = read_answer(stored, "json")
    offered = json.loads(repaired(stored)) if reading.json.fault else reading.json.value
    assert len(offered) == len(json.loads(good("research.json"))) == 11


def test_body_in_a_fence_that_holds_fences() -> None:
    reading = read_answer(shape("body.fence-around-fences.txt"), "markdown")
    assert reading.text == good("body.md")
    assert [one.kind for one in reading.asides] == ["fence", "behind"]


def test_meta_pasted_from_a_page() -> None:
    reading = read_answer(shape("meta.pasted-from-a-page.txt"), "html")
    assert reading.text == good("meta.html")
    assert reading.asides[0].kind == "page"


def test_social_that_was_cut_off_says_that_it_stops() -> None:
    fault = read_answer(shape("social.cut-off.txt"), "json").json.fault
    assert fault is not None
    assert fault.message.startswith("it stops before its end")


@pytest.mark.parametrize("path", sorted(GOOD.iterdir()), ids=lambda path: path.name)
def test_a_good_answer_is_read_as_it_stands(path: Path) -> None:
    format = {".json": "json", ".md": "markdown", ".html": "html"}[path.suffix]
    reading = read_answer(path.read_text(encoding="utf-8"), format)  # type: ignore[arg-type]
    assert reading.text == good(path.name)
    assert reading.asides == ()


@given(st.text(), st.integers(), st.integers())
def test_lines_can_be_asked_for_anywhere(text: str, offset: int, line: int) -> None:
    for format in ("text", "markdown", "json", "html"):
        reading = read_answer(text, format)  # type: ignore[arg-type]
        assert 0 <= reading.line(offset) <= text.count("\n") + text.count("\r") + 1
        assert 0 <= reading.stored_line(line) <= text.count("\n") + text.count("\r") + 1
