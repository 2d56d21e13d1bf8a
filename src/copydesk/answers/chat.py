"""What a chat puts around an answer: fences, a line of talk before it, an offer behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from copydesk.answers.asides import Aside
from copydesk.answers.json_text import read_json
from copydesk.answers.talk import OFFER, is_closing, is_opening, offers
from copydesk.kits.model import AnswerFormat

Kept = tuple[list[str], list[int], tuple[Aside, ...]]
"""The lines that are the answer, the number of each in the stored text, and what is not."""

FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[ \t]*+([^\s`]*+)[^`]*+")
_MARKDOWN = frozenset({"markdown", "md"})
_NAMES: Mapping[AnswerFormat, frozenset[str]] = {
    "markdown": _MARKDOWN,
    "text": _MARKDOWN | {"text", "txt", "plaintext"},
    "json": frozenset({"", "json", "jsonc", "json5"}),
    "html": frozenset({"", "html", "htm", "xml"}),
}
"""What a fence around a whole answer may be called, by the answer's format."""

_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_ITEM = re.compile(r"[ \t]*+(?:[-*+•]|\d{1,3}[.)])[ \t]++\S")


def without_chat(lines: list[str], format: AnswerFormat) -> Kept:
    """The answer's own lines; blank ones around it are left out too.

    A code block that belongs to the answer stays: in Markdown only a fence that is called so, or
    a nameless one around everything, is the chat's. In prose talk is known by how chats begin and
    end; anything else is the writer's to judge.
    """
    numbers = list(range(1, len(lines) + 1))
    start, end = _trimmed(lines, 0, len(lines))
    fenced = _fenced(lines, start, end, format)
    if fenced is None and format in ("markdown", "text"):
        fenced = _unclosed(lines, start, end)
    if fenced is None and format in ("json", "html"):
        fenced = _only_block(lines, start, end, format) or _bare(lines, start, end, format)
    if fenced is not None:
        asides = _around(lines, start, end, fenced)
        start, end = _trimmed(lines, fenced[0], fenced[1])
    elif format in ("markdown", "text"):
        start, end, asides = _without_talk(lines, start, end)
    else:
        asides = ()
    return lines[start:end], numbers[start:end], asides


Span = tuple[int, int, bool]
"""First line and the line behind the last one, and whether fences stand right around."""


def _trimmed(lines: list[str], start: int, end: int) -> tuple[int, int]:
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return start, end


def _fenced(lines: list[str], start: int, end: int, format: AnswerFormat) -> Span | None:
    """What stands in a fence around the whole, one line of talk before it and one behind."""
    first = start + _fence_at(lines[start:end], 1)
    last = end - 1 - _fence_at(lines[start:end], -1)
    fence = FENCE.fullmatch(lines[first]) if first < last else None
    if fence is None or not closes(lines[last], fence[1]):
        return None
    name = fence[2].lower()
    talk = first > start or last < end - 1
    called = name in _NAMES[format] or (not name and not talk)
    if called and _is_one(lines[first + 1 : last], fence[1], nests=name in _MARKDOWN):
        return first + 1, last, True
    return None


def _fence_at(lines: list[str], step: int) -> int:
    """How far from an end (the start for step 1, else the end) a fence is, talk skipped."""
    full = (index for index, line in enumerate(lines[::step]) if line.strip())
    near = [index for index, _ in zip(full, range(2), strict=False)]
    return next((index for index in near if FENCE.fullmatch(lines[::step][index])), 0)


def closes(line: str, marks: str) -> bool:
    """Whether a line ends a block of code that began with these marks."""
    fence = FENCE.fullmatch(line)
    return bool(fence and fence[1].startswith(marks) and line.strip() == fence[1])


