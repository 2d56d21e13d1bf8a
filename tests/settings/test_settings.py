"""The settings file: every key optional, every fault named and survived."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Problem
from copydesk.settings import SAMPLE, Settings, load_settings

ACTIONS = ("copy", "paste", "next", "session-next", "toggle-theme")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def only_problem(file: Path, text: str) -> Problem:
    """The one fault of a settings file that otherwise gives the defaults."""
    file.write_text(text, "utf-8")
    settings, problems = load_settings(file, ACTIONS)
    assert settings == Settings()
    (problem,) = problems
    assert problem.path == file
    return problem


def test_no_file_means_all_defaults(file: Path) -> None:
    assert load_settings(file) == (Settings(), ())


def test_an_empty_file_means_all_defaults(file: Path) -> None:
    file.write_text("")
    assert load_settings(file) == (Settings(), ())


def test_every_key_is_read(file: Path) -> None:
    file.write_text(
        """
        theme = "nord"
        editor = "code --wait"
        one_chat = true
        kit_folders = ["kits", "/srv/kits", "~/kits"]
        [clipboard]
        order = ["tmux", "file"]
        offer = false
        [keys]
        copy = "y"
        next = "n, f3"
        """
    )
    settings, problems = load_settings(file, ACTIONS)
    assert problems == ()
    assert settings == Settings(
        theme="nord",
        editor="code --wait",
        one_chat=True,
        kit_folders=(file.parent / "kits", Path("/srv/kits"), Path.home() / "kits"),
        clipboard=("tmux", "file"),
        offer=False,
        keymap={"copy": "y", "next": "n,f3"},
    )


def test_a_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbftheme = "nord"\r\n')
    settings, problems = load_settings(file)
    assert (settings.theme, problems) == ("nord", ())


def test_the_file_may_be_a_link_to_where_its_owner_keeps_it(tmp_path: Path, file: Path) -> None:
    (tmp_path / "dotfiles").write_text('theme = "nord"')
    file.symlink_to(tmp_path / "dotfiles")
    assert load_settings(file)[0].theme == "nord"


@pytest.mark.parametrize(
    ("text", "key", "line", "message"),
    [
        ('\ntheme = ""', "theme", 2, "expected a name, found an empty text"),
        ("theme = 3", "theme", 1, "expected text in quotes, found the number 3"),
        ("theme = 1979-05-27", "theme", 1, "expected text in quotes, found a date"),
        ("editor = true", "editor", 1, "expected text in quotes, found true"),
        ('one_chat = "yes"', "one_chat", 1, "expected true or false, found the text 'yes'"),
        ("one_chat = 1", "one_chat", 1, "expected true or false, found the number 1"),
        ('kit_folders = "k"', "kit_folders", 1, "expected a list of texts, found the text 'k'"),
        (
            'kit_folders = [\n "k",\n 3,\n]',
            "kit_folders",
            1,
            "expected texts in the list, found the number 3 as number 2",
        ),
        (
            'kit_folders = ["~no-such-user-here/kits"]',
            "kit_folders",
            1,
            "'~no-such-user-here/kits' names the home of a user who does not exist",
        ),
        ("clipboard = []", "clipboard", 1, "expected a table, [clipboard], found a list"),
        (
            '# order = "x"\n[clipboard]\n\n  order = ["osc25"]',
            "clipboard.order",
            4,
            "there is no way of copying 'osc25'; did you mean 'osc52'?",
        ),
        ("[clipboard]\noffer = {}", "clipboard.offer", 2, "expected true or false, found a table"),
        ("clipboard.offer = 0", "clipboard.offer", 1, "expected true or false, found the number 0"),
        ("clipboard = {offer = 0}", "clipboard.offer", 1, None),
        ('theem = "nord"', "theem", 1, "there is no setting 'theem'; did you mean 'theme'?"),
        ("[clipbord]\noffer = true", "clipbord", 1, "did you mean 'clipboard'?"),
        ("[clipboard]\nofer = true", "clipboard.ofer", 2, "did you mean 'offer'?"),
        (
            "offer = false",
            "offer",
            1,
            "stands in the wrong place; put it below [clipboard]",
        ),
        (
            '[clipboard]\ntheme = "nord"',
            "clipboard.theme",
            2,
            "stands in the wrong place; put it at the top, above the first [table]",
        ),
        ("keys = 3", "keys", 1, "expected a table, [keys], found the number 3"),
        ('[keys]\ncoppy = "y"', "keys.coppy", 2, "no action 'coppy'; did you mean 'copy'?"),
        ("[keys]\ncopy = 3", "keys.copy", 2, "found the number 3"),
        ('[keys]\ncopy = ""', "keys.copy", 2, "expected keys joined by commas"),
        ('[keys]\n"copy" = "a,,b"', "keys.copy", 2, "expected keys joined by commas"),
        ('[keys]\ncopy = "ctrl s"', "keys.copy", 2, "expected keys joined by commas"),
    ],
)
def test_a_wrong_key_keeps_its_default_and_is_reported_with_its_line(
    file: Path, text: str, key: str, line: int, message: str | None
) -> None:
    problem = only_problem(file, text)
    assert (problem.key, problem.line) == (key, line)
    assert message is None or message in problem.message


def test_the_keys_that_are_right_count_beside_those_that_are_wrong(file: Path) -> None:
    file.write_text('theme = "nord"\none_chat = 3\n[keys]\nnope = "x"\ncopy = "y"\n')
    settings, problems = load_settings(file, ACTIONS)
    assert (settings.theme, settings.one_chat, settings.keymap) == ("nord", False, {"copy": "y"})
    assert [problem.line for problem in problems] == [2, 4]


def test_faults_come_in_the_order_of_the_file(file: Path) -> None:
    file.write_text("[keys]\ncopy = 1\n[clipboard]\noffer = 1\norder = 1\n")
    assert [problem.line for problem in load_settings(file)[1]] == [2, 4, 5]


def test_a_key_of_the_same_name_in_another_table_is_not_blamed(file: Path) -> None:
    problem = only_problem(file, "# x\n[other]\noffer = 1\n")
    assert (problem.key, problem.line) == ("other", 2)


def test_an_action_whose_id_has_dots_may_stand_with_or_without_quotes(file: Path) -> None:
    file.write_text('[keys]\ncard.copy = "y"\n"card.paste" = "p"\ncard.no = 1\n')
    settings, problems = load_settings(file)
    assert settings.keymap == {"card.copy": "y", "card.paste": "p"}
    assert [(problem.key, problem.line) for problem in problems] == [("keys.card.no", 4)]


def test_without_a_list_of_actions_any_action_is_taken(file: Path) -> None:
    file.write_text('[keys]\nwhatever = "x"\n')
    assert load_settings(file) == (Settings(keymap={"whatever": "x"}), ())


def test_a_way_of_copying_named_twice_is_tried_once(file: Path) -> None:
    file.write_text('[clipboard]\norder = ["file", "tmux", "file"]')
    assert load_settings(file)[0].clipboard == ("file", "tmux")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'theme = "nord"\n[keys\n', 2),
        (b'theme = "nord"\nx = \xff', 2),
        (b"x = " + b"[" * 3000, 0),
        (b"#" * 300_000, 0),
        (b'theme = "a"\ntheme = "b"\n', 2),
    ],
    ids=["broken", "not UTF-8", "deep", "huge", "twice"],
)
def test_a_file_that_cannot_be_read_means_all_defaults_and_one_fault(
    file: Path, content: bytes, line: int
) -> None:
    file.write_bytes(content)
    settings, problems = load_settings(file)
    assert settings == Settings()
    assert [problem.line for problem in problems] == [line]


def test_a_folder_in_the_files_place_is_survived(file: Path) -> None:
    file.mkdir()
    settings, (problem,) = load_settings(file)
    assert (settings, problem.message) == (Settings(), "is no regular file")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{number} = 1\n" for number in range(20_000)),
        "[keys]\n" + "".join(f"k{number} = 1\n" for number in range(20_000)),
        "keys" + ".a" * 900 + " = 1",
        "keys." + "a" * 250_000 + " = 1",
        'theme = "x"\n' + "a" * 250_000 + " = 1",
        'editor = """\na' + " " * 250_000 + 'x\n"""\none_chat = 1',
        "one_chat = [" + '"x",' * 60_000 + "]",
        "one_chat = 1\n#" + " " * 250_000 + "x",
    ],
    ids=["keys", "actions", "deep", "long action", "long key", "blanks", "list", "comment"],
)
def test_a_hostile_file_is_read_within_moments_and_answered_in_few_words(
    file: Path, text: str
) -> None:
    file.write_text(text)
    before = time.process_time()
    problems = load_settings(file, ACTIONS)[1]
    assert time.process_time() - before < 20  # quadratic work would take hours
    assert problems
    assert all(len(str(problem)) < 1000 for problem in problems)


@given(content=st.binary(max_size=200) | st.text(alphabet='ab.=[]{}"\n\\#1 ').map(str.encode))
def test_whatever_the_file_holds_settings_come_back(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-settings.toml"
    path.write_bytes(content)
    settings, problems = load_settings(path, ACTIONS)
    assert isinstance(settings, Settings)
    assert all(isinstance(problem, Problem) for problem in problems)


def test_the_sample_shows_every_key_with_its_default(file: Path) -> None:
    sample = SAMPLE.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^# (?=[\w-]+ = )", "", sample), "utf-8")
    settings, problems = load_settings(file, ACTIONS)
    assert problems == ()
    assert settings == dataclasses.replace(Settings(), keymap=settings.keymap)
    assert settings.keymap
    shown = set(re.findall(r"(?m)^# ([\w-]+) = ", sample))
    plain = {"theme", "editor", "one_chat", "kit_folders", "order", "offer", "session-next"}
    models = {"default", "at_once", "first_token_seconds", "between_seconds"}
    assert shown == plain | models


def test_the_sample_as_it_stands_changes_nothing() -> None:
    assert load_settings(SAMPLE, ACTIONS) == (Settings(), ())


def test_the_ways_of_copying_are_those_of_the_clipboard() -> None:
    from copydesk.clipboard.ways import WAYS
    from copydesk.settings import CLIPBOARD_WAYS

    assert CLIPBOARD_WAYS == WAYS
