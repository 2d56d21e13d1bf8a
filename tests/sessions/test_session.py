"""What a session says, and what a person does to it."""

from __future__ import annotations

import pytest

from copydesk.sessions.session import Session
from copydesk.text import digest
from sessions.small import begun, small_kit


def test_it_begins_with_the_brief_and_waits_for_the_first_answer() -> None:
    session = begun()
    assert session.title == "CI vs CD"
    assert session.progress() == (0, 3)  # the optional prompt is not waited for
    assert [session.prompt_state(p.id) for p in session.kit.prompts] == [
        "to do",
        "waiting",
        "to do",
        "waiting",
    ]
    assert session.waits_for("review") == ("outline", "body")


def test_an_id_that_cannot_name_a_folder_is_refused() -> None:
    session = begun()
    for name in ("../x", "", "CON", "con", "a/b", "a b"):
        with pytest.raises(ValueError, match="no session's id"):
            Session(id=name, kit=session.kit, state=session.state, origin=session.origin)


def test_the_next_prompt_is_one_that_can_be_done_and_the_search_wraps_round() -> None:
    session = begun()
    assert session.next_prompt().id == "outline"
    assert session.next_prompt("body").id == "outline"
    session.answer("outline", "# One", "pasted")
    assert session.next_prompt("outline").id == "body"
    session.skip("body")
    assert session.next_prompt("body").id == "review"
    session.answer("review", "Good.", "pasted")
    assert session.next_prompt("review") is None


def test_the_next_prompt_after_one_that_is_gone_is_the_first() -> None:
    assert begun().next_prompt("never-was").id == "outline"


def test_an_optional_prompt_holds_up_nothing_and_counts_once_it_is_answered() -> None:
    session = begun()
    session.answer("extra", "A box.", "pasted")
    assert session.progress() == (1, 4)


def test_an_answer_ends_a_skip() -> None:
    session = begun()
    session.skip("outline")
    session.answer("outline", "# One", "pasted")
    assert session.prompt_state("outline") == "answered"
    assert "outline" not in session.state.skipped


def test_the_same_answer_again_and_an_empty_one_change_nothing() -> None:
    session = begun()
    session.answer("outline", "# One", "pasted")
    assert session.answer("outline", "# One", "edited") is None
    assert session.answer("outline", "", "pasted") is None
    assert len(session.history["outline"]) == 1


def test_an_answer_to_a_prompt_that_the_kit_lacks_is_refused() -> None:
    with pytest.raises(KeyError):
        begun().answer("never-was", "words", "pasted")


def test_every_version_is_kept_and_can_be_taken_back() -> None:
    session = begun()
    for text in ("one", "two", "three"):
        session.answer("outline", text, "pasted")
    first = session.history["outline"][0]
    session.take_back(first)
    assert session.text_of("outline") == "one"
    assert len(session.history["outline"]) == 3
    assert session.take_back(first) is None


def test_clearing_leaves_the_answer_among_the_versions() -> None:
    session = begun()
    session.answer("outline", "one", "pasted")
    session.clear("outline")
    assert session.text_of("outline") == ""
    assert session.version(session.history["outline"][0]).text == "one"


def test_what_a_chat_wrote_after_it_stopped_goes_on_a_line_of_its_own() -> None:
    session = begun()
    session.append("outline", "one")
    session.append("outline", "two\n")
    session.append("outline", "three")
    assert session.text_of("outline") == "one\ntwo\nthree"
    assert session.append("outline", "") is None


def test_an_answer_remembers_what_its_prompt_was_made_from() -> None:
    session = begun()
    assert session.answer("outline", "unasked", "pasted")
    assert session.answer_of("outline").inputs is None
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "asked", "pasted")
    inputs = session.answer_of("outline").inputs
    assert inputs["brief.title"] == digest("CI vs CD")
    session.set_brief("title", "Another")
    session.answer("outline", "asked, and mended by hand", "edited")
    assert session.answer_of("outline").inputs == inputs


def test_two_answers_in_one_second_with_other_inputs_are_two_versions() -> None:
    session = begun()
    session.answer("outline", "same", "pasted")
    session.clear("outline")
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "same", "pasted")
    assert len(session.history["outline"]) == 2
    assert session.version(session.history["outline"][0]).inputs is None


def test_in_one_chat_an_answer_refers_back_until_it_is_edited_or_a_new_chat_begins() -> None:
    session = begun(one_chat=True)
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "# One", "pasted")
    assert session.compose("body").slots[0].state == "above"
    assert session.compose("body", one_chat=False).slots[0].state == "filled"
    session.new_chat()
    assert session.compose("body").slots[0].state == "filled"
    session.undo()
    assert session.compose("body").slots[0].state == "above"
    session.answer("outline", "# One, mended", "edited")
    assert session.compose("body").slots[0].state == "filled"


def test_in_fresh_chats_every_slot_is_whole() -> None:
    session = begun()
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "# One", "pasted")
    assert session.compose("body").slots[0].state == "filled"


def test_notes_and_brief_flow_into_the_prompt() -> None:
    session = begun()
    session.note("outline", "  Mind the pricing.  ")
    session.set_brief("title", "CI or CD")
    text = session.compose("outline").text
    assert "Mind the pricing." in text
    assert "CI or CD for CI/CD" in text
    assert session.title == "CI or CD"


def test_typing_in_the_brief_is_one_change_until_something_else_happens() -> None:
    session = begun()
    change = session.set_brief("audience", "d")
    change = session.set_brief("audience", "de", change.id)
    session.set_brief("audience", "dev", change.id)
    assert len(session.log) == 1
    session.note("body", "x")
    session.set_brief("audience", "devs", change.id)
    assert len(session.log) == 3
    session.undo()
    assert session.state.brief["audience"] == "dev"
    session.undo()
    session.undo()
    assert "audience" not in session.state.brief


def test_clearing_the_title_while_typing_can_be_undone_with_the_sessions_title() -> None:
    session = begun()
    change = session.set_brief("title", "Other")
    session.set_brief("title", "", change.id)
    session.undo()
    assert (session.title, session.state.brief["title"]) == ("CI vs CD", "CI vs CD")


def test_typing_back_to_the_old_value_leaves_nothing_to_undo() -> None:
    session = begun()
    change = session.set_brief("audience", "d")
    assert session.set_brief("audience", "", change.id) is not None  # to be saved all the same
    assert session.log == ()


def test_a_renamed_session_keeps_the_title_of_its_brief() -> None:
    session = begun()
    session.rename(" Draft two ")
    assert session.title == "Draft two"
    assert session.state.brief["title"] == "CI vs CD"


def test_a_session_without_a_title_is_called_by_its_kit() -> None:
    session = begun()
    session.rename("")
    assert session.title == "Small"


def test_a_prompt_that_the_kit_lost_is_called_by_its_id() -> None:
    session = begun(kit=small_kit(extra=""))
    assert session.name("extra") == "extra"
    assert session.name("review") == "3 The review"


def test_a_snapshot_stays_as_it_is_while_the_session_goes_on() -> None:
    session = begun()
    session.answer("outline", "one", "pasted")
    copy = session.snapshot()
    session.answer("outline", "two", "pasted")
    session.record_copy("body", session.compose("body"))
    assert copy.text_of("outline") == "one"
    assert len(copy.history["outline"]) == 1
    assert copy.copied == {}
    assert len(copy.log) == 1