def _is_one(inner: list[str], marks: str, nests: bool) -> bool:
    """Whether the lines within a fence hold no end of it before its last line.

    Chats wrap Markdown that has code blocks in a fence no longer than theirs, so inner blocks
    are paired; a nameless one can be told from the fence's end only in Markdown (``nests``).
    """
    block = ""
    for line in inner:
        fence = FENCE.fullmatch(line)
        if block:
            block = "" if closes(line, block) else block
        elif fence and fence[1].startswith(marks):
            if not fence[2] and not nests:
                return False
            block = fence[1]
    return not block


def _unclosed(lines: list[str], start: int, end: int) -> Span | None:
    """Prose behind a fence called Markdown that never closes; all blocks within it do."""
    first = FENCE.fullmatch(lines[start]) if start < end else None
    if first is None or first[2].lower() not in _MARKDOWN:
        return None
    # Blocks within it have names, or else it might be the first of them that closes.
    is_one = _is_one(lines[start + 1 : end], first[1], nests=False)
    return (start + 1, end, True) if is_one and start + 1 < end else None


def _only_block(lines: list[str], start: int, end: int, format: AnswerFormat) -> Span | None:
    """The one block of code in an answer that is data, however much talk is around it.

    A block that never closes runs to the end: the chat stopped midway, or was copied so.
    """
    blocks: list[tuple[int, int, str]] = []
    opened, marks, name = -1, "", ""
    for index in range(start, end):
        fence = FENCE.fullmatch(lines[index])
        if opened < 0 and fence:
            opened, marks, name = index, fence[1], fence[2].lower()
        elif opened >= 0 and closes(lines[index], marks):
            blocks.append((opened + 1, index, name))
            opened = -1
    if opened >= 0:
        blocks.append((opened + 1, end, name))
    fitting = [block for block in blocks if block[2] in _NAMES[format]]
    if (
        len(fitting) != 1
        or len(blocks) > 1
        or not any(map(str.strip, lines[slice(*fitting[0][:2])]))
    ):
        return None
    return fitting[0][0], fitting[0][1], True


_BARE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "json": (("{", "[", "“"), ("}", "]")),
    "html": (("<",), (">",)),
}


def _bare(lines: list[str], start: int, end: int, format: AnswerFormat) -> Span | None:
    """Data without a fence: from the first line that begins like it to the last that ends so."""
    opening, closing = _BARE[format]
    first = next((i for i in range(start, end) if lines[i].lstrip().startswith(opening)), None)
    last = next(
        (i for i in reversed(range(start, end)) if lines[i].rstrip().endswith(closing)), None
    )
    if first is None or last is None or last < first or (first, last) == (start, end - 1):
        return None
    if any(FENCE.fullmatch(line) for line in lines[first:last]):
        return None  # several blocks: which of them is meant, nobody can say
    if last < end - 1 and not _is_whole(lines[first : last + 1], format):
        last = end - 1  # it broke off: what stands behind is its own, and no talk
    return (first, last + 1, False) if (first, last) != (start, end - 1) else None


def _is_whole(lines: list[str], format: AnswerFormat) -> bool:
    """Whether some lines are data that nothing has to follow."""
    text = "\n".join(lines)
    if format == "json":
        return read_json(text).fault is None
    return text.lower().count("<script") == text.lower().count("</script")


def _around(lines: list[str], start: int, end: int, inner: Span) -> tuple[Aside, ...]:
    """What stands around the answer, in words."""
    first, last, fenced = inner
    before = [i for i in range(start, first - fenced) if lines[i].strip()]
    behind = [i for i in range(last + fenced, end) if lines[i].strip()]
    asides = []
    if before:
        asides.append(_talk("before", before, lines))
    if fenced:
        asides.append(Aside("fence", "the code fence around it", first, lines[first - 1].strip()))
    if behind:
        asides.append(_talk("behind", behind, lines))
    return tuple(asides)


def _talk(kind: str, at: list[int], lines: list[str]) -> Aside:
    count = "the line" if len(at) == 1 else f"{len(at):,} lines"
    words = f"{count} {'before' if kind == 'before' else 'behind'} it"
    excerpt = lines[at[0]].strip()
    return Aside("before" if kind == "before" else "behind", words, at[0] + 1, excerpt)


