"""`copydesk validate`: whatever path is given, all that is wrong there, and how much was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import BRIEF, KIT, MAP, changed, write, write_kit, write_map

from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.kits.validate import Validated, validate
from copydesk.paths import bundled


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the small kit and a map."""
    write_kit(tmp_path / "kits" / "small")
    write_map(tmp_path / "kits" / "maps" / "testing", first=BRIEF)
    return tmp_path / "kits"


def look(*paths: Path, places: tuple[Path, ...] = ()) -> Validated:
    """What is said of some paths, with a library of some places."""
    return validate(paths, Library([Place("yours", path) for path in places]))


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (".", (1, 1, 1)),
        ("small", (1, 0, 0)),
        ("small/kit.toml", (1, 0, 0)),
        ("maps/testing", (0, 1, 1)),
        ("maps/testing/map.toml", (0, 1, 1)),
        ("maps/testing/first.toml", (0, 1, 1)),
    ],
)
def test_what_is_sound_is_counted(place: Path, path: str, counts: tuple[int, int, int]) -> None:
    found = look(place / path)
    assert (found.kits, found.maps, found.briefs) == counts
    assert found.problems == ()


def test_the_bundled_kits_and_maps_are_sound() -> None:
    found = look(bundled())
    assert found.problems == ()
    assert found.kits >= 2
    assert found.maps >= 1
    assert found.briefs >= 8


def test_all_faults_of_all_paths_come_at_once_and_each_once(place: Path) -> None:
    write(place / "small" / "prompts" / "body.md", "{{brief.titel}} {{brief.wrds}}\n")
    write(place / "maps" / "testing" / "second.toml", "[[")
    found = look(place, place / "small", place / "nowhere", place.parent)
    assert [problem.path.name for problem in found.problems] == [
        "body.md",
        "body.md",
        "map.toml",
        "second.toml",
        "nowhere",
        place.parent.name,
    ]
    assert "is broken" in found.problems[2].message


def test_the_briefs_of_a_map_must_be_complete(place: Path) -> None:
    text = changed(BRIEF, 'title = "First steps"\n', "")
    write(place / "maps" / "testing" / "first.toml", text)
    (problem,) = look(place).problems
    assert problem.message == 'this value is missing: "Working title" is required'


def test_one_brief_is_held_to_its_map_and_its_kit(place: Path) -> None:
    write(place / "maps" / "testing" / "second.toml", "[[")
    path = place / "maps" / "testing" / "first.toml"
    write(path, changed(changed(BRIEF, "Basics", "Basic"), "words =", "word ="))
    assert [problem.key for problem in look(path).problems] == ["group", "brief.word"]


def test_a_brief_that_belongs_to_no_map_is_held_to_its_shape(tmp_path: Path) -> None:
    path = write(tmp_path / "own.toml", changed(BRIEF, "words = 700", "words = true"))
    found = look(path)
    assert (found.briefs, [one.key for one in found.problems]) == (1, ["brief.words"])


def test_the_kit_of_a_map_is_looked_for_in_the_library_too(tmp_path: Path, place: Path) -> None:
    folder = write_map(tmp_path / "alone", MAP, first=changed(BRIEF, "words =", "word ="))
    (problem,) = look(folder).problems
    assert problem.message == 'there is no kit "small"'
    (problem,) = look(folder, places=(place,)).problems
    assert problem.key == "brief.word"


def test_the_briefs_of_a_broken_map_are_looked_at_all_the_same(place: Path) -> None:
    write(place / "maps" / "testing" / "map.toml", "format = 1\n")
    write(place / "maps" / "testing" / "first.toml", "[[")
    found = look(place / "maps" / "testing")
    assert {problem.path.name for problem in found.problems} == {"map.toml", "first.toml"}


def test_a_kit_in_a_newer_format_is_told_in_one_line(place: Path) -> None:
    write(place / "small" / "kit.toml", changed(KIT, "format = 1", "format = 2"))
    (problem,) = look(place / "small").problems
    assert str(problem).endswith(
        "kit.toml:1: format: written for a newer Copydesk (format 2; this one reads 1)"
    )
