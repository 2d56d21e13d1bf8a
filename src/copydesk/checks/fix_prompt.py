"""A follow-up for the same chat, made from findings: what was asked, what came, what to return."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from copydesk.answers.reading import read_answer
from copydesk.checks.finding import Finding
from copydesk.documents import Material
from copydesk.kits.model import Prompt
from copydesk.text import one_line

PLACES = 8
"""So many places of one kind of finding are named; the last line then says how many more."""

_FENCE_LIKE = re.compile(r"<<<|>>>")
_QUOTES = str.maketrans("“”„", '"""')
"""What is quoted cannot end its quotation."""

_FORMS = {
    "json": "as one JSON {kind} in a single code block, with no text before or after it",
    "html": "as one HTML block in a single code block, with no text before or after it",
    "markdown": "in Markdown, with no remark before or after it and no code fence around it",
    "text": "as plain text, with no remark before or after it",
}


def fix_prompt(material: Material, prompt_id: str, findings: Sequence[Finding]) -> str:
    """The text to paste into the chat that gave the answer; "" for no findings.

    A paragraph for each check, its findings together. What is quoted of the answer stands on one
    line and holds nothing that looks like a fence of ours.
    """
    if not findings:
        return ""
    prompt = material.kit.prompt(prompt_id)
    groups = [list(group) for _, group in groupby(_in_order(findings), lambda one: one.check)]
    paragraphs = [
        f"{number}. {paragraph}" for number, paragraph in enumerate(map(_paragraph, groups), 1)
    ]
    it = "this" if len(paragraphs) == 1 else "these points"
    title = _safe(prompt.title)
    head = f"Your answer to “{title}” does not hold to what was asked. Please mend {it}:"
    text = "\n\n".join([head, *paragraphs, _form(prompt, material)]) + "\n"
    return _without_numbers(text, material)


def _without_numbers(text: str, material: Material) -> str:
    """The text with steps called by their titles alone: the chat knows no numbers of ours."""
    for number, prompt in enumerate(material.kit.prompts, 1):
        title = _safe(prompt.title)
        name = rf"(?<![\w.,–-]){number} ({re.escape(title)})(?!\w)"
        text = re.sub(name, r"“\1”", text)
    return text


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of each check together, checks in the order of their first finding."""
    first: dict[str, int] = {}
    for finding in findings:
        first.setdefault(finding.check, len(first))
    return sorted(findings, key=lambda finding: first[finding.check])


def _paragraph(findings: Sequence[Finding]) -> str:
    """What one check found: in one sentence, or a line for each kind of fault and its places."""
    if len(findings) == 1:
        return " ".join(_sentences(findings[0]))
    alike: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        said = (finding.found, finding.wanted, finding.mend)
        alike.setdefault(said, []).append(finding.what)
    wanted = {finding.wanted for finding in findings}
    shared = _safe(next(iter(wanted))) if len(wanted) == 1 else ""
    lines = [f"Asked for: {shared.rstrip('.')}." if shared else "Several places do not hold:"]
    for (found, asked, mend), places in list(alike.items())[:PLACES]:
        limit = "" if shared else f", asked for {_safe(asked)}"
        text = f"{_places(places)}: {_safe(found)}{limit}."
        lines.append(f"   - {' '.join(part for part in (text, _safe(mend)) if part)}")
    if len(alike) > PLACES:
        lines.append(f"   - and {len(alike) - PLACES} more of the same kind.")
    return "\n".join(lines)


def _places(names: Sequence[str]) -> str:
    """``item 1``; ``item 1, item 2 and 8 more places``."""
    shown = "; ".join(_safe(name) for name in names[:PLACES])
    more = len(names) - PLACES
    return f"{shown} and {more} more places" if more > 0 else shown


def _sentences(finding: Finding) -> Iterator[str]:
    what = _safe(finding.what)
    if what.startswith(("the ", "a ", "item ", "question ", "all ")):
        what = f"{what[:1].upper()}{what[1:]}"  # the names of keys stay as they are
    yield f"{what}: {_safe(finding.found).rstrip('.')}."
    if finding.wanted:
        yield f"Asked for: {_safe(finding.wanted).rstrip('.')}."
    excerpt = _safe(finding.excerpt)
    if excerpt and excerpt not in what and excerpt not in _safe(finding.found):
        yield f"The place: “{excerpt.translate(_QUOTES)}”."
    if finding.mend:
        yield _safe(finding.mend)


def _safe(text: str) -> str:
    """A piece of a finding on one line, without what a terminal or a fence could be made of."""
    return _FENCE_LIKE.sub("…", one_line(text))


def _form(prompt: Prompt, material: Material) -> str:
    form = _FORMS[prompt.answer.format].format(kind=_kind(prompt, material))
    return f"Return the whole answer again, everything else unchanged, {form}."


def _kind(prompt: Prompt, material: Material) -> str:
    """Whether an answer in JSON is an object or an array: as the schema says, else as it came."""
    with contextlib.suppress(ValueError, RecursionError, AttributeError):
        kind = json.loads(material.kit.schemas.get(prompt.answer.schema, "")).get("type")
        if kind in ("array", "object"):
            return str(kind)
    value = read_answer(material.answer(prompt.id), "json").json.value
    return "array" if isinstance(value, list) else "object"
