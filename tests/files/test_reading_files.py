"""Files from strangers: each ends in its text or in one clear fault, never in a hang."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.errors import InvalidFiles
from copydesk.files import DOT_LIMIT, SIZE_LIMIT, parse_toml, read_file, read_text, replace_file


def fault(path: Path, *, follow: bool = False) -> str:
    with pytest.raises(InvalidFiles) as caught:
        read_text(path, follow=follow)
    (problem,) = caught.value.problems
    assert problem.path == path
    return problem.message


def toml_fault(text: str) -> tuple[int, str]:
    with pytest.raises(InvalidFiles) as caught:
        parse_toml(text, Path("x.toml"))
    (problem,) = caught.value.problems
    return problem.line, problem.message


def test_a_text_is_read_as_it_stands_line_ends_included(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes("a\r\nb\u2028ü\n".encode())
    assert read_text(path) == "a\r\nb\u2028ü\n"


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_text(path) == "a = 1\n"


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"#" * SIZE_LIMIT)
    assert len(read_file(path)) == SIZE_LIMIT


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert fault(path) == "is larger than 256 kB"


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"good\nbad \xff\n")
    with pytest.raises(InvalidFiles) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}:2: is not UTF-8 text (byte 10)"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")
    assert fault(tmp_path / "x") == "is no regular file"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert fault(tmp_path) == "is no regular file"


def test_a_device_is_refused() -> None:
    assert fault(Path("/dev/zero")) == "is no regular file"


def test_a_symbolic_link_is_followed_only_on_demand(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("text")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert fault(tmp_path / "link").startswith("is a symbolic link")
    assert read_text(tmp_path / "link", follow=True) == "text"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(tmp_path / "x")
    assert "cannot be read" in fault(tmp_path / "x", follow=True)


def test_a_path_that_can_be_none_is_refused() -> None:
    assert "cannot be read" in fault(Path("a\0b"))


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert "cannot be read" in fault(tmp_path / "x" / "y")


def test_a_missing_file_is_told_from_a_bad_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "x")


def test_a_fault_in_toml_comes_with_its_line() -> None:
    line, message = toml_fault("a = 1\nb = = 2\n")
    assert line == 2
    assert message.startswith("is not TOML: ") and message.endswith("in column 5")


def test_a_fault_at_the_end_of_toml_comes_with_the_last_line() -> None:
    line, message = toml_fault('a = 1\nb = """\ntext\n')
    assert (line, message.endswith("at the end of the file")) == (3, True)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "{b = " * 5000 + "1" + "}" * 5000,
        "a = " + "9" * 10_000,
        "a" + ".a" * 20_000 + " = 1",
        "a" + '."\u2028"' * 5_000 + " = 1",
    ],
    ids=["arrays", "tables", "number", "dots", "dots between line separators"],
)
def test_toml_built_to_exhaust_the_parser_is_refused(text: str) -> None:
    assert toml_fault(text)[1]


def test_many_dots_in_a_text_of_several_lines_are_no_fault() -> None:
    text = 'a = """\n' + ("." * DOT_LIMIT + "\n") * 3 + '"""\n'
    assert parse_toml(text, Path("x.toml"))["a"].count(".") == 3 * DOT_LIMIT


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_and_its_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "x"
    replace_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_link_stays_a_link_when_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
