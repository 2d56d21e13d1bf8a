"""A kit of one prompt, ``it``, held in memory with the checks under test."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from copydesk.checks.finding import Finding, Verdict
from copydesk.checks.run import check_answer, statements
from copydesk.documents import Material
from copydesk.kits.checks import Check
from copydesk.kits.model import (
    AnswerForm,
    AnswerFormat,
    BriefField,
    FieldKind,
    Kit,
    MapValues,
    Phase,
    Prompt,
    Value,
)
from copydesk.kits.template import Template

IT = "it"
SCHEMA = "schemas/it.json"


def material(
    *checks: Check,
    format: AnswerFormat = "text",
    schema: Any = None,
    brief: Mapping[str, Value] | None = None,
    fields: tuple[str, ...] = (),
    map: Mapping[str, Any] | None = None,
    answers: Mapping[str, str] | None = None,
    formats: Mapping[str, AnswerFormat] | None = None,
) -> Material:
    """A kit whose last prompt, ``it``, has these checks.

    Args:
        format: Of the answer to ``it``.
        schema: The JSON Schema of the answer, as data or as text.
        brief: What the brief gives; each key becomes a field.
        fields: Further fields, which the brief leaves empty.
        map: What the map gives.
        answers: The session's other answers; each key becomes a prompt before ``it``.
        formats: The formats of those other answers; Markdown where none is named.
    """
    brief, answers, formats = brief or {}, answers or {}, formats or {}
    text = schema if isinstance(schema, str) else json.dumps(schema)
    form = AnswerForm(format=format, schema="" if schema is None else SCHEMA)
    prompts = [
        Prompt(
            id=one,
            title=one.capitalize(),
            answer=AnswerForm(format=formats.get(one, "markdown")),
            template=Template("Write.\n"),
        )
        for one in dict.fromkeys([*answers, *formats])
    ]
    it = Prompt(id=IT, title="It", answer=form, checks=checks, template=Template("Write it.\n"))  # type: ignore[arg-type]
    kit = Kit(
        id="small",
        format=1,
        version="1",
        title="Small",
        summary="",
        updated=dt.date(2026, 11, 22),
        fields=tuple(
            BriefField(id=one, kind=_kind(brief.get(one)), label=one)
            for one in dict.fromkeys([*brief, *fields])
        ),
        phases=(Phase(title="Writing", prompts=(*prompts, it)),),
        schemas={} if schema is None else {SCHEMA: text},
    )
    return Material(kit, brief, MapValues(**(map or {})), answers)


def _kind(value: Value | None) -> FieldKind:
    if isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, tuple) else "line"


def said(*checks: Check, **given: Any) -> tuple[str, ...]:
    """What an answer to ``it`` will be held to; the arguments are those of ``material``."""
    return statements(material(*checks, **given), IT)


def verdict(stored: Any, *checks: Check, **given: Any) -> Verdict:
    """What the checks find in an answer to ``it``: a text as it came, or data for one in JSON."""
    if not isinstance(stored, str):
        stored = json.dumps(stored, indent=1)
        given.setdefault("format", "json")
    return check_answer(material(*checks, **given), IT, stored)


def found(stored: Any, *checks: Check, **given: Any) -> tuple[Finding, ...]:
    """The findings of ``verdict``."""
    return verdict(stored, *checks, **given).findings


def only(stored: Any, *checks: Check, **given: Any) -> Finding:
    """The one finding of ``verdict``."""
    (finding,) = found(stored, *checks, **given)
    return finding
