"""Which part set what, and which line of which answer a line of the text comes from."""

from __future__ import annotations

import pytest

from copydesk.publish.lines import NOWHERE
from copydesk.publish.scored import Scored, documents_of
from publish.scoring import good, lifelike, written


def scored(answered: int = 12) -> Scored:
    session = lifelike(answered)
    return Scored(session, session.kit.document("article"))


def test_every_part_has_its_stretch_and_nothing_is_left_over() -> None:
    text = scored()
    assert [one.part.answer or one.part.heading for one in text.passages] == [
        "brief.title", "introduction", "body", "Frequently asked questions", "faq", "Conclusion",
        "conclusion",
    ]  # fmt: skip
    rest, at = "", 0
    for one in text.passages:
        rest += text.text[at : one.start]
        at = one.end
    assert not (rest + text.text[at:]).strip()


def test_parts_without_answers_have_none() -> None:
    assert [one.part.answer for one in scored(3).passages] == ["", "introduction"]


@pytest.mark.parametrize("prompt", ["introduction", "body", "conclusion"])
def test_each_line_of_prose_is_known_by_its_line_in_the_answer(prompt: str) -> None:
    text = scored()
    stored = good(prompt).split("\n")
    passage = text.passage_of(prompt)
    assert passage is not None
    first = text.line_at(passage.start)
    for number in range(first, text.line_at(passage.end - 1) + 1):
        place = text.place(number)
        assert place.prompt == prompt
        assert stored[place.line - 1] == text.structure.lines[number - 1]


def test_lines_of_what_was_set_aside_around_an_answer_are_counted() -> None:
    session = written(body="Sure, here it is:\n\n## One\n\nText of it.\n\nLet me know!\n")
    text = Scored(session, session.kit.document("article"))
    assert [text.place(one.line).line for one in text.headings] == [3]


def test_headings_that_a_document_moves_down_keep_their_places() -> None:
    text = scored()
    body = good("body")
    text.text = text.text.replace("\n## ", "\n### ").replace("\n### Freq", "\n## Freq")
    text.text = text.text.replace("\n### Concl", "\n## Concl")
    assert text.passage_of("body") is not None
    moved = next(one for one in text.headings if one.text.startswith("Pick a CI"))
    assert moved.level == 3
    place = text.place(moved.line)
    assert place.prompt == "body"
    assert body.split("\n")[place.line - 1] == f"## {moved.text}"


@pytest.mark.parametrize("line", [-1, 0, 10**6])
def test_no_such_line_is_nowhere(line: int) -> None:
    assert scored().place(line) == NOWHERE


def test_a_pages_head_is_no_prose() -> None:
    assert [one.id for one in documents_of(written())] == ["article", "posts"]
    text = Scored(written(), None)
    assert (text.text, text.passages, text.headings) == ("", (), [])
