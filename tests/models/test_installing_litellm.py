"""The command that installs litellm where this Copydesk looks for it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from copydesk.models import installing

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation in a folder whose name has a blank."""
    here = tmp_path / "my tools" / "copydesk"
    here.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(here))
    monkeypatch.setattr(sys, "executable", str(here / "bin" / "python"))
    monkeypatch.setattr(sys, "platform", "linux")
    return here


def with_pip(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    spec = importlib.util.find_spec("json") if there else None
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)


def test_pipx(place: Path) -> None:
    (place / "pipx_metadata.json").touch()
    assert installing.install_command() == f"pipx inject copydesk '{installing.WANTED}'"


def test_uv_tool(place: Path) -> None:
    (place / "uv-receipt.toml").touch()
    command = installing.install_command()
    assert command == f"uv tool install copydesk --with '{installing.WANTED}'"


def test_a_place_with_pip(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pip(monkeypatch, True)
    command = installing.install_command()
    assert command == f"'{place}/bin/python' -m pip install '{installing.WANTED}'"


def test_a_place_without_pip(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pip(monkeypatch, False)
    command = installing.install_command()
    assert command == f"python3 -m pip --python '{place}' install '{installing.WANTED}'"


def test_windows(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pip(monkeypatch, True)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\My Tools\python.exe")
    command = installing.install_command()
    assert command == rf'"C:\My Tools\python.exe" -m pip install "{installing.WANTED}"'


def test_the_extra_asks_for_the_same_and_for_no_release_that_stole_keys() -> None:
    import tomllib

    extra = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    assert extra["models"] == [installing.WANTED]
    versions = Requirement(installing.WANTED).specifier
    assert not versions.contains("1.82.7") and not versions.contains("1.82.8")


def test_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installing.installed()
    monkeypatch.setitem(sys.modules, "litellm", None)
    assert not installing.installed()
