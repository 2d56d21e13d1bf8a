"""What the bundled map `ci-cd-for-python` promises to a writer who opens it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from copydesk.kits.model import Brief, Kit, TopicMap, Value
from copydesk.kits.read import read_kit, read_map

KITS = Path(__file__).parents[2] / "kits"
FOLDER = KITS / "maps" / "ci-cd-for-python"
ARTICLES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "map")
FROM_THE_MAP = {"author", "published", "article_url"}
"""Fields that a brief may leave open: the map's defaults or the day of publication fill them."""


@pytest.fixture(scope="module")
def topic() -> TopicMap:
    return read_map(FOLDER)


@pytest.fixture(scope="module")
def article_kit() -> Kit:
    return read_kit(KITS / "article")


def texts(brief: Brief, name: str) -> tuple[str, ...]:
    """A list value of a brief."""
    value: Value = brief.values[name]
    assert isinstance(value, tuple), f"{brief.id}: {name} is no list"
    return value


def all_texts(brief: Brief) -> list[str]:
    """Every text of a brief, list items one by one."""
    found = [brief.overview]
    for value in brief.values.values():
        found += value if isinstance(value, tuple) else [str(value)]
    return found


def test_it_names_its_topic_its_pillar_and_its_kit(topic: TopicMap) -> None:
    assert topic.topic == "CI/CD for Python Projects"
    assert topic.pillar == "Complete Guide to CI/CD for Python Projects"
    assert topic.kit == "article"
    assert topic.summary


def test_foundations_come_first_of_at_least_three_groups(topic: TopicMap) -> None:
    assert topic.groups[0] == "Foundations & Concepts"
    assert len(topic.groups) >= 3
    assert {brief.group for brief in topic.briefs} == set(topic.groups)


def test_every_file_of_the_folder_is_an_article_of_the_map(topic: TopicMap) -> None:
    assert len(ARTICLES) >= 8
    assert sorted(brief.id for brief in topic.briefs) == ARTICLES


def test_the_articles_stand_in_the_order_of_groups_then_of_their_numbers(topic: TopicMap) -> None:
    places = [(topic.groups.index(brief.group), brief.order) for brief in topic.briefs]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_ci_vs_cd_is_the_first_article(topic: TopicMap) -> None:
    first = topic.briefs[0]
    assert first.id == "ci-vs-cd"
    assert first.title == "CI vs CD: What Python developers need to know"
    assert first.values["intent"] == "informational"
    assert first.values["words"] == 900
    assert first.values["primary_keyword"] == "ci vs cd python"
    assert first.values["tone"] == "authoritative, conversational, evidence-based"
    assert len(texts(first, "secondary_keywords")) == 11
    assert texts(first, "faq_questions") == (
        "What is the difference between CI and CD?",
        "Do Python libraries need CD?",
        "Which CI tools are best for Python?",
        "How do I test Python in CI?",
        "How to manage secrets in Python CI/CD?",
    )


@pytest.mark.parametrize("article", ARTICLES)
def test_an_overview_has_two_or_three_paragraphs_each_on_one_line(
    topic: TopicMap, article: str
) -> None:
    paragraphs = topic.brief(article).overview.strip().split("\n\n")
    assert 2 <= len(paragraphs) <= 3
    assert all("\n" not in paragraph and len(paragraph) > 150 for paragraph in paragraphs)


@pytest.mark.parametrize("article", ARTICLES)
def test_a_brief_fills_every_field_that_the_map_does_not(
    topic: TopicMap, article_kit: Kit, article: str
) -> None:
    values = topic.brief(article).values
    wanted = {field.id for field in article_kit.fields} - FROM_THE_MAP
    assert wanted <= {name for name, value in values.items() if value}
    assert {field.id for field in article_kit.fields if field.required} <= wanted


@pytest.mark.parametrize("article", ARTICLES)
def test_a_brief_brings_mistakes_tips_and_five_questions(topic: TopicMap, article: str) -> None:
    brief = topic.brief(article)
    assert 4 <= len(texts(brief, "mistakes")) <= 6
    assert 5 <= len(texts(brief, "tips")) <= 8
    questions = texts(brief, "faq_questions")
    assert len(questions) == 5
    assert all(question.endswith("?") for question in questions)
    words = brief.values["words"]
    assert isinstance(words, int)
    assert 700 <= words <= 2000


@pytest.mark.parametrize("article", ARTICLES)
def test_a_text_holds_no_stray_blanks_and_nothing_to_fill_in(topic: TopicMap, article: str) -> None:
    for text in all_texts(topic.brief(article)):
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"\bTODO\b|\bTBD\b|lorem ipsum|\{\{", text, re.IGNORECASE)


def test_no_two_articles_compete_for_a_title_or_a_keyword(topic: TopicMap) -> None:
    titles = Counter(brief.title.casefold() for brief in topic.briefs)
    keywords = Counter(
        keyword.casefold()
        for brief in topic.briefs
        for keyword in (str(brief.values["primary_keyword"]), *texts(brief, "secondary_keywords"))
    )
    assert [name for name, times in (titles + keywords).items() if times > 1] == []


def test_no_advice_is_given_twice(topic: TopicMap) -> None:
    advice = Counter(
        text
        for brief in topic.briefs
        for name in ("must_cover", "faq_questions", "mistakes", "tips")
        for text in texts(brief, name)
    )
    assert [text for text, times in advice.items() if times > 1] == []


def test_intents_and_lengths_vary(topic: TopicMap) -> None:
    assert len({brief.values["intent"] for brief in topic.briefs}) >= 3
    assert len({brief.values["words"] for brief in topic.briefs}) >= 5


def test_every_date_is_a_day_not_after_the_maps_own(topic: TopicMap) -> None:
    assert topic.updated == dt.date(2026, 11, 21)
    for brief in topic.briefs:
        assert isinstance(brief.updated, dt.date)
        assert brief.updated <= topic.updated


def test_the_defaults_are_complete_and_point_to_a_reserved_domain(topic: TopicMap) -> None:
    defaults = topic.defaults
    assert defaults.author
    assert defaults.site
    assert defaults.style
    assert defaults.language == "en"
    assert re.fullmatch(r"https://[a-z]+\.example/[a-z/-]+", defaults.author_url)
    assert re.fullmatch(r"https://[a-z]+\.example/[a-z/-]*\{slug\}", defaults.address)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_file_is_pleasant_to_read_in_a_diff(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 110 or line != line.rstrip()] == []
