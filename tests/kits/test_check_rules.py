"""What a kit may ask of an answer: names that exist, paths, limits that can be met."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import KIT, changed, line_of, write_kit

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.checks import KINDS
from copydesk.kits.model import Kit
from copydesk.kits.read import read_kit

OF_BODY = 'kind = "words"\nabout = "brief.words"'
OF_OUTLINE = 'kind = "sum"\npath = "headings[*].words"\nequals = "brief.words"'


def kit_with(tmp_path: Path, check: str, place: str) -> Kit:
    """The small kit with another check in place of one of its own."""
    return read_kit(write_kit(tmp_path / "small", kit_toml=changed(KIT, place, check)))


def problem_with(tmp_path: Path, check: str, place: str) -> Problem:
    """The one thing that is wrong with that kit."""
    with pytest.raises(InvalidFiles) as caught:
        kit_with(tmp_path, check, place)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("check", "key", "said"),
    [
        ('kind = "words"\nmax = "brief.wrds"', "max", 'no field "wrds"; did you mean "words"?'),
        ('kind = "words"\nmax = "brief.title"', "max", "a number, but"),
        ('kind = "words"\nmax = "many"', "max", 'a number or the name of one ("brief.…"), found'),
        ('kind = "words"\nmax = "map.topic"', "max", "is of the kind text"),
        ('kind = "words"\nmax = true', "max", "expected a number, or the name of one"),
        ('kind = "words"\nmax = -1', "max", "expected no number below 0, found -1"),
        ('kind = "words"\nmin = 5\nmax = 4', "min", "the least, 5, is more than the most, 4"),
        ('kind = "words"\nabout = 5\nmax = 4', "about", "either about, or min and max"),
        ('kind = "words"\nmax = 4\nper = "line"', "per", '"text", "item" or "section"'),
        ('kind = "words"\nmax = 4\nwithin = -0.1', "within", "below 0"),
        ('kind = "words"\nmax = 4\nseverity = "bad"', "severity", "advise"),
        ('kind = "words"\nmax = 4\npath = "a[*]"', "path", "JSON; this one is markdown"),
        ('kind = "headings"\nlevels = [2, 7]', "levels", "levels from 1 to 6"),
        ('kind = "headings"\nlevels = [2, "3"]', "levels[1]", 'whole numbers, found "3" in it'),
        ('kind = "mentions"\nterms = "brief.tols"', "terms", 'did you mean "tools"?'),
        ('kind = "mentions"\nterms = "brief.words"', "terms", "is of the kind number"),
        ('kind = "mentions"\nterms = "docker"', "terms", "a list or the name of one"),
        ('kind = "mentions"\nterms = ["a", "map.sibling"]', "terms", 'did you mean "siblings"?'),
        ('kind = "contains"\nphrase = "map.piller"', "phrase", 'did you mean "pillar"?'),
        ('kind = "contains"\nphrase = ""', "phrase", "expected some text, found none"),
        ('kind = "keyword"', "keyword", 'no field "primary_keyword"'),
        ('kind = "advice"\ntext = " "', "text", "expected some text, found none"),
        ('kind = "json_ld"\ntypes = ["A"]\nproperties = ["x"]', "properties", "Type.property"),
        ('kind = "head_tags"\ntitle = [60, 55]', "title", "the least, 60, is more than"),
        ('kind = "head_tags"\ntitle = [60]', "title", "a list of 2 whole numbers"),
        ('kind = "keyword"\nkeyword = "a"\nplace = "start"\nwords = 0', "words", "at least 1"),
        ('kind = "contains"\nphrase = "a"\ntimes = 0', "times", "at least 1, found 0"),
        ('kind = "ends_with_list"\nitems = 0', "items", "at least 1, found 0"),
        ('kind = "mentions"\nterms = []', "terms", "at least one term"),
        ('kind = "json_ld"\ntypes = []', "types", "at least one type"),
        ('kind = "agrees"\nhow = "headings"\nto = "outline"', "to", 'such as "answer.outline"'),
        ('kind = "agrees"\nhow = "headings"\nto = "answer.outlin"', "to", 'mean "outline"?'),
        ('kind = "agrees"\nhow = "headings"\nto = ["a"]', "to", "the name of one answer"),
        ('kind = "agrees"\nhow = "titles"\nto = ["map.sibling"]', "to", 'mean "siblings"?'),
        ('kind = "agrees"\nhow = "agree"\nto = "x"', "how", '"headings", "placements"'),
    ],
)
def test_a_fault_in_a_check_is_named(tmp_path: Path, check: str, key: str, said: str) -> None:
    problem = problem_with(tmp_path, check, OF_BODY)
    assert problem.key == f"phases[1].prompts[0].checks[0].{key}"
    assert said in problem.message
    text = changed(KIT, OF_BODY, check)
    name = key.split("[")[0]
    assert problem.line == line_of(text, check) + next(
        (number for number, line in enumerate(check.split("\n")) if line.startswith(name)), -1
    )


def test_a_check_without_any_limit_is_named(tmp_path: Path) -> None:
    assert "sets no limit" in problem_with(tmp_path, 'kind = "words"', OF_BODY).message


def test_head_tags_without_any_limit_are_named(tmp_path: Path) -> None:
    assert "sets no limit" in problem_with(tmp_path, 'kind = "head_tags"', OF_BODY).message


@pytest.mark.parametrize("extra", ['field = "level"', 'one_of = ["H1"]'])
def test_field_and_one_of_go_together(tmp_path: Path, extra: str) -> None:
    check = f'kind = "items"\npath = "headings[*]"\nmax = 2\n{extra}'
    assert "go together" in problem_with(tmp_path, check, OF_OUTLINE).message


def test_a_schema_check_needs_a_schema(tmp_path: Path) -> None:
    problem = problem_with(tmp_path, 'kind = "schema"', OF_BODY)
    assert "this check needs answer = {" in problem.message


@pytest.mark.parametrize(
    "path", ["a..b", "[0]", "a[*", "a.[*]", ".a", "a.", "a b", "$..x", "a[*]b", "a[?(@)]"]
)
def test_a_path_is_dotted_names_and_stars(tmp_path: Path, path: str) -> None:
    problem = problem_with(tmp_path, f'kind = "unique"\npath = "{path}"', OF_OUTLINE)
    assert problem.message.startswith("expected a path of names and [*]")


@pytest.mark.parametrize("path", ["a", "a.b", "a[*].b", "[*]", "[*].a-b[*]", "a[*][*]", "@type"])
def test_every_such_path_is_taken(tmp_path: Path, path: str) -> None:
    kit = kit_with(tmp_path, f'kind = "unique"\npath = "{path}"', OF_OUTLINE)
    assert kit.prompt("outline").checks[1].path == path  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "check",
    [
        'kind = "mentions"\nterms = "map.siblings"',
        'kind = "mentions"\nterms = "brief.title"',
        'kind = "mentions"\nterms = ["brief.tools", "literally this"]\nat_least = 1',
        'kind = "contains"\nphrase = "{{ARTICLE_URL}}"',
        'kind = "keyword"\nkeyword = "pytest"',
        'kind = "keyword"\nkeyword = "brief.title"\nplace = "headings"',
        'kind = "agrees"\nhow = "headings"\nto = "answer.outline"',
        'kind = "agrees"\nhow = "titles"\nto = ["map.pillar", "map.siblings"]',
        'kind = "words"\nmin = 1.5\nmax = "brief.words"',
        'kind = "advice"\ntext = "Look twice."',
        'kind = "only_answer"\nseverity = "fail"',
    ],
)
def test_what_a_check_may_say(tmp_path: Path, check: str) -> None:
    (found,) = kit_with(tmp_path, check, OF_BODY).prompt("body").checks
    assert KINDS[found.kind] is type(found)
    assert found.kind in check
