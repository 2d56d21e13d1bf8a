"""The table [models]: what it says is read, and what is wrong in it is named and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.model_settings import Address, Manner, ModelSettings
from copydesk.settings import load_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_every_key_is_read(file: Path) -> None:
    file.write_text(
        """
        [models]
        default = "openai/gpt-5-mini"
        at_once = 2
        first_token_seconds = 20
        between_seconds = 1.5
        [models.addresses.office]
        url = "http://localhost:8000/v1/"
        models = ["llama-3.3", "qwen3:8b"]
        key_variable = "OFFICE_KEY"
        [models.kits.article]
        model = "office/llama-3.3"
        temperature = 0.5
        [models.kits.article.prompts.body]
        max_tokens = 9000
        """
    )
    settings, problems = load_settings(file)
    assert problems == ()
    models = settings.models
    assert (models.at_once, models.first_token_seconds, models.between_seconds) == (2, 20.0, 1.5)
    assert models.addresses["office"] == Address(
        "http://localhost:8000/v1", ("llama-3.3", "qwen3:8b"), "OFFICE_KEY"
    )
    assert models.manner("article", "body") == Manner("office/llama-3.3", 0.5, 9000)
    assert models.manner("article", "faq") == Manner("office/llama-3.3", 0.5)
    assert models.manner("release", "notes") == Manner("openai/gpt-5-mini")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("models = 3", 1, "expected a table"),
        ("[models]\nat_once = 0", 2, "from 1 to 32"),
        ("[models]\nat_once = true", 2, "a whole number"),
        ("[models]\nbetween_seconds = nan", 2, "from 1 to 3600"),
        ("[models]\ndefualt = 'x'", 2, "did you mean 'default'"),
        ("[models]\ndefault = 'a b'", 2, "expected a model's name"),
        ("[models]\nkits = 1", 2, "expected a table"),
        ("[models.kits]\narticle = 1", 2, "expected a table"),
        ("[models.kits.article]\ntemperature = 3", 2, "from 0 to 2"),
        ("[models.kits.article]\napi_key = 'sk-1'", 2, "no setting 'api_key'"),
        ("[models.kits.article.prompts]\nbody = 'x'", 2, "expected a table"),
        ("[models.addresses.office]\nmodels = ['x']", 1, "has no url"),
        ("[models.addresses.office]\nurl = 'file:///x'", 2, "expected an address"),
        ("[models.addresses.office]\nurl = 'http://me:pw@x/v1'", 2, "no password"),
        ("[models.addresses.office]\nurl = 'http://x'\nkey_variable = 'a b'", 3, "variable"),
        ("[models.addresses.'a/b']\nurl = 'http://x'", 1, "has a name of letters"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_rest_counts(
    file: Path, text: str, line: int, told: str
) -> None:
    file.write_text(text)
    settings, problems = load_settings(file)
    (problem,) = problems
    assert told in problem.message
    assert problem.line == line
    assert settings.models.default == ""
    assert settings.models.at_once == ModelSettings().at_once
