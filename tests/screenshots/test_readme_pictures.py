"""The pictures in the README are of the program as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "screenshots"


def test_every_picture_shows_the_program_as_it_is_now() -> None:
    """When this fails: .venv/bin/python screenshots/make.py, and look at what it drew."""
    ended = subprocess.run(
        [sys.executable, str(PICTURES / "make.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_picture_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\((screenshots/[^)]+)\)", readme)
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_no_picture_fetches_anything_from_elsewhere() -> None:
    allowed = {"http://www.w3.org/2000/svg"}
    for path in PICTURES.glob("*.svg"):
        shown = re.sub(r">[^<>]*<", "><", path.read_text(encoding="utf-8"))  # without its texts
        found = set(re.findall(r"https?://[^\s\"')<]+", shown))
        assert found <= allowed, path.name
