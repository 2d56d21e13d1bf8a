"""What a REF leads to, and what is said where it leads nowhere or to several things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Desk, Run
from kit_on_disk import write_brief, write_kit, write_map

from copydesk.sessions.folder import SessionFolder


def shown(run: Run, *arguments: str | Path) -> dict[str, object]:
    done = run("show", *arguments, "--json")
    assert (done.code, done.said) == (0, "")
    data: dict[str, object] = json.loads(done.data)
    return data


@pytest.mark.parametrize(
    "ref",
    [
        "ci-vs-cd",
        "ci-cd-for-python/ci-vs-cd",
        "CI vs CD: What Python developers need to know",
        "ci vs cd: what python developers need to know",
        "ci-vs-cd-what",
    ],
)
def test_a_session_is_found_by_its_article_its_title_or_a_start_of_its_id(
    run: Run, begun: Path, ref: str
) -> None:
    assert shown(run, ref)["path"] == str(begun)


def test_a_session_is_found_by_its_id_and_by_its_path(run: Run, begun: Path) -> None:
    for ref in (begun.name, begun, begun / "session.json"):
        assert shown(run, ref)["path"] == str(begun)


def test_an_article_means_its_latest_session(run: Run, begun: Path, desk: Desk) -> None:
    run("duplicate", "ci-vs-cd")
    run("answer", begun.name, "research", input="Research.\n")
    assert desk.listed()[0].path == begun
    assert shown(run, "ci-vs-cd")["path"] == str(begun)
    assert shown(run, "ci-cd-for-python/ci-vs-cd")["path"] == str(begun)


def test_an_article_without_a_session_is_itself(run: Run) -> None:
    data = shown(run, "ci-vs-cd")
    assert (data["kind"], data["ref"]) == ("article", "ci-cd-for-python/ci-vs-cd")


def test_a_kit_means_the_latest_session_on_the_kit_alone(run: Run, begun: Path) -> None:
    assert shown(run, "article")["kind"] == "kit"
    run("answer", "article", "outline", input="An outline.\n")
    data = shown(run, "article")
    assert (data["kind"], data["article"]) == ("session", None)


def test_a_map_is_shown_but_no_session_is_on_it(run: Run) -> None:
    assert shown(run, "ci-cd-for-python")["kind"] == "map"
    done = run("prompt", "ci-cd-for-python", "outline")
    assert done.code == 2
    assert "is a map" in done.said


def test_two_articles_of_one_name_exit_with_2_and_both_are_listed(run: Run, tmp_path: Path) -> None:
    write_kit(tmp_path)
    write_map(tmp_path, "one", "tea")
    write_map(tmp_path, "two", "tea")
    done = run("--kits", tmp_path, "prompt", "tea", "plan")
    assert (done.code, done.data) == (2, b"")
    assert "one/tea" in done.said
    assert "two/tea" in done.said
    assert run("--kits", tmp_path, "prompt", "one/tea", "plan").code == 0


def test_two_sessions_of_one_title_exit_with_2_and_both_are_listed(
    run: Run, begun: Path, desk: Desk
) -> None:
    other = run("duplicate", begun.name).text.strip()
    for name in (begun.name, other):
        run("rename", name, "Twins")
    done = run("show", "twins")
    assert done.code == 2
    assert begun.name in done.said
    assert other in done.said


def test_two_sessions_of_one_start_exit_with_2_and_both_are_listed(run: Run, begun: Path) -> None:
    other = run("duplicate", begun.name).text.strip()
    done = run("show", "ci-vs-cd-wh")
    assert done.code == 2
    assert begun.name in done.said
    assert other in done.said


def test_a_session_that_took_the_name_of_something_else_does_not_stand_in_for_it(
    run: Run, begun: Path
) -> None:
    run("rename", begun.name, "release")
    done = run("show", "release")
    assert done.code == 2
    assert begun.name in done.said
    assert "release  kit" in done.said


def test_an_unknown_name_exits_with_2_and_names_the_nearest(run: Run) -> None:
    done = run("show", "ci-vs-cdd")
    assert (done.code, done.data) == (2, b"")
    assert "Did you mean ci-cd-for-python/ci-vs-cd?" in done.said


@pytest.mark.parametrize("ref", ["", ".", "/", "../x", "~nobody-at-all", "a" * 5000, "\ud800", "%"])
def test_a_name_that_can_be_none_is_told_plainly(run: Run, ref: str) -> None:
    done = run("show", ref)
    assert (done.code, done.data) == (2, b"")
    assert done.said.startswith("copydesk: ")


def test_a_path_that_leads_nowhere_is_told_as_such(run: Run, tmp_path: Path) -> None:
    done = run("show", tmp_path / "gone.toml")
    assert done.code == 2
    assert f"There is nothing at {tmp_path}/gone.toml." in done.said


def test_a_kit_folder_and_a_brief_of_a_map_are_found_by_their_paths(
    run: Run, tmp_path: Path
) -> None:
    kit = write_kit(tmp_path)
    topic = write_map(tmp_path, "things", "tea")
    assert shown(run, kit)["id"] == "small"
    assert shown(run, topic)["id"] == "things"
    assert shown(run, topic / "tea.toml")["ref"] == "things/tea"


def test_a_brief_of_no_map_wants_a_kit_and_means_its_own_session(
    run: Run, tmp_path: Path, desk: Desk
) -> None:
    write_kit(tmp_path)
    brief, other = write_brief(tmp_path / "mine.toml"), write_brief(tmp_path / "other.toml")
    done = run("--kits", tmp_path, "prompt", brief, "plan")
    assert done.code == 2
    assert "--kit" in done.said
    small = ("--kits", tmp_path, "answer", "--kit", "small")
    assert run(*small, brief, "plan", input="A plan.\n").code == 0
    assert shown(run, brief)["id"] == desk.only_path().name
    assert run(*small, other, "plan", input="Another.\n").code == 0
    assert len(desk.listed()) == 2
    done = run("--kits", tmp_path, "show", "small", "--json")
    assert json.loads(done.data)["kind"] == "kit"


def test_a_session_outside_of_the_folder_is_worked_on_where_it_lies(
    run: Run, begun: Path, desk: Desk, tmp_path: Path
) -> None:
    exported = tmp_path / "handed.json"
    assert run("export", "ci-vs-cd", "--to", exported).code == 0
    done = run("answer", exported, "research", input="Found by an editor.\n")
    assert done.code == 0
    assert str(exported) in done.said
    assert SessionFolder(exported).open().text_of("research") == "Found by an editor.\n"
    assert "research" not in desk.only().state.answers


def test_a_prompt_is_called_by_id_number_or_an_unambiguous_start(run: Run, begun: Path) -> None:
    whole = run("prompt", "ci-vs-cd", "research").data
    assert whole
    for name in ("2", "res", "Res"):
        assert run("prompt", "ci-vs-cd", name).data == whole


@pytest.mark.parametrize(
    ("name", "hint"),
    [("i", "introduction, images"), ("0", "It has"), ("13", "It has"), ("outlin3", "outline?")],
)
def test_a_prompt_that_is_none_or_several_exits_with_2(
    run: Run, begun: Path, name: str, hint: str
) -> None:
    done = run("prompt", "ci-vs-cd", name)
    assert (done.code, done.data) == (2, b"")
    assert hint in done.said
