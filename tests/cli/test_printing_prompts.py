"""``copydesk prompt``: the finished prompt, to the byte, and what is recorded of it."""

from __future__ import annotations

from pathlib import Path

from command_line import Desk, Run

from copydesk.clipboard import copy, surroundings
from copydesk.sessions.folder import SessionFolder


def test_the_finished_prompt_is_printed_and_nothing_else(run: Run, begun: Path, desk: Desk) -> None:
    done = run("prompt", "ci-vs-cd", "research")
    assert (done.code, done.said) == (0, "")
    assert done.text == desk.only().compose("research").text


def test_what_is_printed_is_what_the_screens_copy_also_for_broken_characters(
    run: Run, begun: Path, desk: Desk, tmp_path: Path
) -> None:
    session = desk.only()
    session.note("research", "one\ud800two\r\nthree\x1b[31m")
    SessionFolder(begun).save(session)
    done = run("prompt", "ci-vs-cd", "research")
    result = copy(
        desk.only().compose("research").text,
        surroundings=surroundings({}),
        order=("file",),
        write_terminal=None,
        out=tmp_path,
    )
    assert result.path is not None
    assert done.data == result.path.read_bytes()
    assert "one\ufffdtwo\r\nthree\x1b[31m" in done.data.decode("utf-8")
    assert "1 broken character" in done.said


def test_no_line_end_is_added(run: Run, begun: Path, desk: Desk) -> None:
    texts = [run("prompt", "ci-vs-cd", name).text for name in ("outline", "research")]
    assert texts == [desk.only().compose(name).text for name in ("outline", "research")]


def test_without_a_session_nothing_is_written(run: Run, copydesk_home: Path) -> None:
    done = run("prompt", "ci-vs-cd", "outline")
    assert (done.code, done.said) == (0, "")
    assert "CI vs CD: What Python developers need to know" in done.text
    assert not copydesk_home.exists()


def test_missing_answers_are_named_and_nothing_is_printed(run: Run, begun: Path) -> None:
    done = run("prompt", "ci-vs-cd", "body")
    assert (done.code, done.data) == (3, b"")
    assert "step 2, Research brief, has no answer yet (answer.research)" in done.said
    assert "answer.outline" not in done.said


def test_missing_values_of_the_brief_are_named_too(run: Run) -> None:
    done = run("prompt", "article", "outline")
    assert (done.code, done.data) == (3, b"")
    assert "brief.title" in done.said


def test_a_prompt_with_gaps_is_printed_when_asked_for(run: Run, begun: Path, desk: Desk) -> None:
    done = run("prompt", "ci-vs-cd", "body", "--allow-missing")
    assert done.code == 0
    assert done.text == desk.only().compose("body").text
    assert "answer.research" in done.said


def test_what_a_printed_prompt_was_made_from_is_recorded(run: Run, begun: Path, desk: Desk) -> None:
    assert run("prompt", "ci-vs-cd", "research").code == 0
    composed = desk.only().compose("research")
    assert desk.only().copied["research"].inputs == dict(composed.inputs)
    run("answer", "ci-vs-cd", "research", input="Found.\n")
    version = desk.only().answer_of("research")
    assert version is not None
    assert version.inputs == dict(composed.inputs)


def test_what_was_not_printed_is_not_recorded(run: Run, begun: Path, desk: Desk) -> None:
    before = (begun / "session.json").read_bytes()
    assert run("prompt", "ci-vs-cd", "body").code == 3
    assert (begun / "session.json").read_bytes() == before


def test_slots_are_whole_unless_one_chat_is_asked_for(run: Run, begun: Path, desk: Desk) -> None:
    run("prompt", "ci-vs-cd", "outline", "--one-chat")
    run("answer", "ci-vs-cd", "outline", input="## An outline made in the chat\n")
    assert "## An outline made in the chat" in run("prompt", "ci-vs-cd", "research").text
    in_chat = run("prompt", "ci-vs-cd", "research", "--one-chat").text
    assert "## An outline made in the chat" not in in_chat
    assert "above in this chat" in in_chat


def test_an_answer_to_a_prompt_printed_whole_is_not_taken_to_stand_in_the_chat(
    run: Run, begun: Path, desk: Desk
) -> None:
    session = desk.only()
    session.set_one_chat(True)
    SessionFolder(begun).save(session)
    run("prompt", "ci-vs-cd", "research")
    run("answer", "ci-vs-cd", "research", input="Made elsewhere.\n")
    assert "Made elsewhere." in desk.only().compose("introduction").text


def test_a_prompt_is_printed_also_where_its_session_cannot_be_saved(
    run: Run, begun: Path, tmp_path: Path
) -> None:
    lock = begun / ".session.json.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # no lock can be had on a folder, not even by the superuser
    done = run("prompt", "ci-vs-cd", "research")
    assert done.code == 0
    assert done.data
    assert "not recorded" in done.said
