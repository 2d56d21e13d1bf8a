"""The desk: what to continue, what the library holds, and a preview of either."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from writer_at_work import Home, Writer

from copydesk.kits.library import Library
from copydesk.kits.places import Place
from copydesk.paths import bundled
from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens.ask import AskText
from copydesk.tui.screens.find import FindOnDesk

KIT = """\
format = 1
version = "1.0"
title = "Letter"
summary = "A letter in one step"
updated = 2026-01-02

[brief.to]
kind = "line"
label = "To whom"

[[phases]]
title = "Writing"

[[phases.prompts]]
id = "letter"
title = "The letter"
summary = "All of it"
answer = { format = "text" }
"""


def _has_kit(home: Home, name: str = "letter", text: str = KIT) -> Path:
    folder = home.folders.kits / name
    (folder / "prompts").mkdir(parents=True)
    (folder / "kit.toml").write_text(text)
    (folder / "prompts" / "letter.md").write_text("Write to {{brief.to}}.\n")
    home.uses_own_kits()
    return folder


def _ages(folder: SessionFolder, minutes: int) -> None:
    """Let a session's file be so old."""
    at = time.time() - 60 * minutes
    os.utime(folder.file, (at, at))


def _titles(writer: Writer, shelf: str) -> list[str]:
    return [row.text for row in writer.shelf(shelf).rows]


async def _cursor_on(writer: Writer, shelf: str, key: str) -> None:
    """Bring the cursor to a row and wait for its preview."""
    writer.shelf(shelf).focus()
    await writer.rests()
    writer.shelf(shelf).go_to_key(key)
    await writer.rests()
    row = writer.shelf(shelf).row
    assert row is not None
    assert row.key == key, f"{key} is not in {[row.key for row in writer.shelf(shelf).rows]}"


async def _previews(writer: Writer, *words: str) -> str:
    await writer.until(lambda: all(word in writer.preview() for word in words), f"{words} shown")
    return writer.preview()


# Continue


async def test_sessions_are_listed_newest_first_with_progress_phase_and_age(home: Home) -> None:
    old = home.begins("ci-vs-cd", {"outline": "An outline", "research": "Facts"})
    done = home.begins("release", {p.id: "x" for p in home.library.kit("release").prompts})
    new = home.begins("flaky-tests")
    for minutes, folder in ((120, old), (60, done), (0, new)):
        _ages(folder, minutes)
    async with home.at_the_desk() as writer:
        rows = writer.shelf("continue").rows
        assert [row.key for row in rows] == [f"session:{f.sides.name}" for f in (new, done, old)]
        assert rows[0].right.startswith("0/12  Planning")
        assert "done" in rows[1].right
        assert rows[2].right.startswith("2/12")
        assert "now" in rows[2].right
        await writer.until(lambda: "3 sessions, 2 in progress" in writer.sees())


async def test_an_empty_desk_says_what_to_do_and_stands_on_the_first_article(home: Home) -> None:
    async with home.at_the_desk() as writer:
        assert "Nothing begun yet: choose an article below." in writer.sees()
        row = writer.shelf("library").row
        assert row is not None
        assert row.key == "article:ci-cd-for-python/ci-vs-cd"
        await _previews(writer, "CI vs CD: What Python developers need to know")
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.session.origin.article == "ci-vs-cd"


