"""The lines that set an inserted text apart, such that it can be found again, whole.

``<<<OUTLINE>>>`` opens and ``<<<END OUTLINE>>>`` closes. No text that is set between fences,
or stands around them, may hold either line; where one does, the fence takes a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE_LIKE = re.compile(r"<<<[A-Z0-9_ ]+>>>")


class Fence(NamedTuple):
    """A pair of lines that occur once each in the text that they were chosen for."""

    name: str
    """``OUTLINE``, or ``OUTLINE 2`` where that was taken."""

    @property
    def opening(self) -> str:
        """The line before the text."""
        return f"<<<{self.name}>>>"

    @property
    def closing(self) -> str:
        """The line behind the text."""
        return f"<<<END {self.name}>>>"


def label(id: str) -> str:
    """What a prompt's answer or a document is called between others: ``META_TAGS``."""
    return id.upper().replace("-", "_")


class Fences:
    """Chooses fences for one composed text; ``text`` is all that it holds beside the fences."""

    def __init__(self, text: str) -> None:
        self._taken = set(_FENCE_LIKE.findall(text))

    def choose(self, name: str) -> Fence:
        """A fence of this name, with the smallest number that is free where the name is not."""
        fence, number = Fence(name), 1
        while not self._taken.isdisjoint((fence.opening, fence.closing)):
            number += 1
            fence = Fence(f"{name} {number}")
        self._taken |= {fence.opening, fence.closing}
        return fence
