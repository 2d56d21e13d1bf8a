"""The corpus of answers: what each must be told of, and none of what it must not."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from copydesk.checks.finding import Finding
from copydesk.checks.run import check_answer
from copydesk.documents import Material
from copydesk.kits.entries import Start
from copydesk.kits.read import read_kit, read_map
from copydesk.kits.starting import on_article, on_brief

ROOT = Path(__file__).parents[2]
KITS = ROOT / "kits"
MAP = KITS / "maps" / "ci-cd-for-python"
ANSWERS = ROOT / "tests" / "data" / "answers"
CORPUS = ANSWERS / "corpus"
SETS = {
    "ci-vs-cd": ANSWERS / "ci-vs-cd",
    "flaky-tests": CORPUS / "good" / "flaky-tests",
    "deutsch": CORPUS / "good" / "deutsch",
    "copperline-2-4": ANSWERS / "copperline-2-4",
}
"""Whole sessions, by brief: the answers that those of the corpus are held against."""
OF_MAP = ("ci-vs-cd", "flaky-tests")
SHAPES_AT_FAULT = {"only_answer"}
"""What a good answer may raise all the same, for what the chat has put around it."""


def listed(half: str) -> list[dict[str, Any]]:
    """The entries of one half's manifest."""
    return list(tomllib.loads((CORPUS / f"{half}.toml").read_text("utf-8"))["answer"])


GOOD, BAD = listed("good"), listed("bad")
PROMPTS = tuple(prompt.id for prompt in read_kit(KITS / "article").prompts)


def text_of(path: Path) -> str:
    """A file's text as it came, line ends too."""
    return path.read_bytes().decode("utf-8")


@cache
def material(kit_id: str, brief: str) -> Material:
    """What a session on a brief knows when all its prompts are answered."""
    start = started(kit_id, brief)
    answers = {
        path.stem: text_of(path) for path in SETS[brief].iterdir() if path.stem in prompt_ids(start)
    }
    return Material(kit=start.kit, brief=start.values, map=start.map, answers=answers)


def started(kit_id: str, brief: str) -> Start:
    kit = read_kit(KITS / kit_id)
    if brief not in OF_MAP:
        return on_brief(kit, SETS[brief] / "brief.toml")
    titles = {one.id: one.title for one in read_map(MAP, kit).briefs if one.id != brief}
    return on_article(kit, MAP / f"{brief}.toml", titles)


def prompt_ids(start: Start) -> set[str]:
    return {prompt.id for prompt in start.kit.prompts}


def told(entry: dict[str, Any], half: str) -> list[Finding]:
    """What is found in an answer of the corpus and is more than advice."""
    stored = text_of(CORPUS / half / entry["file"])
    verdict = check_answer(material(entry["kit"], entry["brief"]), entry["prompt"], stored)
    return [finding for finding in verdict.findings if finding.severity != "advise"]


def names(finding: Finding, number: str) -> bool:
    """Whether a finding names a number as what came; ``6`` is not in ``16`` or ``1,006``."""
    return bool(re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d]|[,.]\d)", finding.found))


def by_file(entries: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(entry, id=entry["file"]) for entry in entries]


def said(findings: list[Finding]) -> str:
    return "\n".join(
        f"{one.check}: {one.what}: {one.found}; asked for: {one.wanted} (line {one.line})"
        for one in findings
    )


@pytest.mark.parametrize("entry", by_file(GOOD))
def test_a_good_answer_raises_no_false_alarm(entry: dict[str, Any]) -> None:
    assert set(entry["raises"]) <= SHAPES_AT_FAULT
    findings = told(entry, "good")
    assert {finding.check for finding in findings} == set(entry["raises"]), said(findings)


@pytest.mark.parametrize("entry", by_file(BAD))
def test_a_bad_answer_raises_what_it_must_and_nothing_else(entry: dict[str, Any]) -> None:
    assert entry["raises"]
    findings = told(entry, "bad")
    assert {finding.check for finding in findings} == set(entry["raises"]), said(findings)
    if "number" in entry:
        assert any(names(finding, entry["number"]) for finding in findings), said(findings)


@pytest.mark.parametrize("half", ["good", "bad"])
def test_every_file_is_listed_once(half: str) -> None:
    files = [entry["file"] for entry in (GOOD if half == "good" else BAD)]
    there = [
        path.relative_to(CORPUS / half).as_posix()
        for path in (CORPUS / half).rglob("*")
        if path.is_file() and path.name not in (".gitattributes", "brief.toml")
    ]
    assert sorted(files) == sorted(there)


def test_the_corpus_has_at_least_120_answers() -> None:
    assert len(GOOD) + len(BAD) >= 120


@pytest.mark.parametrize("prompt", PROMPTS)
def test_each_prompt_has_good_answers_and_bad_ones(prompt: str) -> None:
    good = [entry for entry in GOOD if entry["prompt"] == prompt and not entry["raises"]]
    bad = [entry for entry in BAD if entry["prompt"] == prompt]
    assert good
    assert bad
    assert len(good) + len(bad) >= 6


@pytest.mark.parametrize(("kit", "brief"), [("article", "ci-vs-cd"), ("release", "copperline-2-4")])
def test_the_answers_that_shapes_are_made_from_hold(kit: str, brief: str) -> None:
    known = material(kit, brief)
    for prompt in known.kit.prompts:
        verdict = check_answer(known, prompt.id, known.answers[prompt.id])
        findings = [finding for finding in verdict.findings if finding.severity != "advise"]
        assert findings == [], said(findings)
