"""Two lines of the README do everything, and CI runs the very one that users read."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from project import ROOT, readme_block

BARE = "python3 -m venv --without-pip .venv && python3 -m pip --python .venv install -r "


@pytest.mark.parametrize(
    ("marker", "requirements", "end"),
    [
        ("start line", "requirements.txt", ".venv/bin/copydesk"),
        ("test line", "requirements-test.txt", ".venv/bin/python -m pytest"),
    ],
)
def test_one_line_needs_nothing_but_python_and_pip(
    marker: str, requirements: str, end: str
) -> None:
    line = readme_block(marker)
    assert "\n" not in line
    assert line.startswith(BARE + requirements + " && ")
    assert line.endswith(f" && {end}")


def test_nothing_is_fetched_that_is_not_pinned() -> None:
    for marker in ("start line", "test line"):
        for install in re.findall(r" install ([^&]+)", readme_block(marker)):
            assert install.startswith("-r ") or "--no-build-isolation --no-deps" in install


def test_ci_runs_the_test_line_of_the_readme_and_ends_with_the_runners_last_line(
    tmp_path: Path,
) -> None:
    done = run_ci(tmp_path, test_line="echo testing; echo '== 3 passed in 1s =='", checks="true")
    assert done.stdout.splitlines()[-1] == "== 3 passed in 1s =="
    assert "testing" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("test_line", "checks"), [("echo '== 1 failed =='; exit 1", "true"), ("echo ok", "false")]
)
def test_ci_fails_when_anything_fails(tmp_path: Path, test_line: str, checks: str) -> None:
    done = run_ci(tmp_path, test_line=test_line, checks=checks)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] in ("== 1 failed ==", "ok")


@pytest.mark.parametrize("test_line", ["", "echo one\necho two"])
def test_ci_fails_when_the_readme_holds_no_single_test_line(tmp_path: Path, test_line: str) -> None:
    done = run_ci(tmp_path, test_line=test_line, checks="true")
    assert done.returncode == 1
    assert "one line of shell" in done.stderr


def test_ci_fails_clearly_where_a_program_cannot_be_installed(tmp_path: Path) -> None:
    done = run_ci(tmp_path, test_line="echo ok", checks="true", programs=("tmux",))
    assert done.returncode == 1
    assert "tests want Xvfb xclip screen chromium and apt-get could not install" in done.stderr


def run_ci(
    folder: Path,
    *,
    test_line: str,
    checks: str,
    programs: tuple[str, ...] = ("tmux", "Xvfb", "xclip", "screen", "chromium"),
) -> subprocess.CompletedProcess[str]:
    """Run ``.ci/run`` in a project of one README, with stand-ins for the programs around it."""
    (folder / ".ci").mkdir()
    (folder / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    write_script(folder / ".ci" / "checks", checks)
    readme = f"# X\n\n<!-- test line -->\n```sh\n{test_line}\n```\n\n```sh\nexit 9\n```\n"
    (folder / "README.md").write_text(readme)
    for program in (*programs, "sudo"):
        write_script(folder / "bin" / program, "exit 0")
    write_script(folder / "bin" / "apt-get", "exit 100")
    for program in ("awk", "bash", "cat", "dirname", "id", "mktemp", "rm", "tail", "tee", "wc"):
        (folder / "bin" / program).symlink_to(find(program))
    return subprocess.run(
        [find("bash"), ".ci/run"],
        cwd=folder,
        env={"PATH": str(folder / "bin")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def write_script(path: Path, body: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!{find('bash')}\n{body}\n")
    path.chmod(0o755)


def find(program: str) -> str:
    folders = os.environ["PATH"].split(os.pathsep)
    return next(f"{f}/{program}" for f in folders if Path(f, program).is_file())
