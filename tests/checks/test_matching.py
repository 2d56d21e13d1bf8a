"""A phrase is found as a reader would find it, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from any_answer import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.matching import APART, Folded


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Set up Continuous Integration.", "continuous integration"),
        ("In der STRASSE", "Straße"),
        ("In der Straße", "strasse"),
        ("cafe\u0301", "café"),
        ("café", "cafe\u0301"),
        ("an e-mail", "email"),
        ("an email", "e-mail"),
        ("an e mail", "e-mail"),
        ("an e\u2011mail", "e-mail"),
        ("CI/CD", "ci cd"),
        ("ci cd", "CI/CD"),
        ("CICD", "CI/CD"),
        ("CI–CD", "CI-CD"),
        ("COVID19", "Covid-19"),
        ("the CI-Pipeline here", "Pipeline"),
        ("an open-source e-mail tool", "open source email"),
        ("GitHub’s runners", "GitHub's"),
        ("GitHub's runners", "GitHub"),
        ("l’intégration continue", "intégration continue"),
        ("“continuous” integration", "continuous integration"),
        ("continuous\u00a0integration", "continuous integration"),
        ("continuous\nintegration", "continuous integration"),
        ("con\u00adtinuous", "continuous"),
        ("**CI** vs. _CD_", "CI vs CD"),
        ("in C++17", "C++"),
        ("in C#.", "c#"),
        ("on .NET 8", ".net"),
        ("version v2.4 is out", "2.4"),
        ("It is Copperline 2.4.", "Copperline 2.4"),
        ("我们使用持续集成工具", "持续集成"),
        ("使用CI/CD工具", "ci/cd"),
        ("使用C++编程", "C++"),
        ("使用.NET开发", ".NET"),
        ("지속적 통합을 쓰자", "지속적 통합"),
        ("a → b", "→"),
    ],
)
def test_a_phrase_is_found_however_it_is_typed(text: str, phrase: str) -> None:
    assert phrase in Folded(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("smart", "art"),
        ("Pipelinebau", "Pipeline"),
        ("Grün", "Grun"),
        ("café", "cafe"),
        ("in C++", "C"),
        ("in C#", "C"),
        ("in C", "C++"),
        ("on .NET", "net"),
        ("the net", ".NET"),
        ("24 hours", "2.4"),
        ("version 2.4.1", "2.4"),
        ("10–15 percent", "1015"),
        ("1,204 words", "204"),
        ("art ist", "artist"),
        ("https://example.com/ci-vs-cd", "ci vs cd"),
        (f"ci{APART}vs", "ci vs"),
        ("anything", ""),
        ("anything", "!?"),
    ],
)
def test_what_only_looks_alike_is_not_found(text: str, phrase: str) -> None:
    assert phrase not in Folded(text)
    assert Folded(text).count(phrase) == 0


def test_an_offset_leads_back_into_the_text_as_it_came() -> None:
    text = "Die Stra\u00dfe, cafe\u0301\n\nund e\u0301t\u00e9: die \u00adCI/CD-Pipeline"
    folded = Folded(text)
    assert folded.find("strasse") == text.index("Straße")
    assert folded.find("été") == text.index("e\u0301t\u00e9")
    assert folded.find("ci cd") == text.index("CI/CD")
    assert Folded("使用持续集成").find("持续集成") == 2


def test_every_occurrence_is_counted() -> None:
    assert Folded("CI, ci and C-I; smart ci.").count("CI") == 4


def test_words_stand_together_in_any_order_with_few_others_among_them() -> None:
    folded = Folded("We compare CD and then also CI for Python. Much later: CI.")
    assert folded.together(["ci", "cd"], 3) == 11
    assert folded.together(["ci", "cd"], 2) == -1
    assert folded.together(["ci", "ci"], 3) == -1
    assert folded.together(["ci", "rust"], 9) == -1
    assert folded.together([], 3) == -1
    assert Folded(f"ci {APART} cd").together(["ci", "cd"], 3) == -1


@given(TEXTS, TEXTS | st.sampled_from(["e-mail", "C++", ".NET", "ß", "漢字"]))
def test_no_text_makes_matching_raise_and_offsets_lie_within_it(text: str, phrase: str) -> None:
    folded = Folded(text)
    assert -1 <= folded.find(phrase) < max(1, len(text))
    assert (folded.find(phrase) >= 0) == (folded.count(phrase) > 0)
    assert folded.together(Folded(phrase).words, 3) < max(1, len(text))


@given(TEXTS)
def test_a_text_is_found_between_other_words(text: str) -> None:
    words = " ".join(Folded(text).words[:20]).replace(APART, "")
    if words:
        assert words in Folded(f"before {words} behind")
