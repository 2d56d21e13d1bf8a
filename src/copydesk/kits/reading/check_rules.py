"""What a kit's checks may say: names that exist, paths that can be walked, limits in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copydesk.kits import checks
from copydesk.kits.model import ClaimsAt
from copydesk.kits.reading.faults import Faults, quoted
from copydesk.kits.reading.kit_draft import PromptDraft
from copydesk.kits.reading.names import Names
from copydesk.kits.reading.shape import hints

STEP = r"[A-Za-z_@$][A-Za-z0-9_@$-]*"
PATH = re.compile(rf"(?:{STEP}|\[\*\])(?:\.{STEP}|\[\*\])*")
"""A path into an answer in JSON: ``headings[*].word_target``, ``[*].question``."""

PATH_RULE = 'expected a path of names and [*], such as "headings[*].text"'

Fault = tuple[str, str]
"""An attribute and what is wrong with it. Without an attribute, the check as a whole is wrong;
without a message, nothing is."""


def check_checks(one: PromptDraft, names: Names, faults: Faults) -> None:
    """Notes what is wrong with the checks of a prompt, each of them well-formed by itself."""
    for at, check in one.checks:
        if faults.full:
            return
        for attribute, message in _faults(check, one, names):
            if message:
                faults.at((*at, attribute) if attribute else at, message)


def check_claims(one: PromptDraft, faults: Faults) -> None:
    """Notes what is wrong with where a prompt says its claims stand."""
    for at, claims in one.claims:
        for attribute, message in (*_path_faults(claims, one), *_claims_faults(claims)):
            faults.at((*at, attribute), message)


def _claims_faults(claims: ClaimsAt) -> Iterator[Fault]:
    if not claims.text:
        yield "text", "expected the keys that say the claim, found none"
    for attribute, keys in (
        ("text", claims.text),
        ("source", (claims.source,)),
        ("by", (claims.by,)),
    ):
        for key in keys:
            if key and not re.fullmatch(STEP, key):
                yield attribute, f"expected the name of a key, found {quoted(key)}"
    if bool(claims.field) != bool(claims.one_of):
        yield "field" if claims.field else "one_of", "field and one_of go together"


def _faults(check: checks.Check, one: PromptDraft, names: Names) -> Iterator[Fault]:
    yield from _name_faults(check, names)
    yield from _path_faults(check, one)
    yield from _limit_faults(check)
    match check:
        case checks.Schema() if one.form and not one.form.schema:
            yield "", 'this check needs answer = { format = "json", schema = "schemas/….json" }'
        case checks.Headings(levels=levels) if not all(1 <= level <= 6 for level in levels):
            yield "levels", "expected levels from 1 to 6"
        case checks.JsonLd(properties=properties):
            for name in properties:
                if not re.fullmatch(r"[A-Za-z]+\.[A-Za-z]+", name):
                    yield "properties", f'expected "Type.property", found {quoted(name)}'
        case checks.Contains(phrase=""):
            yield "phrase", "expected some text, found none"
        case checks.Advice(text=text) if not text.strip():
            yield "text", "expected some text, found none"
    yield from _idle_faults(check)


def _idle_faults(check: checks.Check) -> Iterator[Fault]:
    """What makes a check one that cannot fail, or can never hold."""
    match check:
        case checks.Items(field=field, one_of=one_of) if bool(field) != bool(one_of):
            yield ("field" if field else "one_of"), "field and one_of go together"
        case checks.Keyword(place="each", path=""):
            yield "place", "each needs a path: whose texts are meant?"
        case checks.Keyword(place="start", words=words) if words < 1:
            yield "words", f"expected at least 1, found {words}"
        case checks.JsonLd(types=()):
            yield "types", "expected at least one type, found none"
        case checks.HeadTags(title=None, description=None, og_title=None, og_description=None):
            yield "", "this check sets no limit: give it title, description, og_title, …"
        case checks.Sum(path="") | checks.Unique(path="") | checks.Posts(path=""):
            yield "path", f"{PATH_RULE}, found none"
        case checks.NameForm(path=""):
            yield "path", f"{PATH_RULE}, found none"
        case checks.Mentions(terms=()):
            yield "terms", "expected at least one term, found none"
        case checks.EndsWithList(items=number) | checks.Contains(times=number) if number < 1:
            name = "items" if isinstance(check, checks.EndsWithList) else "times"
            yield name, f"expected at least 1, found {number}"
        case checks.Posts(max=most) if most < 1:
            yield "max", f"expected at least 1, found {most}"


def _name_faults(check: checks.Check, names: Names) -> Iterator[Fault]:
    """Values that are named instead of written out."""
    for attribute, hint in _hints(check).items():
        value = getattr(check, attribute)
        if isinstance(check, checks.Agrees) and attribute == "to":
            yield from _agreement_faults(check, names)
        elif hint in (checks.Number, checks.Number | None) and isinstance(value, str):
            yield attribute, names.number_fault(value)
        elif hint == checks.Texts and isinstance(value, str):
            yield attribute, names.texts_fault(value)
        elif hint == checks.Texts:
            yield from ((attribute, names.value_fault(text)) for text in value)
        elif attribute in ("phrase", "keyword"):
            yield attribute, names.value_fault(value)


def _agreement_faults(check: checks.Agrees, names: Names) -> Iterator[Fault]:
    if check.how == "titles":
        for text in [check.to] if isinstance(check.to, str) else check.to:
            yield "to", names.value_fault(text)
    elif isinstance(check.to, str) and check.to.startswith("answer."):
        yield "to", names.fault("answer", check.to.removeprefix("answer."))
    else:
        yield "to", 'expected the name of one answer, such as "answer.outline"'


def _path_faults(check: checks.Check | ClaimsAt, one: PromptDraft) -> Iterator[Fault]:
    path = getattr(check, "path", "")
    if path and not PATH.fullmatch(path):
        yield "path", f"{PATH_RULE}, found {quoted(path)}"
    elif path and one.form and one.form.format != "json":
        yield "path", f"a path needs an answer in JSON; this one is {one.form.format}"
    for attribute in ("field", "children"):
        step = getattr(check, attribute, "")
        if step and not re.fullmatch(STEP, step):
            yield attribute, f"expected the name of a key, found {quoted(step)}"


def _limit_faults(check: checks.Check) -> Iterator[Fault]:
    values = {name: getattr(check, name) for name in _hints(check)}
    pairs: dict[str, Any] = {"min": (values.get("min"), values.get("max"))}
    if isinstance(check, checks.HeadTags):
        pairs = {name: pair for name, pair in values.items() if isinstance(pair, tuple)}
    for attribute, (least, most) in pairs.items():
        if _are_numbers(least, most) and least > most:
            yield attribute, f"the least, {least}, is more than the most, {most}"
    for attribute, value in values.items():
        if _are_numbers(value) and value < 0:
            yield attribute, f"expected no number below 0, found {value}"
    limits = {"min", "max", "about", "equals"}
    if isinstance(check, checks.Words | checks.Characters | checks.Sentences | checks.Items):
        given = {name for name in limits if values.get(name) is not None}
        if not given:
            yield "", "this check sets no limit: give it min, max, or one number to meet"
        elif "about" in given and given & {"min", "max"}:
            yield "about", "give either about, or min and max"


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _hints(check: checks.Check) -> dict[str, Any]:
    cls: Any = type(check)
    return hints(cls)
