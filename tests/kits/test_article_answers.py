"""The bundled kit `article`: what each of its prompts holds an answer to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.kits.checks import (
    Advice,
    Agrees,
    Characters,
    Check,
    Contains,
    EndsWithList,
    Headings,
    HeadTags,
    Items,
    JsonLd,
    Keyword,
    Mentions,
    NameForm,
    OnlyAnswer,
    Posts,
    Schema,
    Sentences,
    Sum,
    Unique,
    Words,
)
from copydesk.kits.model import Kit, Prompt
from copydesk.kits.read import read_kit

FOLDER = Path(__file__).parents[2] / "kits" / "article"
IN_JSON = ("outline", "research", "authority", "faq", "links", "images", "social", "review")

MAP_TITLES = ("map.pillar", "map.siblings")
FIGURES: dict[str, tuple[Check, ...]] = {
    "outline": (
        Schema(),
        Items(path="headings[*]", field="level", one_of=("H1",), equals=1),
        Sum(path="headings[*].word_target", equals="brief.words", within=0.1),
    ),
    "research": (
        Schema(),
        Items(path="[*]", min=8, max=12),
        Items(path="[*]", field="type", one_of=("statistic", "report"), min=2),
        Items(path="[*]", field="type", one_of=("expert", "organisation"), min=2),
        Items(path="[*]", field="type", one_of=("angle",), min=2),
    ),
    "introduction": (
        Words(min=300, max=500),
        Headings(levels=()),
        Keyword(place="start", words=100, variants="brief.secondary_keywords"),
        OnlyAnswer(),
    ),
    "body": (
        Words(about="brief.words", within=0.15),
        Headings(levels=(2, 3)),
        Agrees(how="headings", to="answer.outline"),
        EndsWithList(items=2),
        OnlyAnswer(),
    ),
    "authority": (
        Schema(),
        Items(path="expert_quotes[*]", equals=5),
        Items(path="studies[*]", equals=3),
        Items(path="personal_templates[*]", equals=4),
        *(
            Agrees(how="placements", to="answer.body", path=f"{key}[*].placement")
            for key in ("expert_quotes", "studies", "personal_templates")
        ),
    ),
    "faq": (
        Schema(),
        Items(path="[*]", equals=10),
        Sentences(path="[*].answer", per="item", min=2, max=4),
        Mentions(path="[*].question", terms="brief.faq_questions"),
    ),
    "conclusion": (Words(min=200, max=300), Contains(phrase="map.pillar"), OnlyAnswer()),
    "meta": (
        HeadTags(title=(55, 60), description=(148, 155), og_title=(1, 70), og_description=(1, 200)),
        JsonLd(
            types=("Article", "FAQPage"),
            properties=(
                "Article.headline",
                "Article.description",
                "Article.author",
                "Article.datePublished",
                "FAQPage.mainEntity",
            ),
        ),
        Agrees(how="questions", to="answer.faq"),
    ),
    "links": (
        Schema(),
        Items(path="[*]", max=10),
        Mentions(path="[*].target", terms=MAP_TITLES, at_least=6),
        Agrees(how="titles", to=MAP_TITLES, path="[*].target"),
        Agrees(how="placements", to="answer.body", path="[*].placement"),
        Unique(path="[*].anchor"),
        Words(path="[*].anchor", per="item", min=1, max=6),
    ),
    "images": (
        Schema(),
        Items(path="[*]", equals=6),
        NameForm(path="[*].filename", form="file"),
        Agrees(how="placements", to="answer.body", path="[*].placement"),
        Keyword(place="each", path="[*].alt", variants="brief.secondary_keywords"),
    ),
    "social": (
        Schema(),
        Items(path="twitter_thread[*]", equals=4),
        Posts(path="twitter_thread[*]", max=280),
        Words(path="linkedin_post", per="item", min=150, max=200),
        Words(path="pinterest_description", per="item", min=80, max=100),
    ),
    "review": (
        Schema(),
        Items(path="keyword_placements.fixes[*]", equals=5),
        Items(path="improvement_suggestions[*]", equals=5),
    ),
}

KEYS = {
    "outline": {"title", "total_word_target", "headings"},
    "research": {"name", "type", "why_include", "citation_suggestion"},
    "authority": {"expert_quotes", "studies", "personal_templates"},
    "faq": {"question", "answer"},
    "links": {"anchor", "target", "placement", "sentence"},
    "images": {"filename", "description", "placement", "alt", "type", "treatment"},
    "social": {"twitter_thread", "linkedin_post", "pinterest_description"},
    "review": {
        "keyword_placements",
        "e_e_a_t_gaps",
        "readability",
        "headings_issues",
        "duplicate_risk",
        "freshness_signals",
        "improvement_suggestions",
    },
}


@pytest.fixture(scope="module")
def kit() -> Kit:
    return read_kit(FOLDER)


def source(kit: Kit, prompt_id: str) -> str:
    return kit.prompt(prompt_id).template.source


def schema(kit: Kit, prompt_id: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(kit.schemas[kit.prompt(prompt_id).answer.schema])
    return loaded


def example(prompt: Prompt) -> Any:
    """The JSON that a prompt shows as the form of its answer: the last thing in it."""
    text = prompt.template.source
    start = max(text.rfind("\n\n{"), text.rfind("\n\n["))
    return json.loads(text[start:].replace("{{brief.words}}", "900"))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from objects(inner)


def resolved(part: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, with a reference into the same schema followed."""
    for name in part.get("$ref", "").split("/")[1:]:
        whole = whole[name]
    return whole if "$ref" in part else part


