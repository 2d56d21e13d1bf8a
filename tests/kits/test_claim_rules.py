"""Where a kit says that claims stand: paths, keys, and kinds that can be told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import KIT, changed, line_of, write_kit

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.model import ClaimsAt, Kit
from copydesk.kits.read import read_kit
from copydesk.paths import bundled

OF_OUTLINE = 'path = "headings[*].words"\nequals = "brief.words"\n'
OF_BODY = 'kind = "words"\nabout = "brief.words"\n'
TABLE = "[[phases.prompts.claims]]"
GOOD = 'kind = "study"\npath = "studies[*]"\ntext = ["title"]'


def kit_toml(claims: str, behind: str = OF_OUTLINE) -> str:
    """The small kit with a table of claims on the outline, or on the body."""
    return changed(KIT, behind, f"{behind}\n{TABLE}\n{claims}\n")


def read(tmp_path: Path, text: str) -> Kit:
    return read_kit(write_kit(tmp_path / "small", kit_toml=text))


def problem_with(tmp_path: Path, text: str) -> Problem:
    """The one thing that is wrong with a kit."""
    with pytest.raises(InvalidFiles) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("claims", "key", "said"),
    [
        (changed(GOOD, "study", "rumour"), "kind", '"statistic", "study", "quote" or "source"'),
        (changed(GOOD, 'kind = "study"\n', ""), "kind", ""),
        (changed(GOOD, 'path = "studies[*]"\n', ""), "path", ""),
        (changed(GOOD, "studies[*]", "studies[0]"), "path", "a path of names and [*]"),
        (changed(GOOD, "studies[*]", "studies."), "path", "a path of names and [*]"),
        (changed(GOOD, '\ntext = ["title"]', ""), "text", ""),
        (changed(GOOD, '["title"]', "[]"), "text", "the keys that say the claim, found none"),
        (changed(GOOD, '["title"]', '["the title"]'), "text", "the name of a key"),
        (changed(GOOD, '["title"]', '["title", "a.b"]'), "text", 'found "a.b"'),
        (f'{GOOD}\nsource = "where to find"', "source", "the name of a key"),
        (f'{GOOD}\nby = "[*]"', "by", "the name of a key"),
        (f'{GOOD}\nfield = "type"', "field", "field and one_of go together"),
        (f'{GOOD}\none_of = ["report"]', "one_of", "field and one_of go together"),
        (f'{GOOD}\nfield = "a type"\none_of = ["report"]', "field", "the name of a key"),
        (f'{GOOD}\nsources = "where_to_find"', "sources", 'did you mean "source"?'),
    ],
)
def test_a_fault_in_where_claims_stand_is_named_with_its_line_and_key(
    tmp_path: Path, claims: str, key: str, said: str
) -> None:
    text = kit_toml(claims)
    problem = problem_with(tmp_path, text)
    assert problem.key == f"phases[0].prompts[0].claims[0].{key}"
    assert said in problem.message
    places = [place for place, line in enumerate(claims.split("\n"), 1) if line.startswith(key)]
    assert problem.line == line_of(text, TABLE) + (places[0] if places else 0)


def test_claims_at_a_path_need_an_answer_in_json(tmp_path: Path) -> None:
    text = kit_toml(GOOD, behind=OF_BODY)
    problem = problem_with(tmp_path, text)
    assert problem.key == "phases[1].prompts[0].claims[0].path"
    assert problem.message == "a path needs an answer in JSON; this one is markdown"
    assert problem.line == line_of(text, 'path = "studies[*]"')


def test_an_empty_list_of_claims_is_a_mistake(tmp_path: Path) -> None:
    text = changed(KIT, 'id = "outline"\n', 'id = "outline"\nclaims = []\n')
    problem = problem_with(tmp_path, text)
    assert problem.key == "phases[0].prompts[0].claims"
    assert problem.line == line_of(text, "claims = []")
    assert "at least one claim" in problem.message


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    claims = 'kind = "study"\npath = "[0]"\ntext = []\nfield = "type"'
    with pytest.raises(InvalidFiles) as caught:
        read(tmp_path, kit_toml(claims))
    keys = [problem.key.rpartition(".")[2] for problem in caught.value.problems]
    assert keys == ["path", "text", "field"]


def test_what_claims_may_say(tmp_path: Path) -> None:
    claims = (
        'kind = "quote"\npath = "experts[*].quotes[*]"\ntext = ["quote", "point"]\nby = "speaker"\n'
        'source = "where-to-look"\nfield = "@type"\none_of = ["Quote", "Lead"]'
    )
    (found,) = read(tmp_path, kit_toml(claims)).prompt("outline").claims
    assert found == ClaimsAt(
        kind="quote",
        path="experts[*].quotes[*]",
        text=("quote", "point"),
        by="speaker",
        source="where-to-look",
        field="@type",
        one_of=("Quote", "Lead"),
    )


def test_the_article_kit_knows_where_its_claims_stand() -> None:
    kit = read_kit(bundled() / "article")
    assert {(prompt.id, one.kind) for prompt in kit.prompts for one in prompt.claims} == {
        ("research", "statistic"),
        ("research", "study"),
        ("authority", "quote"),
        ("authority", "study"),
    }
