"""The scanner that tells in which line of a TOML file a key stands."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.kits.reading.json_lines import json_lines
from copydesk.kits.reading.toml_lines import DEPTH_LIMIT, KEY_LIMIT, KeyPath, TooMuch, key_lines

OURS = sorted((Path(__file__).parents[2] / "kits").rglob("*.toml"))


def paths(data: Any, at: KeyPath = ()) -> Iterator[KeyPath]:
    """The way to everything in some data."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))


@pytest.mark.parametrize("file", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_key_of_the_bundled_files_has_a_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(key_lines(text)) == set(paths(tomllib.loads(text)))


def test_each_way_of_writing_a_key_has_the_line_it_stands_in() -> None:
    text = """\
# a comment with [brackets] and "quotes"
a.b = 1
"quoted key".'other' = "x # no comment"
text = \"\"\"
[not.a.table]
key = "neither"\"\"\"
list = [ # comment ]
    1,
    [2,
     3], { inline = 1, deep.er = "}" },
]

[table]
[[rows]]
one = '''a
b'''
[rows.under]
two = 2
[[rows]]
[[rows.items]]
x = 1979-05-27 07:32:00
[[rows.items]]
[late.parent]
[late]
"""
    lines = key_lines(text)
    assert set(lines) == set(paths(tomllib.loads(text)))
    expected = {
        ("a",): 2,
        ("a", "b"): 2,
        ("quoted key", "other"): 3,
        ("text",): 4,
        ("list",): 7,
        ("list", 0): 8,
        ("list", 1): 9,
        ("list", 1, 1): 10,
        ("list", 2): 10,
        ("list", 2, "deep", "er"): 10,
        ("table",): 13,
        ("rows",): 14,
        ("rows", 0): 14,
        ("rows", 0, "one"): 15,
        ("rows", 0, "under"): 17,
        ("rows", 0, "under", "two"): 18,
        ("rows", 1): 19,
        ("rows", 1, "items", 0, "x"): 21,
        ("rows", 1, "items", 1): 22,
        ("late", "parent"): 23,
        ("late",): 24,
    }
    assert {key: lines[key] for key in expected} == expected


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class Writer:
    """Writes data as TOML, now in this style, now in that, and remembers the lines."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[KeyPath, int] = {}

    def document(self, data: dict[str, Any], at: KeyPath = ()) -> None:
        later = []
        for key, value in data.items():
            tables = value if isinstance(value, list) else [value]
            of_tables = bool(tables) and all(isinstance(one, dict) for one in tables)
            if of_tables and self.draw(st.booleans()):
                later.append((key, value))
            else:
                self.filler()
                self.note((*at, key))
                self.text += f"{self.key(key)} = "
                self.value(value, (*at, key))
                self.text += "\n"
        for key, value in later:
            for index, table in enumerate(value if isinstance(value, list) else [value]):
                self.filler()
                path = (*at, key)
                self.note(path)
                if isinstance(value, list):
                    path = (*path, index)
                    self.note(path)
                name = ".".join(self.key(part) for part in path if isinstance(part, str))
                self.text += f"[[{name}]]\n" if isinstance(value, list) else f"[{name}]\n"
                self.document(table, path)

    def value(self, value: Any, at: KeyPath) -> None:
        if isinstance(value, dict):
            self.text += "{"
            for number, (key, item) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.note((*at, key))
                self.text += f"{self.key(key)} = "
                self.value(item, (*at, key))
            self.text += "}"
        elif isinstance(value, list):
            self.text += "["
            for index, item in enumerate(value):
                self.text += self.draw(st.sampled_from(["", " ", "\n", "\n  # , ] [\n "]))
                self.note((*at, index))
                self.value(item, (*at, index))
                self.text += ","
            self.text += self.draw(st.sampled_from(["", "\n", " # end\n"])) + "]"
        elif isinstance(value, str):
            self.string(value)
        elif isinstance(value, dt.datetime):
            self.text += value.isoformat(self.draw(st.sampled_from([" ", "T"])))
        elif isinstance(value, dt.date):
            self.text += value.isoformat()
        else:
            self.text += json.dumps(value)

    def string(self, value: str) -> None:
        plain = quoted(value)
        literal = value.isprintable() and "'" not in value
        style = self.draw(st.sampled_from(["plain", "long", "literal", "long literal"]))
        if style == "long":
            self.text += f'"""\n{plain[1:-1]}"""'
        elif style == "literal" and literal:
            self.text += f"'{value}'"
        elif style == "long literal" and literal:
            self.text += f"'''\n{value}'''"
        else:
            self.text += plain

    def key(self, key: str) -> str:
        bare = key.isascii() and key.replace("_", "a").isalnum()
        if bare and self.draw(st.booleans()):
            return key
        literal = key.isprintable() and "'" not in key
        return f"'{key}'" if literal and self.draw(st.booleans()) else quoted(key)

    def note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def filler(self) -> None:
        self.text += self.draw(st.sampled_from(["", "\n", "  ", "# [x] = '''\n", "\r\n\t"]))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
scalars = (
    words
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False, width=16).filter(lambda x: "e" not in str(x))
    | st.booleans()
    | st.dates(dt.date(1000, 1, 1))
    | st.datetimes(dt.datetime(1000, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(words, values, max_size=5), st.data())
def test_every_key_of_any_document_has_its_own_line(data: dict[str, Any], draw: Any) -> None:
    writer = Writer(draw.draw)
    writer.document(data)
    assert tomllib.loads(writer.text) == data
    assert key_lines(writer.text) == writer.lines


@given(st.text(st.sampled_from("ab.=[]{}\"'\\#, \n\r1é")))
def test_the_scanner_takes_any_text(text: str) -> None:
    lines = key_lines(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines) == set(paths(data))


@pytest.mark.parametrize(
    "text",
    [
        "a." * DEPTH_LIMIT + "b = 1",
        "a = " + "[" * 70 + "]" * 70,
        "\n" + "[" + "a." * DEPTH_LIMIT + "b]",
        "a = " + "{a=" * 5000,
        "a = " + "[\n" * 5000,
        "a = [\n{" + "b." * 40 + "c = [\n{" + "b." * 40 + "c = 1}]}]",
        "a = [" + "1," * KEY_LIMIT + "]",
    ],
    ids=["dots", "lists", "header", "tables", "lines", "dots in lists", "items"],
)
def test_more_than_any_kit_needs_is_refused(text: str) -> None:
    with pytest.raises(TooMuch):
        key_lines(text)


@given(
    st.recursive(
        words | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
        max_leaves=15,
    ),
    st.integers(0, 2),
)
def test_every_key_of_any_json_has_its_line(data: Any, indent: int) -> None:
    text = json.dumps(data, indent=indent or None)
    keys = (
        {path for path in paths(data) if isinstance(path[-1], str)}
        if isinstance(data, dict | list)
        else set()
    )
    lines = json_lines(text)
    assert set(lines) == keys
    for path, line in lines.items():
        assert json.dumps(path[-1]) in text.split("\n")[line - 1]
