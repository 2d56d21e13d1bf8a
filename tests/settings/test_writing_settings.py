"""Changing one setting from the app leaves the rest of the user's file alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import CopydeskError
from copydesk.settings import SAMPLE, load_settings, write_setting
from copydesk.toml_edit import CannotEdit, set_key

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_file_is_made_for_the_first_setting(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    write_setting(path, "theme", "copydesk-light")
    assert path.read_text() == 'theme = "copydesk-light"\n'
    assert load_settings(path)[0].theme == "copydesk-light"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "new"\n'),
        ("# mine\n", '# mine\ntheme = "new"\n'),
        ('theme = "old"', 'theme = "new"'),
        ("  theme='old'   # quiet\n", '  theme="new"   # quiet\n'),
        ('"theme" = "o#ld" # a "quoted" word\n', '"theme" = "new" # a "quoted" word\n'),
        ('theme = "old"\r\neditor = ""\r\n', 'theme = "new"\r\neditor = ""\r\n'),
        ("theme = 3\n", 'theme = "new"\n'),
        ('# c\n\neditor = "x"\n', '# c\n\ntheme = "new"\neditor = "x"\n'),
        ('# c\n\n# k\n[keys]\nx = "y"\n', '# c\n\ntheme = "new"\n# k\n[keys]\nx = "y"\n'),
        ('[keys]\r\ntheme = "x"\r\n', 'theme = "new"\r\n[keys]\r\ntheme = "x"\r\n'),
        ('editor = """\ntheme = "x"\n"""\n', 'theme = "new"\neditor = """\ntheme = "x"\n"""\n'),
    ],
)
def test_a_key_is_changed_in_place_or_put_on_top(before: str, after: str) -> None:
    assert set_key(before, "theme", "new") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[clipboard]\noffer = false\n"),
        ("one_chat = true", "one_chat = true\n\n[clipboard]\noffer = false\n"),
        ("one_chat = true\r\n", "one_chat = true\r\n\r\n[clipboard]\r\noffer = false\r\n"),
        ("[clipboard] # c\norder = []\n", "[clipboard] # c\noffer = false\norder = []\n"),
        ("[clipboard]\noffer = true # c\n[keys]\n", "[clipboard]\noffer = false # c\n[keys]\n"),
        ("clipboard.offer = true\n", "clipboard.offer = false\n"),
    ],
)
def test_a_key_of_a_table_is_changed_in_its_table(before: str, after: str) -> None:
    changed = set_key(before, "clipboard.offer", False)
    assert changed.replace("\r\n", "\n") == after.replace("\r\n", "\n")
    assert tomllib.loads(changed)["clipboard"]["offer"] is False


def test_a_list_of_one_line_is_changed() -> None:
    before = 'kit_folders = ["a", "b"] # two\n'
    assert set_key(before, "kit_folders", ["c d"]) == 'kit_folders = ["c d"] # two\n'


def test_the_sample_takes_a_setting_without_losing_a_word() -> None:
    sample = SAMPLE.read_text("utf-8")
    changed = set_key(sample, "theme", "copydesk-light")
    changed = set_key(changed, "clipboard.offer", False)
    left = [line for line in changed.split("\n") if not line.startswith(("theme =", "offer ="))]
    assert "\n".join(left) == sample


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('theme = """\nold\n"""\n', "theme"),
        ("theme = [\n  1,\n]\n", "theme"),
        ("clipboard = { offer = true }\n", "clipboard.offer"),
        ("clipboard = 3\n", "clipboard.offer"),
        ("[[clipboard]]\noffer = true\n", "clipboard.offer"),
        ("theme = \n", "theme"),
        ('editor = """\ntheme = "x"\n"""\ntheme = "y"\n', "theme"),
    ],
    ids=["long text", "long list", "inline table", "no table", "tables", "broken", "look-alike"],
)
def test_what_cannot_be_changed_safely_is_left_to_its_writer(
    tmp_path: Path, text: str, key: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(CopydeskError, match=f"was left as it is: .* Set {key} there by hand"):
        write_setting(path, key, "new")
    assert path.read_text() == text


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(CopydeskError, match="config"):
        write_setting(tmp_path / "config" / "settings.toml", "theme", "new")


@given(value=TEXTS | st.booleans() | st.lists(TEXTS))
def test_any_value_comes_back_as_it_went_in(value: str | bool | list[str]) -> None:
    once = set_key("# c\n[keys]\n", "theme", value)
    twice = set_key(once, "theme", "other")
    assert tomllib.loads(once)["theme"] == value
    assert twice == 'theme = "other"\n# c\n[keys]\n'


@given(text=st.text(alphabet="theme=\"'ab.[]{}#\n1 ", max_size=60))
def test_no_other_key_ever_changes(text: str) -> None:
    try:
        changed = set_key(text, "theme", "new")
    except CannotEdit:
        return
    assert tomllib.loads(changed) == {**tomllib.loads(text), "theme": "new"}
