"""An answer is stale when what it was made from has changed since; nothing is guessed."""

from __future__ import annotations

from pathlib import Path

from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.session import Session
from copydesk.sessions.staleness import resting_on
from sessions.small import begun, reopened, saved, small_kit


def written(*prompts: str, session: Session | None = None) -> Session:
    """A session in which prompts were copied and answered, and looked at."""
    session = session or begun()
    for prompt in prompts:
        session.record_copy(prompt, session.compose(prompt))
        session.answer(prompt, f"The {prompt}, first draft.", "pasted")
    session.check()
    return session


def test_nothing_is_stale_while_nothing_changes() -> None:
    session = written("outline", "body", "review")
    assert [session.staleness(prompt.id) for prompt in session.kit.prompts] == [()] * 4
    assert session.troubles() == (0, 0)


def test_what_was_made_from_an_answer_is_stale_when_that_changes_and_so_is_what_rests_on_it() -> (
    None
):
    session = written("outline", "body", "review")
    session.answer("outline", "Another outline.", "edited")
    assert session.staleness("body") == ("1 The outline changed after this was written",)
    assert session.staleness("review") == (
        "it is of an earlier draft: The article changed after this was written",
        "it rests on 2 The body, which is stale",
    )
    assert session.prompt_state("body") == session.prompt_state("review") == "stale"
    assert session.prompt_state("outline") == "answered"
    assert session.troubles() == (0, 2)


def test_a_value_of_the_brief_a_note_and_the_map_are_named_in_words() -> None:
    session = written("outline", "body", "extra")
    session.set_brief("words", 1200)
    session.set_brief("tools", ("nox",))
    session.note("outline", "Shorter, please.")
    assert session.staleness("body") == (
        "Words in the brief changed after this was written",
        "it rests on 1 The outline, which is stale",
    )
    assert session.staleness("extra") == ("Tools in the brief changed after this was written",)
    assert session.staleness("outline") == ("your note changed after this was written",)


def test_an_answer_that_came_or_went_since_is_told_apart_from_one_that_changed() -> None:
    session = written("body")
    session.answer("outline", "It comes late.", "pasted")
    assert session.staleness("body") == ("1 The outline was not there when this was written",)
    session = written("outline", "body")
    session.clear("outline")
    assert session.staleness("body") == ("1 The outline is gone since this was written",)


def test_an_answer_without_a_copy_has_unknown_inputs_and_is_never_called_stale() -> None:
    session = written("outline")
    session.answer("body", "From somewhere else.", "pasted")
    assert not session.inputs_known("body")
    session.answer("outline", "Another outline.", "edited")
    assert session.staleness("body") == ()
    assert session.prompt_state("body") == "answered"
    assert session.inputs_known("outline")


def test_a_text_that_is_back_as_it_was_makes_what_rests_on_it_fresh_again() -> None:
    session = written("outline", "body")
    session.answer("outline", "Another outline.", "edited")
    assert session.staleness("body")
    session.undo()
    assert session.staleness("body") == ()


def test_an_answer_accepted_for_a_later_text_is_fresh_for_the_one_it_was_made_from_too() -> None:
    session = written("outline", "body")
    first = session.state.answers["outline"]
    session.answer("outline", "Another outline.", "edited")
    session.still_good(["body"])
    session.take_back(first)
    assert session.staleness("body") == ()
    session.answer("outline", "A third outline.", "edited")
    assert session.staleness("body")


def test_an_edited_answer_stays_as_stale_as_it_was() -> None:
    session = written("outline", "body")
    session.answer("outline", "Another outline.", "edited")
    session.answer("body", "The body, a comma mended.", "edited")
    assert session.staleness("body") == ("1 The outline changed after this was written",)


def test_an_answer_to_the_prompt_as_copied_anew_is_fresh() -> None:
    session = written("outline", "body")
    session.answer("outline", "Another outline.", "edited")
    assert written("body", session=session).staleness("body") == ()


def test_still_good_accepts_one_answer_until_something_else_changes() -> None:
    session = written("outline", "body", "review")
    session.answer("outline", "Another outline.", "edited")
    change = session.still_good(["body"])
    assert change is not None
    assert change.label == "2 The body accepted as still good"
    assert session.staleness("body") == ()
    assert session.staleness("review") == (
        "it is of an earlier draft: The article changed after this was written",
    )
    session.answer("body", "The body, a comma mended.", "edited")
    assert session.staleness("body") == ()  # an edit keeps what was accepted
    session.answer("outline", "A third outline.", "edited")
    assert session.staleness("body") == ("1 The outline changed after this was written",)


def test_all_that_rests_on_an_answer_is_accepted_at_once_and_taken_back_at_once() -> None:
    session = written("outline", "body", "review")
    session.answer("outline", "Another outline.", "edited")
    assert resting_on(session, "outline") == ("body", "review")
    assert resting_on(session, "body") == ("review",)
    session.still_good(resting_on(session, "outline"))
    assert session.troubles() == (0, 0)
    session.undo()
    assert session.troubles() == (0, 2)
    session.redo()
    assert session.troubles() == (0, 0)


def test_an_answer_of_unknown_inputs_can_be_accepted_for_what_stands_now() -> None:
    session = written("outline")
    session.answer("body", "From somewhere else.", "pasted")
    session.still_good(["body"])
    assert session.inputs_known("body")
    session.answer("outline", "Another outline.", "edited")
    assert session.staleness("body") == ("1 The outline changed after this was written",)


def test_what_was_accepted_and_what_is_stale_are_on_disk(tmp_path: Path) -> None:
    session = written("outline", "body", "review")
    session.answer("outline", "Another outline.", "edited")
    session.still_good(["body"])
    folder = saved(tmp_path, session)
    head = folder.head()
    assert (head.failing, head.stale) == (0, 1)
    other, _ = reopened(folder)
    assert other.troubles() == (0, 1)  # as last known, before anybody looked
    other.check()
    assert [prompt.id for prompt in other.kit.prompts if other.staleness(prompt.id)] == ["review"]
    other.undo()
    assert other.troubles() == (0, 2)


def test_a_prompt_changed_in_the_kit_makes_its_answer_stale_once_the_kit_is_taken_over() -> None:
    session = written("outline", "body")
    newer = small_kit(version="2", body="Write {{brief.words}} words.\n\n{{answer.outline}}\n")
    moved = moved_on(session, newer)
    assert moved is not None
    assert session.staleness("body") == ()
    take_over(session, moved)
    assert session.staleness("body") == ("its prompt changed after this was written",)


def test_the_next_prompt_is_one_to_do_then_one_that_is_stale() -> None:
    session = written("outline", "body")
    session.answer("outline", "Another outline.", "edited")
    assert session.next_prompt("outline").id == "review"
    session.skip("review")
    assert session.next_prompt("outline").id == "body"
    session.still_good(["body"])
    assert session.next_prompt("outline") is None


def test_a_skipped_answer_does_not_make_what_was_written_without_it_stale() -> None:
    session = begun()
    session.skip("outline")
    assert written("body", session=session).staleness("body") == ()
