"""The files of the project, as its own tests look at them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

_FOLDERS = (".ci", "bench", "kits", "screenshots", "src", "tests")
_MADE_BY_TOOLS = {"__pycache__", "results", "snapshot_report.html"}


def project_files() -> Iterator[Path]:
    """Every file that is the project's own; what git knows, where there is no git."""
    for path in chain(ROOT.iterdir(), *((ROOT / folder).rglob("*") for folder in _FOLDERS)):
        if path.is_file() and _MADE_BY_TOOLS.isdisjoint(path.parts):
            yield path


def project_texts() -> Iterator[tuple[Path, str]]:
    """Every text among the project's files; pictures and other bytes are passed over."""
    for path in project_files():
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def dependencies() -> list[Requirement]:
    return [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]


def extra(name: str) -> list[Requirement]:
    """What one of the extras asks for."""
    return [Requirement(text) for text in PYPROJECT["project"]["optional-dependencies"][name]]


def group(name: str) -> list[Requirement]:
    """What a dependency group asks for, other groups in it not counted."""
    return [Requirement(t) for t in PYPROJECT["dependency-groups"][name] if isinstance(t, str)]


def pins(name: str) -> dict[str, Requirement]:
    """What a file of pins holds: each package with its one version."""
    text = (ROOT / name).read_text("utf-8")
    lines = [line.rstrip(" \\") for line in text.splitlines() if re.match(r"\w", line)]
    return {pin.name: pin for pin in map(Requirement, lines)}


def readme_block(marker: str) -> str:
    """The block of shell that follows a marker in the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    match = re.search(rf"^<!-- {marker} -->\n```\w*\n(.*?)\n```$", text, re.M | re.S)
    assert match, f"README.md has no block below <!-- {marker} -->"
    return match[1]
