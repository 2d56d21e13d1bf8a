"""Answers in JSON as files of data: CSV for a spreadsheet, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from copydesk.answers.reading import read_answer
from copydesk.documents import Material, pick
from copydesk.kits.model import Document, Part
from copydesk.publish.addresses import filled_in
from copydesk.text import clean

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""
_LONE = re.compile("[\ud800-\udfff]")


def as_json(material: Material, document: Document, known: Mapping[str, str]) -> str:
    """The answer of a document as JSON, as it came; a list of several for more parts than one.

    Args:
        known: What placeholders in it stand for.

    Raises:
        ValueError: An answer cannot be read as JSON, or lacks what is picked from it.
    """
    found = [_picked(material, part) for part in document.parts if part.answer]
    said = [value for values in found for value in values]
    data = said[0] if len(said) == 1 else said
    source = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    if not source.isprintable() and _LONE.search(source):
        source = json.dumps(data, indent=2)  # half a pair of surrogates has no place in UTF-8
    return filled_in(source, {name: json.dumps(one)[1:-1] for name, one in known.items()}) + "\n"


def as_rows(material: Material, document: Document) -> list[dict[str, Any]]:
    """The objects that a document picks, in order; raises as ``as_json`` does."""
    found: list[dict[str, Any]] = []
    for part in document.parts:
        if part.answer:
            found += (one for one in _flat(_picked(material, part)) if isinstance(one, dict))
    return found


def as_csv(rows: Sequence[Mapping[str, Any]], known: Iterable[str] = ()) -> str:
    """Objects as CSV (RFC 4180): a line of names, then one line for each object.

    A cell that a spreadsheet would compute gets an apostrophe before it.

    Args:
        known: The columns that come first, those of the schema; then others as they come.
    """
    names = list(dict.fromkeys([*known, *(name for row in rows for name in row)]))
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([_cell(name) for name in names])
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return page.getvalue()


def columns(material: Material, document: Document) -> tuple[str, ...]:
    """The names that the schemas give to what a document picks, in their order."""
    found: list[str] = []
    for part in document.parts:
        if part.answer:
            form = material.kit.prompt(part.answer).answer
            source = material.kit.schemas.get(form.schema, "") if form.schema else ""
            found += _properties(source, part.path)
    return tuple(dict.fromkeys(found))


def _properties(source: str, path: str) -> Iterator[str]:
    """The names of the objects that a path leads to, by a schema."""
    try:
        root = json.loads(source) if source else {}
    except (ValueError, RecursionError):
        return
    at = _resolved(root, root)
    for name in re.findall(r"\[\*\]|[^.\[\]]+", path):
        inner = at.get("items") if name == "[*]" else _table(at.get("properties")).get(name)
        at = _resolved(inner, root)
    yield from _table(at.get("properties"))


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _resolved(schema: object, root: object) -> dict[str, Any]:
    """A schema, or the one of the same file that it refers to."""
    for _ in range(20):
        table = _table(schema)
        ref = table.get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#/"):
            return table
        schema = root
        for name in ref[2:].split("/"):
            schema = _table(schema).get(name)
    return {}


def _picked(material: Material, part: Part) -> list[object]:
    stored = material.answer(part.answer)
    if not stored:
        return []
    reading = read_answer(stored, material.kit.prompt(part.answer).answer.format)
    if reading.json.fault is not None:
        raise ValueError(reading.json.fault.message)
    try:
        return pick(json.loads(reading.json.source, parse_constant=_no_number), part.path)
    except (LookupError, RecursionError) as error:
        raise ValueError(f"there is no {part.path or 'value'} in it") from error


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list):
            yield from value
        else:
            yield value


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = clean(text.replace("\r\n", "\n"))
    return f"'{text}" if text.startswith(FORMULA) else text
