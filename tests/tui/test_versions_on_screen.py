"""Versions on the screen: every one listed, any two compared, any taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from writer_at_work import Home, Writer, bidi_characters, control_characters

from copydesk.sessions.folder import SessionFolder
from copydesk.tui.screens.versions import Versions
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Shelf

pytestmark = pytest.mark.usefixtures("real_checks")

TEXTS = (
    "The cat sat on the mat.\n\nNobody knew why.\n",
    "The dog sat on the mat.\n\nNobody knew why.\n",
    "The dog sat on the mat.\n\nNobody knew why, or ever asked.\n",
)
WIDE, NARROW, WIDEST = (120, 40), (80, 24), (160, 50)


class Looking:
    """The dialog, and what it gave back."""

    def __init__(self, writer: Writer, dialog: Versions) -> None:
        self.writer = writer
        self.dialog = dialog
        self.given: list[str | None] = []

    @property
    def shelf(self) -> Shelf:
        return self.dialog.query_one(Shelf)

    def pane(self, side: str = "left") -> Pane:
        return self.dialog.query_one(f"#{side} Pane", Pane)

    def head(self, side: str = "left") -> str:
        return str(self.dialog.query_one(f"#{side} .head").visual)

    def marked(self, side: str, style: str) -> list[str]:
        pane = self.pane(side)
        return [pane.text[one.start : one.end] for one in pane._marks if one.style == style]

    @property
    def refs(self) -> Sequence[str]:
        """Every version, oldest first."""
        return self.writer.session.history["outline"]

    async def press(self, *keys: str) -> None:
        await self.writer.press(*keys)
        await self.settles()

    async def settles(self) -> None:
        await self.writer.app.workers.wait_for_complete(
            [one for one in self.writer.app.workers if one.node is self.dialog]
        )
        await self.writer.rests()


def in_versions(home: Home, texts: Sequence[str]) -> SessionFolder:
    """A session whose outline had these texts; on disk, and so not in memory."""
    folder = home.begins("ci-vs-cd")
    session = folder.open()
    for number, text in enumerate(texts):
        session.answer("outline", text, "edited" if number else "pasted")
    folder.save(session)
    return folder


@asynccontextmanager
async def looking(
    home: Home, texts: Sequence[str] = TEXTS, size: tuple[int, int] = WIDE
) -> AsyncIterator[Looking]:
    async with home.in_a_session(in_versions(home, texts), size=size) as writer:
        found = Looking(writer, Versions(writer.session, "outline"))
        writer.app.push_screen(found.dialog, found.given.append)
        await writer.until(lambda: writer.app.screen is found.dialog, "the dialog opens")
        await writer.until(lambda: len(found.dialog._judged) == len(texts), "all are checked")
        await found.settles()
        yield found


async def test_every_version_says_when_how_how_long_and_what_fails(home: Home) -> None:
    async with looking(home) as at:
        shown = at.writer.sees()
        assert "1 Article outline ─ 3 versions" in shown
        newest, middle, oldest = at.shelf.rows
        assert newest.sign.startswith("● 3")
        assert middle.sign.strip() == "2"
        assert oldest.sign.strip() == "1"
        assert newest.text == "just now"
        assert newest.right.split() == ["edited", "12", "words", "✗", "1", "failing"]
        assert oldest.right.split()[:3] == ["pasted", "9", "words"]


async def test_it_opens_on_what_changed_last(home: Home) -> None:
    async with looking(home) as at:
        assert at.shelf.row is not None
        assert at.shelf.row.key == at.refs[1]
        assert at.head("left").startswith("2   just now · edited · inputs unknown")
        assert at.head("right").startswith("3 ●")
        assert at.marked("left", "removed") == []
        assert at.marked("right", "added") == [", or ever asked"]


async def test_words_that_changed_are_set_off_on_both_sides(home: Home) -> None:
    async with looking(home) as at:
        await at.press("space", "j")  # the second is compared with, the first looked at
        assert at.marked("left", "removed") == ["cat"]
        assert at.marked("right", "added") == ["dog"]
        assert "−1 word" in at.head("left")
        assert "+1 word" in at.head("right")
        assert "2 ◇" in at.head("right")


async def test_what_was_kept_stands_in_the_same_row_on_both_sides(home: Home) -> None:
    long = f"Put in before it all. {'And more of that. ' * 20}\n\n"
    async with looking(home, ("One.\n\nTwo.\n", f"One.\n\n{long}Two.\n")) as at:
        left, right = at.pane("left"), at.pane("right")
        assert "Two." in left.text
        assert left.line_of(left.text.index("Two.")) == right.line_of(right.text.index("Two."))


async def test_the_two_sides_scroll_together(home: Home) -> None:
    texts = ["\n".join(f"{word} {line}" for line in range(200)) for word in ("old", "new")]
    async with looking(home, texts) as at:
        await at.press("tab", "pagedown")
        assert at.pane("left").scroll_y > 0
        assert at.pane("right").scroll_y == at.pane("left").scroll_y
        at.pane("right").scroll_to(y=3, animate=False)
        await at.settles()
        assert at.pane("left").scroll_y == 3


async def test_a_narrow_screen_shows_both_in_one_text(home: Home) -> None:
    async with looking(home, size=NARROW) as at:
        await at.press("space", "j")
        assert not at.pane("right").region
        assert at.pane().text.startswith("The catdog sat")
        assert at.marked("left", "removed") == ["cat"]
        assert at.marked("left", "added") == ["dog"]
        assert at.head().startswith("1 → 2")


@pytest.mark.parametrize("size", [NARROW, (100, 30), WIDE, WIDEST])
async def test_every_size_of_screen_has_room_for_list_and_texts(
    home: Home, size: tuple[int, int]
) -> None:
    async with looking(home, size=size) as at:
        shown = at.writer.sees()
        assert "✗ 1 failing" in shown
        assert "Nobody knew why" in shown
        assert "Enter takes" in shown
        assert "Esc" in shown.splitlines()[-2] + shown.splitlines()[-3]


async def test_the_window_can_be_made_narrow_and_wide_again(home: Home) -> None:
    async with looking(home) as at:
        await at.writer.pilot.resize_terminal(*NARROW)
        await at.settles()
        assert at.head().startswith("2 → 3")
        await at.writer.pilot.resize_terminal(*WIDEST)
        await at.settles()
        await at.writer.until(lambda: at.head("right").startswith("3 ●"), "two texts again")


async def test_enter_takes_the_version_under_the_cursor_back(home: Home) -> None:
    async with looking(home) as at:
        await at.writer.press("end", "enter")
        await at.writer.until(lambda: at.given, "it is given back")
        assert at.given == [at.refs[0]]


async def test_escape_takes_nothing_back(home: Home) -> None:
    async with looking(home) as at:
        await at.writer.press("escape")
        await at.writer.until(lambda: at.given, "it is closed")
        assert at.given == [None]
        assert at.writer.session.text_of("outline") == TEXTS[2]


async def test_keys_move_the_cursor_also_while_the_text_is_read(home: Home) -> None:
    async with looking(home) as at:
        await at.press("k")
        assert at.shelf.cursor == 0
        await at.press("down", "down")
        assert at.shelf.cursor == 2
        await at.press("tab", "k")
        assert at.shelf.cursor == 1
        assert at.pane().has_focus


async def test_space_once_more_compares_with_the_current_one_again(home: Home) -> None:
    async with looking(home) as at:
        await at.press("end", "space")
        assert at.shelf.rows[2].sign.startswith("◇ 1")
        assert "move to another version" in at.head()
        await at.press("space")
        assert at.shelf.rows[2].sign.strip() == "1"
        assert at.head("right").startswith("3 ●")


async def test_a_single_version_says_that_it_is_the_only_one(home: Home) -> None:
    async with looking(home, TEXTS[:1]) as at:
        assert "the only version" in at.head()
        assert at.pane().text == TEXTS[0]
        assert "─ 1 version " in at.writer.sees()


async def test_n_goes_from_change_to_change(home: Home) -> None:
    lines = [f"Line {number} stays as it is." for number in range(300)]
    changed = [line.replace("stays", "stands") if "50 " in line else line for line in lines]
    async with looking(home, ["\n".join(lines), "\n".join(changed)]) as at:
        first = at.pane().scroll_y
        assert first == 48  # line 50, with two above it
        await at.press("n")
        assert at.pane().scroll_y == 148
        await at.press("N")
        assert at.pane().scroll_y == 48


async def test_texts_that_only_look_alike_are_told_so(home: Home) -> None:
    async with looking(home, ("One.\r\nTwo.\r\n", "One.\nTwo.\n")) as at:
        assert "the same, but for line ends" in at.head("right")


async def test_a_version_that_cannot_be_read_says_so_and_is_not_taken_back(home: Home) -> None:
    folder = in_versions(home, TEXTS)
    first = folder.open().history["outline"][0]
    (folder.sides / "versions" / f"{first}.json").unlink()
    async with home.in_a_session(folder, size=WIDE) as writer:
        at = Looking(writer, Versions(writer.session, "outline"))
        writer.app.push_screen(at.dialog, at.given.append)
        await writer.until(lambda: len(at.dialog._judged) == 3, "all are checked")
        await at.press("end")
        assert "cannot be read" in at.shelf.rows[2].text
        assert "cannot be read" in at.head()
        await at.press("enter")
        assert writer.app.screen is at.dialog
        await at.press("space", "k")
        assert "to compare with, cannot be read" in at.head()
        assert at.pane().text == TEXTS[1]


async def test_after_clearing_the_newest_is_compared_with(home: Home) -> None:
    folder = in_versions(home, TEXTS)
    session = folder.open()
    session.clear("outline")
    folder.save(session)
    async with home.in_a_session(folder, size=WIDE) as writer:
        at = Looking(writer, Versions(writer.session, "outline"))
        writer.app.push_screen(at.dialog, at.given.append)
        await writer.until(lambda: len(at.dialog._judged) == 3, "all are checked")
        await at.settles()
        assert "●" not in "".join(row.sign for row in at.shelf.rows)
        assert at.head("right").startswith("3 ◇")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_texts_are_shown_and_obeyed_by_nothing(
    home: Home, size: tuple[int, int]
) -> None:
    hostile = "[/x] [@click=app.quit]go[/] \x1b]52;c;aGk=\x07 \x9b31m \u202eback\u202c {}\n"
    async with looking(home, [hostile.format("one"), hostile.format("two")], size) as at:
        shown = at.writer.sees()
        assert "[@click=app.quit]go[/]" in shown
        rows = "".join(shown.splitlines())
        assert not control_characters(rows)
        assert not bidi_characters(rows)
        styles = at.marked("left", "removed")
        assert styles == ["one"]


async def test_fifty_long_versions_are_listed_at_once_and_filled_in(home: Home) -> None:
    words = "Every version says a little more than the one before it did. " * 330
    folder = in_versions(home, [f"{words}{number}\n" for number in range(50)])
    async with home.in_a_session(folder, size=WIDE) as writer:
        at = Looking(writer, Versions(writer.session, "outline"))
        writer.app.push_screen(at.dialog, at.given.append)
        await writer.until(lambda: len(at.shelf.rows) == 50 if at.dialog.is_mounted else False)
        assert [row.sign.split()[-1] for row in at.shelf.rows[:2]] == ["50", "49"]
        await writer.until(lambda: len(at.dialog._judged) == 50, "all are checked")
        await at.press("end")
        assert at.marked("left", "removed") == ["0"]
        assert at.marked("right", "added") == ["49"]
        assert len(writer.session.versions) < 50  # they do not stay in memory
