"""Fenced code stands in a text, and a list at its end."""

from __future__ import annotations

import pytest
from any_answer import ANSWERS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import Check, CodeBlock, EndsWithList

TWO = EndsWithList(items=2)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (CodeBlock(), "at least 1 block of code"),
        (CodeBlock(min=2, language="python"), "at least 2 blocks of python code"),
        (TWO, "a list of 2 items at its end"),
    ],
)
def test_blocks_are_stated(check: Check, text: str) -> None:
    assert said(check) == (text,)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("a\n\n```bash\nuv sync\n```\n", CodeBlock()),
        ("1. First:\n\n    ```bash\n    uv sync\n    ```\n\n2. Then", CodeBlock(language="bash")),
        ("a\n\n~~~py\nx = 1\n~~~\n\nb", CodeBlock(language="python")),
        ("a\n\n```console\n$ ls\n```\n\nb", CodeBlock(language="sh")),
        ("text:\n\n- a\n- b", TWO),
        ("text:\n- a\n- b", TWO),
        ("text:\n\n1. a\n2. b\n", TWO),
        ("text:\n\n- [ ] a\n\n- [x] b\n  and on", TWO),
        ("text:\n\n- a\n  - not counted\n- b", TWO),
        ("- other\n- list\n- here\n\ntext\n\n* a\n* b", TWO),
    ],
)
def test_blocks_that_are_there_raise_nothing(text: str, check: Check) -> None:
    assert found(text, check, format="markdown") == ()


def test_code_within_a_line_is_no_block() -> None:
    finding = only("Run `uv sync`.", CodeBlock(severity="warn"), format="markdown")
    assert (finding.what, finding.severity) == ("the text", "warn")
    assert (finding.found, finding.wanted) == ("0 blocks of code", "at least 1 block of code")
    assert finding.mend == "Add 1 block of code, between a line ``` and a line ```."


def test_code_in_another_language_is_shown() -> None:
    finding = only(
        "a\n\n```yaml\non: push\n```\n\nb", CodeBlock(language="python"), format="markdown"
    )
    assert finding.found == "0 blocks of python code, one is called yaml"
    assert finding.wanted == "at least 1 block of python code"
    assert (finding.line, finding.excerpt) == (3, "on: push")


def test_an_empty_block_holds_no_code() -> None:
    assert only("a\n\n```\n\n```\n\nb", CodeBlock(), format="markdown").found == "0 blocks of code"


def test_an_item_too_many() -> None:
    finding = only("Do this:\n\n- a\n- b\n- c", TWO, format="markdown")
    assert finding.what == "the list at the end"
    assert (finding.found, finding.wanted) == ("3 items", "2 items")
    assert (finding.line, finding.excerpt) == (3, "- a")
    assert finding.mend == "Cut 1 item from it."


def test_an_item_too_few() -> None:
    assert only("Do this:\n\n- a", TWO, format="markdown").mend == "Add 1 item to it."


def test_a_text_that_ends_with_something_else_shows_what() -> None:
    finding = only("- a\n- b\n\nThe end.", TWO, format="markdown")
    assert finding.found == "0 items, the text ends with something else"
    assert (finding.wanted, finding.line, finding.excerpt) == ("2 items", 4, "The end.")
    assert finding.mend.startswith("End with a list of 2 items")


@given(ANSWERS)
def test_no_answer_makes_blocks_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        for finding in found(answer, TWO, CodeBlock(), CodeBlock(language="py"), format=format):
            assert finding.found
            assert finding.wanted
