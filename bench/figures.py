"""Measuring in turns, and saying whether what was measured is within its limit."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

COPYDESK = (
    [script]
    if (script := Path(sys.executable).with_name("copydesk")).exists()
    else [sys.executable, "-m", "copydesk"]
)
"""The command of the environment that runs the benchmark."""


def in_turns(
    sides: Mapping[str, Callable[[], Mapping[str, float]]], runs: int, warm_ups: int = 1
) -> dict[str, dict[str, list[float]]]:
    """Run every side once, then every side again, and so on.

    Args:
        sides: What to run, by name; each run returns figures by name.
        runs: How many rounds count.
        warm_ups: How many rounds come before them.

    Returns:
        All figures of the rounds that count, by side and figure.
    """
    found: dict[str, dict[str, list[float]]] = {name: {} for name in sides}
    for turn in range(warm_ups + runs):
        for name, run in sides.items():
            figures = run()
            if turn >= warm_ups:
                for figure, value in figures.items():
                    found[name].setdefault(figure, []).append(value)
    return found


def show(name: str, values: list[float], unit: str) -> None:
    """Print the least, the middle and the greatest of some values."""
    least, middle, most = min(values), statistics.median(values), max(values)
    print(f"  {name:44}{least:9.1f}{middle:9.1f}{most:9.1f}  {unit}")


def heading(text: str) -> None:
    """Print a line above a table of figures."""
    load = os.getloadavg()[0]
    print(f"{text} (load of this machine: {load:.1f})\n  {'':44}{'min':>9}{'median':>9}{'max':>9}")


class Limits:
    """What was promised against what was measured."""

    def __init__(self) -> None:
        self.over = 0

    def check(self, what: str, limit: float, measured: float, unit: str) -> None:
        """Print one line; a figure above its limit counts as over."""
        fits = measured <= limit
        self.over += not fits
        verdict = "ok" if fits else "OVER"
        print(f"{what}: limit {limit:g}{unit}, measured {measured:.2f}{unit}, {verdict}")
