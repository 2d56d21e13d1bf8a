"""JSON-LD that a search engine can use: it parses, has its types and properties, ISO dates."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from copydesk.answers.json_text import Way
from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.linked_data import Fault, LinkedData, Node, linked_data, types_of
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.kits.checks import JsonLd

TAG = '<script type="application/ld+json">'
DATES = ("datePublished", "dateModified")
WRONG_NAMES = {
    "publishDate": "datePublished",
    "publishedDate": "datePublished",
    "publicationDate": "datePublished",
    "publishedAt": "datePublished",
    "updateDate": "dateModified",
    "modifiedDate": "dateModified",
    "dateUpdated": "dateModified",
    "lastModified": "dateModified",
}
"""What models write for a property of schema.org, and what that is called."""

_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_PLACEHOLDER = re.compile(r"\{\{\s?[A-Z_]*DATE[A-Z_]*\s?\}\}")


def state(check: JsonLd, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``JSON-LD: Article (headline, author), FAQPage (mainEntity)``."""
    said = []
    for wanted in _types(check):
        names = _properties(check, wanted)
        said.append(f"{wanted} ({', '.join(names)})" if names else wanted)
    return f"JSON-LD: {', '.join(said)}" if said else "JSON-LD that can be read"


def find(check: JsonLd, subject: Subject) -> Iterator[Finding]:
    """What keeps the JSON-LD from being used.

    Where a prompt has several of these checks, what none of them asks for by name (that it
    parses, its dates) is found by the first alone, and a missing type by the first that asks.
    """
    data = linked_data(subject.stored, subject.reading.format)
    if _first(check, subject, ""):
        yield from _form(check, subject, data)
    for wanted in _types(check):
        yield from _of_type(check, subject, data, wanted)
    if _first(check, subject, ""):
        yield from _wrong_names(check, subject, data)
        yield from _dates(check, subject, data)


def _types(check: JsonLd) -> tuple[str, ...]:
    """The types asked for, also those that only a property names."""
    return tuple(
        dict.fromkeys((*check.types, *(one.partition(".")[0] for one in check.properties)))
    )


def _properties(check: JsonLd, wanted: str) -> list[str]:
    parted = [one.partition(".") for one in check.properties]
    return [name for of, _, name in parted if of == wanted and name]


def _first(check: JsonLd, subject: Subject, wanted: str) -> bool:
    """Whether no check before this one speaks of the same type, or at all."""
    for one in subject.prompt.checks:
        if one == check:
            return True
        if isinstance(one, JsonLd) and (not wanted or wanted in _types(one)):
            return False
    return True


def _form(check: JsonLd, subject: Subject, data: LinkedData) -> Iterator[Finding]:
    bare = [block for block in data.blocks if block.bare]
    if bare:
        yield subject.finding(
            check,
            "the JSON-LD",
            f"{count(len(bare), 'block')} of bare JSON, without a script tag",
            f"JSON-LD in {TAG}",
            f"Put it between {TAG} and </script>.",
            line=subject.reading.line(bare[0].offset),
            excerpt=bare[0].source,
        )
    for fault in data.faults:
        yield _fault(check, subject, fault)


def _fault(check: JsonLd, subject: Subject, fault: Fault) -> Finding:
    text = subject.reading.text
    start = text.rfind("\n", 0, fault.offset) + 1
    end = text.find("\n", fault.offset)
    line = subject.reading.line(fault.offset)
    where = f" in line {line}, column {fault.offset - start + 1}" if line else ""
    stop = min(end if end >= 0 else len(text), fault.offset + 60)
    return subject.finding(
        check,
        "the JSON-LD",
        f"{fault.message}{where}",
        "JSON that can be read",
        "Return it as valid JSON.",
        line=line,
        excerpt=text[max(start, fault.offset - 60) : stop],
    )


def _of_type(check: JsonLd, subject: Subject, data: LinkedData, wanted: str) -> Iterator[Finding]:
    nodes = data.of_type(wanted)
    if not nodes:
        if not data.faults and _first(check, subject, wanted):
            yield _no_type(check, subject, data, wanted)
        return
    lists = [_lacking(data, node, _properties(check, wanted)) for node in nodes]
    best = min(range(len(nodes)), key=lambda index: len(lists[index]))
    for name, found, steps in lists[best]:
        yield subject.finding(
            check,
            f"{wanted} in the JSON-LD",
            found,
            f"{wanted}.{name}",
            _mend(wanted, name, bool(steps)),
            line=data.line(nodes[best], *steps),
        )


