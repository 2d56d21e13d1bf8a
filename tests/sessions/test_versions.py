"""Every version of an answer can be looked back at, and none of them is in the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace
from small import begun, reopened, saved, small_kit

from copydesk import clock
from copydesk.kits.checks import Words
from copydesk.kits.model import Kit, Phase
from copydesk.sessions.session import Session
from copydesk.sessions.versions import history


def checked_kit() -> Kit:
    """The small kit, its outline held to at most two words."""
    kit = small_kit()
    first, *others = kit.phases[0].prompts
    held = replace(first, checks=(Words(max=2),))
    return replace(kit, phases=(Phase(title="Writing", prompts=(held, *others)), *kit.phases[1:]))


def three_versions() -> Session:
    session = begun(kit=checked_kit())
    session.answer("outline", "one two three", "pasted")
    session.answer("outline", "one two", "edited")
    session.answer("outline", "four five six seven", "file")
    return session


def test_versions_are_listed_newest_first_and_numbered_from_the_oldest() -> None:
    kept = history(three_versions(), "outline")
    assert [one.number for one in kept] == [3, 2, 1]
    assert [one.text for one in kept] == ["four five six seven", "one two", "one two three"]
    assert [one.words for one in kept] == [4, 2, 3]
    assert [one.is_current for one in kept] == [True, False, False]


def test_a_prompt_without_an_answer_has_no_version() -> None:
    assert history(begun(), "outline") == ()


@pytest.mark.parametrize(
    ("source", "how"),
    [("pasted", "pasted"), ("edited", "edited"), ("file", "from a file"), ("model", "by a model")],
)
def test_a_version_says_when_and_how_it_came(
    source: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    session = begun()
    session.answer("outline", "One.", source)  # type: ignore[arg-type]
    (kept,) = history(session, "outline")
    assert (kept.source, kept.how, kept.at) == (source, how, "2026-11-22T09:30:00+00:00")


def test_one_taken_back_is_current_and_keeps_its_number() -> None:
    session = three_versions()
    session.take_back(history(session, "outline")[-1].ref)
    assert [(one.number, one.is_current) for one in history(session, "outline")] == [
        (3, False),
        (2, False),
        (1, True),
    ]


def test_after_clearing_none_is_current() -> None:
    session = three_versions()
    session.clear("outline")
    assert not any(one.is_current for one in history(session, "outline"))


def test_each_version_is_held_to_what_the_prompt_asks() -> None:
    kept = history(three_versions(), "outline")
    verdicts = {one.number: one.verdict for one in kept}
    assert {number: found and found.count("fail") for number, found in verdicts.items()} == {
        3: 1,
        2: 0,
        1: 1,
    }


def test_whether_its_inputs_are_known_is_said_of_each() -> None:
    session = begun()
    session.answer("outline", "Out of nowhere.", "pasted")
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "As asked.", "pasted")
    assert [one.inputs_known for one in history(session, "outline")] == [True, False]


def test_a_current_answer_accepted_as_good_has_known_inputs() -> None:
    session = begun()
    session.answer("outline", "Out of nowhere.", "pasted")
    session.still_good(["outline"])
    assert history(session, "outline")[0].inputs_known


def test_versions_on_disk_are_read_when_they_are_looked_at(tmp_path: Path) -> None:
    folder = saved(tmp_path, three_versions())
    session, _ = reopened(folder)
    kept = history(session, "outline")
    assert len(session.versions) == 1  # the current one
    assert [one.text for one in kept][-1] == "one two three"
    assert len(session.versions) == 3


def test_a_version_that_cannot_be_read_says_so_and_disturbs_no_other(tmp_path: Path) -> None:
    folder = saved(tmp_path, three_versions())
    session, _ = reopened(folder)
    first = session.history["outline"][0]
    (folder.sides / "versions" / f"{first}.json").unlink()
    kept = history(session, "outline")
    assert "cannot be read" in kept[-1].problem
    assert (kept[-1].text, kept[-1].at, kept[-1].how, kept[-1].words) == ("", "", "", 0)
    assert kept[-1].verdict is None
    assert not kept[-1].inputs_known
    assert [one.problem for one in kept[:-1]] == ["", ""]