def _without_talk(lines: list[str], start: int, end: int) -> tuple[int, int, tuple[Aside, ...]]:
    """Prose without the talk around it: first lines and last paragraphs that chats write."""
    first_start, last_end = start, end
    asides: list[Aside] = []
    for _ in range(3):
        talk = _opening_end(lines, start, end)
        if talk == start:
            break
        asides.append(_talk("before", list(range(start, talk)), lines))
        start, end = _trimmed(lines, talk, end)
    for _ in range(3):
        begin = _closing_start(lines, start, end)
        if begin == end:
            break
        behind = [at for at in range(begin, end) if lines[at].strip()]
        asides.append(_talk("behind", behind, lines))
        start, end = _trimmed(lines, start, begin)
        if end - 1 > start and _is_rule(lines, end - 1) and not lines[end - 2].strip():
            start, end = _trimmed(lines, start, end - 1)
    start, end, rules = _without_rules(lines, start, end)
    if start >= end:
        return first_start, last_end, ()
    return start, end, (*asides, *rules)


def _without_rules(lines: list[str], start: int, end: int) -> tuple[int, int, tuple[Aside, ...]]:
    """Rules around an answer part it from talk, or from nothing."""
    asides = []
    while start < end and _is_rule(lines, start) and not _is_value(lines, start + 1, end):
        asides.append(Aside("rule", "a rule before it", start + 1, lines[start].strip()))
        start, end = _trimmed(lines, start + 1, end)
    while start < end - 1 and _is_rule(lines, end - 1) and not lines[end - 2].strip():
        asides.append(Aside("rule", "a rule behind it", end, lines[end - 1].strip()))
        start, end = _trimmed(lines, start, end - 1)
    return start, end, tuple(asides)


def _is_rule(lines: list[str], at: int) -> bool:
    return _RULE.fullmatch(lines[at]) is not None


def _is_value(lines: list[str], at: int, end: int) -> bool:
    """Whether a line is the first of the values that a text may have at its top."""
    return at < end and re.match(r"[\w-]+:(?:\s|$)", lines[at]) is not None


def _opening_end(lines: list[str], start: int, end: int) -> int:
    """The line behind the talk that a text begins with; its first line where there is none."""
    stop = _paragraph_end(lines, start, end)
    for until in (start + 1, stop):
        if until - start > 3 or until >= end:
            continue
        next_line = next((line for line in lines[until:end] if line.strip()), "")
        if is_opening(_one_line(lines[start:until]), before_list=bool(_ITEM.match(next_line))):
            return until
    return start


def _closing_start(lines: list[str], start: int, end: int) -> int:
    """The first line of the talk that a text ends with; the line behind it all for none."""
    begin = _paragraph_start(lines, start, end)
    if begin <= start:
        return end
    if is_closing(_one_line(lines[begin:end])):
        return begin
    if not all(map(_ITEM.match, lines[begin:end])):
        first = begin  # what introduces the list may stand right above it
        while first < end and not _ITEM.match(lines[first]):
            first += 1
        listed = first < end and all(map(_ITEM.match, lines[first:end]))
        return begin if listed and offers(_one_line(lines[begin:first])) else end
    _, above = _trimmed(lines, start, begin)
    before = _paragraph_start(lines, start, above)
    return before if start < before and offers(_one_line(lines[before:above])) else end


def _one_line(lines: list[str]) -> str:
    """A paragraph as one line; no more of it than talk has."""
    found, length = [], 0
    for line in lines:
        found.append(line.strip())
        length += len(line)
        if length > 2 * OFFER:
            break
    return " ".join(found)


def _paragraph_end(lines: list[str], start: int, end: int) -> int:
    while start < end and lines[start].strip():
        start += 1
    return start


def _paragraph_start(lines: list[str], start: int, end: int) -> int:
    while end > start and lines[end - 1].strip():
        end -= 1
    return end
