"""Marks that a chat sets behind what it looked up, ``[1]`` or ``【3†source】``, and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.answers.asides import Aside
from copydesk.answers.chat import FENCE, Kept, closes

_SOURCE = re.compile(
    r"\s*(?:[-*]\s+)?\[(\d{1,3})\](?!\(|:?\s*$):?\s+(?:.{0,300}\s)?<?https?://\S+.*"
)
_TITLE = re.compile(
    r"[\s#*_]*(?:sources?|references?|citations?|quellen|quellenangaben|fuentes|références)[\s:*_]*",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"[ \u00a0]?【\d{1,3}[^】\n]{0,80}】|[ \u00a0]?\ue200[^\ue201\n]{0,200}\ue201"
    r"|[ \u00a0]?:contentReference\[oaicite:\d{1,3}\]\{index=\d{1,3}\}"
    r"|\[cite_start\]|[ \u00a0]?\[(?:cite: ?\d[\d, ]{0,40}|web:\d{1,3}|\^\d{1,3}\^)\]"
    r"|(?P<gap>[ \u00a0]?)(?P<marks>(?:\[[1-9]\d{0,2}(?:[,–-] ?\d{1,3}){0,8}\]){1,8})(?![\w(\[:])"
)
"""``[1]``, and what only chats write."""
_SIGNS = "[【\ue200"


def _has_sign(line: str) -> bool:
    return any(sign in line for sign in _SIGNS)


def without_citations(lines: list[str], numbers: list[int]) -> Kept:
    """The lines without marks of citations and without the list of sources at their end.

    A mark right behind a word (``argv[1]``) is one only where a source of that number is listed,
    or where it ends a sentence's statement; code keeps all it has.
    """
    end, listed = _sources(lines)
    asides: list[Aside] = []
    if listed:
        many = f"{len(listed):,} addresses" if len(listed) > 1 else "the address"
        asides.append(Aside("sources", f"{many} listed at its end", numbers[end], lines[end]))
        while end and not lines[end - 1].strip():
            end -= 1
    if not any(map(_has_sign, lines[:end])):
        return lines[:end], numbers[:end], tuple(asides)
    kept, count, first = [], 0, 0
    block = ""
    for number, line in zip(numbers, lines[:end], strict=False):
        fence = FENCE.fullmatch(line.lstrip())
        if block:
            block = "" if closes(line.lstrip(), block) else block
        elif fence:
            block = fence[1]
        elif _has_sign(line):
            line, found = _unmarked(line, listed)
            count += found
            first = first or (number if found else 0)
        kept.append(line)
    if count:
        marks = "a citation mark" if count == 1 else f"{count:,} citation marks"
        asides.insert(0, Aside("citations", marks, first))
    return kept, numbers[:end], tuple(asides)


def _sources(lines: list[str]) -> tuple[int, set[int]]:
    """Where the list of sources at the end begins, and their numbers."""
    end, found = len(lines), set[int]()
    for index in reversed(range(len(lines))):
        if match := _SOURCE.fullmatch(lines[index][:2000]):
            found.add(int(match[1]))
            end = index
        elif lines[index].strip():
            if found and _TITLE.fullmatch(lines[index][:100]):
                end = index
            break
    if not found or any(_is_link(line, found) for line in lines[:end]):
        return len(lines), set()  # none, or definitions that the text's own links refer to
    return end, found


_LINK = re.compile(r"\[[^\[\]]*[^\d\[\]][^\[\]]*\]\[(\d{1,3})\]")


def _is_link(line: str, numbers: set[int]) -> bool:
    return "][" in line and any(int(found) in numbers for found in _LINK.findall(line[:20_000]))


def _unmarked(line: str, listed: set[int]) -> tuple[str, int]:
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        if match["marks"] and not _cites(match, listed):
            return match[0]
        count += 1
        return ""

    pieces, done = [], 0
    for start, end in _code_spans(line):
        pieces += [_MARKS.sub(mark, line[done:start]), line[start:end]]
        done = end
    pieces.append(_MARKS.sub(mark, line[done:]))
    return "".join(pieces), count


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """The spans of code within a line: from some backticks to the next just as many."""
    runs = [match.span() for match in re.finditer("`+", line)]
    ends: dict[int, list[int]] = {}
    for index in reversed(range(len(runs))):
        ends.setdefault(runs[index][1] - runs[index][0], []).append(index)
    index = 0
    while index < len(runs):
        start, end = runs[index]
        same = ends[end - start]
        while same and same[-1] <= index:
            same.pop()
        if same:
            index = same[-1]
            yield start, runs[index][1]
        index += 1


def _cites(match: re.Match[str], listed: set[int]) -> bool:
    found = {int(number) for number in re.findall(r"\d+", match["marks"])}
    before = match.string[max(0, match.start() - 80) : match.start()]
    if found <= listed:
        return True
    if "," in match["marks"] or "-" in match["marks"] or "–" in match["marks"]:
        return False  # a list of numbers, unless sources have them
    if not before.strip("-* \t"):
        return False  # at the start of a line or an item: a number, or an empty task
    return bool(match["gap"]) or before[-1] in '.!?,;:)”"’»'
