"""The prose of a text in Markdown, so that what is changed there leaves code as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from copydesk.answers.markdown import structure

_RUN = re.compile(r"`+")


def in_prose(text: str, change: Callable[[str], str]) -> str:
    """A text with all but its code changed; code is what stands in fences or in backticks."""
    return "".join(piece if code else change(piece) for piece, code in pieces(text))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches, and whether each is code; joined, they are the text."""
    found = structure(text)
    start, offset, was_code = 0, 0, False
    for number, line in enumerate(found.lines, 1):
        is_code = found.in_code(number)
        if is_code != was_code:
            yield from _stretch(text[start:offset], was_code)
            start, was_code = offset, is_code
        offset += len(line) + 1
    yield from _stretch(text[start:], was_code)


def _stretch(text: str, code: bool) -> Iterator[tuple[str, bool]]:
    if code or "`" not in text:
        if text:
            yield text, code
        return
    for index, paragraph in enumerate(re.split(r"(\n[ \t]*\n)", text)):
        yield from [(paragraph, False)] if index % 2 else _spans(paragraph)


def _spans(text: str) -> Iterator[tuple[str, bool]]:
    """A paragraph cut at its spans of code: from a run of backticks to the next of its length."""
    runs = [(one.start(), one.end()) for one in _RUN.finditer(text)]
    later: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        later.setdefault(end - start, []).append(index)
    done, index = 0, 0
    while index < len(runs):
        start, end = runs[index]
        if _is_escaped(text, start):
            start += 1  # the first backtick is a sign by itself
        same = later.get(end - start, [])
        closing = next((one for one in _after(same, index)), None)
        if start == end or closing is None:
            index += 1
            continue
        if text[done:start]:
            yield text[done:start], False
        done = runs[closing][1]
        yield text[start:done], True
        index = closing + 1
    if text[done:]:
        yield text[done:], False


def _after(indexes: list[int], index: int) -> list[int]:
    from bisect import bisect_right

    at = bisect_right(indexes, index)
    return indexes[at : at + 1]


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
