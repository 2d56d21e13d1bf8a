"""Talk around an answer is told, and so is a fence around a whole text."""

from __future__ import annotations

import pytest
from any_answer import ANSWERS
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import OnlyAnswer
from copydesk.kits.model import AnswerFormat

CHECK = OnlyAnswer()


def test_only_the_answer_is_stated() -> None:
    assert said(CHECK) == ("only the answer, no talk around it",)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("Just a text.", "text"),
        ("Sure, tests are slow. Here is why that matters.", "markdown"),
        ("text\n\n```bash\nuv sync\n```", "markdown"),
        ("text\n\n---\n", "markdown"),
        ("Since 2014 [1].\n\n[1] Report https://example.com", "markdown"),
        ("```json\n[1]\n```", "json"),
        ("```html\n<title>x</title>\n```", "html"),
        ("[1,\r\n2,]", "json"),
    ],
)
def test_an_answer_alone_raises_nothing(text: str, format: AnswerFormat) -> None:
    assert found(text, CHECK, format=format) == ()


def test_a_line_of_talk_before_it_is_quoted() -> None:
    finding = only("\nSure! Here is the text:\n\nThe text.", CHECK)
    assert finding.severity == "warn"
    assert finding.what == "the answer"
    assert finding.found == "the line before it, “Sure! Here is the text:”"
    assert finding.wanted == "only the answer"
    assert (finding.line, finding.excerpt) == (2, "Sure! Here is the text:")
    assert finding.mend == "Begin with the answer itself: no line before it."


def test_an_offer_behind_it_is_quoted() -> None:
    finding = only("The text.\n\nWould you like me to go on?", CHECK)
    assert finding.found == "the line behind it, “Would you like me to go on?”"
    assert (finding.line, finding.mend) == (3, "End with the answer itself: no line behind it.")


def test_a_fence_around_a_text_is_told() -> None:
    finding = only("```markdown\n## A\n\ntext\n```", CHECK, format="markdown")
    assert finding.found == "the code fence around it"
    assert (finding.line, finding.excerpt) == (1, "```markdown")
    assert finding.mend == "Return the text itself, without a code fence around it."


def test_talk_around_data_is_told_and_its_fence_is_not() -> None:
    text = "Here is the JSON:\n\n```json\n[1]\n```\n\nIt has 1 item.\nTell me more."
    before, behind = found(text, CHECK, format="json")
    assert before.found == "the line before it, “Here is the JSON:”"
    assert behind.found == "2 lines behind it, “It has 1 item.”"
    assert behind.line == 7


@given(ANSWERS)
def test_no_answer_makes_it_raise(answer: str) -> None:
    for format in ("text", "markdown", "json", "html"):
        for finding in found(answer, CHECK, format=format):
            assert finding.found
            assert finding.wanted
