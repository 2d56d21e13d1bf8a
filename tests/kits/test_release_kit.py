"""The bundled kit `release`: what it promises to somebody who announces a release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.kits.checks import Characters, Check, Items, Posts, Words
from copydesk.kits.model import Kit, Prompt
from copydesk.kits.read import read_brief, read_kit

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "data" / "answers" / "copperline-2-4"
SUFFIX = {"json": "json", "markdown": "md", "html": "html", "text": "txt"}
PLACEHOLDER = "{{ANNOUNCEMENT_URL}}"


@pytest.fixture(scope="module")
def kit() -> Kit:
    return read_kit(ROOT / "kits" / "release")


def lifelike(prompt: Prompt) -> str:
    return (ANSWERS / f"{prompt.id}.{SUFFIX[prompt.answer.format]}").read_text(encoding="utf-8")


def numbers(check: Check) -> list[int]:
    """The literal figures that a check holds an answer to."""
    if isinstance(check, Words | Characters):
        found = [check.min, check.max]
    elif isinstance(check, Items):
        found = [check.max, check.equals]
    elif isinstance(check, Posts):
        found = [check.max]
    else:
        found = []
    return [number for number in found if isinstance(number, int)]


def shown_example(prompt: Prompt) -> Any:
    """The JSON that a prompt shows as the form of its answer."""
    source = prompt.template.source
    return json.JSONDecoder().raw_decode(source, source.index("\n{\n") + 1)[0]


def keys(value: Any, path: str = "") -> Iterator[str]:
    """Every key of a JSON value with its path; all items of an array share one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from keys(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[*]")


def required(schema: dict[str, Any], whole: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every key that a schema asks for, with its path, as ``keys`` writes them."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for key in schema.get("required", []):
        yield f"{path}.{key}"
        yield from required(schema["properties"][key], whole, f"{path}.{key}")
    if "items" in schema:
        yield from required(schema["items"], whole, f"{path}[*]")


def test_seven_prompts_lead_through_three_phases(kit: Kit) -> None:
    assert kit.id == "release"
    assert [phase.title for phase in kit.phases] == ["Sort", "Write", "Spread"]
    assert [prompt.id for prompt in kit.prompts] == [
        "changes",
        "story",
        "notes",
        "upgrade",
        "announcement",
        "posts",
        "check",
    ]
    assert all(prompt.title and prompt.summary for prompt in kit.prompts)


def test_only_what_no_prompt_can_do_without_is_required(kit: Kit) -> None:
    required_fields = {one.id for one in kit.fields if one.required}
    assert required_fields == {"title", "product", "version", "change_list"}
    assert kit.field("change_list").kind == "text"


def test_nothing_of_an_article_is_asked_for(kit: Kit) -> None:
    fields = {one.id for one in kit.fields}
    assert not fields & {"primary_keyword", "secondary_keywords", "intent", "article_url"}
    assert all(ref.family != "map" for prompt in kit.prompts for ref in prompt.template.refs)


def test_every_field_but_the_title_and_the_address_reaches_a_prompt(kit: Kit) -> None:
    used = {r.name for p in kit.prompts for r in p.template.refs if r.family == "brief"}
    assert {one.id for one in kit.fields} - used == {"title", "announcement_url"}


def test_every_text_rests_on_the_classified_changes(kit: Kit) -> None:
    assert kit.used_by("changes") == ("story", "notes", "upgrade", "announcement", "check")
    assert kit.uses("posts") == ("story", "announcement")


def test_the_fact_check_holds_every_text_against_the_raw_list(kit: Kit) -> None:
    refs = {str(ref) for ref in kit.prompt("check").template.refs}
    assert {"brief.change_list", "document.notes", "document.announcement"} <= refs
    assert kit.uses("check") == ("changes", "notes", "upgrade", "announcement", "posts")


def test_the_upgrade_guide_alone_can_be_passed_over(kit: Kit) -> None:
    assert [prompt.id for prompt in kit.prompts if prompt.optional] == ["upgrade"]


def test_notes_announcement_and_posts_are_documents(kit: Kit) -> None:
    assert [document.id for document in kit.documents] == [
        *("notes", "announcement", "posts"),
        *("posts-data", "changes", "review"),
    ]
    assert [part.answer for part in kit.document("notes").parts] == ["", "notes", "upgrade"]
    picked = {part.path for part in kit.document("posts").parts if part.answer}
    assert picked == {
        "x_thread[*]",
        "mastodon_post",
        "linkedin_post",
        "chat_message",
        "mail_subject",
    }


def test_the_announcement_s_address_is_plain_text_to_a_prompt(kit: Kit) -> None:
    prompt = kit.prompt("posts")
    assert PLACEHOLDER in prompt.template.source
    assert not [ref for ref in prompt.template.refs if "URL" in ref.name]


def test_prose_comes_bare_and_json_in_one_code_block(kit: Kit) -> None:
    for prompt in kit.prompts:
        form = prompt.template.source.partition("\n# Answer\n")[2]
        kinds = [check.kind for check in prompt.checks]
        if prompt.answer.format == "json":
            assert "in a single code block, with no text before or after it" in form
            assert "schema" in kinds
        else:
            assert "only_answer" in kinds, prompt.id


def test_every_figure_that_is_checked_stands_in_the_prompt(kit: Kit) -> None:
    words = {1: "one", 3: "three", 4: "four", 5: "five"}
    for prompt in kit.prompts:
        text = prompt.template.source.lower().replace(",", "")
        for figure in (number for check in prompt.checks for number in numbers(check)):
            spelled = f"{figure}|{words.get(figure, figure)}"
            assert re.search(rf"\b({spelled})\b", text), f"{prompt.id} does not say {figure}"


def test_the_form_shown_is_the_form_the_schema_asks_for(kit: Kit) -> None:
    with_schema = [prompt for prompt in kit.prompts if prompt.answer.schema]
    assert [prompt.id for prompt in with_schema] == ["changes", "posts", "check"]
    for prompt in with_schema:
        schema = json.loads(kit.schemas[prompt.answer.schema])
        shown = set(keys(shown_example(prompt)))
        assert shown == set(required(schema, schema)), prompt.id


def test_every_prompt_forbids_what_the_change_list_does_not_hold(kit: Kit) -> None:
    bans = r"\b(add nothing|claim nothing|no feature|no command|no claim|adds no fact)"
    for prompt in kit.prompts:
        assert re.search(bans, prompt.template.source.lower()), prompt.id


def test_a_release_can_be_briefed_from_a_file(kit: Kit) -> None:
    brief = read_brief(ANSWERS / "brief.toml", kit)
    assert brief.title == "Copperline 2.4"
    assert all(brief.values.get(one.id) for one in kit.fields if one.required)


def test_lifelike_answers_have_the_keys_of_their_schema(kit: Kit) -> None:
    for prompt in kit.prompts:
        answer = lifelike(prompt)
        if prompt.answer.schema:
            schema = json.loads(kit.schemas[prompt.answer.schema])
            missing = set(required(schema, schema)) - set(keys(json.loads(answer)))
            empty_lists = (".missing[*]", ".mismatches[*]")
            assert not [key for key in missing if not key.startswith(empty_lists)], prompt.id


def test_every_line_of_the_lifelike_change_list_is_sorted_or_asked_about(kit: Kit) -> None:
    brief = read_brief(ANSWERS / "brief.toml", kit)
    answer = json.loads(lifelike(kit.prompt("changes")))
    kept = [one["source"] for one in answer["changes"] + answer["unclear"]]
    sorted_lines = {line for source in kept for line in source.splitlines()}
    assert sorted_lines == set(str(brief.values["change_list"]).strip().splitlines())
