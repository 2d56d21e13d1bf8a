"""Names of files and in addresses can be used as they are."""

from __future__ import annotations

from typing import Any

import pytest
from any_answer import ANSWERS, TEXTS, deep
from hypothesis import given
from kit_in_memory import found, only, said

from copydesk.kits.checks import NameForm

SLUGS = NameForm(path="[*]")
FILES = NameForm(path="[*].filename", form="file")


def files(*names: Any) -> list[dict[str, Any]]:
    return [{"filename": name} for name in names]


def test_the_form_of_names_is_stated() -> None:
    assert said(FILES, NameForm(path="slug"), format="json") == (
        "each filename like ci-vs-cd.png: small letters a–z, digits and hyphens, then one ending"
        " such as .png",
        "slug like ci-vs-cd: small letters a–z, digits and hyphens",
    )


def test_names_of_the_form_raise_nothing() -> None:
    assert found(["ci-vs-cd", "a", "2-ways", "x" * 64], SLUGS) == ()
    assert found(files("ci-vs-cd.png", "a.jpeg", "flow-2.svg", "kit.zip"), FILES) == ()


@pytest.mark.parametrize(
    ("name", "wrong", "mended"),
    [
        ("CI.png", "capital letters", "ci.png"),
        ("ci.PNG", "capital letters", "ci.png"),
        ("ci vs cd.png", "blanks", "ci-vs-cd.png"),
        ("ci_vs_cd.png", "underscores", "ci-vs-cd.png"),
        ("images/ci.png", "a folder before it", "ci.png"),
        ("ci.cd.png", "a full stop within it", "ci-cd.png"),
        ("über-ci.png", "letters beyond a–z", "uber-ci.png"),
        ("ci&cd.png", "other signs", "ci-cd.png"),
        ("-ci.png", "a hyphen at its start", "ci.png"),
        ("con.png", "a word that Windows keeps for itself", "con-1.png"),
        ("ci-vs-cd", "no ending", "ci-vs-cd.png"),
        ("ci-vs-cd.tiff", "an ending of no known kind", "ci-vs-cd.png"),
        (".png", "nothing before its ending", "untitled.png"),
        ("CI vs CD.png", "capital letters and blanks", "ci-vs-cd.png"),
        ("x" * 70 + ".png", "70 characters", "x" * 64 + ".png"),
    ],
)
def test_a_name_says_what_is_wrong_with_it_and_how_it_should_be(
    name: str, wrong: str, mended: str
) -> None:
    finding = only(files("ok.png", name), FILES)
    assert finding.check == "name_form [*].filename"
    assert finding.what == "item 2, filename"
    assert finding.found.endswith(f"with {wrong}")
    assert "small letters a–z" in finding.wanted
    assert finding.mend == f"Name it {mended}."
    assert finding.line == 6
    assert finding.excerpt == name
    assert found(files(mended), FILES) == ()


def test_a_name_that_is_too_long_names_both_numbers() -> None:
    finding = only(["x" * 65], SLUGS)
    assert "65 characters" in finding.found
    assert "at most 64 characters" in finding.wanted


def test_a_slug_has_no_ending() -> None:
    assert only(["ci.png"], SLUGS).mend == "Name it ci-png."


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_no_name_at_all_is_found(name: str) -> None:
    assert only(files(name), FILES).found == "no text"
    assert only([name], SLUGS).mend == "Give it a name."


@pytest.mark.parametrize("value", [None, True, 3, [], {}, ["A b"], deep(50)])
def test_names_that_are_no_texts_are_passed_over(value: Any) -> None:
    assert found(files(value), FILES) == ()


@given(TEXTS)
def test_the_name_that_is_proposed_has_the_form(name: str) -> None:
    for check, answer in ((SLUGS, [name]), (FILES, files(name))):
        for finding in found(answer, check):
            mended = finding.mend.removeprefix("Name it ").removesuffix(".")
            if name.strip():
                assert found([mended] if check is SLUGS else files(mended), check) == ()


@given(ANSWERS)
def test_no_answer_makes_a_name_raise(answer: str) -> None:
    checks = [NameForm(path=path, form=form) for path in ("[*]", "a") for form in ("slug", "file")]  # type: ignore[arg-type]
    for finding in found(answer, *checks, format="json"):
        assert finding.found
        assert finding.wanted
