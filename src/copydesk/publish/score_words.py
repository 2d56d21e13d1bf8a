"""Words: of each part against its own limits, of each section against the outline, of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from copydesk.answers.alike import key
from copydesk.answers.markdown import Heading
from copydesk.checks.agreement import other_answer
from copydesk.checks.amounts import Limits, count, limits, number
from copydesk.checks.outline import outline_items
from copydesk.checks.subject import Terms
from copydesk.checks.sums import leaf_numbers
from copydesk.kits.checks import Agrees, Severity, Sum, Words
from copydesk.publish.lines import Group, Line, Place, Sign, more
from copydesk.publish.scored import Passage, Scored, count_words

NEAR = 0.25
"""A section is on plan within this part of its target."""
MOST = 1_000_000
"""A target of more words than this is a slip."""
SHOWN = 40
"""So many sections of a part are told."""
COUNTED = "Counted as the check of the answer counts: with headings and code, without signs."
PLANNED = (
    "The outline plans it; no check holds a section to it. On plan is whatever lies within a "
    "quarter of the target."
)


class _Limit(NamedTuple):
    bounds: Limits
    severity: Severity


def words(scored: Scored) -> Group | None:
    """Bars for parts and sections, and the whole sum; None where no answer is set."""
    if scored.document is None:
        return None
    lines: list[Line] = []
    within: list[tuple[int, _Limit]] = []
    for part in dict.fromkeys(part.answer for part in scored.document.parts if part.answer):
        limit = _limit(scored, part)
        line, amount = _part(scored, part, limit)
        lines.append(line)
        if amount is not None and limit is not None:
            within.append((amount, limit))
        lines += _sections(scored, part)
    lines.append(_whole(scored, within))
    return Group(id="words", title="Words", lines=tuple(lines))


def _limit(scored: Scored, prompt_id: str) -> _Limit | None:
    """How long an answer as a whole has to be, by its own check."""
    terms = Terms(scored.material, prompt_id)
    for check in terms.prompt.checks:
        if isinstance(check, Words) and not check.path and check.per == "text":
            found = limits(terms, check.min, check.max, check.about, check.within)
            if found is not None:
                return _Limit(found, check.severity)
    return None


def _part(scored: Scored, prompt_id: str, limit: _Limit | None) -> tuple[Line, int | None]:
    """A part's line, and how many words it has; None where there is no answer."""
    name = scored.session.name(prompt_id)
    against = limit.bounds.said("word") if limit else ""
    amount = _amount(scored, prompt_id)
    if amount is None:
        skipped = prompt_id in scored.material.skipped
        value = "skipped" if skipped else "no answer yet"
        sign: Sign = "said" if skipped else "unknown"
    else:
        value = count(amount, "word")
        sign = _sign(amount, limit)
    line = Line(
        id=f"words.{prompt_id}",
        name=name,
        value=value,
        against=against,
        sign=sign,
        why=COUNTED if amount is not None and limit else "",
        amount=amount,
        target=_middle(limit.bounds) if limit else None,
        place=Place(prompt=prompt_id),
    )
    return line, amount


def _amount(scored: Scored, prompt_id: str) -> int | None:
    """The words that a prompt's answer brings into the document, whatever parts set it."""
    reading = scored.reading(prompt_id)
    if reading is None:
        return None
    if reading.format != "json":
        return count_words(reading.text)
    stretches = (one for one in scored.passages if one.part.answer == prompt_id)
    return sum(count_words(scored.text[one.start : one.end]) for one in stretches)


def _sign(amount: float, limit: _Limit | None) -> Sign:
    if limit is None:
        return "said"
    if not limit.bounds.off(amount):
        return "good"
    return "off" if limit.severity == "fail" else "look"


def _middle(bounds: Limits) -> float | None:
    if bounds.about is not None:
        return bounds.about
    if bounds.low is not None and bounds.high is not None:
        return (bounds.low + bounds.high) / 2
    return bounds.low if bounds.high is None else bounds.high


# Sections


