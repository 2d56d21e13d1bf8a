"""What prompts and documents may refer to, and that nothing waits for itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import KIT, changed, line_of, write_kit

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.read import read_kit


def problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the kit in a folder."""
    with pytest.raises(InvalidFiles) as caught:
        read_kit(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("brief.titel", 'the brief has no field "titel"; did you mean "title"?'),
        ("map.pilar", 'a map has no value "pilar"; did you mean "pillar"?'),
        ("answer.outlin", 'no prompt has the id "outlin"; did you mean "outline"?'),
        ("document.artikel", 'no document has the id "artikel"; did you mean "article"?'),
        ("document.zz", 'no document has the id "zz"; known: article'),
        ("answer.", 'no prompt has the id ""; known: outline, body, review'),
        ("brief.title.first", 'the brief has no field "title.first"'),
    ],
)
def test_an_unknown_name_is_told_with_its_line_and_the_nearest_known(
    tmp_path: Path, name: str, said: str
) -> None:
    folder = write_kit(tmp_path / "small", body_md=f"One\n\nTwo\n{{{{{name}}}}}\n")
    (problem,) = problems(folder)
    assert (problem.path, problem.line, problem.key) == (folder / "prompts" / "body.md", 4, name)
    assert problem.message.startswith(said)


@pytest.mark.parametrize(
    "text",
    ["${{ secrets.X }}", "{{ARTICLE_URL}}", "{{ Brief.titel }}", "{{brief titel}}", "{brief.x}"],
)
def test_everything_else_in_braces_is_plain_text(tmp_path: Path, text: str) -> None:
    kit = read_kit(write_kit(tmp_path / "small", body_md=f"{text}\n"))
    assert kit.prompt("body").template.source == f"{text}\n"


@pytest.mark.parametrize("block", ["{{answer.outline}}", "{{document.article}}"])
@pytest.mark.parametrize("line", ["See {}", "{}.", "- {}", "{} {}"])
def test_an_answer_or_a_document_stands_alone_on_its_line(
    tmp_path: Path, block: str, line: str
) -> None:
    text = "Read:\n" + line.replace("{}", block)
    found = problems(write_kit(tmp_path / "small", review_md=text))
    assert {one.line for one in found} == {2}
    assert all("stands alone on its line" in one.message for one in found)


def test_blanks_around_an_answer_do_no_harm(tmp_path: Path) -> None:
    kit = read_kit(write_kit(tmp_path / "small", review_md="Read:\n  {{ answer.outline }}\t\n"))
    assert kit.uses("review") == ("outline",)


def test_a_prompt_cannot_use_its_own_answer(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small", body_md="Go on:\n{{answer.body}}\n")
    (problem,) = problems(folder)
    assert (problem.line, problem.message) == (2, "a prompt cannot use its own answer")


def test_a_circle_of_prompts_is_spelled_out(tmp_path: Path) -> None:
    folder = write_kit(
        tmp_path / "small",
        outline_md="{{answer.review}}\n",
        body_md="{{answer.outline}}\n",
        review_md="Read\n{{answer.body}}\n",
    )
    (problem,) = problems(folder)
    assert problem.path == folder / "prompts" / "outline.md"
    assert problem.message == (
        "prompts wait for each other in a circle: outline → review → body → outline"
    )


def test_a_circle_through_a_document_is_spelled_out(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small", body_md="Write\n\n{{document.article}}\n")
    (problem,) = problems(folder)
    assert (problem.path, problem.line) == (folder / "prompts" / "body.md", 3)
    assert problem.message.endswith("in a circle: body → the document article → body")


def test_two_circles_are_both_told(tmp_path: Path) -> None:
    folder = write_kit(
        tmp_path / "small",
        outline_md="{{answer.body}}\n",
        body_md="{{answer.outline}}\n",
        review_md="{{answer.review}}\n",
    )
    first, second = problems(folder)
    assert "outline → body → outline" in first.message
    assert second.message == "a prompt cannot use its own answer"


@pytest.mark.parametrize(
    ("part", "key", "said"),
    [
        ('{ heading = "A", text = "b" }', "", "exactly one of heading, text and answer, found hea"),
        ("{ level = 3 }", "", "exactly one of heading, text and answer, found none"),
        ('{ answer = "bdy" }', ".answer", 'no prompt has the id "bdy"; did you mean "body"?'),
        ('{ heading = "brief.titl" }', ".heading", 'the brief has no field "titl"'),
        ('{ heading = "map.topik" }', ".heading", 'did you mean "topic"?'),
        ('{ answer = "body", path = "a" }', ".path", "a path needs an answer in JSON"),
        ('{ answer = "outline", path = "a..b" }', ".path", "expected a path of names and [*]"),
        ('{ text = "x", path = "a" }', ".path", "a path needs an answer in JSON"),
        ('{ text = "x", set = "list" }', ".set", "only an answer can be set"),
        ('{ answer = "body", set = "lst" }', ".set", 'did you mean "list"?'),
        ('{ answer = "body", of = 1 }', ".of", "there is no such key"),
        ('"body"', "", 'expected a table, found "body"'),
    ],
)
def test_a_part_of_a_document_is_one_thing_that_exists(
    tmp_path: Path, part: str, key: str, said: str
) -> None:
    text = changed(KIT, '{ answer = "body" }', part)
    (problem,) = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert problem.key == f"documents[0].parts[1]{key}"
    assert problem.line == line_of(text, f"    {part}")
    assert said in problem.message


def test_a_heading_that_only_looks_like_a_name_is_text(tmp_path: Path) -> None:
    text = changed(KIT, '{ answer = "body" }', '{ heading = "map.py and its use" }')
    kit = read_kit(write_kit(tmp_path / "small", kit_toml=text))
    assert kit.document("article").parts[1].heading == "map.py and its use"


def test_a_reference_to_a_broken_piece_is_no_second_fault(tmp_path: Path) -> None:
    text = changed(KIT, 'kind = "number"\nlabel = "Words"', 'kind = "number"\nlabel = 3')
    text = changed(text, 'title = "Body"', "title = 4")
    found = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert [one.key for one in found] == ["brief.words.label", "phases[1].prompts[0].title"]
