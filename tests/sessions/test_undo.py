"""Undo and redo: of every kind of change, across restarts, back to what lies on disk alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.session import LOG_LIMIT, Gone, Session
from copydesk.sessions.state import State, difference
from sessions.small import begun, reopened, saved, small_kit


def newer_kit(session: Session) -> None:
    moved = moved_on(session, small_kit(version="2", body="Write it anew.\n", extra=""))
    assert moved is not None
    take_over(session, moved)


def a_lot(session: Session) -> None:
    session.set_brief("tools", ("uv", "tox", "nox"))


CHANGES: dict[str, Callable[[Session], object]] = {
    "answer": lambda session: session.answer("body", "words", "pasted"),
    "another answer": lambda session: session.answer("outline", "# Two", "pasted"),
    "append": lambda session: session.append("outline", "more"),
    "clear": lambda session: session.clear("outline"),
    "earlier answer": lambda session: session.take_back(session.history["outline"][0]),
    "skip": lambda session: session.skip("body"),
    "answer to a skipped prompt": lambda session: session.answer("extra", "box", "file"),
    "note": lambda session: session.note("body", "note"),
    "line of the brief": lambda session: session.set_brief("title", "Other"),
    "number of the brief": lambda session: session.set_brief("words", 1200),
    "list of the brief": a_lot,
    "a value taken away": lambda session: session.set_brief("tools", None),
    "title": lambda session: session.rename("Other"),
    "one chat": lambda session: session.set_one_chat(True),
    "new chat": lambda session: session.new_chat(),
    "newer kit": newer_kit,
}


def at_work() -> Session:
    session = begun()
    session.answer("outline", "# Zero", "pasted")
    session.answer("outline", "# One", "pasted")
    session.skip("extra")
    return session


def same(one: State, other: State) -> bool:
    return not list(difference(one, other))


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after restarts"])
def test_every_kind_of_change_is_undone_and_redone(
    kind: str, restart: bool, tmp_path: Path
) -> None:
    def again(session: Session) -> Session:
        if not restart:
            return session
        nonlocal folder
        folder.save(session)
        session, folder = reopened(folder)
        return session

    session = at_work()
    folder = saved(tmp_path, session)
    before, before_kit = session.state, session.kit
    CHANGES[kind](session)
    after, after_kit = session.state, session.kit
    assert not same(before, after)

    session = again(session)
    assert same(session.state, after)
    undone = session.undo()
    assert same(session.state, before)
    assert session.kit == before_kit
    session = again(session)
    assert session.redo().label == undone.label
    assert same(session.state, after)
    assert session.kit == after_kit
    session = again(session)
    session.undo()
    assert same(again(session).state, before)


def test_undo_goes_back_through_everything_after_a_restart(tmp_path: Path) -> None:
    session = at_work()
    session.log = ()
    states = [session.state]
    folder = saved(tmp_path, session)
    for change in CHANGES.values():
        change(session)
        if len(session.log) == len(states):  # not what changes nothing by now
            states.append(session.state)
            folder.save(session)
    session, folder = reopened(folder)
    while session.log:
        assert same(session.state, states.pop())
        session.undo()
        folder.save(session)
        session, folder = reopened(folder)
    assert same(session.state, states[0])


def test_undo_finds_earlier_answers_on_disk(tmp_path: Path) -> None:
    session = begun()
    for number in range(20):
        session.answer("outline", f"answer {number}", "pasted")
    session, _ = reopened(saved(tmp_path, session))
    assert len(session.versions) == 1  # only what stands now is read at the start
    for number in reversed(range(19)):
        session.undo()
        assert session.text_of("outline") == f"answer {number}"


def test_a_new_change_ends_what_could_be_redone() -> None:
    session = at_work()
    session.undo()
    session.note("body", "x")
    assert session.redo() is None


def test_nothing_to_take_back_is_no_error() -> None:
    assert begun().undo() is None
    assert begun().redo() is None


def test_the_log_has_an_end_and_the_versions_have_none(tmp_path: Path) -> None:
    session = begun()
    for number in range(LOG_LIMIT + 20):
        session.answer("outline", f"answer {number}", "pasted")
    session, _ = reopened(saved(tmp_path, session))
    while session.undo():
        pass
    assert session.text_of("outline") == "answer 19"
    assert session.version(session.history["outline"][0]).text == "answer 0"


def test_an_earlier_answer_that_is_gone_from_the_disk_is_said_to_be(tmp_path: Path) -> None:
    session = begun()
    for text in ("one", "two", "three"):
        session.answer("outline", text, "pasted")
    session.note("body", "a note")
    folder = saved(tmp_path, session)
    (folder.sides / "versions" / f"{session.history['outline'][1]}.json").unlink()

    session, _ = reopened(folder)
    session.undo()
    with pytest.raises(CopydeskError, match=r"earlier answer cannot be read: its file is missing"):
        session.undo()
    assert session.text_of("outline") == "three"  # nothing was altered


def test_a_change_that_cannot_be_undone_does_not_bar_those_before_it(tmp_path: Path) -> None:
    session = begun()
    session.note("body", "a note")
    session.answer("outline", "one", "pasted")
    session.answer("outline", "two", "pasted")
    folder = saved(tmp_path, session)
    (folder.sides / "versions" / f"{session.history['outline'][0]}.json").write_text("{}")
    session, _ = reopened(folder)
    with pytest.raises(Gone):
        session.undo()
    assert session.undo().label == "note on 2 The body"
    assert session.text_of("outline") == "two"


def test_a_kit_that_is_gone_from_the_disk_is_said_to_be(tmp_path: Path) -> None:
    session = at_work()
    newer_kit(session)
    folder = saved(tmp_path, session)
    for path in (folder.sides / "versions").glob("kit-*.json"):
        path.unlink()
    session, _ = reopened(folder)
    with pytest.raises(Gone, match="kit of that time"):
        session.undo()
    assert session.kit.version == "2"
    assert session.state.settings["kit"] != ""


def test_a_missing_version_is_a_key_error_too() -> None:
    with pytest.raises(KeyError):
        begun().version("0" * 24)
