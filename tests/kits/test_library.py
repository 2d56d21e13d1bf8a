"""The library: what it lists, what it finds by name or path, and what it hands out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kit_files import BRIEF, KIT, MAP, changed, write, write_kit, write_map, write_place

from copydesk.errors import CopydeskError, InvalidFiles
from copydesk.kits.entries import Entry
from copydesk.kits.library import Library
from copydesk.kits.places import Place, usual_places
from copydesk.paths import bundled, folders


@pytest.fixture
def yours(tmp_path: Path) -> Path:
    return write_place(tmp_path / "yours")


@pytest.fixture
def library(yours: Path) -> Library:
    return Library([Place("yours", yours)])


def listed(library: Library) -> list[str]:
    """What a library lists, in order, in short."""
    return [f"{entry.kind} {entry.ref}" for entry in library.entries()]


def test_kits_come_first_and_articles_after_their_map(library: Library) -> None:
    assert listed(library) == [
        "kit small",
        "map testing",
        "article testing/first",
        "article testing/second",
    ]


def test_an_entry_says_all_that_a_list_shows(library: Library, yours: Path) -> None:
    assert library.entries()[2] == Entry(
        kind="article",
        id="first",
        title="First steps",
        path=yours / "maps" / "testing" / "first.toml",
        place="yours",
        map_id="testing",
        group="Basics",
        kit_id="small",
    )


def test_the_usual_places_in_their_order(tmp_path: Path) -> None:
    places = usual_places([tmp_path / "of settings"], [tmp_path / "given"])
    assert places == (
        Place("given", tmp_path / "given"),
        Place("settings", tmp_path / "of settings"),
        Place("yours", folders().kits),
        Place("bundled", bundled()),
    )


def test_an_earlier_place_wins_and_the_later_is_listed_as_hidden(
    tmp_path: Path, yours: Path
) -> None:
    given = write_kit(tmp_path / "given" / "small")
    write(given / "kit.toml", changed(KIT, "Test kit", "The given kit"))
    write_map(tmp_path / "given" / "maps" / "testing", MAP, only=BRIEF)
    library = Library([Place("given", tmp_path / "given"), Place("yours", yours)])
    assert library.kit("small").title == "The given kit"
    assert [brief.id for brief in library.map("testing").briefs] == ["only"]
    hidden = [entry for entry in library.entries() if entry.hidden_by]
    assert [(one.kind, one.path, one.hidden_by) for one in hidden] == [
        ("kit", yours / "small", given),
        ("map", yours / "maps" / "testing", tmp_path / "given" / "maps" / "testing"),
    ]


def test_one_folder_named_twice_hides_nothing(yours: Path, tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(yours)
    places = [Place("settings", tmp_path / "again"), Place("yours", yours)]
    assert not [entry for entry in Library(places).entries() if entry.hidden_by]


def test_a_broken_kit_is_listed_with_its_problems_and_hides_no_other(
    library: Library, yours: Path
) -> None:
    write_kit(yours / "broken", kit_toml=changed(KIT, "Test kit", ""))
    write(yours / "worse" / "kit.toml", "[[[")
    (yours / "worst").mkdir()
    os.mkfifo(yours / "worst" / "kit.toml")
    entries = {entry.id: entry for entry in library.entries() if entry.kind == "kit"}
    assert list(entries) == ["broken", "small", "worse", "worst"]
    assert not entries["small"].problems
    assert entries["broken"].title == "broken"
    assert entries["broken"].problems[0].key == "title"
    with pytest.raises(InvalidFiles, match="expected one line of text"):
        library.kit("broken")


def test_a_broken_brief_hides_no_other_of_its_map(library: Library, yours: Path) -> None:
    write(yours / "maps" / "testing" / "second.toml", changed(BRIEF, "words = 700", "wrds = 7"))
    broken = next(entry for entry in library.entries() if entry.id == "second")
    assert broken.problems[0].message.endswith('did you mean "words"?')
    assert [brief.id for brief in library.map("testing").briefs] == ["first"]
    with pytest.raises(InvalidFiles):
        library.start(broken)


def test_a_broken_map_is_listed_without_its_articles(library: Library, yours: Path) -> None:
    write(yours / "maps" / "testing" / "map.toml", "topic = 3")
    assert listed(library) == ["kit small", "map testing"]
    assert library.entries()[1].problems
    with pytest.raises(InvalidFiles):
        library.map("testing")


def test_a_map_whose_kit_is_not_there_says_so_with_the_nearest(
    library: Library, yours: Path
) -> None:
    write(yours / "maps" / "testing" / "map.toml", changed(MAP, '"small"', '"smal"'))
    entry = next(entry for entry in library.entries() if entry.kind == "map")
    (problem,) = entry.problems
    assert (problem.line, problem.key) == (2, "kit")
    assert problem.message == 'there is no kit "smal"; did you mean "small"?'


def test_a_map_whose_kit_is_broken_says_so(library: Library, yours: Path) -> None:
    write(yours / "small" / "kit.toml", "")
    entry = next(entry for entry in library.entries() if entry.kind == "map")
    assert entry.problems[0].message.startswith('the kit "small" is broken: ')
    assert len([one for one in library.entries() if one.kind == "article"]) == 2


def test_links_in_a_circle_and_other_oddities_do_no_harm(library: Library, yours: Path) -> None:
    (yours / "loop").symlink_to(yours / "loop")
    (yours / "upwards").symlink_to(yours)
    write(yours / "a file", "")
    write(yours / ".hidden" / "kit.toml", KIT)
    (yours / "maps" / "empty").mkdir()
    assert len(library.entries()) == 4


def test_a_place_that_a_person_named_and_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    places = [Place("settings", tmp_path / "gone"), Place("yours", tmp_path / "not yet")]
    library = Library(places)
    assert library.entries() == ()
    (problem,) = library.problems()
    assert problem.path == tmp_path / "gone"


def test_an_edited_kit_is_seen_again(library: Library, yours: Path) -> None:
    first = library.kit("small")
    assert library.kit("small") is first
    write(yours / "small" / "prompts" / "body.md", "Write it all anew.\n")
    assert library.kit("small").prompt("body").template.source == "Write it all anew.\n"


def test_an_edited_brief_is_seen_again(library: Library, yours: Path) -> None:
    assert len(library.map("testing").briefs) == 2
    write(yours / "maps" / "testing" / "third.toml", BRIEF)
    assert len(library.map("testing").briefs) == 3
    assert "article testing/third" in listed(library)


def test_a_session_on_an_article_starts_with_all_that_its_map_knows(library: Library) -> None:
    start = library.start(library.find("second")[0])
    assert start.kit.id == "small"
    assert start.brief.id == "second"
    assert start.values["title"] == "Second steps"
    assert start.values["author"] == "Ada"
    assert start.values["article_url"] == "https://example.com/second"
    assert start.map.siblings == ("First steps",)
    assert start.map.group == "Basics"


def test_a_session_on_a_kit_alone_starts_with_its_defaults(library: Library) -> None:
    start = library.start(library.find("small")[0])
    assert (start.brief.id, start.brief.values) == ("untitled", {})
    assert start.values == {"words": 900, "intent": "informational"}
    assert start.map.topic == ""


def test_a_writers_own_brief_starts_with_the_kit_that_is_named(
    tmp_path: Path, library: Library
) -> None:
    own = changed(BRIEF, 'group = "Basics"\norder = 1\n', "")
    (entry,) = library.find(str(write(tmp_path / "own.toml", own)))
    assert (entry.kind, entry.map_id, entry.title) == ("article", "", "First steps")
    with pytest.raises(CopydeskError, match="belongs to no map"):
        library.start(entry)
    assert library.start(entry, "small").values["words"] == 700


def test_no_session_starts_on_a_map(library: Library) -> None:
    with pytest.raises(CopydeskError, match="a session is on one of its articles"):
        library.start(library.find("testing")[0])
