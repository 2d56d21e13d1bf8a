"""`copydesk versions`: what an answer was before, and that again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Desk, Run

from copydesk.sessions.session import Session

TEXTS = ("## First\n", "## Second try\n", "## Third\n\nAnd last.\n")


@pytest.fixture
def thrice(run: Run, desk: Desk) -> Path:
    """The folder of a session whose outline was answered three times."""
    for text in TEXTS:
        assert run("answer", "ci-vs-cd", "outline", input=text).code == 0
    return desk.only_path()


def outline(desk: Desk) -> str:
    return desk.only().text_of("outline")


def test_every_version_is_a_line_the_newest_first(run: Run, thrice: Path) -> None:
    done = run("versions", "ci-vs-cd", "outline")
    assert done.code == 0
    newest, _, oldest = done.text.splitlines()
    assert newest.startswith("3  ")
    assert newest.endswith("current")
    assert "3 words" in newest
    assert "from a file" in newest
    assert "failing" in newest
    assert oldest.startswith("1  ")
    assert "1 word " in oldest
    assert "current" not in oldest


def test_json_has_the_same_for_programs(run: Run, desk: Desk, thrice: Path) -> None:
    data = json.loads(run("versions", "ci-vs-cd", "1", "--json").text)
    assert (data["session"], data["prompt"]) == (desk.only().id, "outline")
    assert [one["number"] for one in data["versions"]] == [3, 2, 1]
    newest = data["versions"][0]
    assert newest["current"] is True
    assert newest["source"] == "file"
    assert newest["words"] == 3
    assert newest["inputs_known"] is False
    assert newest["findings"]["fail"] >= 1
    assert newest["problem"] is None


def test_a_version_is_taken_back_and_saved(run: Run, desk: Desk, thrice: Path) -> None:
    done = run("versions", "ci-vs-cd", "outline", "--take", "1")
    assert done.code == 0
    assert "Version 1, 1 word, is the answer to 1 Article outline" in done.said
    assert "It does not hold" in done.said
    assert outline(desk) == TEXTS[0]
    assert len(desk.only().history["outline"]) == 3
    assert run("versions", "ci-vs-cd", "outline").text.splitlines()[-1].endswith("current")


def test_taking_back_can_itself_be_undone(run: Run, desk: Desk, thrice: Path) -> None:
    run("versions", "ci-vs-cd", "outline", "--take", "1")
    session: Session = desk.only()
    session.undo()
    assert session.text_of("outline") == TEXTS[2]


def test_the_current_version_is_left_as_it_is(run: Run, desk: Desk, thrice: Path) -> None:
    before = (thrice / "session.json").read_bytes()
    done = run("versions", "ci-vs-cd", "outline", "--take", "3")
    assert done.code == 0
    assert "Version 3 is the answer to 1 Article outline already." in done.said
    assert (thrice / "session.json").read_bytes() == before


@pytest.mark.parametrize("number", ["4", "0", "-1"])
def test_a_number_that_no_version_has_is_told(run: Run, thrice: Path, number: str) -> None:
    done = run("versions", "ci-vs-cd", "outline", "--take", number)
    assert done.code == 2
    assert f"1 Article outline has no version {number}." in done.said
    assert "numbered 1 to 3" in done.said


def test_a_prompt_without_an_answer_says_so_or_lists_nothing(run: Run, begun: Path) -> None:
    done = run("versions", "ci-vs-cd", "body")
    assert done.code == 1
    assert "4 Body sections has no answer yet." in done.said
    assert json.loads(run("versions", "ci-vs-cd", "body", "--json").text)["versions"] == []
    assert run("versions", "ci-vs-cd", "body", "--take", "1").code == 2


def test_to_take_one_back_the_prompt_is_named_in_full(run: Run, desk: Desk, thrice: Path) -> None:
    assert run("versions", "ci-vs-cd", "outl").code == 0
    assert run("versions", "ci-vs-cd", "outl", "--take", "1").code == 2
    assert outline(desk) == TEXTS[2]


def test_a_version_that_cannot_be_read_is_named_and_stays_where_it_is(
    run: Run, desk: Desk, thrice: Path
) -> None:
    first = desk.only().history["outline"][0]
    (thrice / "versions" / f"{first}.json").write_text("{")
    done = run("versions", "ci-vs-cd", "outline")
    assert done.code == 0
    assert "cannot be read" in done.text.splitlines()[-1]
    entry = json.loads(run("versions", "ci-vs-cd", "outline", "--json").text)["versions"][-1]
    assert entry["findings"] is None
    assert "cannot be read" in entry["problem"]
    assert run("versions", "ci-vs-cd", "outline", "--take", "1").code == 1
    assert outline(desk) == TEXTS[2]
