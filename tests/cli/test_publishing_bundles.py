"""`copydesk publish`: the bundle of a session, from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

ANSWERS = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"


@pytest.fixture
def written(run: Run) -> None:
    """A session on "CI vs CD" with a body that asks for something to be verified."""
    for name in ("introduction.md", "body.md", "faq.json", "images.json"):
        prompt = name.partition(".")[0]
        run("answer", "ci-vs-cd", prompt, "--file", ANSWERS / name)


@pytest.mark.usefixtures("written")
def test_a_draft_is_written_and_its_files_are_printed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "site" / "soup"
    done = run("publish", "ci-vs-cd", "--to", folder, "--draft", "--front-matter", "hugo")
    assert done.code == 0
    paths = [Path(line) for line in done.text.splitlines()]
    assert sorted(paths) == sorted(folder.iterdir())
    assert folder / "article.html" in paths
    assert f"Published to {folder}: {len(paths)} files, draft, Hugo." in done.said
    assert "Marked to be verified, in The article" in done.said
    assert "(body:7)" in done.said
    assert "11 Social posts has no answer yet (social)" in done.said
    assert "(brief.published)" in done.said
    assert (folder / "article.md").read_text("utf-8").startswith("+++\ntitle = ")


@pytest.mark.usefixtures("written")
def test_claims_keep_it_from_being_final_and_are_named(run: Run, tmp_path: Path) -> None:
    done = run("publish", "ci-vs-cd", "--to", tmp_path / "soup")
    assert (done.code, done.text) == (1, "")
    assert "4 claims keep CI vs CD: What Python developers need to know from being" in done.said
    assert done.said.count("Marked to be verified") == 4
    assert "--draft publishes one" in done.said
    assert not (tmp_path / "soup").exists()


@pytest.mark.usefixtures("written")
def test_json_tells_what_was_written_and_what_stands_against_it(run: Run, tmp_path: Path) -> None:
    done = run("publish", "ci-vs-cd", "--to", tmp_path / "soup", "--draft", "--json")
    told = json.loads(done.text)
    assert (done.code, told["state"]) == (0, "draft")
    assert set(told["files"]) == {path.name for path in (tmp_path / "soup").iterdir()}
    assert Path(told["folder"]) == tmp_path / "soup"
    marks = [one for one in told["against"] if one["kind"] == "mark"]
    assert marks[0]["prompt"] == "body"
    assert all(one["blocks"] for one in marks)
    refused = run("publish", "ci-vs-cd", "--to", tmp_path / "other", "--json")
    told = json.loads(refused.text)
    assert (refused.code, told["state"], told["files"]) == (1, "refused", [])


@pytest.mark.usefixtures("written")
def test_without_marks_it_is_final(run: Run, tmp_path: Path) -> None:
    body = (ANSWERS / "body.md").read_text("utf-8").replace(" [verify]", "")
    run("answer", "ci-vs-cd", "body", input=body)
    done = run("publish", "ci-vs-cd", "--to", tmp_path / "soup")
    assert done.code == 0
    assert "files, final." in done.said
    page = (tmp_path / "soup" / "article.html").read_text("utf-8")
    assert 'class="draft"' not in page
    assert "noindex" not in page


@pytest.mark.usefixtures("written")
def test_a_bundle_there_is_left_alone_without_force(run: Run, tmp_path: Path) -> None:
    asked = ("publish", "ci-vs-cd", "--to", tmp_path / "soup", "--draft")
    run(*asked)
    mine = tmp_path / "soup" / "article.md"
    mine.write_text("mine", "utf-8")
    again = run(*asked)
    assert (again.code, again.text) == (1, "")
    assert "changes of somebody's in article.md" in again.said
    assert "--force" in again.said
    assert mine.read_text("utf-8") == "mine"
    assert run(*asked, "--force").code == 0
    assert mine.read_text("utf-8") != "mine"


@pytest.mark.usefixtures("written")
def test_a_folder_of_other_things_is_left_alone_with_force_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("publish", "ci-vs-cd", "--to", tmp_path, "--draft", "--force")
    assert done.code == 1
    assert "Name a folder that is not there yet" in done.said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.usefixtures("begun")
def test_a_session_without_a_text_says_what_it_begins_with(run: Run, tmp_path: Path) -> None:
    done = run("publish", "ci-vs-cd", "--to", tmp_path / "soup", "--draft")
    assert done.code == 1
    assert "has no text yet" in done.said
    assert "3 Introduction" in done.said


def test_a_folder_has_to_be_named(run: Run) -> None:
    done = run("publish", "ci-vs-cd")
    assert done.code == 2
    assert "--to" in done.said


@pytest.mark.usefixtures("begun")
def test_control_characters_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    run(
        "answer",
        "ci-vs-cd",
        "body",
        input="## A\n\nx \x1b]52;c;eA\x07 [verify] {{A_\x1b}} y [verify]",
    )
    done = run("publish", "ci-vs-cd", "--to", tmp_path / "a", "--draft")
    assert done.code == 0
    assert "\x1b" not in done.said + done.text
    for path in (tmp_path / "a").iterdir():
        assert b"\x1b" not in path.read_bytes() or path.name == "session.json"
