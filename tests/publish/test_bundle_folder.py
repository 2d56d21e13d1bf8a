"""A bundle on the disk: whole or not at all, and never over what is not its own."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.publish.bundle import MANIFEST, Bundle, Options, make
from copydesk.publish.folder import FolderTaken, NotWritten, changed_since, present, write
from publish.scoring import written

DRAFT = Options("none", True)


def bundle_of(text: str = "Soup.", **answers: str) -> Bundle:
    return make(written({"title": "Soup"}, body=text, **answers), DRAFT)


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_folder_holds_the_bundle_and_nothing_else(tmp_path: Path) -> None:
    bundle = bundle_of()
    place = write(bundle, tmp_path / "a" / "b" / "soup")
    assert held(place) == dict(bundle.files)
    assert [path.name for path in place.parent.iterdir()] == ["soup"]


def test_others_may_read_a_bundle_as_far_as_the_mask_lets_them(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        place = write(bundle_of(), tmp_path / "soup")
    finally:
        os.umask(old)
    assert place.stat().st_mode & 0o777 == 0o750
    assert (place / "article.md").stat().st_mode & 0o777 == 0o640


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "soup").mkdir()
    bundle = bundle_of()
    assert held(write(bundle, tmp_path / "soup")) == dict(bundle.files)


def test_a_bundle_is_replaced_only_when_somebody_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "soup"
    first, second = bundle_of(), bundle_of("Stew.")
    write(first, folder)
    with pytest.raises(FolderTaken, match="holds the bundle of “Soup” already"):
        write(second, folder)
    assert held(folder) == dict(first.files)
    write(second, folder, replace=True)
    assert held(folder) == dict(second.files)


def test_what_somebody_changed_in_a_bundle_is_named(tmp_path: Path) -> None:
    folder = write(bundle_of(), tmp_path / "soup")
    (folder / "article.md").write_text("mine", "utf-8")
    found = present(folder)
    assert found is not None
    assert changed_since(folder, found) == ("article.md",)
    with pytest.raises(FolderTaken, match=r"changes of somebody's in article\.md"):
        write(bundle_of(), folder)
    assert (folder / "article.md").read_text("utf-8") == "mine"


def test_files_of_somebody_else_stay_when_a_bundle_is_replaced(tmp_path: Path) -> None:
    folder = write(bundle_of(social='{"twitter_thread": ["x"]}'), tmp_path / "soup")
    (folder / "images").mkdir()
    (folder / "images" / "leek.png").write_bytes(b"leek")
    (folder / "notes.txt").write_bytes(b"mine")
    assert "posts.json" in held(folder)
    second = bundle_of("Stew.")
    write(second, folder, replace=True)
    mine = {str(Path("images", "leek.png")): b"leek", "notes.txt": b"mine"}
    assert held(folder) == dict(second.files) | mine


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    for replace in (False, True):
        with pytest.raises(NotWritten, match="holds files that are no bundle"):
            write(bundle_of(), tmp_path, replace)
    assert held(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_of_somebody_elses_with_a_bundles_name_is_left_alone(tmp_path: Path) -> None:
    folder = write(bundle_of(), tmp_path / "soup")
    (folder / "posts.json").write_bytes(b"mine")
    before = held(folder)
    with pytest.raises(NotWritten, match=r"posts\.json is not of the bundle there"):
        write(bundle_of(social='{"twitter_thread": ["x"]}'), folder, replace=True)
    assert held(folder) == before


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "soup").write_bytes(b"mine")
    with pytest.raises(NotWritten, match="is no folder"):
        write(bundle_of(), tmp_path / "soup", replace=True)
    assert (tmp_path / "soup").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "manifest",
    [
        b"{",
        b"[]",
        b'{"made_by": "copydesk"}',
        b'{"made_by": "copydesk", "format": 1, "files": []}',
        b'{"made_by": "copydesk", "format": 2, "files": {}}',
        b'{"made_by": "somebody", "format": 1, "files": {}}',
        b"[" * 100_000,
    ],
)
def test_a_manifest_that_is_none_makes_no_bundle(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(manifest)
    assert present(tmp_path) is None
    with pytest.raises(NotWritten, match="no bundle"):
        write(bundle_of(), tmp_path, replace=True)


def test_a_forged_manifest_leads_out_of_no_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"mine")
    folder = write(bundle_of(), tmp_path / "soup")
    data = json.loads((folder / MANIFEST).read_bytes())
    data["files"] |= {"../outside.md": "x", str(outside): "x", "Mine.md": "x", "a/b.md": "x"}
    (folder / MANIFEST).write_text(json.dumps(data), "utf-8")
    (folder / "Mine.md").write_bytes(b"mine")
    write(bundle_of("Stew."), folder, replace=True)
    assert outside.read_bytes() == b"mine"
    assert (folder / "Mine.md").read_bytes() == b"mine"


def test_links_in_a_bundle_are_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = write(bundle_of(), tmp_path / "soup")
    (folder / "article.md").unlink()
    (folder / "article.md").symlink_to(outside)
    write(bundle_of("Stew."), folder, replace=True)
    assert outside.read_bytes() == b"mine"
    assert not (folder / "article.md").is_symlink()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert write(bundle_of(), tmp_path / "link") == (tmp_path / "real").resolve()
    write(bundle_of("Stew."), tmp_path / "link", replace=True)
    assert (tmp_path / "link").is_symlink()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(NotWritten, match=r"was not written|is no folder"):
        write(bundle_of(), tmp_path / "loop")


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    ("where", "call"),
    [(os, "fsync"), (Path, "rename"), (os, "fdopen"), (os, "open"), (Path, "mkdir")],
)
def test_wherever_the_disk_fails_the_folder_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, call: str, there: bool
) -> None:
    folder = tmp_path / "soup"
    if there:
        write(bundle_of(), folder)
        (folder / "mine.txt").write_bytes(b"mine")
    before = held(tmp_path)
    second = bundle_of("Stew.")
    real = getattr(where, call)
    failed = 0
    for fails_at in range(60):
        calls = iter(range(1000))

        def failing(*arguments: object, **named: object) -> object:
            if next(calls) == fails_at:  # noqa: B023
                if call == "fdopen":
                    os.close(arguments[0])  # type: ignore[arg-type]
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **named)

        with monkeypatch.context() as disk:
            disk.setattr(where, call, failing)
            try:
                write(second, folder, replace=True)
            except NotWritten as error:
                failed += 1
                assert "No space left on device" in str(error)
            else:
                break
        assert held(tmp_path) == before
        assert not list(tmp_path.rglob(".copydesk-*"))
    assert failed or (call, there) in {("mkdir", False)}
    mine = {"soup/mine.txt": b"mine"} if there else {}
    assert held(tmp_path) == {f"soup/{n}": data for n, data in second.files.items()} | mine


KILLED = """
import os, signal, sys
from pathlib import Path
from publish.test_bundle_folder import bundle_of
from copydesk.publish.folder import write
real, calls = Path.rename, iter(range(1000))
def rename(self, target):
    if next(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, target)
Path.rename = rename
write(bundle_of("Stew."), Path(sys.argv[1]), replace=True)
"""


@pytest.mark.parametrize("at", [0, 1, 4, 6, 9, 11])
def test_a_program_killed_while_it_replaces_is_put_right_by_the_next(
    tmp_path: Path, at: int
) -> None:
    folder = write(bundle_of(), tmp_path / "soup")
    (folder / "mine.txt").write_bytes(b"mine")
    tests = Path(__file__).parents[1]
    sources = tests.parent / "src"
    paths = os.pathsep.join([str(sources), str(tests), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(at)],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    third = bundle_of("Broth.")
    write(third, folder, replace=True)
    found = {name: data for name, data in held(folder).items() if not name.startswith(".")}
    assert found == dict(third.files) | {"mine.txt": b"mine"}
