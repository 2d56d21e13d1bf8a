"""The JSON Schemas of a kit: in the kit's folder, and with nothing in them that could hurt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kit_files import KIT, changed, write, write_kit

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.read import read_kit

NAMED = 'schema = "schemas/outline.json"'


def problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the kit in a folder."""
    with pytest.raises(InvalidFiles) as caught:
        read_kit(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("schema", "line", "key", "said"),
    [
        ('{\n"pattern": "(a+)+$"}', 2, "pattern", "patterns are not supported"),
        ('{"items":\n{"pattern": "a"}}', 2, "items.pattern", "patterns are not supported"),
        ('{"patternProperties": {}}', 1, "patternProperties", "patterns are not supported"),
        ('{"anyOf": [\n{"pattern": ""}]}', 2, "anyOf[0].pattern", "patterns are not supported"),
        (
            '{"properties": {"a": {"$ref": "https://x/y"}}}',
            1,
            "properties.a.'$ref'",
            "in this file",
        ),
        ('{"$ref": "other.json"}', 1, "'$ref'", "a place in this file"),
        ('{"$ref": "#/$defs/nowhere"}', 1, "'$ref'", "a place in this file"),
        ('{"$ref": 3}', 1, "'$ref'", "a place in this file"),
        ('{"$dynamicRef": "https://x"}', 1, "'$dynamicRef'", "a place in this file"),
        ('{"items": {"$id": "x"}}', 1, "items.'$id'", "cannot have an $id"),
        ("[]", 1, "", "expected a JSON Schema"),
        ('{\n"a": }', 2, "", "is not JSON: Expecting value in column 6"),
        ("", 1, "", "is not JSON"),
        ('{"a":' * 5000, 1, "", "levels deep"),
        ('{"maximum": ' + "9" * 5000 + "}", 0, "", "cannot be read as JSON"),
    ],
)
def test_what_a_schema_may_not_hold(
    tmp_path: Path, schema: str, line: int, key: str, said: str
) -> None:
    folder = write_kit(tmp_path / "small", outline_json=schema)
    (problem,) = problems(folder)
    assert problem.path == folder / "schemas" / "outline.json"
    assert (problem.line, problem.key) == (line, key)
    assert said in problem.message


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"pattern": {"type": "string"}, "$ref": {"type": "string"}}},
        {"enum": [{"pattern": "x"}], "const": {"$ref": "y"}, "default": {"pattern": 1}},
        {"$defs": {"a/b": {}, "c~": {}}, "allOf": [{"$ref": "#/$defs/a~1b"}, {"$ref": "#"}]},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "outline"},
        {"allOf": [{}, {"$ref": "#/allOf/0"}]},
    ],
)
def test_names_and_data_are_not_taken_for_keywords(tmp_path: Path, schema: object) -> None:
    text = json.dumps(schema)
    kit = read_kit(write_kit(tmp_path / "small", outline_json=text))
    assert kit.schemas == {"schemas/outline.json": text}


@pytest.mark.parametrize(
    "path",
    [
        "../outline.json",
        "/etc/passwd",
        "schemas/../kit.toml",
        "outline.json",
        "schemas/deep/outline.json",
        "schemas/Outline.json",
        "C:\\\\outline.json",
        "schemas/a\\u0000b.json",
        "https://example.com/outline.json",
    ],
)
def test_a_schema_lies_in_the_kits_own_folder(tmp_path: Path, path: str) -> None:
    text = changed(KIT, NAMED, f'schema = "{path}"')
    (problem,) = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert problem.key == "phases[0].prompts[0].answer.schema"
    assert problem.message.startswith("expected a file in the kit")


def test_a_schema_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    text = changed(KIT, NAMED, 'schema = "schemas/outlin.json"')
    (problem,) = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert 'did you mean "schemas/outline.json"?' in problem.message


def test_only_an_answer_in_json_has_a_schema(tmp_path: Path) -> None:
    text = changed(KIT, 'format = "json", schema', 'format = "text", schema')
    text = changed(text, 'kind = "sum"\npath = "headings[*].words"\nequals', 'kind = "words"\nmax')
    (problem,) = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert problem.message == 'only an answer in JSON has a schema; add format = "json"'


def test_schemas_that_no_prompt_names_do_not_matter(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small")
    write(folder / "schemas" / "spare.json", "{")
    assert list(read_kit(folder).schemas) == ["schemas/outline.json"]
