"""What a chat puts around an answer is set aside; what belongs to the answer is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.reading import read_answer
from copydesk.kits.model import AnswerFormat


def as_read(text: str, format: AnswerFormat) -> str:
    return read_answer(text, format).text


FORMATS: list[AnswerFormat] = ["text", "markdown", "json", "html"]
LINES = st.sampled_from(
    ["", " ", "text", "```", "```md", "```json", "````", "~~~", "~~~~ md", "   ```", "Here it is:"]
)


@pytest.mark.parametrize("format", FORMATS)
def test_blank_lines_around_and_line_ends_are_set_aside(format: AnswerFormat) -> None:
    assert as_read("\r\n\n  a\r\n\r\nb \rc\n\n", format) == "  a\n\nb \nc"
    assert as_read("", format) == ""
    assert as_read(" \n\t\n", format) == ""


@pytest.mark.parametrize(
    ("text", "format", "answer"),
    [
        ("```json\n[1]\n```", "json", "[1]"),
        ("```\n[1]\n```\n", "json", "[1]"),
        ("~~~ JSON\n[1]\n~~~~\n", "json", "[1]"),
        ("Here is the outline:\n\n```json\n[1]\n```", "json", "[1]"),
        ("Sure!\n```json\n[1]\n```\n\nShall I go on?", "json", "[1]"),
        ("```html\n<title>x</title>\n```", "html", "<title>x</title>"),
        ("The tags:\n```\n<title>x</title>\n```", "html", "<title>x</title>"),
        ("```markdown\n## A\n\ntext\n```", "markdown", "## A\n\ntext"),
        ("```\n## A\n```", "markdown", "## A"),
        ("Here you are:\n```md\n## A\n```\nEnjoy!", "markdown", "## A"),
        ("````md\nA\n```\ncode\n```\n````", "markdown", "A\n```\ncode\n```"),
        ("```markdown\nA\n```py\ncode\n```\nB\n```", "markdown", "A\n```py\ncode\n```\nB"),
        ("```markdown\nA\n```\ncode\n```\nB\n```", "markdown", "A\n```\ncode\n```\nB"),
        ("```text\nA post\n```", "text", "A post"),
        ("Your post:\n```txt\nA post\n```", "text", "A post"),
    ],
)
def test_a_fence_around_the_whole_and_a_line_of_talk_are_set_aside(
    text: str, format: AnswerFormat, answer: str
) -> None:
    assert as_read(text, format) == answer


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("Install it:\n\n```bash\nuv sync\n```", "markdown"),
        ("Install it:\n\n```\nuv sync\n```", "markdown"),
        ("```bash\nuv sync\n```", "markdown"),
        ("## A\n\n```md\nx\n```\n\nB\n\nC", "markdown"),
        ("```md\nA\n```\n\nbetween\n\n```py\nB\n```", "markdown"),
        ("```\nA\n```\nbetween\n```\nB\n```", "markdown"),
        ("```json\n[1]\n```\nor\n```json\n[2]\n```", "json"),
        ("```", "json"),
        ("```python\nx = 1\n```", "json"),
        ("```md\nA\n```not", "markdown"),
    ],
)
def test_what_is_part_of_the_answer_stays(text: str, format: AnswerFormat) -> None:
    assert as_read(text, format) == text


@given(st.lists(LINES, max_size=12), st.sampled_from(FORMATS))
def test_what_is_read_is_a_stretch_of_what_came(lines: list[str], format: AnswerFormat) -> None:
    text = "\n".join(lines)
    assert as_read(text, format) in text


@given(st.text(st.characters()), st.sampled_from(FORMATS))
def test_any_answer_can_be_read(text: str, format: AnswerFormat) -> None:
    assert set(as_read(text, format)) <= set(text) | {"\n"}


def test_a_hostile_line_is_read_at_once() -> None:
    for line in ("```" + "a" * 300_000 + "`", "~" * 300_000 + "`", "`" * 300_000 + " x`"):
        assert as_read(f"{line}\nx\n{line}", "markdown") == f"{line}\nx\n{line}"
