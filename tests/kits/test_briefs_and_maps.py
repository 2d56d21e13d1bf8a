"""Topical maps and briefs: read in order, held to their kit, every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import BRIEF, MAP, changed, line_of, write, write_kit, write_map

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.defaults import default_values, map_values, missing
from copydesk.kits.model import Brief, Kit
from copydesk.kits.read import read_brief, read_kit, read_map


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return read_kit(write_kit(tmp_path / "kits" / "small"))


def brief_problems(tmp_path: Path, text: str, kit: Kit | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a brief."""
    with pytest.raises(InvalidFiles) as caught:
        read_brief(write(tmp_path / "first.toml", text), kit)
    return caught.value.problems


def map_problems(folder: Path, kit: Kit | None = None, **more: bool) -> tuple[Problem, ...]:
    """Everything that is wrong with a map."""
    with pytest.raises(InvalidFiles) as caught:
        read_map(folder, kit, **more)
    return caught.value.problems


def brief_of(title: str, group: str, order: int = 0) -> str:
    """A brief's file."""
    return f'format = 1\ngroup = "{group}"\norder = {order}\n[brief]\ntitle = "{title}"\n'


def test_a_map_has_its_briefs_by_group_then_order_then_title(tmp_path: Path, kit: Kit) -> None:
    folder = write_map(
        tmp_path / "testing",
        zulu=brief_of("Alpha", "Depth"),
        bravo=brief_of("zeta", "Basics", 2),
        charlie=brief_of("Eta", "Basics", 2),
        last_of_all=brief_of("Omega", "Basics", 1),
    )
    topic_map = read_map(folder, kit)
    assert topic_map.id == "testing"
    assert [brief.id for brief in topic_map.briefs] == ["last-of-all", "charlie", "bravo", "zulu"]


def test_a_brief_holds_values_for_its_kits_fields(tmp_path: Path, kit: Kit) -> None:
    path = write(tmp_path / "first.toml", BRIEF)
    brief = read_brief(path, kit)
    assert brief.values == {"title": "First steps", "words": 700, "tools": ("pytest",)}
    assert (brief.id, brief.title, brief.order) == ("first", "First steps", 1)


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("words = 700", 'words = "many"', "brief.words", 'expected a number, found "many"'),
        ("words = 700", "word = 700", "brief.word", 'no field "word"; did you mean "words"?'),
        ('tools = ["pytest"]', 'tools = "pytest"', "brief.tools", "a list of texts"),
        ('tools = ["pytest"]', "tools = [1]", "brief.tools", "found a list that holds 1"),
        ('title = "First steps"', "title = { a = 1 }", "brief.title", "found a table"),
        ("words = 700", 'intent = "comercial"', "brief.intent", 'did you mean "commercial"?'),
        ("words = 700", "words = inf", "brief.words", "expected a number between"),
        ("words = 700", "words = 99999999999999999999", "brief.words", "a number between"),
        ("order = 1", 'order = "1"', "order", 'expected a whole number, found "1"'),
        ('group = "Basics"', 'grup = "Basics"', "grup", 'did you mean "group"?'),
        ("format = 1", "format = 2", "format", "written for a newer Copydesk"),
    ],
)
def test_a_fault_in_a_brief_is_named(
    tmp_path: Path, kit: Kit, old: str, new: str, key: str, said: str
) -> None:
    text = changed(BRIEF, old, new)
    (problem,) = brief_problems(tmp_path, text, kit)
    assert (problem.line, problem.key) == (line_of(text, new), key)
    assert said in problem.message


def test_without_its_kit_only_the_shape_of_a_brief_is_held_to(tmp_path: Path) -> None:
    path = write(tmp_path / "first.toml", changed(BRIEF, "words = 700", "anything = 3"))
    assert read_brief(path).values["anything"] == 3
    (problem,) = brief_problems(tmp_path, changed(BRIEF, "words = 700", "words = true"))
    assert problem.message == ("expected text, a number, a date or a list of texts, found true")


def test_dates_in_a_brief_become_text(tmp_path: Path) -> None:
    path = write(tmp_path / "first.toml", changed(BRIEF, "words = 700", "day = 2026-01-02"))
    assert read_brief(path).values["day"] == "2026-01-02"


def test_a_briefs_file_must_have_a_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidFiles, match="the file's name is the brief's id"):
        read_brief(write(tmp_path / "My brief.toml", BRIEF))


