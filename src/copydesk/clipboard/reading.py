"""Reading what another program has copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copydesk.clipboard.desktop import read_desktop
from copydesk.clipboard.environment import Surroundings
from copydesk.clipboard.result import ReadResult, Way, WayError
from copydesk.clipboard.tmux import read_tmux
from copydesk.clipboard.ways import NAMES, plan

LIMIT = 16 * 1024 * 1024
"""Bytes; what is longer was hardly meant for an answer."""

_READERS: dict[Way, Callable[[Surroundings, float], str]] = {
    "helper": read_desktop,
    "tmux": read_tmux,
}
_SAID: dict[Way, str] = {
    "helper": "Read from the clipboard",
    "tmux": "Read from the tmux buffer",
}


def read(
    *,
    surroundings: Surroundings,
    order: Sequence[str] = (),
    timeout: float = 2.0,
    limit: int = LIMIT,
) -> ReadResult:
    """The text that was copied last, from the first way that has one; never raises.

    Args:
        surroundings: Where we run.
        order: The writer's own order of ways; only the clipboard and tmux can be read.
        timeout: Seconds that each program gets before it is killed.
        limit: The most that is taken, in bytes of UTF-8.
    """
    ways = [way for way in plan(surroundings, order) if way in _READERS]
    if not ways:
        return ReadResult(False, "", "", _why_not(surroundings))
    reasons = []
    for way in ways:
        try:
            text = _READERS[way](surroundings, timeout)
        except WayError as failure:
            reasons.append(f"{NAMES[way]}: {failure}")
            continue
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > limit:
            return _nothing(f"{size:,} bytes are more than the {limit:,} that are taken")
        if text:
            return ReadResult(True, text, way, _SAID[way])
        reasons.append(f"{NAMES[way]}: it is empty or holds no text")
    return _nothing("; ".join(reasons))


def _nothing(why: str) -> ReadResult:
    return ReadResult(False, "", "", f"Nothing read ({why})")


def _why_not(surroundings: Surroundings) -> str:
    where = "Over SSH" if surroundings.ssh else "Here"
    return f"{where} only your terminal can paste: use its own paste key (often Ctrl+Shift+V)"
