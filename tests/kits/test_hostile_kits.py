"""Kits built to hurt: each ends in a clear error, within two seconds and 300 MB.

Each is read by a process of its own, so that its time (of the processor, not of the clock) and
its memory can be measured, and so that one that hangs is ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit_files import BRIEF, KIT, MAP, TEXTS, changed, write, write_kit, write_map

SECONDS = 2
MEGABYTES = 300
LIMIT = 256 * 1024

READ = """
import json, pathlib, resource, sys, time

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # the peak of this process alone, none of its parent's
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit

from copydesk.errors import InvalidFiles
from copydesk.kits.read import read_kit, read_map

start = time.process_time()
folder = pathlib.Path(sys.argv[1])
try:
    (read_map if (folder / "map.toml").exists() else read_kit)(folder)
    said = []
except InvalidFiles as error:
    said = [str(problem) for problem in error.problems]
print(json.dumps({"said": said, "seconds": time.process_time() - start, "megabytes": peak()}))
"""


def said_of(folder: Path) -> list[str]:
    """What is said of a kit or map, once it is known that its limits were kept."""
    run = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr[-2000:]
    result = json.loads(run.stdout)
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    assert result["said"], "a hostile kit was taken"
    return list(result["said"])


def many(line: str) -> str:
    """A line, numbered, as often as a file may hold it."""
    return "\n".join(line.replace("#", str(number)) for number in range(LIMIT // (len(line) + 5)))


TOML = {
    "larger than a kit may be": ("# " + "x" * LIMIT, "is larger than 256 kB"),
    "nested lists": ("a = " + "[" * 100_000, "levels deep"),
    "nested lists over lines": ("a = " + "[\n" * 100_000, "levels deep"),
    "nested tables": ("a = " + "{a=" * 60_000, "levels deep"),
    "a long dotted key": ("a." * 20_000 + "b = 1", "levels deep"),
    "a long header": ("[" + "a." * 20_000 + "b]", "levels deep"),
    "many dotted keys": (many("k#." + "a." * 990 + "b = 1"), "levels deep"),
    "many shorter dotted keys": (many("k#." + "a." * 60 + "b = 1"), "more than 20000 keys"),
    "a key of quoted parts": ('"a".' * 900 + "b = 1", "levels deep"),
    "lists in dotted keys": ("x = [" + ("{" + "a." * 50 + "b = [\n") * 500, "levels deep"),
    "many tables": (many("[t#]"), "more than 20000 keys"),
    "more keys than a file may have": (many("key# = 1"), "more than 20000 keys"),
    "many unknown keys": (many("key#_is_very_long = 1"), "there is no such key"),
    "many phases": ("[[phases]]\n" * 19_000, "title: this key is missing"),
    "many prompts": (many("[[phases.prompts]]\nid='p#'\n"), "expected a list of tables"),
    "many dots in a text": ("a = '" + "." * 2000 + "'", "dots in one line"),
    "a long list": ("phases = [" + "1," * 120_000 + "]", "more than 20000 keys"),
    "a long list of options": (
        changed(KIT, 'options = ["informational", "commercial"]', f"options = [{'1,' * 19_000}]"),
        "expected a list of texts, found 1 in it",
    ),
    "a huge number": ("format = 1" + "0" * 200_000, "cannot be read as TOML"),
    "a huge hexadecimal number": ("format = 0x" + "f" * 200_000, "format: expected a number"),
    "infinity": (changed(KIT, "default = 900", "default = -inf"), "expected a number between"),
    "a comment without end": ("#" * (LIMIT - 5), "this key is missing"),
    "an open string": ('a = """' + "\\n" * 100_000, "is not TOML"),
    "quotes": ("a = '''" + "''x" * 80_000, "is not TOML"),
    "an unknown kind as long as the file": (
        changed(KIT, 'kind = "sum"', f'kind = "{"s" * 200_000}"'),
        "no check is called",
    ),
    "a NUL": ("a = 1\0", "is not TOML"),
    "a newer format": (changed(KIT, "format = 1", "format = 99"), "a newer Copydesk (format 99"),
    "no text at all": ("", "this key is missing"),
}


