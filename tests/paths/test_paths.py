"""Where Copydesk keeps its files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from copydesk import paths
from copydesk.errors import CopydeskError


def test_copydesk_home_moves_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path / "desk"))
    folders = paths.folders()
    everything = [
        folders.data,
        folders.config,
        folders.cache,
        folders.sessions,
        folders.trash,
        folders.kits,
        folders.out,
        folders.settings,
    ]
    assert all(folder.is_relative_to(tmp_path / "desk") for folder in everything)


def test_the_folders_of_data_are_all_different(tmp_path: Path) -> None:
    folders = paths.Folders(data=tmp_path, config=tmp_path, cache=tmp_path / "cache")
    inside = [folders.cache, folders.sessions, folders.trash, folders.kits, folders.out]
    assert len({*inside, folders.settings}) == 6


def test_asking_for_the_folders_makes_none(copydesk_home: Path) -> None:
    paths.folders()
    assert not copydesk_home.exists()


def test_a_changed_environment_counts_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = paths.folders()
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path / "other"))
    assert paths.folders().data == tmp_path / "other" != before.data


def test_a_relative_copydesk_home_starts_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_HOME", "desk")
    assert paths.folders().data == tmp_path / "desk"


def test_a_tilde_in_copydesk_home_is_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_HOME", "~/desk")
    assert paths.folders().data == Path.home() / "desk"


def test_the_home_of_nobody_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_HOME", "~no-such-user-here/desk")
    with pytest.raises(CopydeskError, match="COPYDESK_HOME is '~no-such-user-here/desk'"):
        paths.folders()


@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_copydesk_home_the_folders_are_those_of_the_platform(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COPYDESK_HOME")
    if value is not None:
        monkeypatch.setenv("COPYDESK_HOME", value)
    folders = paths.folders()
    assert {folder.name.lower() for folder in (folders.data, folders.config)} <= {
        "copydesk",
        "library",
    }
    if sys.platform == "linux":
        assert folders.data == Path.home() / "xdg" / "data" / "copydesk"
        assert folders.config == Path.home() / "xdg" / "config" / "copydesk"
        assert folders.cache == Path.home() / "xdg" / "cache" / "copydesk"


def test_the_bundled_kits_are_where_bundled_says() -> None:
    assert (paths.bundled() / "article" / "kit.toml").is_file()
    assert (paths.bundled() / "release" / "kit.toml").is_file()
    assert (paths.bundled() / "maps" / "ci-cd-for-python" / "map.toml").is_file()
