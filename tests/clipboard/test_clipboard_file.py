"""The file that is written when nothing better is sure."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from copydesk.clipboard.last_resort import save
from copydesk.clipboard.result import WayError


def test_the_file_holds_the_text_whole(tmp_path: Path) -> None:
    text = "Zeile\r\nnächste\n\tTab \x1b[31m\x00 🦉"
    assert save(text, tmp_path / "new" / "out", "a.md").read_bytes() == text.encode()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = save("secret plans", tmp_path / "out", "a.md")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_newer_copy_takes_the_older_ones_place_and_leaves_no_litter(tmp_path: Path) -> None:
    save("old", tmp_path, "a.md").chmod(0o644)
    path = save("new", tmp_path, "a.md")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_its_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / "a.md").symlink_to(other)
    save("new", tmp_path, "a.md")
    assert other.read_text() == "mine"


def test_a_failure_names_the_path_and_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    path = save("old", tmp_path, "a.md")
    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(WayError, match="No space left on device") as caught:
        save("new", tmp_path, "a.md")
    assert str(path) in str(caught.value)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_a_failure_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WayError, match=r"a\.md"):
        save("text", tmp_path / "file", "a.md")
