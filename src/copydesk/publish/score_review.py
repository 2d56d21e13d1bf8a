"""What the final review says, laid beside what was measured of the same.

Only keys whose meaning is plain are laid beside a group; all others are told as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from copydesk.checks.subject import cut
from copydesk.publish.lines import Audit, Group, Said
from copydesk.publish.roles import review_of
from copydesk.publish.scored import Scored

BESIDE = {
    "keyword_placements": "keywords",
    "readability": "reading",
    "headings_issues": "headings",
    "e_e_a_t_gaps": "claims",
    "freshness_signals": "page",
}
"""Which group speaks of the same as a key of the review."""
_PLACES = {
    "keywords.title": {"title"},
    "keywords.h1": {"h1"},
    "keywords.start": {"first", "introduction", "intro"},
    "keywords.h2": {"h2", "h2s", "headings"},
    "keywords.alt": {"alt", "image", "images"},
    "keywords.description": {"description", "meta description"},
}
"""How a review begins what it says of a keyword's place."""
_WORD = re.compile(r"\w+")
MOST = 60
"""So many statements are told."""
LONG = 400
"""A statement is told up to this length, in characters."""
DEEPEST = 6


def with_review(
    scored: Scored, groups: tuple[Group, ...]
) -> tuple[tuple[Group, ...], Audit | None]:
    """The groups with what the review says of each, and the rest of it."""
    prompt = review_of(scored.material.kit, scored.document.id) if scored.document else None
    if prompt is None:
        return groups, None
    name = scored.session.name(prompt.id)
    reading = scored.reading(prompt.id)
    if reading is None:
        return groups, Audit(prompt=prompt.id, name=name, state="missing")
    value = None if reading.json.fault else reading.json.value
    if not isinstance(value, Mapping):
        return groups, Audit(prompt=prompt.id, name=name, state="unreadable")
    is_stale = bool(scored.session.staleness(prompt.id))
    known = {group.id for group in groups}
    beside = {key: one for key, one in value.items() if BESIDE.get(key) in known}
    rest = [
        Said(key=_label(key), texts=tuple(_texts(one)))
        for key, one in value.items()
        if key not in beside
    ]
    audit = Audit(
        prompt=prompt.id,
        name=name,
        state="stale" if is_stale else "read",
        rest=tuple(rest[:MOST]),
    )
    return tuple(_beside(group, beside) for group in groups), audit


def _beside(group: Group, said: Mapping[str, Any]) -> Group:
    values = [value for key, value in said.items() if BESIDE[key] == group.id]
    if not values:
        return group
    if group.id == "keywords":
        return _placements(group, values[0])
    if group.id == "reading":
        return _grade(group, values[0])
    texts = [text for value in values for text in _texts(value)]
    return replace(group, review=tuple(texts[:MOST]) or ("nothing",))


def _placements(group: Group, value: Any) -> Group:
    """Where the review found the keyword, each beside the place that was looked at."""
    found = value.get("found") if isinstance(value, Mapping) else None
    texts = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    by_line: dict[str, list[str]] = {}
    others: list[str] = []
    for text in texts[:MOST]:
        by_line.setdefault(_place(text), []).append(cut(text, LONG))
    here = {line.id for line in group.lines}
    for line_id in [one for one in by_line if one not in here]:
        others += by_line.pop(line_id)
    rest = {k: v for k, v in value.items() if k != "found"} if isinstance(value, Mapping) else value
    others += _texts(rest)
    lines = tuple(
        replace(line, review=tuple(by_line.get(line.id, ()))) if line.id in by_line else line
        for line in group.lines
    )
    return replace(group, lines=lines, review=tuple(others[:MOST]))


def _place(text: str) -> str:
    """The line that a statement on a keyword speaks of; "" where none is meant."""
    first = _WORD.findall(text[:80].casefold())[:2]
    said = {"".join(first[:1]), " ".join(first)}
    return next((line_id for line_id, names in _PLACES.items() if said & names), "")


def _grade(group: Group, value: Any) -> Group:
    """The review's estimate of the grade beside the measured one."""
    grade = value.get("grade") if isinstance(value, Mapping) else None
    rest = {k: v for k, v in value.items() if k != "grade"} if isinstance(value, Mapping) else value
    lines = group.lines
    if isinstance(grade, int | float | str) and not isinstance(grade, bool):
        said = (f"grade {cut(str(grade), 40)}, an estimate",)
        lines = tuple(
            replace(line, review=said) if line.id == "reading.grade" else line for line in lines
        )
    return replace(group, lines=lines, review=tuple(_texts(rest)[:MOST]))


# Any JSON as statements


def _label(key: str) -> str:
    return cut(str(key).replace("_", " "), 60)


def _texts(value: Any) -> list[str]:
    """A value as statements; an object of texts is one, its keys before all but the first."""
    return [cut(text, LONG) for text in _flat(value, 0)][:MOST]


def _flat(value: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        plain = {k: v for k, v in value.items() if not isinstance(v, Mapping | list)}
        if plain:
            yield " → ".join(_said(one) for one in plain.values())
        for inner in value.values():
            if isinstance(inner, Mapping | list):
                yield from _flat(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:MOST]:
            yield from _flat(inner, depth + 1)
    else:
        yield _said(value)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else "nothing" if value is None else str(value)[:60]