@pytest.mark.parametrize("name", TOML)
def test_a_hostile_kit_file_ends_in_a_clear_error(tmp_path: Path, name: str) -> None:
    text, said = TOML[name]
    folder = write_kit(tmp_path / "small", kit_toml=text)
    found = said_of(folder)
    assert any(said in one for one in found), found[:5]
    assert all(one.startswith(str(folder)) for one in found)
    assert len(found) <= 101
    assert max(map(len, found)) < 1000


def test_a_prompt_full_of_unknown_references_ends_in_a_clear_error(tmp_path: Path) -> None:
    unknown = "{{answer.outlines}} " * 12_000
    found = said_of(write_kit(tmp_path / "small", body_md=unknown))
    assert 'did you mean "outline"?' in found[0]


def test_many_prompts_in_one_circle_end_in_a_clear_error(tmp_path: Path) -> None:
    head = KIT[: KIT.index("[[phases]]")] + '[[phases]]\ntitle = "All"\n'
    rows = [f'[[phases.prompts]]\nid = "p{number}"\ntitle = "P"\n' for number in range(3000)]
    folder = write_kit(tmp_path / "small", kit_toml=head + "".join(rows))
    for number in range(3000):
        text = f"{{{{answer.p{(number + 1) % 3000}}}}}\n"
        write(folder / "prompts" / f"p{number}.md", text)
    found = said_of(folder)
    assert any("prompts wait for each other in a circle: p0 → p1 → p2" in one for one in found)


def test_more_text_than_a_kit_may_have_ends_in_a_clear_error(tmp_path: Path) -> None:
    head = KIT[: KIT.index("[[phases]]")] + '[[phases]]\ntitle = "All"\n'
    rows = [f'[[phases.prompts]]\nid = "p{number}"\ntitle = "P"\n' for number in range(300)]
    folder = write_kit(tmp_path / "small", kit_toml=head + "".join(rows))
    for number in range(300):
        write(folder / "prompts" / f"p{number}.md", "x" * (LIMIT - 4) + "😀")
    found = said_of(folder)
    assert any("the kit's texts are larger than 8 MB" in one for one in found)


@pytest.mark.parametrize("name", list(TEXTS))
@pytest.mark.parametrize("what", ["pipe", "link out", "folder", "not UTF-8", "too large", "device"])
def test_a_file_that_is_no_plain_text_ends_in_a_clear_error(
    tmp_path: Path, name: str, what: str
) -> None:
    folder = write_kit(tmp_path / "small")
    file = folder / name
    file.unlink()
    make, said = NO_TEXTS[what]
    make(file)
    (found,) = said_of(folder)
    assert found.startswith(str(file))
    assert said in found


def _link_out(path: Path) -> None:
    outside = write(path.parents[2] / "outside.toml", KIT)
    path.symlink_to(outside)


NO_TEXTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "is no regular file"),
    "link out": (_link_out, "is a symbolic link"),
    "folder": (Path.mkdir, "is no regular file"),
    "not UTF-8": (lambda path: path.write_bytes(b"a = 1\n\xff\xfe"), ":2: is not UTF-8 text"),
    "too large": (lambda path: path.write_bytes(b"x" * (LIMIT + 1)), "is larger than 256 kB"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is a symbolic link"),
}


@pytest.mark.parametrize("inner", ["prompts", "schemas"])
def test_a_folder_that_leads_out_of_the_kit_is_refused(tmp_path: Path, inner: str) -> None:
    folder = write_kit(tmp_path / "small")
    (folder / inner).rename(tmp_path / inner)
    (folder / inner).symlink_to(tmp_path / inner)
    assert "leads out of the kit's folder" in said_of(folder)[0]


def test_a_folder_that_leads_in_a_circle_is_refused(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small")
    (folder / "prompts").rename(tmp_path / "elsewhere")
    (folder / "prompts").symlink_to(folder / "prompts")
    assert "prompts" in said_of(folder)[0]


@pytest.mark.parametrize("what", ["pipe", "link out", "not UTF-8"])
def test_a_brief_that_is_no_plain_text_ends_in_a_clear_error(tmp_path: Path, what: str) -> None:
    folder = write_map(tmp_path / "maps" / "testing", MAP, first=BRIEF)
    make, said = NO_TEXTS[what]
    make(folder / "second.toml")
    (found,) = said_of(folder)
    assert said in found
