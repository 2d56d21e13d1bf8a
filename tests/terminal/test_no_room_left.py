"""A disk without room: it is said, nothing is lost, and nothing on the disk is harmed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from persons_home import Home, lifelike
from real_terminal import Terminal, until
from working import alive, at_card, begin, copy, holds, write

pytestmark = pytest.mark.terminal("tmux", "mount", "umount")


class Disk:
    """A disk of two megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room for another byte."""
        with self._ballast.open("ab", buffering=0) as file, suppress(OSError):
            for size in (65536, 1):
                with suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def clear(self) -> None:
        """Make room again."""
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk; the test is left out where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"LEFT OUT: a small disk cannot be mounted here ({done.stderr.strip()})")
    yield Disk(folder)
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def home(tmp_path: Path, disk: Disk) -> Home:
    """A home whose Copydesk folder is on the small disk."""
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder, disk.folder / "copydesk")


def test_an_answer_that_finds_no_room_is_saved_as_soon_as_there_is_some(
    home: Home, terminal: Terminal, disk: Disk
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    pane.paste(lifelike("outline"))
    at_card(pane, "research")
    assert holds(home, "outline", lifelike("outline"))
    disk.fill()
    pane.paste(lifelike("research"))
    pane.says("NOT SAVED")
    pane.shows(r"^ Not saved: .*No space left on device")
    assert home.answer("outline") == lifelike("outline")
    assert home.answer("research") == ""
    pane.paste(lifelike("introduction"))
    at_card(pane, "body")
    disk.clear()
    assert holds(home, "introduction", lifelike("introduction"))
    assert home.answer("research") == lifelike("research")
    pane.shows(r"\A(?!.*NOT SAVED)")
    alive(pane)


def test_leaving_asks_while_there_is_no_room(home: Home, terminal: Terminal, disk: Disk) -> None:
    pane = terminal.copydesk()
    begin(pane)
    copy(pane, "outline")
    disk.fill()
    pane.paste(lifelike("outline"))
    pane.says("NOT SAVED")
    pane.press("C-q")
    pane.says("Leave without saving")
    pane.press("Escape")
    at_card(pane, "research")
    pane.press("C-q")
    pane.says("Leave without saving")
    disk.clear()
    pane.press("r")
    assert pane.code == 0
    assert home.answer("outline") == lifelike("outline")


def test_typing_that_finds_no_room_is_said_and_saved_later(
    home: Home, terminal: Terminal, disk: Disk
) -> None:
    pane = terminal.copydesk()
    begin(pane)
    write(pane)
    disk.fill()
    pane.type("Some words. ")
    pane.shows("(?i)not saved")
    disk.clear()
    pane.type("More words.")
    pane.press("Escape")
    assert holds(home, "outline", "Some words. More words.")
    pane.quit()


def test_no_half_file_is_left_behind(home: Home, terminal: Terminal, disk: Disk) -> None:
    pane = terminal.copydesk()
    begin(pane)
    disk.fill()
    pane.paste(lifelike("outline"))
    pane.says("NOT SAVED")
    disk.clear()
    assert holds(home, "outline", lifelike("outline"))
    pane.quit()
    (file,) = home.session_files()
    assert until(lambda: not [p for p in file.parent.rglob("*") if p.name.startswith(".saving-")])
