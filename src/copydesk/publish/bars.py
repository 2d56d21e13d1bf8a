"""A bar of characters for an amount against its target."""

from __future__ import annotations

FULL = 1.5
"""A bar's whole width stands for so many times the target: what is too much shows, too."""


def bar(amount: float, target: float, width: int) -> str:
    """``━━━━━━━━│━──``: the amount drawn out, the target as a stroke, always in the same column.

    Args:
        width: Columns, 3 at least.
    """
    width = max(3, width)
    if target <= 0:
        return "─" * width
    mark = min(width - 1, round(width / FULL))
    filled = round(width * min(FULL, max(0.0, amount / target)) / FULL)
    if amount > 0:
        filled = max(1, filled)
    cells = ["━" if at < filled else "─" for at in range(width)]
    cells[mark] = "│"
    return "".join(cells)
