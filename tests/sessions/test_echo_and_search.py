"""Knowing a paste that is no answer, and finding words again."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.sessions.echo import echo
from copydesk.sessions.listing import newest
from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.search import in_answers, in_session
from copydesk.sessions.session import Session
from sessions.small import begun, saved, small_kit


def answered() -> Session:
    session = begun()
    session.answer("outline", "# One\n\nContinuous delivery, explained.\n", "pasted")
    return session


@pytest.mark.parametrize("change", [str, str.strip, lambda text: text.replace("\n", "\r\n")])
def test_the_prompt_just_copied_is_known_however_the_clipboard_changed_it(change: object) -> None:
    session = answered()
    composed = session.compose("body")
    session.record_copy("body", composed)
    pasted = change(composed.text)  # type: ignore[operator]
    assert echo(session, "body", pasted) == "That is this prompt itself, not an answer to it."
    assert "the prompt 2 The body itself" in echo(session, "review", pasted)


def test_what_another_step_holds_is_known() -> None:
    session = answered()
    text = session.text_of("outline")
    assert echo(session, "body", text.strip()) == "That is what 1 The outline already holds."
    assert echo(session, "outline", text) == ""


def test_an_answer_is_taken_for_one() -> None:
    session = answered()
    session.record_copy("body", session.compose("body"))
    assert echo(session, "body", "Words of a chat.") == ""


def test_copies_and_answers_of_prompts_that_are_gone_do_no_harm() -> None:
    session = answered()
    session.answer("extra", "a box", "pasted")
    session.record_copy("extra", session.compose("extra"))
    text = session.compose("extra").text
    take_over(session, moved_on(session, small_kit(version="2", extra="")))
    session.state.answers["extra"] = session.state.aside["extra"]  # type: ignore[index]
    assert "the prompt extra itself" in echo(session, "body", text)
    assert echo(session, "body", "a box") == "That is what extra already holds."


def test_words_are_found_in_titles_answers_and_the_brief() -> None:
    session = answered()
    session.set_brief("audience", "developers who deliver")
    assert [hit.where for hit in in_session(session, "deliver")] == [
        "1 The outline",
        "Brief: Audience",
    ]
    assert [hit.prompt for hit in in_session(session, "the review")] == ["review"]
    assert [hit.where for hit in in_session(session, "TOX")] == ["Brief: Tools"]
    assert list(in_session(session, "  ")) == []
    assert list(in_session(session, "(never")) == []


def test_an_excerpt_shows_what_stands_around() -> None:
    session = begun()
    session.answer("outline", "x" * 100 + " found\x1b\nhere " + "y" * 100, "pasted")
    (hit,) = in_session(session, "found")
    assert hit.excerpt.startswith("…x")
    assert hit.excerpt.endswith("y…")
    assert "found\u241b here" in hit.excerpt


@pytest.mark.parametrize("words", ["delivery", "DELIVERY explained", "Continuous  delivery", "é"])
def test_words_are_found_in_sessions_on_disk(words: str, tmp_path: Path) -> None:
    session = answered()
    session.append("outline", "É")
    saved(tmp_path, session)
    hits = list(in_answers(newest(tmp_path)[0], words))
    found = words != "DELIVERY explained"  # a comma stands between
    assert [hit.prompt for hit in hits] == (["outline"] if found else [])


def test_a_damaged_or_missing_session_has_no_hits(tmp_path: Path) -> None:
    folder = saved(tmp_path, answered())
    listed = newest(tmp_path)[0]
    folder.file.write_bytes(folder.file.read_bytes()[:-1])
    assert list(in_answers(listed, "delivery")) == []
    folder.file.unlink()
    assert list(in_answers(listed, "delivery")) == []
