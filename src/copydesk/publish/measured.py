"""The scorecard as Markdown, for the bundle's review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from copydesk.publish.lines import SIGNS, WORDS
from copydesk.text import one_line

if TYPE_CHECKING:
    from copydesk.publish.lines import Score

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def as_markdown(score: Score) -> str:
    """Every line of a scorecard, group by group."""
    return "\n".join(_lines(score)) + "\n"


def _lines(score: Score) -> Iterator[str]:
    yield "# Measured"
    for group in score.groups:
        yield ""
        yield f"## {_plain(group.title)}"
        yield ""
        for line in group.lines:
            against = f" ({_plain(line.against)})" if line.against else ""
            word = WORDS[line.sign]
            sign = f"{SIGNS[line.sign]} {word}: " if word else ""
            yield f"{'  ' * line.depth}- {sign}{_plain(line.name)}: {_plain(line.value)}{against}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
