"""Finding kits, maps and articles: by name, by path, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import BRIEF, KIT, MAP, changed, write, write_kit, write_map, write_place

from copydesk.errors import CopydeskError
from copydesk.kits.library import Library
from copydesk.kits.places import Place


@pytest.fixture
def yours(tmp_path: Path) -> Path:
    return write_place(tmp_path / "yours")


@pytest.fixture
def library(yours: Path) -> Library:
    return Library([Place("yours", yours)])


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        ("small", ["kit small"]),
        ("testing", ["map testing"]),
        ("first", ["article testing/first"]),
        ("testing/first", ["article testing/first"]),
    ],
)
def test_a_name_finds_what_it_names(library: Library, ref: str, found: list[str]) -> None:
    assert [f"{entry.kind} {entry.ref}" for entry in library.find(ref)] == found


def test_a_name_that_two_have_finds_both(library: Library, yours: Path) -> None:
    write_map(yours / "maps" / "more", MAP, first=BRIEF)
    assert [entry.ref for entry in library.find("first")] == ["more/first", "testing/first"]
    assert len(library.find("more/first")) == 1


def test_what_is_hidden_is_not_found_by_name(tmp_path: Path, yours: Path) -> None:
    write_kit(tmp_path / "given" / "small")
    library = Library([Place("given", tmp_path / "given"), Place("yours", yours)])
    assert [entry.path for entry in library.find("small")] == [tmp_path / "given" / "small"]


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("frist", "Did you mean first?"),
        ("testing/frist", "Did you mean testing/first?"),
        ("smal", "Did you mean small?"),
        ("zzzz", ""),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(library: Library, ref: str, hint: str) -> None:
    with pytest.raises(CopydeskError) as caught:
        library.find(ref)
    assert caught.value.message == f'There is no kit, map or article called "{ref}".'
    assert caught.value.hint == hint


@pytest.mark.parametrize("call", ["kit", "map"])
def test_an_unknown_id_is_an_error(library: Library, call: str) -> None:
    with pytest.raises(CopydeskError, match=f'There is no {call} called "smll"'):
        getattr(library, call)("smll")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("given/other", ["kit other"]),
        ("given/other/kit.toml", ["kit other"]),
        ("given/maps/else", ["map else"]),
        ("given/maps/else/map.toml", ["map else"]),
        ("given/maps/else/one.toml", ["article else/one"]),
        ("given", ["kit other", "map else"]),
        ("given/maps/../other", ["kit other"]),
    ],
)
def test_a_path_finds_what_lies_there(
    tmp_path: Path, library: Library, path: str, found: list[str]
) -> None:
    write_kit(tmp_path / "given" / "other")
    write_map(tmp_path / "given" / "maps" / "else", changed(MAP, "small", "other"), one=BRIEF)
    entries = library.find(str(tmp_path / path))
    assert [f"{entry.kind} {entry.ref}" for entry in entries] == found
    assert {entry.place for entry in entries} == {"given"}
    assert not any(entry.problems for entry in entries)


def test_a_path_from_here_is_tried_when_nothing_has_the_name(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_kit(tmp_path / "given" / "other")
    monkeypatch.chdir(tmp_path)
    assert library.find("given/other")[0].id == "other"
    assert library.find("./given/other")[0].id == "other"


def test_what_lies_at_a_given_path_counts_before_everything_else(
    tmp_path: Path, library: Library
) -> None:
    folder = write_kit(tmp_path / "given" / "small", kit_toml=changed(KIT, "Test kit", "Given"))
    (entry,) = library.find(str(folder))
    assert entry.title == "Given"
    assert library.kit("small").title == "Given"
    assert [one.place for one in library.entries() if one.hidden_by] == ["yours"]


def test_a_kit_that_is_broken_is_found_by_its_path_all_the_same(
    tmp_path: Path, library: Library
) -> None:
    write(tmp_path / "given" / "bad" / "kit.toml", "x")
    assert library.find(str(tmp_path / "given" / "bad"))[0].problems


@pytest.mark.parametrize("path", ["/nowhere/at/all", "~nobody-of-this-name/x", "./nowhere"])
def test_a_path_where_nothing_is(library: Library, path: str) -> None:
    with pytest.raises(CopydeskError):
        library.find(path)


def test_a_folder_without_kits_is_told_so(tmp_path: Path, library: Library) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CopydeskError, match="no folder of kits"):
        library.find(str(tmp_path / "empty"))
