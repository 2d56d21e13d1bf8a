"""Which ways to try, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from copydesk.clipboard.environment import Surroundings
from copydesk.clipboard.result import Way

WAYS: tuple[Way, ...] = get_args(Way)
"""Every way by the name that the settings' clipboard order uses."""

NAMES: dict[Way, str] = {
    "helper": "clipboard",
    "tmux": "tmux",
    "osc52": "terminal",
    "file": "file",
}
"""What messages call the ways."""


def plan(surroundings: Surroundings, order: Sequence[str] = ()) -> tuple[Way, ...]:
    """The ways to try, best first; a file is always the last.

    Args:
        surroundings: Where we run.
        order: The writer's own order from the settings; names that are no way are passed over.
            Empty for the order that fits the surroundings.
    """
    return _up_to_file(_wanted(order) or _fitting(surroundings))


def _wanted(order: Sequence[str]) -> list[Way]:
    return [way for name in order for way in WAYS if way == name]


def _fitting(surroundings: Surroundings) -> list[Way]:
    ways: list[Way] = []
    if surroundings.desktop and not surroundings.ssh:
        ways.append("helper")
    if surroundings.tmux:
        ways.append("tmux")
    if not surroundings.mute:
        ways.append("osc52")
    return ways


def _up_to_file(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Each way once; a file never fails for the surroundings' sake, so nothing follows it."""
    found: dict[Way, None] = {}
    for way in ways:
        if way == "file":
            break
        found[way] = None
    return (*found, "file")