def test_what_is_required_is_asked_for_only_where_a_brief_must_be_complete(
    tmp_path: Path, kit: Kit
) -> None:
    path = write(tmp_path / "first.toml", changed(BRIEF, 'title = "First steps"\n', ""))
    assert read_brief(path, kit).title == "first"
    with pytest.raises(InvalidFiles) as caught:
        read_brief(path, kit, complete=True)
    (problem,) = caught.value.problems
    assert problem.key == "brief.title"
    assert problem.message == 'this value is missing: "Working title" is required'


def test_what_the_kit_or_the_map_fills_in_is_not_missing(tmp_path: Path) -> None:
    text = (write_kit(tmp_path / "small") / "kit.toml").read_text()
    text = changed(text, 'label = "Author"', 'label = "Author"\nrequired = true')
    kit = read_kit(write_kit(tmp_path / "small", kit_toml=text))
    folder = write_map(tmp_path / "testing")
    assert read_map(folder, kit, complete=True).briefs[0].id == "first"
    write(folder / "map.toml", changed(MAP, 'author = "Ada"\n', ""))
    (problem,) = map_problems(folder, kit, complete=True)
    assert problem.key == "brief.author"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('topic = "Testing"', "topic = 3", "topic", "expected text, found 3"),
        ('pillar = "All about testing"', "", "pillar", "this key is missing"),
        ('kit = "small"', 'kit = "Small kit"', "kit", "small letters"),
        ('groups = ["Basics", "Depth"]', "groups = []", "groups", "at least one group"),
        ('groups = ["Basics", "Depth"]', 'groups = ["A", "A"]', "groups", "a name of its own"),
        ('author = "Ada"', 'autor = "Ada"', "defaults.autor", 'did you mean "author"?'),
        ("https://example.com/{slug}", "https://example.com/x", "defaults.address", "pattern"),
        ("https://example.com/{slug}", "ftp://x/{slug}", "defaults.address", "https://, found"),
        ('author = "Ada"', 'author_url = "ada"', "defaults.author_url", "begins with https://"),
        ("[defaults]", "[other]", "other", "there is no such key"),
        ("format = 1", "format = 7", "format", "written for a newer Copydesk"),
    ],
)
def test_a_fault_in_a_map_is_named(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    text = changed(MAP, old, new)
    folder = write_map(tmp_path / "testing", text)
    (problem,) = [one for one in map_problems(folder) if one.key == key]
    assert problem.path == folder / "map.toml"
    assert said in problem.message
    assert problem.line == (line_of(text, new) if new else 0)


def test_the_faults_of_all_briefs_come_at_once(tmp_path: Path, kit: Kit) -> None:
    folder = write_map(
        tmp_path / "testing",
        first=brief_of("One", "Basic"),
        second=brief_of("Two", "Depth") + "wrds = 3\n",
        third="[[[",
    )
    first, second, third = map_problems(folder, kit)
    assert (first.key, first.message) == (
        "group",
        'the map has no group "Basic"; did you mean "Basics"?',
    )
    assert second.key == "brief.wrds"
    assert third.path.name == "third.toml"
    assert "is not TOML" in third.message


def test_what_a_prompt_knows_of_its_map(tmp_path: Path, kit: Kit) -> None:
    folder = write_map(
        tmp_path / "testing",
        first=brief_of("One", "Basics"),
        second=brief_of("Two", "Depth"),
        third=brief_of("Three", "Depth"),
    )
    topic_map = read_map(folder, kit)
    values = map_values(topic_map, topic_map.brief("second"))
    assert (values.topic, values.pillar) == ("Testing", "All about testing")
    assert (values.group, values.siblings) == ("Depth", ("One", "Three"))
    assert map_values(None, topic_map.briefs[0]).siblings == ()


def test_the_kit_and_the_map_fill_in_what_the_brief_leaves_open(tmp_path: Path, kit: Kit) -> None:
    topic_map = read_map(write_map(tmp_path / "testing"), kit)
    assert default_values(kit, topic_map, topic_map.briefs[0]) == {
        "title": "First steps",
        "words": 700,
        "tools": ("pytest",),
        "intent": "informational",
        "author": "Ada",
        "article_url": "https://example.com/first",
    }
    own = Brief(id="own", format=1, values={"intent": ""})
    values = default_values(kit, None, own)
    assert values == {"words": 900, "intent": ""}
    assert [field.id for field in missing(kit, values)] == ["title"]
