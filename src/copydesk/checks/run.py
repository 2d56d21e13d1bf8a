"""Every check of a prompt on an answer: the one table of families, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any

from copydesk.checks.finding import Finding, Verdict
from copydesk.checks.subject import Subject, Terms
from copydesk.documents import Material
from copydesk.kits.checks import Check

MOST = 20
"""So many findings of one check are told; the last one then says that there are more."""

FAMILIES: Mapping[str, str] = {
    "words": "lengths",
    "characters": "lengths",
    "sentences": "lengths",
    "items": "items",
    "unique": "items",
    "schema": "json_schema",
    "sum": "sums",
    "headings": "headings",
    "contains": "phrases",
    "mentions": "phrases",
    "keyword": "keywords",
    "code_block": "blocks",
    "ends_with_list": "blocks",
    "only_answer": "only_answer",
    "head_tags": "head_tags",
    "json_ld": "json_ld",
    "posts": "posts",
    "name_form": "names",
    "agrees": "agreement",
    "advice": "advice",
}
"""The module of each kind of check. It has ``state`` and ``find``, and is imported when used."""

_ORDER = {"fail": 0, "warn": 1, "advise": 2}


def statements(material: Material, prompt_id: str) -> tuple[str, ...]:
    """What an answer to a prompt will be held to, in words, before there is one.

    Checks that depend on what the brief or the map does not give are left out, as are advice and
    whatever says nothing.
    """
    terms = Terms(material, prompt_id)
    found = (_family(check).state(check, terms) for check in terms.prompt.checks)
    return tuple(dict.fromkeys(said for said in found if said))


def check_answer(material: Material, prompt_id: str, stored: str) -> Verdict:
    """What the checks of a prompt find in a text; never raises, whatever the text is.

    Args:
        material: What the limits refer to: brief, map, the session's other answers.
        prompt_id: The prompt that the text is an answer to.
        stored: The text as it came.
    """
    subject = Subject(material, prompt_id, stored)
    findings = [*_parses(subject)]
    for check in subject.prompt.checks:
        findings += _told(_family(check).find, check, subject)
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return Verdict(findings=tuple(findings), asides=subject.reading.asides)


def _family(check: Check) -> ModuleType:
    return import_module(f"copydesk.checks.{FAMILIES[check.kind]}")


def _told(
    find: Callable[[Any, Subject], Iterator[Finding]], check: Check, subject: Subject
) -> Iterator[Finding]:
    """The findings of one check, no more than a person reads."""
    found = list(islice(find(check, subject), MOST + 1))
    yield from found[:MOST]
    if len(found) > MOST:
        yield subject.finding(
            check, "the rest", f"more than {MOST} of this kind", "none of them", "Mend them alike."
        )


def _parses(subject: Subject) -> Iterator[Finding]:
    """For an answer that should be JSON and is none: where it stops being so."""
    fault = subject.reading.json.fault if subject.reading.format == "json" else None
    if fault is None:
        return
    line = subject.reading.stored_line(fault.line)
    where = f" in line {line}, column {fault.column}" if line else ""
    yield Finding(
        check="json",
        severity="fail",
        what="the JSON",
        found=f"{fault.message}{where}",
        wanted="JSON that can be read",
        mend="Return all of it once more as valid JSON.",
        line=line,
        excerpt=fault.excerpt,
    )
