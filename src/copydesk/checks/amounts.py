"""Amounts as people say them, and whether one lies within its limits."""

from __future__ import annotations

import math
from typing import NamedTuple

from copydesk.checks.subject import Terms
from copydesk.kits.checks import Number

LONG = 10**15
"""From here on an amount is said by its size, not to the digit."""


class Limits(NamedTuple):
    """From how much to how much; None where there is no limit."""

    low: float | None
    high: float | None
    about: float | None = None
    """The amount that the limits stand around."""

    def said(self, noun: str = "") -> str:
        """``300–500 words``, ``at least 3 items``, ``about 900 words (765–1,035)``.

        Without a noun the bare numbers: ``300–500``.
        """
        low, high = self.low, self.high
        if self.about is not None and low is not None and high is not None and low != high:
            return f"about {count(self.about, noun)} ({number(low)}–{number(high)})"
        if low is not None and high is not None:
            if low == high:
                return count(low, noun)
            return f"{number(low)}–{count(high, noun)}"
        if low is not None:
            return f"at least {count(low, noun)}"
        return "" if high is None else f"at most {count(high, noun)}"

    def off(self, amount: float) -> float:
        """How far an amount lies outside: below 0 for too little, above for too much."""
        if self.low is not None and amount < self.low:
            return amount - self.low
        if self.high is not None and amount > self.high:
            return amount - self.high
        return 0

    def mend(self, amount: float, noun: str) -> str:
        """What brings an amount within the limits."""
        off = self.off(amount)
        if off < 0:
            return f"Add {self._least()}{count(-off, noun)}."
        return f"Cut {self._least()}{count(off, noun)}." if off else ""

    def _least(self) -> str:
        return "" if self.low == self.high else "at least "


def limits(
    terms: Terms,
    low: Number | None,
    high: Number | None,
    about: Number | None = None,
    within: float = 0.0,
) -> Limits | None:
    """The limits that a check sets; None where what they refer to was not given."""
    middle = _given(terms, about)
    if middle is not None:
        return around(middle, within)
    found = Limits(_given(terms, low), _given(terms, high))
    return None if found.low is None and found.high is None else found


def around(middle: float, within: float) -> Limits:
    """The whole numbers that lie no further from the middle than a fraction of it."""
    off = abs(middle) * within
    if not math.isfinite(middle + off):
        return Limits(middle, middle, middle)
    # Rounded first: 900 × 1.15 is a hair less than 1,035 in floating point.
    low, high = math.ceil(round(middle - off, 6)), math.floor(round(middle + off, 6))
    return Limits(min(low, middle), max(high, middle), middle)


def _given(terms: Terms, value: Number | None) -> float | None:
    """A limit; None where there is none, or it is no number that anything can be held to."""
    found = terms.number(value)
    if found is None or isinstance(found, bool):
        return None
    try:
        return found if math.isfinite(found) else None
    except OverflowError:
        return None


def number(amount: float) -> str:
    """``1,204``; a fraction with two digits at the most; what is very long in powers of ten."""
    if isinstance(amount, int) and abs(amount) < LONG:
        return f"{amount:,}"
    try:
        amount = float(amount)
    except OverflowError:
        return "a number of more than 300 digits"
    if not math.isfinite(amount):
        return {math.inf: "infinity", -math.inf: "minus infinity"}.get(amount, "NaN")
    if abs(amount) >= LONG or 0 < abs(amount) < 0.005:
        return f"{amount:.3g}"
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def count(amount: float, noun: str = "") -> str:
    """``1 word``, ``1,204 words``; the number alone where there is no noun."""
    return f"{number(amount)} {noun}{'' if amount == 1 or not noun else 's'}".rstrip()
