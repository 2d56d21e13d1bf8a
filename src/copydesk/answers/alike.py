"""Headings and titles compared: what a person takes for the same, and what comes near it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice

from copydesk.answers.composed_text import composed
from copydesk.text import nearest

TRIED = 100
"""No more names than these are tried for what comes near; each costs a comparison."""

_LINK = re.compile(r"!?+\[([^\[\]]*+)\]\([^()\s]*+\)")
_WORD = re.compile(r"[^\W_]++(?:['’][^\W_]++)*+|[+#]++")
_BEFORE = re.compile(r"(?:#{1,6}\s|\(?H[1-6]\)?\s?[:–—-]|\(H[1-6]\))", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*+[.)]\s++")
_BEHIND = re.compile(r"\(H[1-6]\)\Z", re.IGNORECASE)


def key(text: str) -> str:
    """What two texts share that a person takes for the same heading.

    Case, blanks, typography, Markdown's marks, entities, hyphens, the signs between words, a
    number or a level before them make no difference.
    """
    text = bare(_LINK.sub(r"\1", html.unescape(text)))
    plain = composed(_NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text).casefold()
    words = _WORD.findall(plain)
    return "".join(words).replace("’", "'") if words else plain


def bare(heading: str) -> str:
    """A heading that an answer quotes, without its level: ``## Pick a tool``, ``H2: Pick …``."""
    text = heading.strip()
    if level := _BEFORE.match(text):
        text = text[level.end() :]
    return _BEHIND.sub("", text).strip().strip("“”\"'")


def near(text: str, known: Iterable[str]) -> str:
    """The name that was most likely meant; "" when none comes near."""
    return nearest(text, islice(known, TRIED))
