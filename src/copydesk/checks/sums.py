"""Numbers of an answer in JSON that must add up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from copydesk.checks.amounts import Limits, count, number
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Picked, Subject, Terms
from copydesk.checks.values import each
from copydesk.kits.checks import Sum

_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?")
_LAST = re.compile(r"(?:(.*)\.)?([^.\[\]]+)", re.DOTALL)
SHOWN = 12
"""An excerpt shows no more numbers than these."""


def state(check: Sum, terms: Terms) -> str:
    """``word_target adds up to about 900 (810–990)``."""
    bounds = _limits(check, terms)
    if bounds is None:
        return ""
    does = " adds up to" if "[*]" in check.path else ":"
    return f"{each(check.path)}{does} {bounds.said()}"


def find(check: Sum, subject: Subject) -> Iterator[Finding]:
    """One finding where the sum is off."""
    bounds = _limits(check, subject)
    if bounds is None or subject.reading.format != "json" or subject.reading.json.fault:
        return
    items, key = _items(check, subject)
    numbers = [one for item in items for one in leaf_numbers(item.value, key, check.children)]
    if not numbers and subject.has_schema:
        return  # the schema says what is missing
    total = _total(numbers)
    off = bounds.off(total)
    if not off and numbers:
        return
    among = f" in {count(len(numbers), 'number')}" if "[*]" in check.path else ""
    way = items[0].way if items else ()
    name = each(check.path)
    yield subject.finding(
        check,
        f"the sum of {name}" if "[*]" in check.path else name,
        f"{number(total)}{among}" if numbers else "0 numbers",
        bounds.said(),
        _mend(check, bounds, total),
        line=subject.json_line((*way, key) if key else way),
        excerpt=_added(numbers),
    )


def _limits(check: Sum, terms: Terms) -> Limits | None:
    """Not rounded to whole numbers: what is added up may be fractions."""
    middle = terms.number(check.equals)
    if middle is None or isinstance(middle, bool):
        return None
    middle = _finite(middle)
    if middle is None:
        return None
    off = abs(middle) * check.within
    return Limits(round(middle - off, 6), round(middle + off, 6), middle)


def _items(check: Sum, subject: Subject) -> tuple[list[Picked], str]:
    """The values that are numbers or hold one, and the key under which they do so."""
    last = _LAST.fullmatch(check.path)
    if last is None:
        return subject.picked(check.path), ""
    return subject.picked(last[1] or ""), last[2]


def leaf_numbers(value: Any, key: str, children: str) -> Iterator[float]:
    """The numbers of the leaves below a value, in order, however deep they lie."""
    rest = [value]
    while rest:
        value = rest.pop()
        if isinstance(value, Mapping):
            below = value.get(children)
            below = below if isinstance(below, list) else []
            if nested := [one for one in below if isinstance(one, Mapping)]:
                rest += reversed(nested)
                continue
            value = value.get(key)
        found = _number(value)
        if found is not None:
            yield found


def _number(value: Any) -> float | None:
    """A number, also as a text of digits; None for anything else."""
    if isinstance(value, str):
        text = value[:40].strip()
        return float(text.replace(",", "")) if _DIGITS.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _finite(value)


def _finite(value: float) -> float | None:
    try:
        return value if math.isfinite(value) else None
    except OverflowError:
        return 1e300 if value > 0 else -1e300


def _total(numbers: list[float]) -> float:
    """The sum, without the noise of floating point."""
    total = sum(numbers)
    return total if isinstance(total, int) else round(total, 6)


def _added(numbers: list[float]) -> str:
    more = " + …" if len(numbers) > SHOWN else ""
    return " + ".join(map(number, numbers[:SHOWN])) + more


def _mend(check: Sum, bounds: Limits, total: float) -> str:
    off = bounds.off(total)
    what = f"{each(check.path)} by " + ("" if bounds.low == bounds.high else "at least ")
    whole = " in all" if "[*]" in check.path else ""
    if off < 0:
        return f"Raise {what}{number(-off)}{whole}."
    return f"Lower {what}{number(off)}{whole}." if off else f"Give {each(check.path)} as a number."