async def test_enter_resumes_where_the_writer_was(home: Home) -> None:
    home.begins("ci-vs-cd", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        await writer.press("enter")
        await writer.is_in_session()
        await writer.goes_to("faq")
        await writer.press("escape")
        await writer.is_at_desk()
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.here == "faq"
        assert writer.session.text_of("outline") == "An outline"
        assert len(home.store.every()) == 1


async def test_enter_on_an_article_resumes_its_latest_session_and_n_begins_another(
    home: Home,
) -> None:
    home.begins("ci-vs-cd", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        await _cursor_on(writer, "library", "article:ci-cd-for-python/ci-vs-cd")
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.session.text_of("outline") == "An outline"
        await writer.press("escape")
        await writer.is_at_desk()
        await writer.press("n")
        await writer.is_in_session()
        assert writer.session.text_of("outline") == ""
        await writer.press("escape")
        await writer.is_at_desk()
        assert len(home.store.every()) == 2


async def test_n_on_a_session_begins_the_same_anew(home: Home) -> None:
    home.begins("flaky-tests", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        await writer.press("n")
        await writer.is_in_session()
        assert writer.session.origin.article == "flaky-tests"
        assert writer.session.state.answers == {}
        assert len(home.store.every()) == 2


async def test_n_on_a_session_whose_article_is_gone_says_so(home: Home, tmp_path: Path) -> None:
    shutil.copytree(bundled() / "maps", tmp_path / "maps")
    shutil.copytree(bundled() / "article", tmp_path / "article")
    home.library = Library((Place("given", tmp_path),))
    home.begins("flaky-tests")
    (tmp_path / "maps" / "ci-cd-for-python" / "flaky-tests.toml").unlink()
    async with home.at_the_desk() as writer:
        await writer.press("n")
        await writer.says("The library has no article 'flaky-tests' to begin again")


async def test_a_session_can_be_renamed_duplicated_deleted_and_taken_back(home: Home) -> None:
    folder = home.begins("ci-vs-cd", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, AskText))
        await writer.press("f7", "delete")
        await writer.pastes("Second [b]try[/b]\n")
        await writer.press("enter")
        await writer.says("Renamed to Second [b]try[/b].")
        assert _titles(writer, "continue") == ["Second [b]try[/b]"]

        await writer.press("d")
        await writer.says("Duplicated Second [b]try[/b].")
        await writer.until(lambda: len(_titles(writer, "continue")) == 2)
        assert "Second [b]try[/b] (copy)" in _titles(writer, "continue")

        await _cursor_on(writer, "continue", f"session:{folder.sides.name}")
        await writer.press("x")
        await writer.says("Second [b]try[/b] is in the trash; u takes it back.")
        assert _titles(writer, "continue") == ["Second [b]try[/b] (copy)"]
        assert not folder.file.exists()

        await writer.press("u")
        await writer.says("Taken back from the trash.")
        row = writer.shelf("continue").row
        assert row is not None
        assert row.key == f"session:{folder.sides.name}"
        assert folder.open().text_of("outline") == "An outline"
        await writer.press("u")
        await writer.says("Nothing to take back.")


async def test_a_deletion_is_taken_back_after_a_restart_too(home: Home) -> None:
    folder = home.begins()
    async with home.at_the_desk() as writer:
        await writer.press("delete")
        await writer.says("is in the trash")
        await writer.quits()
    async with home.at_the_desk() as writer:
        await writer.press("u")
        await writer.says("Taken back from the trash.")
    assert folder.file.exists()


async def test_keys_for_sessions_say_so_when_the_cursor_is_on_none(home: Home) -> None:
    async with home.at_the_desk() as writer:
        for key in ("r", "d", "x"):
            await writer.press(key)
            await writer.says("Put the cursor on a session under Continue first.")


async def test_only_the_newest_fifty_are_listed_and_the_rest_is_announced(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.tui.screens.desk.NEWEST", 2)
    oldest = home.begins("flaky-tests", {"outline": "a needle in the haystack"})
    _ages(oldest, 500)
    for minutes in range(3):
        _ages(home.begins("release"), minutes)
    async with home.at_the_desk() as writer:
        assert len(writer.shelf("continue").rows) == 2
        await writer.says("2 older sessions: / finds them.")
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindOnDesk))
        await writer.pastes("needle")
        await writer.until(lambda: "1 place" in writer.sees())
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.session.id == oldest.sides.name
        assert writer.here == "outline"


# A damaged session


async def test_a_damaged_session_says_where_it_lies_and_opens_its_backup(home: Home) -> None:
    folder = home.begins()
    session = folder.open()
    session.answer("outline", "An outline", "pasted")
    folder.save(session)
    session.answer("research", "Lost in the damage", "pasted")
    folder.save(session)
    damage = folder.file.read_bytes()[:-40]
    folder.file.write_bytes(damage)
    async with home.at_the_desk() as writer:
        assert writer.shelf("continue").rows[0].right == "damaged"
        text = await _previews(writer, "cut off or altered")
        assert str(folder.sides) in text
        assert "Enter opens that one" in text
        await writer.press("enter")
        await writer.is_in_session()
        await writer.says("Opened the backup; the damaged file lies beside it.")
        assert writer.session.text_of("outline") == "An outline"
        beside = [path for path in folder.sides.iterdir() if "damaged" in path.name]
        assert [path.read_bytes() for path in beside] == [damage]


async def test_a_damaged_session_without_a_backup_is_left_alone(home: Home) -> None:
    folder = home.begins()
    folder.file.write_bytes(b"{ this is none")
    folder.backup.unlink(missing_ok=True)
    async with home.at_the_desk() as writer:
        await _previews(writer, "There is no backup beside it. Nothing was touched.")
        await writer.press("enter")
        await writer.says(str(folder.sides))
        assert folder.file.read_bytes() == b"{ this is none"


# The library


async def test_the_library_is_a_tree_that_folds_and_unfolds(home: Home) -> None:
    async with home.at_the_desk() as writer:
        rows = writer.shelf("library").rows
        assert [row.depth for row in rows[:3]] == [0, 1, 2]
        assert rows[0].text == "CI/CD for Python Projects"
        assert rows[1].text == "Foundations & Concepts"
        assert [row.text for row in rows if row.key.startswith("kit:")] == [
            "Kit: Article",
            "Kit: Software release",
        ]
        await _cursor_on(writer, "library", rows[1].key)
        await writer.press("enter")
        folded = writer.shelf("library").rows
        assert len(folded) < len(rows)
        assert folded[1].folded
        await writer.press("right")
        assert writer.shelf("library").rows == rows
        await writer.press("k", "left")
        assert [row.text for row in writer.shelf("library").rows][0:2] == [
            "CI/CD for Python Projects",
            "Kit: Article",
        ]
        await writer.press("l")
        assert writer.shelf("library").rows == rows


async def test_the_tree_shows_how_far_each_article_is(home: Home) -> None:
    home.begins("ci-vs-cd", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        await writer.until(lambda: "1 of" in writer.shelf("library").rows[0].right)
        row = next(r for r in writer.shelf("library").rows if r.key.endswith("/ci-vs-cd"))
        assert (row.sign, row.right) == ("◔", "1/12")


async def test_an_article_is_previewed_whole(home: Home) -> None:
    async with home.at_the_desk() as writer:
        text = await _previews(writer, "Pro tips")
        start = home.library.start(home.library.find("ci-vs-cd")[0])
        first = start.brief.overview.strip().split("\n\n")[0]
        for part in (
            "informational · 900 words · 12 prompts in 4 phases · updated ",
            "CI/CD for Python Projects · Foundations & Concepts",
            " ".join(first.split()),
            "How to use it",
            "Primary keyword  ci vs cd python",
            "Distribution",
            "4 Body sections",
            "Common mistakes",
            f"· {start.values['tips'][0]}",  # type: ignore[index]
        ):
            assert part in text
        await writer.press("space")
        assert writer.app.screen.query_one("#preview").scroll_offset.y > 0


async def test_kits_and_maps_are_previewed_too(home: Home) -> None:
    async with home.at_the_desk() as writer:
        await _cursor_on(writer, "library", "kit:release")
        await _previews(writer, "Software release", "version 1.0", "What it asks for")
        await _cursor_on(writer, "library", "map:ci-cd-for-python")
        await _previews(writer, "Topical map · ", "Pillar article", "Foundations & Concepts")


async def test_a_session_is_previewed_with_its_states_and_what_comes_next(home: Home) -> None:
    home.begins("ci-vs-cd", {"outline": "An outline"})
    async with home.at_the_desk() as writer:
        text = await _previews(writer, "Next  2 Research brief", "Primary keyword")
        assert "● 1 Article outline · answered" in text
        assert "○ 2 Research brief · to do" in text
        assert "1 of 12 answered" in text


async def test_a_kit_of_ones_own_is_listed_begun_and_read_again_on_f5(home: Home) -> None:
    folder = _has_kit(home)
    async with home.at_the_desk() as writer:
        await _cursor_on(writer, "library", "kit:letter")
        await _previews(writer, "A letter in one step")
        kit = (folder / "kit.toml").read_text().replace("in one step", "in a single step")
        (folder / "kit.toml").write_text(kit)
        await writer.press("f5", "j", "k")
        await _previews(writer, "A letter in a single step")
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.session.kit.id == "letter"


async def test_a_broken_kit_is_listed_with_all_its_errors_and_hides_nothing(home: Home) -> None:
    folder = _has_kit(home, text=KIT.replace('"line"', '"lime"').replace("letter", "l e t"))
    async with home.at_the_desk() as writer:
        row = next(r for r in writer.shelf("library").rows if r.key == "kit:letter")
        assert row.right == "broken"
        await _cursor_on(writer, "library", "kit:letter")
        text = await _previews(writer, "It cannot be used as it is: ")
        assert f"{folder / 'kit.toml'}:8" in text
        assert '"line"' in text or "line" in text
        assert text.count(str(folder)) >= 2
        await writer.press("enter")
        await writer.says("The preview says why.")
        assert "kit:article" in [r.key for r in writer.shelf("library").rows]
        await _cursor_on(writer, "library", "kit:release")
        await _previews(writer, "Software release")


async def test_a_kit_that_hides_another_is_seen_to_do_so(home: Home) -> None:
    folder = _has_kit(home, name="release")
    async with home.at_the_desk() as writer:
        rows = {row.key: row for row in writer.shelf("library").rows}
        assert rows["kit:release"].text == "Kit: Letter"
        hidden = next(row for key, row in rows.items() if key.startswith("hidden:"))
        assert str(folder) in hidden.text


async def test_where_there_are_no_kits_the_desk_says_where_to_put_them(home: Home) -> None:
    home.library = Library((Place("yours", home.folders.kits),))
    async with home.runs(home.launch(), (160, 30)) as writer:
        await writer.until(lambda: "No kits found" in writer.sees())
        assert str(home.folders.kits)[:40] in writer.sees()
        await writer.press("j", "k", "enter", "n", "tab", "space")
        assert not writer.has_quit


# Moving and finding


async def test_the_cursor_goes_from_one_list_into_the_other(home: Home) -> None:
    home.begins()
    async with home.at_the_desk() as writer:
        assert writer.app.focused is writer.shelf("continue")
        await writer.press("j")
        assert writer.app.focused is writer.shelf("library")
        assert writer.shelf("library").cursor == 0
        await writer.press("k")
        assert writer.app.focused is writer.shelf("continue")
        await writer.press("tab")
        assert writer.app.focused is writer.shelf("library")
        await writer.press("tab")
        assert writer.app.focused is writer.shelf("continue")


async def test_a_second_click_opens_a_row(home: Home) -> None:
    home.begins("flaky-tests")
    _ages(home.begins("ci-vs-cd"), 10)
    async with home.at_the_desk() as writer:
        await writer.clicks(writer.shelf("continue"), offset=(5, 1))
        assert writer.shelf("continue").cursor == 1
        await writer.clicks(writer.shelf("continue"), offset=(5, 1))
        await writer.is_in_session()
        assert writer.session.origin.article == "ci-vs-cd"


async def test_find_looks_in_titles_and_in_all_answers(home: Home) -> None:
    home.begins("flaky-tests", {"outline": "one", "faq": "A needle in [/x] the\nhaystack"})
    home.begins("release")
    async with home.at_the_desk(size=(140, 30)) as writer:
        await writer.until(lambda: "2 sessions" in writer.sees())
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindOnDesk))
        await writer.pastes("needle")
        await writer.until(lambda: "1 place" in writer.sees())
        assert "A needle in [/x] the haystack" in writer.sees()
        await writer.press("enter")
        await writer.is_in_session()
        assert writer.here == "faq"
        assert writer.card("faq").opened


async def test_find_goes_to_an_article_even_in_a_folded_map(home: Home) -> None:
    async with home.at_the_desk() as writer:
        await _cursor_on(writer, "library", "map:ci-cd-for-python")
        await writer.press("enter", "slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindOnDesk))
        await writer.pastes("flaky")
        await writer.until(lambda: "place" in writer.sees())
        await writer.press("enter")
        row = writer.shelf("library").row
        assert row is not None
        assert row.key == "article:ci-cd-for-python/flaky-tests"
        assert writer.app.focused is writer.shelf("library")
