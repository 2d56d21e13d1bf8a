"""Ways of getting a text out to other programs and back, each with what it can promise.

Everything here blocks for at most a few seconds and never for ever: screens call it from a
thread. Nothing here says "Copied" on a guess.
"""

from copydesk.clipboard.copying import copy
from copydesk.clipboard.environment import Surroundings, surroundings
from copydesk.clipboard.reading import read
from copydesk.clipboard.result import Attempt, ReadResult, Result, Way
from copydesk.clipboard.tmux import here
from copydesk.clipboard.ways import WAYS, plan

__all__ = [
    "WAYS",
    "Attempt",
    "ReadResult",
    "Result",
    "Surroundings",
    "Way",
    "copy",
    "here",
    "plan",
    "read",
    "surroundings",
]
