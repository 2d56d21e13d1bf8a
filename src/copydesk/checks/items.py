"""How many items an answer in JSON has, and whether each is there only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from copydesk.checks.amounts import Limits, count, limits
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Picked, Subject, Terms
from copydesk.checks.values import each, excerpt, holder, listed, said
from copydesk.documents import value_text
from copydesk.kits.checks import Items, Unique


def state(check: Items | Unique, terms: Terms) -> str:
    """``8–12 items``; ``at least 2 items whose type is statistic or report``."""
    if terms.prompt.answer.format != "json":
        return ""
    if isinstance(check, Unique):
        return f"each {each(check.path)} only once"
    bounds = _limits(check, terms)
    return "" if bounds is None else f"{bounds.said('item')}{_in(check)}{_whose(check)}"


def find(check: Items | Unique, subject: Subject) -> Iterator[Finding]:
    """One finding for a wrong number of items; one for each value that stood there before."""
    if isinstance(check, Unique):
        yield from _twice(check, subject)
    else:
        yield from _counted(check, subject)


def _limits(check: Items, terms: Terms) -> Limits | None:
    if check.equals is not None:
        return limits(terms, check.equals, check.equals)
    return limits(terms, check.min, check.max)


def _in(check: Items) -> str:
    name = holder(check.path).replace("[*].", " ").replace("[*]", "").strip()
    return f" in {name}" if name else ""


def _whose(check: Items) -> str:
    if not check.field:
        return ""
    if not check.one_of:
        return f" with {check.field}"
    return f" whose {check.field} is {listed(check.one_of, 'or')}"


def _counted(check: Items, subject: Subject) -> Iterator[Finding]:
    bounds = _limits(check, subject)
    reading = subject.reading
    if bounds is None or reading.format != "json" or reading.json.fault:
        return
    lists = [one for one in subject.picked(holder(check.path)) if isinstance(one.value, list)]
    if not lists and subject.has_schema:
        return  # the schema says that it is missing, or is no list
    amount = sum(_counts(check, item) for one in lists for item in one.value)
    off = bounds.off(amount)
    if not off:
        return
    spare = _nth(check, lists, int(bounds.high or 0)) if off > 0 else None
    way = spare.way if spare else lists[0].way if lists else ()
    name = _in(check).removeprefix(" in ")
    yield subject.finding(
        check,
        name or "the answer",
        count(amount, "item") + _whose(check),
        bounds.said("item"),
        bounds.mend(amount, "item").removesuffix(".") + _whose(check) + ".",
        line=subject.json_line(way),
        excerpt=excerpt(spare.value) if spare else "",
    )


def _nth(check: Items, lists: list[Picked], index: int) -> Picked | None:
    """One of the items that count."""
    items = (
        Picked((*one.way, at), item)
        for one in lists
        for at, item in enumerate(one.value)
        if _counts(check, item)
    )
    return next(islice(items, index, None), None)


def _counts(check: Items, item: Any) -> bool:
    if not check.field:
        return True
    value = item.get(check.field) if isinstance(item, Mapping) else None
    if not check.one_of:
        return value is not None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return False
    text = value if isinstance(value, str) else value_text(value)
    return _folded(text) in {_folded(one) for one in check.one_of}


def _twice(check: Unique, subject: Subject) -> Iterator[Finding]:
    first: dict[object, Picked] = {}
    times: dict[object, int] = {}
    for picked in subject.picked(check.path):
        key = _key(picked.value)
        if key is None:
            continue
        times[key] = times.get(key, 0) + 1
        before = first.setdefault(key, picked)
        if before is picked:
            continue
        line = subject.json_line(before.way)
        place = f"{before.path} (line {line})" if line else before.path
        yield subject.finding(
            check,
            picked.path,
            f"{said(picked.value)} {times[key]} times, first at {place}",
            f"each {each(check.path)} only 1 time",
            f"Put another {each(check.path)} in its place.",
            line=subject.json_line(picked.way),
            excerpt=excerpt(picked.value),
        )


def _key(value: Any) -> object:
    """What two values have in common that are the same; None for what is never compared."""
    if isinstance(value, str):
        return (_folded(value),) if value.strip() else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
