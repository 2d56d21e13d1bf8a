"""A test that wants a program from outside is left out where it is missing, never silently."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest

@pytest.mark.terminal("no-such-program", "python3")
def test_with_a_terminal():
    raise AssertionError("not to be run")

@pytest.mark.terminal("python3")
def test_with_python():
    pass

def test_without():
    pass
"""


def test_the_run_goes_on_and_says_which_test_was_left_out_and_why(tmp_path: Path) -> None:
    ours = Path(__file__).parents[1]
    shutil.copy(ours / "conftest.py", tmp_path)
    shutil.copytree(ours / "no_network", tmp_path / "no_network")
    (tmp_path / "test_x.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-o", "markers=terminal"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    left_out = "LEFT OUT test_x.py::test_with_a_terminal: no-such-program is not installed"
    assert left_out in done.stdout
    assert "2 passed, 1 deselected" in done.stdout
