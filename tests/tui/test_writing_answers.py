"""Writing by hand: one draft that is safe within a second, one version when the box is left."""

from __future__ import annotations

import json
import shutil
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens.session import SessionScreen
from copydesk.tui.widgets.answer import AnswerBox

CODES = "one\x1b[31m\r\ntwo\x9b\u202e\r\nthree\x00 \ud800"


def _drafts(folder: SessionFolder) -> str:
    """All that the files of drafts hold; nothing while there are none."""
    files = sorted((folder.sides / "drafts").glob("*.json"))
    return "".join(json.dumps(json.loads(path.read_text())) for path in files)


async def test_what_is_typed_is_on_disk_soon_and_the_session_is_not_touched(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("e")
        await writer.saves()
        before = folder.file.read_bytes()
        await writer.types("some words")
        await writer.until(lambda: "some words" in _drafts(folder), "a draft is written")
        assert folder.file.read_bytes() == before
        assert writer.session.log == ()
        assert (folder.sides / "drafts").stat().st_mode & 0o077 == 0
        await writer.press("escape")
        await writer.saves()
        await writer.until(lambda: not _drafts(folder), "the draft is done")


async def test_words_of_a_window_that_was_killed_are_kept_by_the_next(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("e")
        await writer.types("half a thought")
        await writer.until(lambda: "half a thought" in _drafts(folder))
        after_the_crash = folder.sides.with_name("copy")
        shutil.copytree(folder.sides, after_the_crash, ignore=shutil.ignore_patterns("*.lock"))
    async with home.in_a_session(SessionFolder(after_the_crash)) as writer:
        await writer.says("Kept what was being written when the window closed: 1 Article outline")
        assert writer.session.text_of("outline") == "half a thought"
        await writer.press("u")
        assert writer.session.text_of("outline") == ""
    assert not list((after_the_crash / "drafts").glob("*.json"))


async def test_leaving_the_box_makes_one_version_however_much_was_typed(home: Home) -> None:
    folder = home.begins()
    async with home.in_a_session(folder) as writer:
        await writer.press("e")
        await writer.types("one")
        await writer.until(lambda: "one" in _drafts(folder))
        await writer.types(" two")
        await writer.until(lambda: "one two" in _drafts(folder))
        await writer.press("escape")
        saved = await writer.saves()
        assert saved.text_of("outline") == "one two"
        assert len(saved.history["outline"]) == 1
        assert saved.answer_of("outline").source == "edited"  # type: ignore[union-attr]


async def test_going_elsewhere_with_the_mouse_is_leaving_too(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("e", "a")
        await writer.clicks(writer.card("outline").query_one("CardHead"))
        await writer.until(lambda: writer.session.text_of("outline") == "a")
        assert not writer.app.screen.query(AnswerBox)


async def test_losing_the_terminals_focus_is_not_leaving(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("e", "a")
        box = writer.app.focused
        await writer.leaves_the_terminal()
        assert writer.session.log == ()
        assert writer.app.screen.query_one(AnswerBox) is box
        await writer.comes_back()
        await writer.press("b")
        assert writer.app.focused is box
        assert isinstance(box, AnswerBox)
        assert box.text == "ab"


async def test_what_was_not_touched_stays_as_it_was_stored_control_codes_and_all(
    home: Home,
) -> None:
    async with home.in_a_session(answers={"outline": CODES}) as writer:
        await writer.goes_to("outline")
        await writer.press("e")
        await writer.press("X", "escape")
        saved = await writer.saves()
        assert saved.text_of("outline") == "X" + CODES


async def test_opening_and_leaving_a_box_is_no_change(home: Home) -> None:
    async with home.in_a_session(answers={"outline": CODES}) as writer:
        await writer.goes_to("outline")
        log = writer.session.log
        await writer.press("e", "escape")
        assert writer.session.text_of("outline") == CODES
        assert writer.session.log == log


async def test_an_emptied_box_is_no_answer_and_undo_brings_it_back(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "ab"}) as writer:
        await writer.goes_to("outline")
        await writer.press("e", "delete", "delete", "escape")
        assert writer.session.prompt_state("outline") == "to do"
        await writer.press("u")
        assert writer.session.text_of("outline") == "ab"


async def test_keys_in_a_box_are_text_and_never_commands(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("e")
        await writer.types("jkcvansu?/xq")
        assert isinstance(writer.app.screen, SessionScreen)
        await writer.press("escape")
        assert writer.session.text_of("outline") == "jkcvansu?/xq"
        assert writer.session.state.skipped == {}
        assert home.clipboard.copied == []


async def test_a_disk_that_takes_no_draft_is_said(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with home.in_a_session() as writer:
        monkeypatch.setattr(type(writer.screen.work.drafts), "write", full)
        await writer.press("e", "a")
        await writer.says("What you type is not saved: No space left on device")


# Rendered


async def test_m_shows_the_answer_rendered_and_m_again_as_it_came(home: Home) -> None:
    answer = "# Heading\n\n- *one*\n- [two](file:///etc/passwd) \x1b]8;;x\x07\n"
    async with home.in_a_session(answers={"outline": answer}) as writer:
        await writer.goes_to("outline")
        await writer.press("m")
        await writer.says("Rendered")
        assert "# Heading" not in writer.sees()
        assert "• one" in writer.sees()
        links = [
            segment.style.link
            for line in writer.app.screen._compositor.render_strips()
            for segment in line
            if segment.style
        ]
        assert not any(links)
        await writer.press("m")
        await writer.says("As it came")
        assert "# Heading" in writer.sees()


async def test_a_new_answer_is_shown_as_it_came_and_can_be_rendered_at_once(home: Home) -> None:
    async with home.in_a_session(answers={"outline": "# One"}) as writer:
        await writer.goes_to("outline")
        await writer.press("m")
        await writer.says("Rendered")
        await writer.pastes("# Two")
        await writer.goes_to("outline")
        assert "# Two" in writer.sees()
        await writer.press("m")
        await writer.says("Rendered")
        assert "# Two" not in writer.sees()


async def test_without_an_answer_there_is_nothing_to_render(home: Home) -> None:
    async with home.in_a_session() as writer:
        await writer.press("m")
        await writer.says("There is no answer to render here")


# The writer's own editor


def _editor(folder: Path, body: str) -> str:
    """An editor that does one thing to the file it is given and ends."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "an editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f"'{script}' --wait"


async def _edits(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer.app, "suspend", nullcontext)
    await writer.press("E")
    await writer.rests()


async def test_the_editors_words_become_a_version(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = _editor(tmp_path, 'printf "%s" "$(cat "$2") and more" > "$2"')
    async with home.in_a_session(answers={"outline": CODES}, editor=editor) as writer:
        await writer.goes_to("outline")
        await _edits(writer, monkeypatch)
        await writer.until(lambda: writer.session.text_of("outline") != CODES)
        assert writer.session.text_of("outline").endswith(" and more")
        assert writer.session.text_of("outline").startswith("one\x1b[31m\r\ntwo")
        folder = writer.screen.work.folder
        await writer.saves()
        await writer.until(lambda: not list((folder.sides / "drafts").glob("*outline*")))


async def test_an_editor_that_fails_changes_nothing_and_what_it_left_is_named(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = _editor(tmp_path, 'echo broken > "$2"; exit 3')
    async with home.in_a_session(answers={"outline": "kept"}, editor=editor) as writer:
        await writer.goes_to("outline")
        await _edits(writer, monkeypatch)
        said = await writer.says("ended with an error (3)")
        assert writer.session.text_of("outline") == "kept"
        left = next((writer.screen.work.folder.sides / "drafts").glob("*outline*"))
        assert str(left) in said


async def test_an_editor_that_is_not_there_is_said(home: Home) -> None:
    async with home.in_a_session(editor="no-such-editor") as writer:
        await writer.press("E")
        await writer.says("There is no editor 'no-such-editor'")


async def test_where_no_editor_can_be_shown_the_box_is_named_instead(
    home: Home, tmp_path: Path
) -> None:
    async with home.in_a_session(editor=_editor(tmp_path, "exit 0")) as writer:
        await writer.press("E")
        await writer.says("An editor cannot be opened here. e writes in the box.")