def _no_type(check: JsonLd, subject: Subject, data: LinkedData, wanted: str) -> Finding:
    there = list(dict.fromkeys(name for node in data.nodes for name in sorted(node.types)))
    if not data.blocks:
        found = "no JSON-LD"
    else:
        found = f"no {wanted}" + (f", but {', '.join(there[:6])}" if there else "")
    mend = f"Add {wanted}." if data.blocks else f"Add {wanted} in {TAG}."
    return subject.finding(check, "the JSON-LD", found, wanted, mend)


def _mend(wanted: str, name: str, is_there: bool) -> str:
    if (wanted, name) == ("FAQPage", "mainEntity"):
        return (
            "Make mainEntity a list of Question, each with name and"
            " acceptedAnswer (an Answer with text)."
        )
    if name == "author":
        return f'Give {wanted} an author: {{"@type": "Person", "name": "…"}}.'
    return f"Give {name} of {wanted} a value." if is_there else f"Add {name} to {wanted}."


_Lack = tuple[str, str, Way]
"""A property, what came instead, and where within the object; () where nothing came."""


def _lacking(data: LinkedData, node: Node, names: list[str]) -> list[_Lack]:
    """What an object lacks of the properties asked for."""
    lacking: list[_Lack] = []
    for name in names:
        value = data.whole(node.value.get(name))
        if name not in node.value:
            is_named = any(
                right == name and one in node.value for one, right in WRONG_NAMES.items()
            )
            if not is_named:  # a finding of its own says so
                lacking.append((name, f"no {name}", ()))
        elif _is_empty(value):
            lacking.append((name, f"{name} without a value", (name,)))
        elif name == "author" and not all(map(_is_named, _each(data, value))):
            lacking.append((name, "an author without a name", (name,)))
        elif name == "mainEntity" and node.is_a("FAQPage"):
            lacking += _questions(data, value)
    return lacking


def _each(data: LinkedData, value: Any) -> list[Any]:
    return [data.whole(one) for one in value] if isinstance(value, list) else [value]


def _is_empty(value: Any) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _is_named(author: Any) -> bool:
    if isinstance(author, dict):
        author = author.get("name")
        author = author[0] if isinstance(author, list) and author else author
        return isinstance(author, str) and bool(author.strip())
    return isinstance(author, str) and bool(author.strip()) and "://" not in author


def _questions(data: LinkedData, value: Any) -> list[_Lack]:
    if not isinstance(value, list):
        return [("mainEntity", "mainEntity that is no list", ("mainEntity",))]
    lacking: list[_Lack] = []
    for index, one in enumerate(value):
        found = _odd_question(data, data.whole(one))
        if found and len(lacking) <= 20:
            way = ("mainEntity", index)
            lacking.append(("mainEntity", f"question {index + 1} {found}", way))
    return lacking


def _odd_question(data: LinkedData, one: Any) -> str:
    """What makes an item no question with an answer; "" for a good one."""
    if not isinstance(one, dict) or "Question" not in types_of(one):
        return "is no Question"
    if not isinstance(one.get("name"), str) or _is_empty(one["name"]):
        return "has no name"
    answers = _each(data, data.whole(one.get("acceptedAnswer")))
    texts = [answer.get("text") for answer in answers if isinstance(answer, dict)]
    if not any(isinstance(text, str) and text.strip() for text in texts):
        return "has no acceptedAnswer.text"
    return ""


def _wrong_names(check: JsonLd, subject: Subject, data: LinkedData) -> Iterator[Finding]:
    for node in data.nodes:
        for name, right in WRONG_NAMES.items():
            if name in node.value:
                yield subject.finding(
                    check,
                    "a property in the JSON-LD",
                    f"{name}, which is no property of schema.org",
                    right,
                    f"Rename {name} to {right}.",
                    line=data.line(node, name),
                    excerpt=f'"{name}": {json.dumps(node.value[name], ensure_ascii=False)[:80]}',
                )


def _dates(check: JsonLd, subject: Subject, data: LinkedData) -> Iterator[Finding]:
    for node in data.nodes:
        for name in DATES:
            value = node.value.get(name)
            if name in node.value and not _is_empty(value) and not is_date(value):
                shown = value if isinstance(value, str) else json.dumps(value)[:100]
                yield subject.finding(
                    check,
                    f"{name} in the JSON-LD",
                    quoted(shown),
                    "a date in ISO 8601, like 2026-11-24",
                    f"Write {name} as YYYY-MM-DD.",
                    line=data.line(node, name),
                    excerpt=shown,
                )


def is_date(value: Any) -> bool:
    """Whether a value is a day of the calendar in ISO 8601, also with time and zone.

    The placeholder of a date that is not known yet is one too.
    """
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return False
    value = value.strip()
    if _PLACEHOLDER.fullmatch(value[:60]):
        return True
    if not _DATE.fullmatch(value[:60]):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
