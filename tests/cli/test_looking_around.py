"""``list``, ``show``, ``where``, ``validate`` and ``--help``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Desk, Run
from kit_on_disk import write_brief, write_kit, write_map

from copydesk.cli.commands import copydesk
from copydesk.paths import bundled, folders

SESSION_KEYS = [
    "id", "title", "kit", "map", "article", "answered", "total", "failing", "stale", "phase",
    "created", "saved", "path", "problem", "backup",
]  # fmt: skip
ENTRY_KEYS = ["id", "title", "path", "place", "problems", "hidden_by"]


def test_everything_is_listed(run: Run, begun: Path) -> None:
    text = run("list").text
    for word in (begun.name, "1/12", "ci-cd-for-python", "Foundations & Concepts", "release"):
        assert word in text


def test_one_kind_is_listed_alone(run: Run, begun: Path) -> None:
    assert run("list", "kits").text == "article  Article\nrelease  Software release\n"
    assert begun.name not in run("list", "maps").text
    assert "ci-cd-for-python" not in run("list", "sessions").text


def test_lists_as_json_have_keys_to_rely_on(run: Run, begun: Path) -> None:
    data = json.loads(run("list", "--json").data)
    assert list(data) == ["kits", "maps", "sessions"]
    assert [list(kit) for kit in data["kits"]] == [ENTRY_KEYS] * 2
    (topic,) = data["maps"]
    assert list(topic) == [*ENTRY_KEYS, "kit", "articles"]
    assert list(topic["articles"][0]) == ["ref", *ENTRY_KEYS, "group", "session"]
    assert topic["articles"][0]["session"] == begun.name
    (session,) = data["sessions"]
    assert list(session) == SESSION_KEYS
    assert (session["answered"], session["total"], session["problem"]) == (1, 12, None)
    assert list(json.loads(run("list", "sessions", "--json").data)) == ["sessions"]


def test_a_damaged_session_is_listed_with_its_path_and_its_backup(
    run: Run, begun: Path, desk: Desk
) -> None:
    run("answer", "ci-vs-cd", "research", input="Found.\n")
    file = begun / "session.json"
    file.write_bytes(file.read_bytes()[:-100])
    sound = desk.store.root / "not-ours"
    sound.mkdir()
    (sound / "session.json").write_bytes(b"\x00\xff no session")
    text = run("list", "sessions").text
    for name in (begun, sound):
        assert f"{name}" in text
    assert text.count("damaged:") == 2
    assert text.count("A backup lies beside it.") == 1
    data = json.loads(run("list", "sessions", "--json").data)["sessions"]
    assert [list(one) for one in data] == [SESSION_KEYS] * 2
    assert {one["backup"] for one in data if one["problem"]} == {True, False}


def test_a_damaged_session_says_how_its_backup_opens(run: Run, begun: Path) -> None:
    run("answer", "ci-vs-cd", "research", input="Found.\n")
    file = begun / "session.json"
    file.write_bytes(file.read_bytes()[:-100])
    done = run("show", begun.name)
    assert (done.code, done.data) == (1, b"")
    assert "cut off" in done.said
    assert f"copydesk open --backup {begun}" in done.said


def test_a_broken_kit_is_listed_as_broken_and_hides_no_other(run: Run, tmp_path: Path) -> None:
    write_kit(tmp_path, required="requird")
    done = run("--kits", tmp_path, "list", "kits")
    assert done.code == 0
    assert "small" in done.text
    assert "broken" in done.text
    assert "article" in done.text


def test_a_kit_that_another_hides_is_listed_with_what_hides_it(run: Run, tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    mine = kit.rename(tmp_path / "article")
    text = run("--kits", tmp_path, "list", "kits").text
    assert f"hidden by {mine}" in text


def test_looking_around_leaves_nothing_behind(run: Run, copydesk_home: Path) -> None:
    for arguments in (["list"], ["list", "--json"], ["show", "ci-vs-cd"], ["where"]):
        assert run(*arguments).code == 0
    assert run("validate", bundled()).code == 0
    assert not copydesk_home.exists()


def test_a_session_shows_what_is_done_and_what_comes_next(run: Run, begun: Path) -> None:
    text = run("show", "ci-vs-cd").text
    assert "1 of 12 answered" in text
    assert "next: 2 Research brief" in text
    assert "waiting   body" in text


def test_a_session_as_json_has_keys_to_rely_on(run: Run, begun: Path) -> None:
    data = json.loads(run("show", "ci-vs-cd", "--json").data)
    assert list(data) == [
        "kind", "id", "title", "path", "kit", "map", "article", "created", "saved", "answered",
        "total", "failing", "stale", "next", "brief", "prompts",
    ]  # fmt: skip
    assert (data["kind"], data["next"], data["brief"]["words"]) == ("session", "research", 900)
    assert list(data["prompts"][0]) == [
        "id", "number", "title", "summary", "phase", "uses", "state", "stale_because", "waits_for",
        "words",
    ]  # fmt: skip
    assert data["prompts"][0]["state"] == "failing"  # a heading is no outline in JSON
    assert "research" in data["prompts"][3]["waits_for"]


def test_an_article_shows_its_overview_its_prompts_and_its_brief(run: Run) -> None:
    text = run("show", "ci-vs-cd").text
    for words in ("Foundations & Concepts", "12 prompts in 4 phases", "outline", "Working title"):
        assert words in text
    data = json.loads(run("show", "ci-vs-cd", "--json").data)
    assert (data["kind"], data["kit"], data["brief"]["words"]) == ("article", "article", 900)
    assert data["overview"]


def test_a_kit_and_a_map_show_what_they_hold(run: Run) -> None:
    assert "What it asks for" in run("show", "article").text
    kit = json.loads(run("show", "article", "--json").data)
    assert [prompt["id"] for prompt in kit["prompts"]][:2] == ["outline", "research"]
    assert "ci-cd-for-python/ci-vs-cd" in run("show", "ci-cd-for-python").text
    topic = json.loads(run("show", "ci-cd-for-python", "--json").data)
    assert topic["articles"][0]["ref"] == "ci-cd-for-python/ci-vs-cd"


def test_a_broken_kit_shows_every_fault_with_its_line(run: Run, tmp_path: Path) -> None:
    kit = write_kit(tmp_path, required="requird", format="formt")
    done = run("--kits", tmp_path, "show", "small")
    assert (done.code, done.data) == (1, b"")
    assert f"{kit}/kit.toml:1: formt:" in done.said


def test_where_names_every_folder_and_says_which_are_there(run: Run, copydesk_home: Path) -> None:
    text = run("where").text
    for path in (folders().sessions, folders().settings, folders().kits):
        assert f"{path}  (not there yet)" in text
    assert f"{bundled()}\n" in text
    data = json.loads(run("where", "--json").data)
    assert list(data) == ["sessions", "trash", "copied", "settings", "cache", "kits"]
    assert data["settings"] == {"path": str(copydesk_home / "settings.toml"), "exists": False}
    assert data["kits"][-1] == {"path": str(bundled()), "exists": True}


def test_kit_folders_of_the_settings_count_and_faults_there_are_told(
    run: Run, copydesk_home: Path, tmp_path: Path
) -> None:
    write_kit(tmp_path / "mine")
    copydesk_home.mkdir(parents=True)
    settings = copydesk_home / "settings.toml"
    settings.write_text(f'kit_folders = ["{tmp_path}/mine", "{tmp_path}/gone"]\nthem = "x"\n')
    done = run("list", "kits")
    assert done.code == 0
    assert "small" in done.text
    assert f"{settings}:2: them:" in done.said
    assert f"{tmp_path}/gone" in done.said


def test_sound_kits_maps_and_briefs_are_ok_with_their_counts(run: Run, tmp_path: Path) -> None:
    kit, topic = write_kit(tmp_path), write_map(tmp_path, "things", "tea")
    brief = write_brief(tmp_path / "mine.toml")
    done = run("validate", kit, topic, topic / "tea.toml", brief, tmp_path)
    assert (done.code, done.said) == (0, "")
    assert f"{kit}: kit, 2 prompts in 1 phase, 2 fields, 0 documents: ok\n" in done.text
    assert f"{topic}: map, 1 article in 1 content group: ok\n" in done.text
    assert done.text.count(": ok\n") == 6
    assert run("--kits", kit, "validate", brief, "--kit", "small").code == 0


def test_every_fault_is_a_line_with_file_line_and_key_and_the_sound_ones_are_still_ok(
    run: Run, tmp_path: Path
) -> None:
    kit, sound = write_kit(tmp_path / "bad"), write_kit(tmp_path / "good")
    (kit / "prompts" / "plan.md").write_text("One\n\n{{brief.titel}}\n", "utf-8")
    with (kit / "kit.toml").open("a") as file:
        file.write("wrong = 1\n")
    done = run("validate", kit, sound, tmp_path / "gone")
    assert done.code == 1
    assert f"{kit}/prompts/plan.md:3: " in done.said
    assert f"{kit}/kit.toml:26: " in done.said
    assert "title" in done.said
    assert f"There is nothing at {tmp_path}/gone." in done.said
    assert "3 faults in 2 of 3" in done.said
    assert f"{sound}: kit" in done.text


def test_a_map_without_its_kit_and_a_brief_that_does_not_fit_are_faults(
    run: Run, tmp_path: Path
) -> None:
    topic = write_map(tmp_path, "things", "tea")
    done = run("validate", topic)
    assert done.code == 1
    assert f"{topic}/map.toml:2: kit:" in done.said
    write_kit(tmp_path)
    (topic / "tea.toml").write_text('format = 1\ngroup = "Thing"\n[brief]\ntone = "dry"\n', "utf-8")
    done = run("validate", topic)
    assert f"{topic}/tea.toml:2: group:" in done.said
    (topic / "tea.toml").write_text(
        'format = 1\ngroup = "Things"\n[brief]\ntone = "dry"\n', "utf-8"
    )
    assert run("validate", topic).code == 0
    done = run("validate", topic, "--complete")
    assert done.code == 1
    assert "title" in done.said


@pytest.mark.parametrize("name", [None, *sorted(copydesk.commands)])
def test_every_command_explains_itself(run: Run, name: str | None) -> None:
    done = run(*([name] if name else []), "--help")
    assert (done.code, done.said) == (0, "")
    assert done.text.startswith("Usage: copydesk")
    assert max(map(len, done.text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lst"], "Did you mean list?"),
        (["ci-vs-cd"], "copydesk open ci-vs-cd"),
        (["prompt", "ci-vs-cd"], "Missing argument 'PROMPT'"),
        (["list", "prompts"], "is not one of"),
        (["list", "--jsn"], "--json"),
        (["--kits", "/no/such/folder", "list"], "does not exist"),
    ],
)
def test_a_wrong_command_line_exits_with_2_and_says_what_is_wrong(
    run: Run, arguments: list[str], words: str
) -> None:
    done = run(*arguments)
    assert (done.code, done.data) == (2, b"")
    assert words in done.said
    assert "Usage: copydesk" in done.said
