"""Values of an answer in JSON, and where they stand, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from copydesk.checks.amounts import count, number
from copydesk.checks.subject import quoted

NAMED = 12
"""A sentence lists no more names than these."""


def each(path: str) -> str:
    """What a path stands for, one at a time: ``question``, ``item of tags``, ``item``."""
    names = re.findall(r"[^.\[\]*]+", path)
    if not names:
        return "item"
    return f"item of {names[-1]}" if path.endswith("[*]") else names[-1]


def every(path: str) -> str:
    """What a path stands for, all of it: ``each question``; a single place by its name alone."""
    return f"each {each(path)}" if "[*]" in path else each(path)


def holder(path: str) -> str:
    """The path of the list whose items a path counts: ``headings`` for ``headings[*]``."""
    return path.removesuffix("[*]")


def said(value: Any) -> str:
    """A value as findings name it: ``“H4”``, ``1,204``, ``a list of 3 items``."""
    if isinstance(value, str):
        return quoted(value) if value.strip() else "no text"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return f"an object of {count(len(value), 'key')}" if value else "an empty object"
    if isinstance(value, list):
        return f"a list of {count(len(value), 'item')}" if value else "an empty list"
    return "something"


def excerpt(value: Any) -> str:
    """What shows a value best on one line; for an object its first text."""
    if isinstance(value, Mapping):
        texts = (one for one in value.values() if isinstance(one, str) and one.strip())
        return next(texts, "")
    if isinstance(value, str):
        return value
    return "" if isinstance(value, list) else said(value)


def listed(names: Sequence[str], last: str = "and") -> str:
    """``question, answer and source``; what is too much for a sentence is counted."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} {last} {len(names) - NAMED} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
