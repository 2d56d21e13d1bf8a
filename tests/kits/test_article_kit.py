"""The bundled kit `article`: what it promises to somebody who writes an article."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from copydesk.kits.checks import Check, HeadTags, Keyword
from copydesk.kits.model import MAP_NAMES, Kit
from copydesk.kits.read import read_kit
from copydesk.kits.template import BLOCKS, Ref

FOLDER = Path(__file__).parents[2] / "kits" / "article"

PHASES = {
    "Planning": ("outline", "research"),
    "Writing": ("introduction", "body", "authority", "faq", "conclusion"),
    "Publishing": ("meta", "links", "images"),
    "Distribution": ("social", "review"),
}
IDS = tuple(prompt_id for ids in PHASES.values() for prompt_id in ids)
FIELDS = [
    "title",
    "primary_keyword",
    "secondary_keywords",
    "intent",
    "audience",
    "goal",
    "tone",
    "angle",
    "words",
    "must_cover",
    "tools",
    "faq_questions",
    "mistakes",
    "tips",
    "author",
    "published",
    "article_url",
]

USES = {
    "outline": (),
    "research": ("outline",),
    "introduction": ("outline", "research"),
    "body": ("outline", "research", "introduction"),
    "authority": ("research", "body"),
    "faq": ("research", "body"),
    "conclusion": ("introduction", "body"),
    "meta": ("introduction", "faq", "conclusion"),
    "links": ("body",),
    "images": ("body",),
    "social": ("introduction", "body", "faq", "conclusion"),
    "review": ("introduction", "body", "authority", "faq", "conclusion"),
}

NUMBER_WORDS = dict(enumerate(("zero", "one", "two", "three", "four", "five", "six")))


@pytest.fixture(scope="module")
def kit() -> Kit:
    return read_kit(FOLDER)


def source(kit: Kit, prompt_id: str) -> str:
    return kit.prompt(prompt_id).template.source


def figures(check: Check) -> list[int]:
    """The whole numbers that a check holds an answer to."""
    if isinstance(check, HeadTags):
        pairs = (check.title, check.description, check.og_title, check.og_description)
        numbers: list[Any] = [number for pair in pairs if pair for number in pair]
    else:
        numbers = [getattr(check, name, None) for name in ("min", "max", "equals", "items")]
    if isinstance(check, Keyword) and check.place == "start":
        numbers.append(check.words)
    return [number for number in numbers if isinstance(number, int) and number > 1]


def says(text: str, number: int) -> bool:
    words = [str(number)] + ([NUMBER_WORDS[number]] if number in NUMBER_WORDS else [])
    return bool(re.search(rf"(?<!\d)({'|'.join(words)})(?!\d)", text, re.IGNORECASE))


# The kit as a whole


def test_twelve_prompts_stand_in_four_phases_in_the_order_they_are_worked(kit: Kit) -> None:
    assert {phase.title: tuple(p.id for p in phase.prompts) for phase in kit.phases} == PHASES
    assert [phase.title for phase in kit.phases] == list(PHASES)
    assert tuple(prompt.id for prompt in kit.prompts) == IDS
    assert len(IDS) == 12


def test_titles_and_summaries_fit_on_a_card(kit: Kit) -> None:
    for prompt in kit.prompts:
        assert 2 < len(prompt.title) <= 32
        assert 20 <= len(prompt.summary) <= 70


def test_the_brief_asks_for_little_and_takes_much(kit: Kit) -> None:
    assert [field.id for field in kit.fields] == FIELDS
    assert {f.id for f in kit.fields if f.required} == {"title", "primary_keyword", "words"}
    assert all(field.label and field.help.endswith(".") for field in kit.fields)


def test_a_brief_with_a_title_and_a_keyword_has_a_length(kit: Kit) -> None:
    words = kit.field("words")
    assert (words.kind, words.default) == ("number", 900)
    assert "300–500" in words.help
    assert "200–300" in words.help


def test_every_field_of_the_brief_and_every_value_of_the_map_is_used(kit: Kit) -> None:
    used = {str(ref) for prompt in kit.prompts for ref in prompt.template.refs}
    assert {f"brief.{field}" for field in FIELDS} <= used
    for_links = {"slugs", "address"}  # what links lead to; no prompt is told
    assert {f"map.{name}" for name in MAP_NAMES if name not in for_links} <= used


def test_nothing_in_the_kit_belongs_to_one_article(kit: Kit) -> None:
    text = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*") if path.is_file())
    assert not re.findall(r"(?i)\b(python|pytest|git\w*|docker|jenkins|ci|cd|bread)\b", text)


def test_how_to_use_it_is_told_in_a_few_steps(kit: Kit) -> None:
    assert kit.how_to.count("\n1. ") + kit.how_to.startswith("1. ") == 1
    assert "[verify]" in kit.how_to
    assert len(kit.how_to.split()) < 200


# What rests on what


def test_later_prompts_use_the_earlier_answers(kit: Kit) -> None:
    assert {prompt_id: kit.uses(prompt_id) for prompt_id in IDS} == USES


def test_no_prompt_waits_for_a_later_one(kit: Kit) -> None:
    for prompt_id in IDS:
        assert all(kit.number(used) < kit.number(prompt_id) for used in kit.uses(prompt_id))


def test_no_answer_before_the_review_is_written_for_nothing(kit: Kit) -> None:
    set_in = {part.answer for document in kit.documents for part in document.parts if part.answer}
    idle = {prompt_id for prompt_id in IDS if not kit.used_by(prompt_id)} - set_in
    assert idle == set()


def test_posts_and_review_read_the_whole_article(kit: Kit) -> None:
    for prompt_id in ("social", "review"):
        assert "{{document.article}}" in source(kit, prompt_id)


def test_links_know_the_pillar_and_its_siblings(kit: Kit) -> None:
    names = {str(ref) for ref in kit.prompt("links").template.refs}
    assert {"map.pillar", "map.siblings", "answer.body"} <= names


# Documents


def test_the_documents_are_article_head_and_posts(kit: Kit) -> None:
    ids = [document.id for document in kit.documents]
    assert ids == ["article", "head", "posts", "posts-data", "images", "links", "review"]
    assert [document.id for document in kit.documents if document.page] == ["article"]
    assert [one.kind for one in kit.document("article").weave] == [
        "link",
        "quote",
        "study",
        "image",
    ]
    assert [part.answer for part in kit.document("head").parts] == ["meta"]
    assert [part.path for part in kit.document("posts").parts if part.answer] == [
        "twitter_thread[*]",
        "linkedin_post",
        "pinterest_description",
    ]


def test_the_article_runs_from_its_title_to_its_conclusion(kit: Kit) -> None:
    parts = kit.document("article").parts
    assert [part.answer or part.heading for part in parts] == [
        "brief.title",
        "introduction",
        "body",
        "Frequently asked questions",
        "faq",
        "Conclusion",
        "conclusion",
    ]
    assert [part.level for part in parts if part.heading] == [1, 2, 2]
    assert [(part.set, part.level) for part in parts if part.answer == "faq"] == [("questions", 3)]


# Prompts


@pytest.mark.parametrize("prompt_id", IDS)
def test_a_prompt_is_short_enough_to_be_obeyed(kit: Kit, prompt_id: str) -> None:
    assert 1_200 <= len(source(kit, prompt_id)) <= 3_500


@pytest.mark.parametrize("prompt_id", IDS)
def test_a_prompt_gives_a_role_the_title_the_rules_and_the_form(kit: Kit, prompt_id: str) -> None:
    text = source(kit, prompt_id)
    assert text.startswith("You ")
    assert "{{brief.title}}" in text
    assert "\n# Rules\n" in text
    assert text.index("\n# Form of the answer\n") > text.index("\n# Rules\n")


@pytest.mark.parametrize("prompt_id", IDS)
def test_an_empty_field_takes_its_own_paragraph_and_no_other_away(kit: Kit, prompt_id: str) -> None:
    required = {f"brief.{field.id}" for field in kit.fields if field.required}
    template = kit.prompt(prompt_id).template
    for start, end in template.paragraphs:
        inside = {str(ref) for ref in template.refs if start <= ref.start < end}
        assert not inside - required or len(inside) == 1


@pytest.mark.parametrize("prompt_id", IDS)
def test_an_earlier_answer_comes_with_a_line_on_what_to_do_with_it(
    kit: Kit, prompt_id: str
) -> None:
    template = kit.prompt(prompt_id).template

    def introduced(ref: Ref) -> bool:
        start = next(start for start, end in template.paragraphs if start <= ref.start < end)
        return template.alone(ref) and len(template.source[start : ref.start].split()) >= 5

    assert all(introduced(ref) for ref in template.refs if ref.family in BLOCKS)


@pytest.mark.parametrize("prompt_id", IDS)
def test_a_prompt_says_every_figure_that_its_answer_is_held_to(kit: Kit, prompt_id: str) -> None:
    for check in kit.prompt(prompt_id).checks:
        for number in figures(check):
            assert says(source(kit, prompt_id), number), f"{check} does not stand in the prompt"


def test_placeholders_are_plain_text_to_the_kit(kit: Kit) -> None:
    for prompt_id, names in {
        "meta": ("AUTHOR_NAME", "DATE_PUBLISHED", "ARTICLE_URL", "IMAGE_URL"),
        "social": ("ARTICLE_URL",),
    }.items():
        assert all(f"{{{{{name}}}}}" in source(kit, prompt_id) for name in names)


def test_what_was_not_looked_up_is_marked_and_hunted_down(kit: Kit) -> None:
    assert all("[verify]" in source(kit, name) for name in ("research", "body", "review", "social"))


def test_the_structured_data_speaks_the_words_of_schema_org(kit: Kit) -> None:
    text = source(kit, "meta")
    assert "publishDate" not in text
    script = re.search(r'<script type="application/ld\+json">\n(.*)\n</script>', text, re.DOTALL)
    assert script
    article, faq = json.loads(script[1])["@graph"]
    assert (article["@type"], faq["@type"]) == ("Article", "FAQPage")
    assert {"headline", "author", "datePublished", "dateModified", "image"} <= set(article)
    assert faq["mainEntity"][0]["acceptedAnswer"]["@type"] == "Answer"
