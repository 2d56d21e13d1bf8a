"""What a session's runs took, summed; what a provider did not report is unknown, not zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.runs.run import Run
    from copydesk.sessions.state import Ran


class Spent(NamedTuple):
    """A sum over runs."""

    runs: int = 0
    tokens: int = 0
    """Sent and written, of the runs whose provider counted them."""
    uncounted: int = 0
    """Runs whose provider counted no tokens."""
    cost: float = 0.0
    """US dollars, of the runs whose price is known."""
    unpriced: int = 0
    """Runs whose price is not known."""


def spent(runs: Iterable[Ran]) -> Spent:
    """The sum of what runs took."""
    total = Spent()
    for ran in runs:
        counted = ran.sent is not None and ran.written is not None
        tokens = (ran.sent or 0) + (ran.written or 0)
        total = Spent(
            total.runs + 1,
            total.tokens + tokens,
            total.uncounted + (not counted),
            total.cost + (ran.cost or 0.0),
            total.unpriced + (ran.cost is None),
        )
    return total


def money(dollars: float) -> str:
    """``$0.0042``, ``$1.30``: as many places as a small sum needs."""
    if dollars and dollars < 0.0001:
        return "under $0.0001"
    return f"${dollars:.4f}" if dollars < 0.1 else f"${dollars:,.2f}"


def said(sum_: Spent) -> str:
    """The sum in words: ``3 runs, 12,400 tokens, $0.0310``."""
    if not sum_.runs:
        return "no runs"
    parts = [f"{sum_.runs} run" if sum_.runs == 1 else f"{sum_.runs} runs"]
    if sum_.uncounted == sum_.runs:
        parts.append("tokens unknown")
    else:
        rest = f" and {sum_.uncounted} uncounted" if sum_.uncounted else ""
        parts.append(f"{sum_.tokens:,} tokens{rest}")
    if sum_.unpriced == sum_.runs:
        parts.append("cost unknown")
    else:
        rest = f" and {sum_.unpriced} of unknown cost" if sum_.unpriced else ""
        parts.append(f"{money(sum_.cost)}{rest}")
    return ", ".join(parts)


def took(run: Run) -> str:
    """How long a run took and what its provider counted: `` in 18 s, 1,000 + 200 tokens, …``."""
    usage = run.usage
    sent, written = usage.prompt_tokens, usage.answer_tokens
    unknown = sent is None or written is None
    tokens = "tokens unknown" if unknown else f"{sent:,} + {written:,} tokens"
    cost = "cost unknown" if usage.cost is None else money(usage.cost)
    return f" in {run.seconds:.0f} s, {tokens}, {cost}"
