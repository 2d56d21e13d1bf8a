"""Whatever lies in a kit's or map's folder: it is read, or refused with InvalidFiles."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_files import BRIEF, KIT, MAP, TEXTS, write_kit, write_map

from copydesk.errors import InvalidFiles
from copydesk.kits.read import read_brief, read_kit, read_map

PIECES = sorted(
    {piece for text in (KIT, MAP, BRIEF) for piece in text.replace("\n", " \n ").split(" ")}
    | {"[[", "]]", "{", "}", '"""', "'''", "=", "=1", "= true", "= []", "= {}", "= [[]]", "nan"}
    | {"{{answer.", "{{brief.title}}", "}}", "\x00", "\ufeff", "\r", "é", "0x", "1979-05-27"}
)


@st.composite
def spoilt(draw: Any, text: str) -> bytes:
    """A good file with a few stretches cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        new = draw(
            st.sampled_from(["", text[start:end] * 2])
            | st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)
            | st.text(max_size=8)
        )
        text = text[:start] + new + text[end:]
    return text.encode("utf-8", "surrogatepass")


def holds(read: Callable[[], object]) -> None:
    """Reading ends well, or in InvalidFiles whose every problem can be shown."""
    with suppress(InvalidFiles):
        try:
            read()
        except InvalidFiles as error:
            assert error.problems
            for problem in error.problems:
                assert problem.message
                assert problem.line >= 0
                assert "\n" not in str(problem)
                str(problem).encode("utf-8")
            raise


@pytest.mark.parametrize("name", TEXTS)
@given(data=st.data())
def test_a_kit_with_any_file_spoilt(name: str, data: Any) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = write_kit(Path(place) / "small")
        (folder / name).write_bytes(data.draw(spoilt(TEXTS[name]) | st.binary(max_size=40)))
        holds(lambda: read_kit(folder))


@given(map_toml=spoilt(MAP), brief=spoilt(BRIEF))
def test_a_map_and_a_brief_spoilt(map_toml: bytes, brief: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        kit = read_kit(write_kit(Path(place) / "small"))
        folder = write_map(Path(place) / "testing")
        (folder / "first.toml").write_bytes(brief)
        holds(lambda: read_map(folder, kit, complete=True))
        holds(lambda: read_brief(folder / "first.toml", kit))
        (folder / "map.toml").write_bytes(map_toml)
        holds(lambda: read_map(folder))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["pattern", "$ref", "$id", "properties", "items", "enum", "$defs", "a"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(values)
def test_a_kit_with_any_schema(schema: object) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = write_kit(Path(place) / "small", outline_json=json.dumps(schema))
        holds(lambda: read_kit(folder))
