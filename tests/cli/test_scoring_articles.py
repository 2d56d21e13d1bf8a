"""`copydesk score`: the scorecard for scripts, and for people without the screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

ANSWERS = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"


@pytest.fixture
def answered(run: Run) -> Run:
    """A session with an outline, an introduction, a body and a review."""
    for prompt in ("outline", "introduction", "body", "review"):
        text = next(ANSWERS.glob(f"{prompt}.*")).read_text(encoding="utf-8")
        assert run("answer", "ci-vs-cd", prompt, input=text).code == 0
    return run


def lines(data: Any) -> dict[str, Any]:
    return {one["id"]: one for group in data["groups"] for one in group["lines"]}


def test_the_text_has_bars_places_definitions_and_the_review(answered: Run) -> None:
    done = answered("score", "ci-vs-cd")
    assert done.code == 0
    assert "✓ 4 Body sections" in done.text
    assert "━━━━━━━━│─── 965 words" in done.text
    assert "→ body:1" in done.text
    assert "the review: grade 9.5, an estimate" in done.text
    assert "12 Final review says besides" in done.text
    assert done.text.count("Flesch-Kincaid") == 1
    assert "? In the page's title" in done.text


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_keeps_to_the_width_of_the_terminal(
    answered: Run, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = answered("score", "ci-vs-cd").text
    assert max(map(len, text.splitlines()[1:])) <= columns


def test_json_is_of_one_shape(answered: Run) -> None:
    data = json.loads(answered("score", "ci-vs-cd", "--json").text)
    assert list(data) == ["format", "session", "title", "document", "name", "groups", "audit"]
    assert (data["format"], data["document"]) == (1, "article")
    assert [one["id"] for one in data["groups"]] == [
        "words", "keywords", "headings", "reading", "links", "images", "page", "claims", "answers",
    ]  # fmt: skip
    for line in lines(data).values():
        assert list(line) == [
            "id", "name", "value", "against", "sign", "why", "amount", "target", "depth", "place",
            "review",
        ]  # fmt: skip
        assert list(line["place"]) == ["prompt", "line", "heading", "field"]
        assert line["sign"] in ("good", "look", "off", "unknown", "said")
    assert lines(data)["words.body"]["amount"] == 965
    assert data["audit"]["state"] in ("read", "stale")


def test_another_document_is_measured_by_name(answered: Run) -> None:
    data = json.loads(answered("score", "ci-vs-cd", "--document", "posts", "--json").text)
    assert (data["document"], data["audit"]) == ("posts", None)
    wrong = answered("score", "ci-vs-cd", "--document", "head")
    assert wrong.code == 1
    assert "no document head that can be measured" in wrong.said
    assert "article, posts" in wrong.said


def test_without_a_session_there_is_nothing_to_measure(run: Run) -> None:
    done = run("score", "ci-vs-cd")
    assert (done.code, done.data) == (2, b"")
    assert "no session on ci-vs-cd" in done.said


def test_a_session_just_begun_is_measured_too(run: Run, begun: Path) -> None:
    assert "1 of 12" in run("score", "ci-vs-cd").text


def test_control_characters_of_answers_do_not_reach_the_terminal(run: Run) -> None:
    run("answer", "ci-vs-cd", "body", input="## A \x1b]0;x\x07 heading\n\nText.\n")
    run("answer", "ci-vs-cd", "review", input='{"\\u001b[2J": "\\u001b]0;x\\u0007"}')
    done = run("score", "ci-vs-cd")
    assert "␛" in done.text
    assert not {c for c in done.text if ord(c) < 32 and c != "\n"}


def test_measuring_changes_nothing(run: Run, begun: Path) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    run("score", "ci-vs-cd")
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before