def _sections(scored: Scored, prompt_id: str) -> Iterator[Line]:
    """The H2 of a part, each against what the outline plans for it."""
    passage = scored.passage_of(prompt_id)
    if passage is None or passage.part.set == "questions":
        return
    plan = _plan(scored, prompt_id)
    found = list(_in_passage(scored, passage))
    if not found:
        return
    planned = [(amount, plan.get(key(heading.text))) for heading, amount in found]
    yield _together(scored, prompt_id, [(amount, target) for amount, target in planned if target])
    for index, (heading, amount) in enumerate(found[:SHOWN], 1):
        target = plan.get(key(heading.text))
        off = target is not None and _is_off(amount, target)
        yield Line(
            id=f"words.{prompt_id}.{index}",
            name=heading.text,
            value=count(amount, "word"),
            against=f"{number(target)} planned" if target else "",
            sign=("look" if off else "good") if target else "said",
            amount=amount,
            target=target,
            depth=1,
            place=scored.place(heading.line),
        )
    if len(found) > SHOWN:
        yield more(f"words.{prompt_id}", len(found) - SHOWN, "section")


def _is_off(amount: float, target: float) -> bool:
    return abs(amount - target) > NEAR * target


def _together(scored: Scored, prompt_id: str, planned: list[tuple[int, float]]) -> Line:
    """How many of an answer's sections are on plan."""
    off = sum(_is_off(amount, target) for amount, target in planned)
    sections = f"Sections of {scored.session.name(prompt_id)}"
    if not planned:
        return Line(id=f"words.{prompt_id}.sections", name=sections, value="no plan to hold to")
    return Line(
        id=f"words.{prompt_id}.sections",
        name=sections,
        value=f"{len(planned) - off} of {len(planned)} on plan",
        sign="look" if off else "good",
        why=PLANNED,
        amount=off,
        place=Place(prompt=prompt_id),
    )


def _in_passage(scored: Scored, passage: Passage) -> Iterator[tuple[Heading, int]]:
    """The H2 of a passage and the words up to the next one, the heading's own included."""
    first, last = scored.line_at(passage.start), scored.line_at(max(passage.start, passage.end - 1))
    found = [one for one in scored.headings if one.level == 2 and first <= one.line <= last]
    ends = [one.line - 1 for one in found[1:]] + [last]
    for heading, end in zip(found, ends, strict=False):
        text = "\n".join(scored.structure.lines[heading.line - 1 : end])
        yield heading, count_words(text)


def _plan(scored: Scored, prompt_id: str) -> Mapping[str, float]:
    """The words that the outline plans under each H2, by the heading's key.

    Which answer is the outline, and where its targets stand, the kit's checks say: the one that
    a prompt's headings agree with, and the sum that this outline is held to.
    """
    kit = scored.material.kit
    to = next(
        (
            other_answer(check).removeprefix("answer.")
            for check in kit.prompt(prompt_id).checks
            if isinstance(check, Agrees) and check.how == "headings"
        ),
        "",
    )
    reading = scored.reading(to) if to else None
    if reading is None or reading.format != "json" or reading.json.fault:
        return {}
    checks = [one for one in kit.prompt(to).checks if isinstance(one, Sum) and "[*]" in one.path]
    if not checks:
        return {}
    field, children = checks[0].path.rpartition(".")[2], checks[0].children
    return {
        key(planned.text): target
        for planned, item in outline_items(reading.json.value)
        if planned.level == 2 and 0 < (target := _target(item, field, children)) < MOST
    }


def _target(item: Mapping[str, Any], field: str, children: str) -> float:
    return sum(leaf_numbers(item, field, children))


# The whole


def _whole(scored: Scored, within: list[tuple[int, _Limit]]) -> Line:
    """All words of the document; held against the sum of what its parts are held to."""
    total = count_words(scored.text)
    bounds = [limit.bounds for _, limit in within]
    amount = sum(amount for amount, _ in within)
    low = sum(one.low or 0 for one in bounds)
    high = sum(one.high or 0 for one in bounds) if all(one.high for one in bounds) else None
    against = ""
    sign: Sign = "said"
    if bounds:
        asked = Limits(low or None, high)
        against = f"{number(amount)} in parts with a limit, asked for: {asked.said()}"
        sign = "look" if asked.off(amount) else "good"
    return Line(
        id="words.whole",
        name="The whole text",
        value=count(total, "word"),
        against=against,
        sign=sign,
        amount=total,
    )
