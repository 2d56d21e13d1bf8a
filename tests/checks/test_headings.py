"""Headings have the levels asked for, as many as asked for, and skip none on the way down."""

from __future__ import annotations

import pytest
from any_answer import ANSWERS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Check, Headings


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Headings(levels=()), "no headings"),
        (Headings(levels=(2, 3)), "headings only H2 and H3, no level skipped"),
        (Headings(levels=(3, 2), nested=False), "headings only H2 and H3"),
        (Headings(levels=(2,), min=4, max=4), "4 headings, all H2"),
        (Headings(levels=(2, 3), min=4), "at least 4 headings, all H2 or H3, no level skipped"),
        (Headings(levels=(2,), min="brief.many"), "headings only H2"),
    ],
)
def test_headings_are_stated(check: Check, text: str) -> None:
    assert said(check, fields=("many",)) == (text,)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("No heading at all.", Headings(levels=())),
        ("text\n\n```bash\n# a comment\n```\n", Headings(levels=())),
        ("1. Step\n\n    ```bash\n    # a comment\n    ```\n", Headings(levels=())),
        ("---\ntitle: x\n---\n\ntext", Headings(levels=())),
        ("a #hashtag and\n#another", Headings(levels=())),
        ("one\n\n---\n\ntwo", Headings(levels=())),
        ("## A\n### B\n### C\n## D\n### E", Headings(levels=(2, 3))),
        ("A\n---\n\n### B", Headings(levels=(2, 3))),
        ("## A\n\n## B", Headings(levels=(2,), min=2, max=2)),
    ],
)
def test_headings_as_asked_for_raise_nothing(text: str, check: Check) -> None:
    assert found(text, check, format="markdown") == ()


def test_a_heading_where_none_is_asked_for() -> None:
    finding = only("\n\ntext\n\n## Introduction\n", Headings(levels=()), format="markdown")
    assert (finding.what, finding.found) == ("“Introduction”", "an H2 heading")
    assert (finding.wanted, finding.line) == ("0 headings", 5)
    assert finding.excerpt == "Introduction"
    assert finding.mend == "Take the heading out and let the text go on without it."


def test_an_underlined_heading_is_one_too() -> None:
    finding = only("Title\n=====\n\ntext", Headings(levels=()), format="markdown")
    assert (finding.found, finding.line) == ("an H1 heading", 1)


def test_an_h1_is_to_be_taken_out_for_the_title_is_set_above() -> None:
    finding = only("# Title\n\n## A\n", Headings(levels=(2, 3)), format="markdown")
    assert (finding.found, finding.wanted) == ("an H1 heading", "H2 or H3")
    assert finding.mend == "Take the H1 out, or make it an H2: the title is set above the text."


def test_each_heading_of_another_level_is_told() -> None:
    one, two = found("## A\n#### B\n#### C\n", Headings(levels=(2, 3)), format="markdown")
    assert (one.what, one.found, one.line, one.mend) == (
        "“B”",
        "an H4 heading",
        2,
        "Make it an H3.",
    )
    assert (two.what, two.line) == ("“C”", 3)


def test_a_skipped_level_is_told_where_it_is_skipped() -> None:
    check = Headings(levels=(2, 3, 4))
    finding = only("## A\n#### B\n#### C\n## D", check, format="markdown")
    assert finding.found == "an H4 right under an H2"
    assert finding.wanted == "H3, so that no level is skipped"
    assert (finding.line, finding.excerpt) == (2, "B")
    assert finding.mend == "Make it an H3, or set an H3 above it."
    assert found("## A\n#### B", Headings(levels=(2, 4), nested=False), format="markdown") == ()


def test_the_first_heading_skips_none_either() -> None:
    finding = only("### A\n", Headings(levels=(2, 3)), format="markdown")
    assert finding.found == "an H3 before any heading above it"
    assert finding.wanted.startswith("H2")


def test_too_few_headings_say_how_many_are_missing() -> None:
    finding = only("## A\n## B\n## C\n", Headings(levels=(2,), min=4, max=4), format="markdown")
    assert (finding.found, finding.wanted) == ("3 H2 headings", "4 H2 headings")
    assert finding.mend == "Add 1 H2 heading."


def test_too_many_headings_show_the_first_that_is_too_much() -> None:
    finding = only("## A\n## B\n## C\n", Headings(levels=(2,), max=2), format="markdown")
    assert (finding.found, finding.wanted) == ("3 H2 headings", "at most 2 H2 headings")
    assert (finding.line, finding.excerpt) == (3, "C")


@given(ANSWERS)
def test_no_answer_makes_headings_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        checks = [Headings(levels=()), Headings(levels=(2, 3)), Headings(levels=(1, 5), min=9)]
        for finding in found(answer, *checks, format=format):
            assert finding.found
            assert finding.wanted
