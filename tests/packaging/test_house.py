"""The shape of the house: what it says of itself, what it imports and when."""

from __future__ import annotations

import ast
import getpass
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from project import PYPROJECT, ROOT, dependencies, extra, project_files, project_texts

import copydesk

SOURCES = sorted((ROOT / "src").rglob("*.py"))
HEAVY = ("pydantic", "litellm", "markdown_it", "jsonschema", "textual.widgets._markdown")


def test_the_version_is_said_once_and_the_same() -> None:
    assert PYPROJECT["project"]["version"] == copydesk.__version__


def test_no_address_of_a_package_is_written_down() -> None:
    address = re.compile(r"https?://[^ \"]+\.(whl|tar\.gz)|(index-url|registry) *=.*https?://")
    assert [path for path, text in project_texts() if address.search(text)] == []


def test_no_lock_file_that_holds_addresses_is_kept() -> None:
    names = {path.name for path in project_files()}
    assert not names & {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"}


def test_no_path_of_the_machine_it_is_written_on_is_written_down() -> None:
    home = Path(f"~{getpass.getuser()}").expanduser()
    here = (f"{ROOT}/", f"{home}/")
    found = [path for path, text in project_texts() if any(place in text for place in here)]
    assert found == []


def test_only_declared_packages_are_imported() -> None:
    needs = [*dependencies(), *extra("models"), *extra("keyring")]
    declared = {canonicalize_name(need.name) for need in needs}
    provided = packages_distributions()
    for path in SOURCES:
        for name in imported(path) - sys.stdlib_module_names - {"copydesk", "__future__"}:
            makers = {canonicalize_name(maker) for maker in provided.get(name, [name])}
            assert makers & declared, f"{path.relative_to(ROOT)} imports {name}"


def imported(path: Path) -> set[str]:
    """The top names of everything that a module imports, at its top or later."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("module", ["copydesk.cli", "copydesk.tui.app"])
def test_nothing_heavy_is_imported_at_the_start(module: str) -> None:
    assert loaded_by(module).isdisjoint(HEAVY)


def test_the_command_line_alone_does_not_load_the_screens() -> None:
    assert loaded_by("copydesk.cli").isdisjoint({"textual", "rich", "copydesk.tui"})


def loaded_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE)
    return set(done.stdout.decode().split())
