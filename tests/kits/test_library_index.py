"""The library's index: a warm start reads no kit, and a spoilt index never does harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_files import BRIEF, KIT, changed, write, write_kit, write_map

from copydesk.errors import InvalidFiles
from copydesk.kits import index, read, records
from copydesk.kits.library import Library
from copydesk.kits.places import Place


@pytest.fixture
def yours(tmp_path: Path) -> Path:
    """A folder with a sound kit, a broken one, and a map with a broken brief."""
    write_kit(tmp_path / "yours" / "small")
    write_kit(tmp_path / "yours" / "wrong", kit_toml=changed(KIT, "default = 900", "default = ''"))
    bad = changed(BRIEF, "words = 700", "wrds = 700")
    write_map(tmp_path / "yours" / "maps" / "testing", first=BRIEF, second=bad)
    return tmp_path / "yours"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every kit, map and brief that is read, in order."""
    seen: list[Path] = []
    for module, name in (
        (read, "read_kit"),
        (records, "read_map_head"),
        (records, "read_map_brief"),
    ):
        monkeypatch.setattr(module, name, _noting(getattr(module, name), seen))
    return seen


def _noting(real, seen):  # type: ignore[no-untyped-def]
    def noted(path, *args, **more):  # type: ignore[no-untyped-def]
        seen.append(path)
        return real(path, *args, **more)

    return noted


def library(yours: Path) -> Library:
    """A library as a new start has it."""
    return Library([Place("yours", yours)], yours.parent / "cache" / "library.json")


def test_a_warm_start_lists_the_same_and_reads_nothing(yours: Path, reads: list[Path]) -> None:
    cold = library(yours).entries()
    assert len(reads) == 5
    assert [bool(entry.problems) for entry in cold] == [False, True, False, False, True]
    reads.clear()
    assert library(yours).entries() == cold
    assert reads == []


def test_only_a_brief_that_changed_is_read_again(yours: Path, reads: list[Path]) -> None:
    library(yours).entries()
    reads.clear()
    folder = yours / "maps" / "testing"
    write(folder / "first.toml", changed(BRIEF, "First steps", "The very first steps"))
    assert library(yours).entries()[3].title == "The very first steps"
    assert [path for path in reads if path.suffix == ".toml"] == [folder / "first.toml"]


def test_the_briefs_are_held_to_their_kit_again_when_it_changes(
    yours: Path, reads: list[Path]
) -> None:
    library(yours).entries()
    reads.clear()
    write(yours / "small" / "kit.toml", changed(KIT, "[brief.words]", "[brief.length]"))
    write(yours / "small" / "prompts" / "outline.md", "Plan it.\n")
    entries = library(yours).entries()
    assert len([path for path in reads if path.suffix == ".toml"]) == 2
    assert [entry.id for entry in entries if entry.problems] == ["small", "wrong", "testing"]


def test_a_brief_that_is_gone_is_gone(yours: Path) -> None:
    assert len(library(yours).entries()) == 5
    (yours / "maps" / "testing" / "second.toml").unlink()
    assert len(library(yours).entries()) == 4


def test_folders_that_are_gone_are_forgotten(yours: Path, tmp_path: Path) -> None:
    library(yours).entries()
    (yours / "wrong").rename(tmp_path / "elsewhere")
    write(yours / "small" / "prompts" / "body.md", "x\n")
    library(yours).entries()
    kept = json.loads((tmp_path / "cache" / "library.json").read_bytes())["kits"]
    assert list(kept) == [str(yours / "small")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"x"',
        b"[" * 200_000,
        b'{"format": 99, "kits": 3}',
        b'{"kits": {"x": {"stamp": 3}}}',
        b'{"program": "0.0.0"}',
    ],
)
def test_a_spoilt_or_foreign_index_is_ignored_and_written_anew(yours: Path, content: bytes) -> None:
    cold = library(yours).entries()
    path = yours.parent / "cache" / "library.json"
    path.write_bytes(content)
    assert library(yours).entries() == cold
    assert json.loads(path.read_bytes())["format"] == index.INDEX_FORMAT


@given(st.binary(max_size=60) | st.text(st.sampled_from('{}[]":,1format')).map(str.encode))
def test_no_index_whatever_can_stop_a_start(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "library.json"
        path.write_bytes(content)
        assert Library([Place("yours", Path(place))], path).entries() == ()


def test_an_index_that_is_a_pipe_does_not_hang(yours: Path) -> None:
    (yours.parent / "cache").mkdir()
    os.mkfifo(yours.parent / "cache" / "library.json")
    assert len(library(yours).entries()) == 5


def test_an_index_that_cannot_be_written_is_done_without(yours: Path) -> None:
    write(yours.parent / "cache", "a file where the folder should be")
    assert len(library(yours).entries()) == 5


def test_a_failed_write_leaves_no_half_index(yours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = library(yours).entries()
    path = yours.parent / "cache" / "library.json"
    before = path.read_bytes()
    write(yours / "small" / "prompts" / "body.md", "x\n")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert library(yours).entries() == cold
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["library.json"]


def test_a_warm_start_imports_neither_pydantic_nor_the_reading_of_kits(yours: Path) -> None:
    with pytest.raises(InvalidFiles):
        library(yours).kit("wrong")
    library(yours).entries()
    code = (
        "import sys; from pathlib import Path; from copydesk.kits.library import Library;"
        "from copydesk.kits.places import Place;"
        f"found = Library([Place('yours', Path({str(yours)!r}))],"
        f" Path({str(yours.parent / 'cache' / 'library.json')!r})).entries();"
        "print(len(found), *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, *modules = run.stdout.split()
    assert count == "5"
    for heavy in ("pydantic", "textual", "copydesk.kits.read", "copydesk.kits.model"):
        assert not [name for name in modules if name == heavy or name.startswith(f"{heavy}.")]
    assert not [name for name in modules if name.startswith("copydesk.kits.reading.")]
