"""A save that fails is shown, tried again, and asked about before anything is left."""

from __future__ import annotations

import pytest
from writer_at_work import Home, Writer

from copydesk.sessions.folder import NotSaved, Saved, SessionFolder
from copydesk.sessions.session import Session
from copydesk.tui import work
from copydesk.tui.screens.ask import AskKey
from copydesk.tui.screens.desk import Desk
from copydesk.tui.screens.session import SessionScreen


class Disk:
    """A disk that takes nothing while it is full."""

    def __init__(self) -> None:
        self.full = False
        self.tries = 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found, true_save = Disk(), SessionFolder.save

    def save(self: SessionFolder, session: Session) -> Saved:
        if found.full:
            found.tries += 1
            raise NotSaved("Not saved: No space left on device.", "Your work is still here.")
        return true_save(self, session)

    monkeypatch.setattr(SessionFolder, "save", save)
    monkeypatch.setattr(work, "RETRY_SECONDS", (0.02,))
    return found


def _title(writer: Writer) -> str:
    return writer.sees().splitlines()[0]


async def test_it_is_shown_tried_again_and_over_when_the_disk_takes_it(
    home: Home, disk: Disk
) -> None:
    async with home.in_a_session() as writer:
        await writer.saves()
        disk.full = True
        await writer.pastes("An outline")
        await writer.says("No space left on device")
        await writer.until(lambda: "NOT SAVED" in _title(writer))
        await writer.until(lambda: disk.tries > 3, "it is tried again")
        assert writer.session.text_of("outline") == "An outline"
        await writer.press("j", "k")  # keys go on working
        disk.full = False
        await writer.until(lambda: "NOT SAVED" not in _title(writer))
        assert writer.answers() == {"outline": "An outline"}
        assert "No space left" not in writer.line


async def test_quitting_asks_and_staying_keeps_everything(home: Home, disk: Disk) -> None:
    async with home.in_a_session() as writer:
        disk.full = True
        await writer.pastes("An outline")
        await writer.press("ctrl+q")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey))
        await writer.rests()
        assert "No space left on device" in " ".join(writer.sees().split())
        await writer.press("escape")
        await writer.until(lambda: isinstance(writer.app.screen, SessionScreen))
        assert not writer.has_quit
        disk.full = False
        await writer.quits()
        assert SessionFolder(writer.screen.work.folder.file).open().text_of("outline")


async def test_it_can_be_tried_again_from_the_question(home: Home, disk: Disk) -> None:
    async with home.in_a_session() as writer:
        disk.full = True
        await writer.pastes("An outline")
        await writer.press("escape")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey))
        disk.full = False
        folder = writer.screen.work.folder
        await writer.press("r")
        await writer.until(lambda: isinstance(writer.app.screen, Desk))
        assert SessionFolder(folder.file).open().text_of("outline") == "An outline"


async def test_one_can_leave_without_saving(home: Home, disk: Disk) -> None:
    async with home.in_a_session() as writer:
        disk.full = True
        await writer.pastes("An outline")
        await writer.press("ctrl+q")
        await writer.until(lambda: isinstance(writer.app.screen, AskKey))
        await writer.press("l")
        await writer.until(lambda: writer.has_quit)


async def test_the_box_stays_safe_in_its_draft_while_saving_fails(home: Home, disk: Disk) -> None:
    async with home.in_a_session() as writer:
        disk.full = True
        await writer.press("e")
        await writer.types("words")
        await writer.press("escape")
        await writer.until(lambda: "NOT SAVED" in _title(writer))
        drafts = writer.screen.work.folder.sides / "drafts"
        assert any("words" in path.read_text() for path in drafts.glob("*.json"))
        disk.full = False
        await writer.until(lambda: not list(drafts.glob("*.json")), "saved, and the draft gone")
        assert writer.answers() == {"outline": "words"}
