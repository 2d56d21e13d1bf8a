"""Two windows on one session: neither loses a word, and both come to show the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.meeting import rejoin
from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.session import LOG_LIMIT, Session
from copydesk.sessions.state import Conflict, State, difference
from sessions.small import begun, reopened, saved, small_kit, words_of

Window = tuple[Session, SessionFolder]


@pytest.fixture
def windows(tmp_path: Path) -> tuple[Window, Window]:
    session = begun()
    session.answer("outline", "at first", "pasted")
    folder = saved(tmp_path, session)
    return (session, folder), reopened(folder)


def same(one: State, other: State) -> bool:
    return not list(difference(one, other))


def test_changes_to_different_things_come_together_without_a_question(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.answer("body", "words of one", "pasted")
    one.set_brief("audience", "developers")
    here.save(one)
    two.answer("review", "words of two", "pasted")
    two.note("outline", "a note")
    done = there.save(two)
    assert (done.merged, done.conflicts) == (True, ())
    assert two.text_of("body") == "words of one"
    assert here.refresh(one).conflicts == ()
    assert one.text_of("review") == "words of two"
    assert same(one.state, two.state)
    assert one.log == two.log


def test_a_window_without_changes_of_its_own_just_takes_the_others(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.answer("body", "words", "pasted")
    one.undo()
    here.save(one)
    assert there.refresh(two).merged
    assert (two.log, two.undone) == (one.log, one.undone)
    assert two.redo().label == "answer to 2 The body"


def test_nothing_new_outside_is_no_news(windows: tuple[Window, Window]) -> None:
    (one, here), _ = windows
    assert here.refresh(one) is None
    here.file.touch()
    assert here.refresh(one) is None


def test_of_two_answers_to_one_prompt_both_are_kept_and_the_question_is_asked(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.answer("outline", "words of one", "pasted")
    here.save(one)
    two.answer("outline", "words of two", "pasted")
    (conflict,) = there.save(two).conflicts
    assert (conflict.table, conflict.key) == ("answers", "outline")
    assert two.version(conflict.theirs).text == "words of one"
    assert two.text_of("outline") == "words of two"  # for now: asking comes after saving
    assert words_of(reopened(there)[0]) == {"at first", "words of one", "words of two"}

    two.settle(conflict)
    assert two.text_of("outline") == "words of one"
    two.undo()
    two.undo()
    assert two.text_of("outline") == "words of one"  # what ours took the place of
    two.undo()
    assert two.text_of("outline") == "at first"


def test_the_same_answer_given_in_two_windows_asks_nothing(windows: tuple[Window, Window]) -> None:
    (one, here), (two, there) = windows
    two.record_copy("body", two.compose("body"))
    one.answer("body", "the same words", "pasted")
    two.answer("body", "the same words", "pasted")
    here.save(one)
    assert there.save(two).conflicts == ()


def test_of_two_values_or_notes_the_other_is_in_the_question_and_in_undo(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.set_brief("audience", "of one")
    one.note("body", "note of one")
    here.save(one)
    two.set_brief("audience", "of two")
    two.note("body", "note of two")
    asked = there.save(two).conflicts
    assert set(asked) == {
        Conflict("brief", "audience", "of two", "of one"),
        Conflict("notes", "body", "note of two", "note of one"),
    }
    two.undo()
    assert two.state.notes["body"] == "note of one"
    two.undo()
    assert two.state.brief["audience"] == "of one"


def test_an_answer_here_and_a_skip_there_leave_it_answered(windows: tuple[Window, Window]) -> None:
    (one, here), (two, there) = windows
    one.skip("body")
    here.save(one)
    two.answer("body", "words", "pasted")
    there.save(two)
    assert two.prompt_state("body") == "answered"
    assert two.progress() == (2, 3)
    assert "words" in two.compose("review").text


def test_what_is_undone_here_stays_undone_when_the_other_window_did_something_else(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.undo()
    two.note("body", "a note")
    there.save(two)
    here.save(one)
    there.refresh(two)
    assert two.text_of("outline") == ""
    assert two.state.notes == {"body": "a note"}
    assert [change.label for change in two.log] == ["note on 2 The body"]
    assert one.redo().label == "answer to 1 The outline"


def test_what_was_undone_here_and_changed_there_can_still_be_had(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    two.answer("outline", "words of two", "pasted")
    there.save(two)
    one.undo()
    (conflict,) = here.save(one).conflicts
    assert one.text_of("outline") == ""
    assert one.version(conflict.theirs).text == "words of two"
    one.undo()
    assert one.text_of("outline") == "words of two"


def test_changing_a_thing_there_and_back_is_no_change(windows: tuple[Window, Window]) -> None:
    (one, here), (two, there) = windows
    one.skip("extra")
    one.skip("extra")
    two.skip("extra")
    there.save(two)
    assert here.save(one).conflicts == ()
    assert one.prompt_state("extra") == "skipped"
    one.undo()
    assert one.prompt_state("extra") == "to do"


def test_a_full_log_keeps_its_order_when_windows_meet(windows: tuple[Window, Window]) -> None:
    (one, here), (two, there) = windows
    for number in range(LOG_LIMIT):
        one.note("body", f"note {number}")
    here.save(one)
    there.refresh(two)
    two.note("extra", "of two")
    there.save(two)
    one.note("review", "of one")
    here.save(one)
    assert [change.label for change in one.log[-3:]] == [
        "note on 2 The body",
        "note on 3 The extra",
        "note on 4 The review",
    ]
    assert len(one.log) == LOG_LIMIT


def test_typing_that_goes_on_across_a_save_is_still_one_change(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    change = one.set_brief("audience", "dev")
    here.save(one)
    there.refresh(two)
    two.note("body", "a note")
    there.save(two)
    one.set_brief("audience", "developers", change.id)
    here.save(one)
    assert [len(one.log), one.state.brief["audience"]] == [3, "developers"]
    one.undo()
    assert "audience" not in one.state.brief
    assert one.state.notes == {"body": "a note"}


def test_a_kit_taken_over_in_one_window_comes_to_the_other(windows: tuple[Window, Window]) -> None:
    (one, here), (two, there) = windows
    take_over(one, moved_on(one, small_kit(version="2", extra="")))
    here.save(one)
    two.answer("extra", "a box", "pasted")
    two.answer("body", "words", "pasted")
    there.save(two)
    assert two.kit.version == "2"
    assert not two.has("extra")
    here.refresh(one)
    assert {"a box", "words"} <= words_of(one)
    while one.kit.version == "2":
        one.undo()
    one.redo()
    assert one.kit.version == "2"


def test_what_is_typed_while_a_save_is_under_way_is_not_lost(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    two.answer("body", "words of two", "pasted")
    there.save(two)
    copy = one.snapshot()
    one.answer("outline", "typed meanwhile", "edited")
    assert here.save(copy).merged
    one.note("body", "and a note")
    assert rejoin(one) == ()
    assert one.text_of("outline") == "typed meanwhile"
    assert one.text_of("body") == "words of two"
    assert here.save(one).merged is False  # its own save is no other window's
    assert [change.label for change in one.log[1:]] == [
        "answer to 2 The body",
        "answer to 1 The outline",
        "note on 2 The body",
    ]


def test_what_both_changed_while_a_save_was_under_way_is_asked_about(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    two.answer("outline", "words of two", "pasted")
    there.save(two)
    copy = one.snapshot()
    one.answer("outline", "typed meanwhile", "edited")
    assert here.save(copy).conflicts == ()
    (conflict,) = rejoin(one)
    assert one.version(conflict.theirs).text == "words of two"
    assert one.text_of("outline") == "typed meanwhile"


def test_a_window_that_saves_itself_before_it_rejoined_its_snapshot_undoes_nothing(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.answer("body", "soon regretted", "pasted")
    copy = one.snapshot()
    two.answer("review", "words of two", "pasted")
    there.save(two)
    here.save(copy)
    one.undo()  # before the thread has come back
    assert here.save(one).conflicts == ()
    again, _ = reopened(here)
    assert again.text_of("body") == ""
    assert again.text_of("review") == "words of two"
    assert words_of(again) == {"at first", "soon regretted", "words of two"}


def test_a_save_that_fails_after_meeting_leaves_both_to_be_saved_again(
    windows: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    (one, here), (two, there) = windows
    two.answer("body", "words of two", "pasted")
    there.save(two)
    one.answer("review", "words of one", "pasted")
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
        for session in (one.snapshot(), one):
            with pytest.raises(Exception, match="No space left"):
                here.save(session)
    here.save(one)
    assert words_of(reopened(here)[0]) == {"at first", "words of one", "words of two"}


def test_an_older_file_put_back_by_hand_loses_nothing(windows: tuple[Window, Window]) -> None:
    (one, here), _ = windows
    older = here.file.read_bytes()
    one.answer("outline", "newer words", "pasted")
    here.save(one)
    here.file.write_bytes(older)
    here.refresh(one)
    assert one.text_of("outline") == "at first"
    one.note("body", "x")
    here.save(one)
    assert words_of(reopened(here)[0]) == {"at first", "newer words"}


def test_what_a_prompt_was_made_from_comes_from_the_window_that_copied_it(
    windows: tuple[Window, Window],
) -> None:
    (one, here), (two, there) = windows
    one.record_copy("body", one.compose("body"))
    here.save(one)
    there.refresh(two)
    two.answer("body", "words", "pasted")
    assert two.answer_of("body").inputs == one.copied["body"].inputs