def step_into(part: dict[str, Any], path: str, whole: dict[str, Any]) -> dict[str, Any]:
    """The part of a schema that a check's path picks; KeyError where it picks nothing."""
    for name in re.findall(r"\[\*\]|[^.\[\]]+", path):
        part = part["items"] if name == "[*]" else part["properties"][name]
        part = resolved(part, whole)
    return part


def mismatch(value: Any, part: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """The keys in which an example and a schema differ."""
    part = resolved(part, whole)
    if isinstance(value, list):
        return [found for item in value for found in mismatch(item, part["items"], whole)]
    if not isinstance(value, dict):
        return []
    odd = sorted(set(value) ^ set(part["properties"]) | set(value) ^ set(part["required"]))
    shared = [key for key in value if key in part["properties"]]
    return odd + [
        found for key in shared for found in mismatch(value[key], part["properties"][key], whole)
    ]


@pytest.mark.parametrize("prompt_id", FIGURES)
def test_the_answer_is_held_to_the_figures_of_the_original(kit: Kit, prompt_id: str) -> None:
    missing = [one for one in FIGURES[prompt_id] if one not in kit.prompt(prompt_id).checks]
    assert not missing


def test_the_writer_is_told_that_faq_rich_results_have_ended(kit: Kit) -> None:
    advice = [check for check in kit.prompt("meta").checks if isinstance(check, Advice)]
    assert len(advice) == 1
    assert "FAQ rich results" in advice[0].text


def test_answers_in_json_have_a_schema_and_the_others_none(kit: Kit) -> None:
    assert tuple(p.id for p in kit.prompts if p.answer.format == "json") == IN_JSON
    assert {p.id: p.answer.schema for p in kit.prompts if p.answer.schema} == {
        prompt_id: f"schemas/{prompt_id}.json" for prompt_id in IN_JSON
    }
    assert kit.prompt("meta").answer.format == "html"


@pytest.mark.parametrize("prompt_id", IN_JSON)
def test_a_prompt_asks_for_the_keys_of_its_schema_and_no_others(kit: Kit, prompt_id: str) -> None:
    whole = schema(kit, prompt_id)
    shown = example(kit.prompt(prompt_id))
    assert mismatch(shown, whole, whole) == []
    assert set(shown[0] if isinstance(shown, list) else shown) == KEYS[prompt_id]


@pytest.mark.parametrize("prompt_id", IN_JSON)
def test_a_prompt_names_every_value_that_its_schema_allows(kit: Kit, prompt_id: str) -> None:
    for part in objects(schema(kit, prompt_id)):
        for value in part.get("enum", ()):
            assert f'"{value}"' in source(kit, prompt_id)


@pytest.mark.parametrize("prompt_id", IN_JSON)
def test_a_check_looks_where_the_schema_has_something(kit: Kit, prompt_id: str) -> None:
    whole = schema(kit, prompt_id)
    for check in kit.prompt(prompt_id).checks:
        picked = step_into(whole, getattr(check, "path", ""), whole)
        if isinstance(check, Items) and check.field:
            assert set(check.one_of) <= set(picked["properties"][check.field]["enum"])


@pytest.mark.parametrize("prompt_id", IN_JSON)
def test_schemas_are_local_and_cheap_to_check(kit: Kit, prompt_id: str) -> None:
    for part in objects(schema(kit, prompt_id)):
        assert part.get("$ref", "#").startswith("#")
        assert not {"pattern", "patternProperties"} & set(part)


@pytest.mark.parametrize("prompt_id", ("faq", "links", "images", "social"))
def test_what_goes_out_as_it_stands_has_no_keys_that_nobody_asked_for(
    kit: Kit, prompt_id: str
) -> None:
    records = [part for part in objects(schema(kit, prompt_id)) if "properties" in part]
    assert records
    assert all(part["additionalProperties"] is False for part in records)


def test_an_alt_text_is_short_enough_to_be_listened_to(kit: Kit) -> None:
    alt = Characters(severity="warn", path="[*].alt", per="item", max=125)
    assert alt in kit.prompt("images").checks


def test_a_map_without_titles_asks_for_no_links(kit: Kit) -> None:
    assert "If no titles are listed, the answer is an empty array: []" in source(kit, "links")
    lower_bounds = [check for check in kit.prompt("links").checks if isinstance(check, Items)]
    assert all(check.min is None and check.equals is None for check in lower_bounds)


def test_quotes_and_studies_are_leads_that_no_model_can_call_verified(kit: Kit) -> None:
    whole = schema(kit, "authority")
    for path in ("expert_quotes[*].verify", "studies[*].verify"):
        assert step_into(whole, path, whole) == {"const": True}
    assert "where_to_look" in step_into(whole, "expert_quotes[*]", whole)["required"]
    assert "where_to_find" in step_into(whole, "studies[*]", whole)["required"]
    assert "Never compose a quote" in source(kit, "authority")
