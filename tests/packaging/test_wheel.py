"""What is built from the tree: complete, and enough to work with in an empty environment."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Callable, Iterable
from email import message_from_string
from email.message import Message
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from trove_classifiers import classifiers as known_classifiers

ROOT = Path(__file__).parents[2]
VERSION = "0.1.0"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a source archive and of a wheel that was built from that archive."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, env=plain_environment(folder))
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> ZipFile:
    return ZipFile(next(built.glob("*.whl")))


@pytest.fixture(scope="module")
def metadata(wheel: ZipFile) -> Message:
    return message_from_string(wheel.read(f"copydesk-{VERSION}.dist-info/METADATA").decode("utf-8"))


@pytest.fixture(scope="module")
def environment(built: Path, metadata: Message, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of an environment with the wheel, what it says it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder)
    scripts = folder / Path(sysconfig.get_path("scripts")).name
    command = [scripts / "python", "-m", "installer", next(built.glob("*.whl"))]
    tools = {"PYTHONPATH": sysconfig.get_path("purelib")}
    subprocess.run(command, check=True, env=plain_environment(folder) | tools)
    (site,) = folder.rglob("site-packages")
    for needed in closure(metadata.get_all("Requires-Dist", [])):
        lend(distribution(needed), site)
    return scripts


@pytest.fixture
def run(environment: Path, tmp_path: Path) -> Callable[..., str]:
    """Run a program of the environment with an empty COPYDESK_HOME; what it prints."""

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [environment / program, *arguments],
            capture_output=True,
            cwd=tmp_path,
            encoding="utf-8",
            env=plain_environment(tmp_path),
            stdin=subprocess.DEVNULL,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


def plain_environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LC_ALL", "TZ", "PYTHONPATH")}
    return kept | {"HOME": str(home), "COPYDESK_HOME": str(home / "copydesk")}


def closure(texts: Iterable[str], extras: Iterable[str] = ()) -> set[str]:
    """The packages that requirements name, and that those need in turn, here and now."""
    found: set[str] = set()
    for need in map(Requirement, texts):
        marker = need.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            found |= {need.name} | closure(distribution(need.name).requires or (), need.extras)
    return found


def lend(package: Distribution, site: Path) -> None:
    """Let an environment see one package of the tests' own environment."""
    names = {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}
    for name in names:
        if not (site / name).exists():
            (site / name).symlink_to(str(package.locate_file(name)))


def files_below(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_holds_the_program_and_the_kits_and_nothing_else(wheel: ZipFile) -> None:
    program = {f"copydesk/{name}" for name in files_below(ROOT / "src" / "copydesk")}
    kits = {f"copydesk/bundled/{name}" for name in files_below(ROOT / "kits")}
    about = {name for name in wheel.namelist() if ".dist-info/" in name}
    assert set(wheel.namelist()) - about == program | kits
    assert {
        "copydesk/py.typed",
        "copydesk/settings.sample.toml",
        "copydesk/bundled/article/kit.toml",
        "copydesk/bundled/release/kit.toml",
        "copydesk/bundled/maps/ci-cd-for-python/map.toml",
        "copydesk/bundled/maps/ci-cd-for-python/ci-vs-cd.toml",
    } <= program | kits


def test_the_kits_are_in_the_wheel_byte_for_byte(wheel: ZipFile) -> None:
    for name in files_below(ROOT / "kits"):
        assert wheel.read(f"copydesk/bundled/{name}") == (ROOT / "kits" / name).read_bytes()


def test_the_source_archive_holds_what_both_lines_of_the_readme_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        ".ci/run",
        "LICENSE",
        "README.md",
        "kits/article/kit.toml",
        "pyproject.toml",
        "requirements-test.txt",
        "requirements-models.txt",
        "requirements.txt",
        "src/copydesk/py.typed",
        "tests/conftest.py",
    } <= names


def test_the_metadata_are_complete(metadata: Message) -> None:
    assert metadata["Name"] == "copydesk"
    assert metadata["Version"] == VERSION
    assert metadata["License-Expression"] == "MIT"
    assert metadata["License-File"] == "LICENSE"
    assert metadata["Requires-Python"] == ">=3.11"
    assert all(metadata[name] for name in ("Summary", "Author", "Keywords"))
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload() == (ROOT / "README.md").read_text("utf-8")


def test_the_classifiers_are_known_ones_and_say_that_it_is_typed(metadata: Message) -> None:
    classifiers = metadata.get_all("Classifier", [])
    assert set(classifiers) <= known_classifiers
    assert "Typing :: Typed" in classifiers
    assert "Environment :: Console" in classifiers


def test_the_wheel_brings_the_command(wheel: ZipFile) -> None:
    entry_points = wheel.read(f"copydesk-{VERSION}.dist-info/entry_points.txt").decode()
    assert entry_points == "[console_scripts]\ncopydesk = copydesk.cli:main\n"


def test_it_says_its_version(run: Callable[..., str]) -> None:
    assert VERSION in run("copydesk", "--version")
    assert VERSION in run("python", "-m", "copydesk", "--version")


def test_the_bundled_kits_are_found_in_an_empty_environment(run: Callable[..., str]) -> None:
    kits = run("copydesk", "list", "kits")
    assert "article" in kits
    assert "release" in kits
    assert "ci-cd-for-python" in run("copydesk", "list", "maps")


def test_a_finished_prompt_comes_out_in_an_empty_environment(run: Callable[..., str]) -> None:
    prompt = run("copydesk", "prompt", "ci-cd-for-python/ci-vs-cd", "outline")
    assert "CI vs CD: What Python developers need to know" in prompt


def test_the_bundled_kits_are_valid_in_an_empty_environment(
    run: Callable[..., str], environment: Path
) -> None:
    (bundled,) = environment.parent.rglob("copydesk/bundled")
    run("copydesk", "validate", str(bundled / "article"), str(bundled / "release"))


def test_where_names_the_folders_and_none_of_the_source_tree(
    run: Callable[..., str], tmp_path: Path
) -> None:
    where = run("copydesk", "where")
    assert str(tmp_path / "copydesk") in where
    assert str(ROOT) not in where


def test_looking_around_leaves_nothing_behind_but_a_cache(
    run: Callable[..., str], tmp_path: Path
) -> None:
    run("copydesk", "list", "kits")
    run("copydesk", "where")
    cache = tmp_path / "copydesk" / "cache"
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in left if not path.is_relative_to(cache)] == []
