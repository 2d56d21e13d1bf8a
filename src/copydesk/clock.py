"""The time, asked for in one place, so that tests and pictures can let it stand still."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """The present moment, in UTC. Call it as ``clock.now()``, never by its bare name."""
    return dt.datetime.now(dt.UTC)
