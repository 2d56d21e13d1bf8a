"""Marks of citations and the sources behind an answer are set aside; brackets of its own stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.reading import read_answer

SOURCES = "\n\n[1] DORA report https://dora.example/2025\n[2]: https://example.com/b"


def as_read(text: str) -> str:
    return read_answer(text, "markdown").text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It is faster.[1]", "It is faster."),
        ("It is faster [1].", "It is faster."),
        ("It is faster.[1][2] And more.", "It is faster. And more."),
        ("It is faster.【3†source】", "It is faster."),
        ("It is faster 【12:0†a.md†L1-L9】.", "It is faster."),
        ("It is faster \ue200cite\ue202turn0search1\ue201.", "It is faster."),
        ("It is faster :contentReference[oaicite:0]{index=0}.", "It is faster."),
        ("It is faster. [cite: 1, 12]", "It is faster."),
        ("[cite_start]It is faster.[^3^]", "It is faster."),
        ("C’est plus rapide\u00a0[1].", "C’est plus rapide."),
    ],
)
def test_marks_of_citations_are_set_aside(text: str, read: str) -> None:
    reading = read_answer(text, "markdown")
    assert reading.text == read
    assert [one.kind for one in reading.asides] == ["citations"]


@pytest.mark.parametrize(
    "text",
    [
        "Read `argv[1]` first.",
        "Read argv[1] first, then sys.argv[2].",
        "```python\nx = sys.argv[1]  # [1]\nprint(x) [2].\n```\n\nmore",
        "1. Do this:\n\n    ```python\n    x [1].\n    ```\n\n2. Then that.",
        "See ``a ` b [1].`` here.",
        "See [the guide][1] for more.\n\n[1]: https://example.com/guide",
        "See [the guide](https://example.com) and [1](https://example.com/1).",
        "- [1]\n- [2]",
        "[1] begins this line.",
        "Slice it with [1:2] or [0], as in x[0][1].",
        "It returns the list [1, 2] at once.",
        "- [ ] to do\n- [x] done",
        "A claim that needs a check [verify].",
        "The matrix [[1]] stays.",
    ],
)
def test_brackets_of_an_answers_own_stay(text: str) -> None:
    reading = read_answer(text, "markdown")
    assert reading.text == text
    assert reading.asides == ()


@pytest.mark.parametrize("format", ["json", "html"])
def test_data_keeps_its_brackets(format: str) -> None:
    text = "[1]" if format == "json" else "<p>Faster [1].</p>"
    assert read_answer(text, format).text == text  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ["", "\n\nSources:", "\n\n## References", "\n\n**Quellen**"])
def test_a_list_of_sources_at_the_end_goes_with_its_title(title: str) -> None:
    reading = read_answer(f"Faster, says DORA[1], and others [1, 2].{title}{SOURCES}", "markdown")
    assert reading.text == "Faster, says DORA, and others."
    assert [(one.kind, one.words) for one in reading.asides] == [
        ("citations", "2 citation marks"),
        ("sources", "2 addresses listed at its end"),
    ]
    assert reading.asides[1].line == 3


def test_marks_that_the_listed_sources_have_go_wherever_they_stand() -> None:
    assert as_read(f"As DORA[1] says{SOURCES}") == "As DORA says"
    assert as_read(f"As argv[7] says{SOURCES}") == "As argv[7] says"


@given(st.lists(st.sampled_from(["`", "``", "[1]", "[", "]", " ", "a", ".", "【", "】", "1"])))
def test_code_keeps_all_it_has(pieces: list[str]) -> None:
    code = "".join(pieces)
    text = f"start\n\n````\n{code}\n````\n\nend"
    assert as_read(text) == text
    assert set(as_read(code)) <= set(code)


def test_no_pattern_looks_back_over_a_line_of_marks() -> None:
    text = "x [1] " + "".join("`" * count + " " for count in range(1, 1000))
    assert as_read(text + "y").endswith(" y")
    assert as_read("x " + "`" * 300_000 + " [1] y").endswith("` y")
