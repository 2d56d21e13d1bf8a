"""An answer in JSON held to the JSON Schema that its prompt names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from copydesk.checks.finding import Finding
from copydesk.checks.schema_words import form, is_renamed, worded
from copydesk.checks.subject import Picked, Subject, Terms
from copydesk.checks.values import excerpt
from copydesk.kits.checks import Schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


def state(check: Schema, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``a list in JSON, each item with the keys question and answer``."""
    text = _text(terms)
    return _form(text) if text else ""


def find(check: Schema, subject: Subject) -> Iterator[Finding]:
    """A finding for each place where the answer is not what the schema asks for.

    None where the answer is no JSON: that is a finding of its own.
    """
    text, reading = _text(subject), subject.reading
    if not text or reading.format != "json" or reading.json.fault:
        return
    validator = _validator(text)
    if validator is None:
        wanted = "a schema that can be used"
        yield subject.finding(check, "the kit's schema", "no sound JSON Schema", wanted)
        return
    try:
        yield from _findings(check, subject, validator.iter_errors(reading.json.value))
    except RecursionError:
        yield subject.finding(
            check,
            "the JSON",
            "more levels, one inside the other, than can be compared",
            _form(text),
            "Return it with fewer levels.",
            line=subject.json_line(()),
        )
    except Exception as error:
        # Schema and answer both come from strangers, and a library stands between them. What
        # breaks there (a reference that leads nowhere, NaN as a multiple) must end no session.
        found = f"something that cannot be compared ({type(error).__name__})"
        yield subject.finding(check, "the JSON", found, _form(text))


def _findings(
    check: Schema, subject: Subject, errors: Iterator[ValidationError]
) -> Iterator[Finding]:
    told: tuple[Any, ...] = ()
    for error in errors:
        error = _closest(error)
        picked = Picked(tuple(error.absolute_path), error.instance)
        if error.validator == "required":
            # One comes for each key; the first is worded so that it names them all.
            if told == picked.way + tuple(error.absolute_schema_path):
                continue
            told = picked.way + tuple(error.absolute_schema_path)
        elif error.validator == "additionalProperties" and is_renamed(error.instance, error.schema):
            continue  # told with what is missing
        found, wanted, mend = worded(error)
        yield subject.finding(
            check,
            picked.path,
            found,
            wanted,
            mend,
            line=subject.json_line(picked.way),
            excerpt=excerpt(picked.value),
        )


def _closest(error: ValidationError) -> ValidationError:
    """Of several forms that may be met, what is wrong with the one that came closest."""
    while error.validator in ("anyOf", "oneOf") and error.context:
        deepest = max(error.context, key=lambda one: len(one.absolute_path))
        if len(deepest.absolute_path) == len(error.absolute_path):
            return error
        error = deepest
    return error


def _text(terms: Terms) -> str:
    """The schema as it stands in the kit; "" where the prompt names none."""
    return terms.material.kit.schemas.get(terms.prompt.answer.schema, "")


@lru_cache(maxsize=64)
def _form(text: str) -> str:
    try:
        return form(json.loads(text))
    except (ValueError, RecursionError):
        return ""


@lru_cache(maxsize=64)
def _validator(text: str) -> Validator | None:
    """What holds an answer to a schema; None where the schema is none.

    Nothing is ever fetched: the registry of what references may lead to is empty.
    """
    import jsonschema  # with what it needs, slow to load: not at start-up
    import referencing

    from copydesk.checks.schema_keywords import quick

    try:
        schema = json.loads(text)
        kind = jsonschema.validators.validator_for(schema, jsonschema.Draft202012Validator)
        kind.check_schema(schema)
        # Without its name, or the draft's own keywords come back where the schema is referred to.
        schema.pop("$schema", None)
        kind = jsonschema.validators.extend(kind, quick(kind.VALIDATORS))
        return kind(schema, registry=referencing.Registry())
    except (ValueError, AttributeError, RecursionError, jsonschema.SchemaError):
        return None
