"""Kits, briefs and map values through plain data and back, as session files keep them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_files import write_kit
from msgspec.structs import replace

from copydesk.errors import CopydeskError
from copydesk.kits.model import Brief, Kit, MapValues
from copydesk.kits.read import read_kit
from copydesk.kits.rebuild import (
    brief_digest,
    brief_from,
    brief_to,
    kit_digest,
    kit_from,
    kit_to,
    map_values_from,
    map_values_to,
)
from copydesk.paths import bundled


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return read_kit(write_kit(tmp_path_factory.mktemp("kits") / "small"))


def through_json(data: object) -> Any:
    """Data as it comes back from a file."""
    return json.loads(json.dumps(data))


@pytest.mark.parametrize("name", ["article", "release"])
def test_a_bundled_kit_comes_back_as_it_was(name: str) -> None:
    kit = read_kit(bundled() / name)
    again = kit_from(through_json(kit_to(kit)))
    assert again == kit
    assert [type(check) for prompt in again.prompts for check in prompt.checks] == [
        type(check) for prompt in kit.prompts for check in prompt.checks
    ]
    assert kit_digest(again) == kit_digest(kit)


def test_what_was_worked_out_of_a_kit_is_not_kept(kit: Kit) -> None:
    before = kit_to(kit)
    assert kit.uses("body") == ("outline",)
    assert kit_to(kit) == before


def test_a_digest_tells_kits_apart(kit: Kit) -> None:
    assert kit_digest(replace(kit, title="Another")) != kit_digest(kit)
    assert kit_digest(replace(kit)) == kit_digest(kit)


values = st.text() | st.integers(-(2**53), 2**53) | st.lists(st.text(), max_size=3).map(tuple)


@given(st.dictionaries(st.text(max_size=5), values, max_size=4), st.text(), st.integers(0, 99))
def test_any_brief_comes_back_as_it_was(given_values: Any, overview: str, order: int) -> None:
    brief = Brief(id="x", format=1, overview=overview, order=order, values=given_values)
    again = brief_from(through_json(brief_to(brief)))
    assert again == brief
    assert brief_digest(again) == brief_digest(brief)


@given(st.text(), st.lists(st.text(), max_size=3).map(tuple))
def test_any_map_values_come_back_as_they_were(topic: str, siblings: tuple[str, ...]) -> None:
    values = MapValues(topic=topic, siblings=siblings)
    assert map_values_from(through_json(map_values_to(values))) == values


def _without_prompts(data: Any) -> Any:
    return data | {"phases": []}


def _without_fields(data: Any) -> Any:
    return data | {"fields": []}


def _of_an_unknown_kind(data: Any) -> Any:
    data["phases"][0]["prompts"][0]["checks"][0]["kind"] = "zork"
    return data


def _without_a_kind(data: Any) -> Any:
    data["phases"][0]["prompts"][0]["checks"][0] = None
    return data


def _with_one_id_twice(data: Any) -> Any:
    data["phases"].append(data["phases"][1])
    return data


def _without_a_document(data: Any) -> Any:
    return data | {"documents": []}


def _with_a_lost_part(data: Any) -> Any:
    data["documents"][0]["parts"][1]["answer"] = "gone"
    return data


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_prompts, "it has no prompts"),
        (_without_fields, 'the prompt "outline" refers to "brief.title"'),
        (_of_an_unknown_kind, "Invalid value 'zork'"),
        (_without_a_kind, "damaged"),
        (_with_one_id_twice, "an id is used twice"),
        (_without_a_document, 'the prompt "review" refers to "document.article"'),
        (_with_a_lost_part, 'the document "article" refers to the answer "gone"'),
        (lambda data: data | {"format": "x"}, "format"),
        (lambda data: None, "Expected `object`"),
        (lambda data: [], "Expected `object`"),
    ],
)
def test_a_damaged_kit_is_refused_in_words(kit: Kit, spoil: Any, said: str) -> None:
    with pytest.raises(CopydeskError, match="The kit is damaged") as caught:
        kit_from(spoil(through_json(kit_to(kit))))
    assert said in caught.value.message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "format", "phases", "values", "order"]), inner)
    ),
    max_leaves=10,
)


@given(anything)
def test_any_data_whatever_is_taken_or_refused_in_words(data: object) -> None:
    for read in (kit_from, brief_from, map_values_from):
        try:
            read(data)
        except CopydeskError as error:
            assert "is damaged" in error.message


def test_coming_back_needs_no_pydantic() -> None:
    code = "import sys, copydesk.kits.rebuild; print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_kit_on_disk_and_the_kit_of_a_session_are_compared_by_digest(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small")
    before = kit_digest(read_kit(folder))
    assert kit_digest(read_kit(folder)) == before
    (folder / "prompts" / "body.md").write_text("Write something else.\n")
    assert kit_digest(read_kit(folder)) != before
