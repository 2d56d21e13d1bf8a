"""``copydesk answer``: what comes in is kept as it came, or refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Desk, Run

from copydesk.sessions.drafts import DraftFile


def test_a_session_is_begun_where_there_is_none(run: Run, desk: Desk) -> None:
    done = run("answer", "ci-vs-cd", "outline", input="## One\n\nTwo words\n")
    assert (done.code, done.data) == (0, b"")
    assert "3 words saved as the answer to 1 Article outline" in done.said
    assert desk.only_path().name in done.said
    session = desk.only()
    assert session.text_of("outline") == "## One\n\nTwo words\n"
    assert (session.origin.map, session.origin.article) == ("ci-cd-for-python", "ci-vs-cd")
    version = session.answer_of("outline")
    assert version is not None
    assert (version.source, version.inputs) == ("file", None)


def test_the_session_there_is_takes_the_answer(run: Run, begun: Path, desk: Desk) -> None:
    assert run("answer", "ci-vs-cd", "research", input="Found.\n").code == 0
    assert desk.only().text_of("outline") == "## What CI promises\n"
    assert desk.only().text_of("research") == "Found.\n"


def test_what_stood_there_before_is_kept(run: Run, begun: Path, desk: Desk) -> None:
    run("answer", "ci-vs-cd", "outline", input="Another outline.\n")
    session = desk.only()
    kept = [session.version(ref).text for ref in session.history["outline"]]
    assert kept == ["## What CI promises\n", "Another outline.\n"]


def test_an_answer_is_kept_to_the_character(run: Run, desk: Desk) -> None:
    text = "one\r\ntwo\rthree\x1b[31m\x00 {{brief.title}} <<<OUTLINE>>> 🧪\u202e"
    run("answer", "ci-vs-cd", "outline", input=text.encode("utf-8"))
    assert desk.only().text_of("outline") == text


def test_a_byte_order_mark_is_not_part_of_the_answer(run: Run, desk: Desk) -> None:
    run("answer", "ci-vs-cd", "outline", input=b"\xef\xbb\xbf## One\n")
    assert desk.only().text_of("outline") == "## One\n"


@pytest.mark.parametrize("input", [b"", b"\n", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_answer_is_refused_and_nothing_changes(
    run: Run, copydesk_home: Path, input: bytes
) -> None:
    done = run("answer", "ci-vs-cd", "outline", input=input)
    assert (done.code, done.data) == (1, b"")
    assert "No answer was saved: the standard input is empty." in done.said
    assert not copydesk_home.exists()


def test_what_is_no_utf8_is_refused_with_its_place(run: Run, begun: Path, desk: Desk) -> None:
    done = run("answer", "ci-vs-cd", "research", input=b"one\ntw\xff\n")
    assert done.code == 1
    assert "not UTF-8 text (line 2, byte 7)" in done.said
    assert "research" not in desk.only().state.answers


def test_an_answer_comes_from_a_file(run: Run, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "outline.md"
    file.write_bytes(b"From a file.\r\n")
    assert run("answer", "ci-vs-cd", "outline", "--file", file).code == 0
    assert desk.only().text_of("outline") == "From a file.\r\n"


def test_a_file_that_cannot_be_read_is_named(run: Run, copydesk_home: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "gone.md", tmp_path):
        done = run("answer", "ci-vs-cd", "outline", "--file", file)
        assert done.code == 1
        assert f"No answer was saved: {file} cannot be read" in done.said
    assert not copydesk_home.exists()


def test_more_is_added_to_an_answer_that_stopped_midway(run: Run, begun: Path, desk: Desk) -> None:
    done = run("answer", "ci-vs-cd", "outline", "--append", input="## What CD adds\n")
    assert "added to the answer" in done.said
    assert desk.only().text_of("outline") == "## What CI promises\n## What CD adds\n"


def test_the_same_answer_again_changes_nothing(run: Run, begun: Path) -> None:
    before = (begun / "session.json").read_bytes()
    done = run("answer", "ci-vs-cd", "outline", input="## What CI promises\n")
    assert done.code == 0
    assert "holds this answer already" in done.said
    assert (begun / "session.json").read_bytes() == before


def test_a_prompt_that_comes_back_as_its_own_answer_is_saved_and_remarked_upon(
    run: Run, desk: Desk
) -> None:
    prompt = run("prompt", "ci-vs-cd", "outline").data
    done = run("answer", "ci-vs-cd", "outline", input=prompt)
    assert done.code == 0
    assert "That is this prompt itself" in done.said
    assert desk.only().text_of("outline") == prompt.decode("utf-8")


def test_an_unknown_prompt_is_told_before_anything_is_made(run: Run, copydesk_home: Path) -> None:
    done = run("answer", "ci-vs-cd", "outlin", "--file", "/does/not/matter")
    assert done.code == 2  # a start is not enough where something is to be written
    assert "Did you mean outline?" in done.said
    done = run("answer", "ci-vs-cd", "no-such", input="Words.\n")
    assert done.code == 2
    assert not copydesk_home.exists()


def test_words_left_in_a_text_box_by_a_window_that_is_gone_are_taken_in(
    run: Run, begun: Path, desk: Desk
) -> None:
    draft = DraftFile(begun)
    draft.write("research", "Half a thought")
    (lock,) = (begun / "drafts").glob("*.lock")
    lock.unlink()  # as if the window's process had been killed
    run("answer", "ci-vs-cd", "introduction", input="An introduction.\n")
    assert desk.only().text_of("research") == "Half a thought"


def test_a_damaged_later_session_is_named_and_left_alone(run: Run, begun: Path, desk: Desk) -> None:
    other = desk.store.root / run("duplicate", begun.name).text.strip()
    file = other / "session.json"
    file.write_bytes(file.read_bytes()[:-5])
    damaged = file.read_bytes()
    done = run("answer", "ci-vs-cd", "research", input="Found.\n")
    assert done.code == 0
    assert f"damaged: {other}" in done.said
    assert file.read_bytes() == damaged
    data = json.loads(run("show", begun.name, "--json").data)
    assert data["answered"] == 2
