"""The review's statements stand beside what was measured of the same; the rest is told as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copydesk.publish.score import score
from publish.scoring import good, group, lifelike, line, written


def reviewed(answer: Any) -> Any:
    """The scorecard of a session whose review answers so."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return score(written({"primary_keyword": "soup"}, introduction="Soup. " * 60, review=text))


def test_the_grade_stands_beside_the_measured_one() -> None:
    assert line(lifelike(), "reading.grade").review == ("grade 9.5, an estimate",)


def test_what_it_says_of_a_keyword_stands_beside_the_place() -> None:
    card = score(lifelike())
    assert line(card, "keywords.title").review == (
        'Title: "CI vs CD: What Python developers need to know" (variant)',
    )
    (start,) = line(card, "keywords.start").review
    assert start.startswith("First 100 words")
    (h2,) = line(card, "keywords.h2").review
    assert h2.startswith("H2:")
    rest = group(card, "keywords").review
    assert rest[0].startswith("FAQ")
    assert any("→ Pick a CI/CD tool" in text for text in rest)


def test_groups_have_what_is_said_of_them_and_the_rest_is_told_by_key() -> None:
    card = score(lifelike())
    assert len(group(card, "headings").review) == 2
    assert len(group(card, "claims").review) == 6
    assert card.audit is not None
    assert card.audit.state == "read"
    assert [one.key for one in card.audit.rest] == ["duplicate risk", "improvement suggestions"]
    assert card.audit.rest[0].texts[0].startswith("medium → ")


def test_no_issue_is_said_to_be_nothing() -> None:
    assert group(reviewed({"headings_issues": []}), "headings").review == ("nothing",)


def test_keys_that_nobody_knows_are_told() -> None:
    card = reviewed({"mood": {"a": 1, "b": [True, None, "fine"]}})
    (said,) = card.audit.rest
    assert (said.key, said.texts) == ("mood", ("1", "True", "nothing", "fine"))


@pytest.mark.parametrize(
    ("answer", "state"),
    [("{", "unreadable"), ("[1]", "unreadable"), ('"text"', "unreadable"), ({}, "read")],
)
def test_a_review_that_cannot_be_read_is_said_to_be_so(answer: Any, state: str) -> None:
    assert reviewed(answer).audit.state == state


def test_a_review_that_is_missing_or_stale_is_said_to_be_so() -> None:
    session = lifelike(11)
    audit = score(session).audit
    assert audit is not None and (audit.state, audit.name) == ("missing", "12 Final review")
    session = lifelike()
    session.answer("conclusion", good("conclusion") + "\nMore.\n", "edited")
    audit = score(session).audit
    assert audit is not None and audit.state == "stale"


@pytest.mark.parametrize(
    "value", [None, 3, "text", [], {}, {"found": 3}, {"found": [1, None, {"a": "b"}]}, [[[[[1]]]]]]
)
@pytest.mark.parametrize("key", ["keyword_placements", "readability", "headings_issues"])
def test_any_value_under_a_known_key_is_taken(key: str, value: Any) -> None:
    assert reviewed({key: value}).audit.state == "read"


def test_a_kit_that_reviews_a_text_last_has_an_audit_and_no_other_has() -> None:
    session = lifelike(7, "release", "copperline-2-4")
    audit = score(session, "announcement").audit
    assert audit is not None and audit.prompt == "check"
    assert score(written(), "posts").audit is None
