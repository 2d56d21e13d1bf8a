"""What is installed is the same everywhere: one version, known by its hashes."""

from __future__ import annotations

import re

import pytest
from project import ROOT, dependencies, extra, group, pins

FILES = ("requirements.txt", "requirements-models.txt", "requirements-test.txt")


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_pin_a_hash_or_a_comment(name: str) -> None:
    for line in (ROOT / name).read_text("utf-8").splitlines():
        assert re.fullmatch(
            r"[a-z0-9-]+==[0-9][^\s;]*( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*", line
        ), line


@pytest.mark.parametrize("name", FILES)
def test_no_address_and_no_path_is_in_the_pins(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^\s*-[^-]|^--", text, re.M)


def test_the_program_and_its_build_are_pinned_within_their_bounds() -> None:
    pinned = pins("requirements.txt")
    for need in [*dependencies(), *group("build")]:
        (version,) = pinned[need.name].specifier
        assert need.specifier.contains(version.version)


def test_litellm_is_pinned_within_its_bounds() -> None:
    pinned = pins("requirements-models.txt")
    for need in [*dependencies(), *extra("models")]:
        (version,) = pinned[need.name].specifier
        assert need.specifier.contains(version.version)


def test_the_tests_run_with_the_very_versions_that_the_program_runs_with() -> None:
    tested = pins("requirements-test.txt")
    for name, pin in pins("requirements.txt").items():
        assert tested[name] == pin
    for name, pin in pins("requirements-models.txt").items():
        assert tested[name].specifier == pin.specifier


def test_litellm_brings_no_other_version_of_what_the_program_has() -> None:
    alone = pins("requirements.txt")
    for name, pin in pins("requirements-models.txt").items():
        assert alone.get(name, pin).specifier == pin.specifier


def test_everything_that_the_tests_ask_for_is_pinned() -> None:
    assert {need.name for need in group("test")} <= pins("requirements-test.txt").keys()
