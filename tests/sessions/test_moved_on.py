"""A kit, map or brief that was edited since the session began: said, shown, and taken over."""

from __future__ import annotations

from pathlib import Path

from copydesk.kits.model import BriefField, MapValues
from copydesk.sessions.moved_on import MovedOn, moved_on, prompt_difference, take_over
from sessions.small import FIELDS, begun, reopened, saved, small_kit, words_of

BRIEF = {"title": "CI vs CD", "words": 900, "tools": ("uv", "tox")}
MAP = MapValues(topic="CI/CD", siblings=("Caching", "Matrix builds"))


def test_files_that_did_not_change_say_nothing() -> None:
    session = begun()
    assert moved_on(session, small_kit(), BRIEF, MAP) is None
    assert moved_on(session, None) is None
    session.set_brief("title", "Mine")  # what a writer changes here is no news
    assert moved_on(session, small_kit(), BRIEF, MAP) is None


def test_what_differs_is_said_in_a_writers_words() -> None:
    session = begun()
    newer = small_kit(version="2", outline="Outline it.\n", extra="", check="Check it.\n")
    brief = {"title": "CI or CD", "words": 900, "audience": "all"}
    moved = moved_on(session, newer, brief, MapValues(topic="CI"))
    assert set(moved.lines) == {
        "The kit is version 2 now; this session began with 1.",
        "New prompt: 4 The check.",
        "Prompt gone: 3 The extra; its answer is set aside.",
        "1 The outline: text changed (+1 −1 lines).",
        "In the brief: title changed.",
        "In the brief: audience new.",
        "In the brief: tools gone.",
        "In the map: siblings gone.",
        "In the map: topic changed.",
    }
    assert prompt_difference(session.kit, newer, "outline")[-2:] == (
        "-Outline {{brief.title}} for {{map.topic}}.",
        "+Outline it.",
    )


def test_answers_find_their_prompts_and_the_rest_is_set_aside(tmp_path: Path) -> None:
    session = begun()
    for prompt in ("outline", "extra"):
        session.answer(prompt, f"the {prompt}", "pasted")
    session.skip("review")
    newer = small_kit(version="2", extra="", review="", check="Check it.\n")
    take_over(session, moved_on(session, newer))
    assert session.text_of("outline") == "the outline"
    assert set(session.state.aside) == {"extra"}
    assert session.state.skipped == {}
    assert session.progress() == (1, 3)
    folder = saved(tmp_path, session)
    session, folder = reopened(folder)
    assert "the extra" in words_of(session)
    session.undo()
    assert session.text_of("extra") == "the extra"
    assert session.kit.version == "1"
    folder.save(session)
    session, _ = reopened(folder)
    session.redo()
    assert session.kit == newer


def test_a_prompt_that_returns_gets_its_answer_back() -> None:
    session = begun()
    session.answer("extra", "a box", "pasted")
    take_over(session, moved_on(session, small_kit(version="2", extra="")))
    take_over(session, moved_on(session, small_kit(version="3")))
    assert session.text_of("extra") == "a box"
    assert session.state.aside == {}


def test_what_the_writer_changed_in_the_brief_stays() -> None:
    session = begun()
    session.set_brief("title", "Mine")
    session.set_brief("tools", None)
    session.set_brief("audience", "my readers")
    brief = {"title": "Theirs", "words": 1200, "tools": ("nox",)}
    take_over(session, moved_on(session, small_kit(), brief))
    assert session.state.brief == {"title": "Mine", "words": 1200, "audience": "my readers"}
    assert moved_on(session, small_kit(), brief) is None
    session.undo()
    assert session.state.brief["words"] == 900


def test_a_newer_map_flows_into_the_prompts() -> None:
    session = begun()
    take_over(session, moved_on(session, None, None, MapValues(topic="Releases")))
    assert "for Releases." in session.compose("outline").text
    assert "siblings" not in session.state.map


def test_a_value_moves_into_a_field_of_another_kind_or_out_of_it() -> None:
    kinds = {"title": "text", "words": "text", "tools": "line", "audience": "list"}
    fields = tuple(BriefField(id=one.id, kind=kinds[one.id], label=one.label) for one in FIELDS)
    session = begun(audience="first\n\nsecond\n")
    take_over(session, moved_on(session, small_kit(version="2", fields=fields)))
    assert session.state.brief == {
        "title": "CI vs CD",
        "words": "900",
        "tools": "uv, tox",
        "audience": ("first", "second"),
    }
    take_over(session, moved_on(session, small_kit(version="3")))
    assert session.state.brief["words"] == 900
    session.set_brief("words", None)

    numbers = tuple(BriefField(id=one.id, kind="number", label=one.label) for one in FIELDS)
    take_over(session, moved_on(session, small_kit(version="4", fields=numbers)))
    assert session.state.brief == {}  # words are no numbers
    session.undo()
    assert session.state.brief["title"] == "CI vs CD"


def test_a_difference_that_no_line_tells_is_still_one() -> None:
    session = begun()
    moved = moved_on(session, small_kit(title="Small, renamed"))
    assert isinstance(moved, MovedOn)
    assert moved.lines == ("Only wording that no prompt shows.",)
