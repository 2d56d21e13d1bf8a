"""Links, quotes, studies and images woven into a document at the headings they name.

What is woven in never alters other text: a link puts brackets around words that stand there, all
else comes as a paragraph of its own. Where its heading is gone it is not set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from copydesk.answers.alike import key
from copydesk.answers.markdown import structure
from copydesk.documents.linkable import Closed
from copydesk.documents.woven import Fate, Woven
from copydesk.text import digest

Above = tuple[tuple[int, str], ...]
"""Level and key of each heading that something stands under, the lowest last."""


class Span(NamedTuple):
    """A stretch of a text between blank lines, or a heading; offsets into the text."""

    start: int
    end: int
    above: Above
    is_heading: bool
    is_prose: bool


class Edit(NamedTuple):
    """What is woven into a text: at an offset, in the place of so many characters."""

    at: int
    size: int
    text: str
    id: str
    prompt: str
    """For a paragraph of its own, the prompt that it came from; empty for a link."""


def under(above: Above, level: int, text: str) -> Above:
    """The headings that stand above what follows a heading."""
    return (*(one for one in above if one[0] < level), (level, key(text)))


def mark(text: str) -> str:
    """What a paragraph is known by, as long as its words stay."""
    return digest(" ".join(text.split()))


def spans_of(text: str, above: Above) -> tuple[list[Span], Above]:
    """A text in Markdown cut at blank lines and headings, and the headings that follow on."""
    found = structure(text)
    headings = {one.line: one for one in found.headings}
    spans: list[Span] = []
    offset, start, end, prose, skip = 0, -1, 0, True, False

    def close() -> None:
        nonlocal start, prose
        if start >= 0:
            spans.append(Span(start, end, above, False, prose))
        start, prose = -1, True

    for number, line in enumerate(found.lines, 1):
        heading = headings.get(number)
        is_code = found.in_code(number)
        if skip:  # the line under an underlined heading
            spans[-1] = spans[-1]._replace(end=offset + len(line))
            skip = False
        elif heading is not None:
            close()
            above = under(above, heading.level, heading.text)
            spans.append(Span(offset, offset + len(line), above, True, False))
            skip = not line.lstrip().startswith("#")
        elif not line.strip() and not is_code:
            close()
        else:
            start = offset if start < 0 else start
            end = offset + len(line)
            prose = prose and not is_code
        offset += len(line) + 1
    close()
    return spans, above


class Loom:
    """A document's texts, and what is woven into them."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Args: texts: the document's texts, in order."""
        self._texts = texts
        self.edits: list[list[Edit]] = [[] for _ in texts]
        self._under: dict[str, list[tuple[int, Span]]] = {}
        """What stands under each heading, in order, the heading itself included."""
        above: Above = ()
        for index, text in enumerate(texts):
            spans, above = spans_of(text, above)
            for span in spans:
                for name in {name for _, name in span.above}:
                    self._under.setdefault(name, []).append((index, span))

    def weave(self, woven: Mapping[str, Woven]) -> dict[str, Fate]:
        """Weave things in, in their order; what became of each, by its id."""
        return {name: self._one(name, one, placed=True) for name, one in woven.items()}

    def fate_of(self, one: Woven) -> Fate:
        """What would become of a thing; nothing is woven in."""
        before = [list(edits) for edits in self.edits]
        fate = self._one("", one, placed=False)
        self.edits = before
        return fate

    def usual_mark(self, one: Woven) -> str:
        """The mark of what a paragraph is set behind; empty for an image or a link on words."""
        wanted = key(one.heading)
        near = self._under.get(wanted, ())
        if not near or one.kind == "image":
            return ""
        if one.kind == "link":
            before = [list(edits) for edits in self.edits]
            on_words = self._link("", one, near, wanted)
            self.edits = before
            if on_words:
                return ""
        index, span = _last(near, wanted)
        return mark(self._texts[index][span.start : span.end])

    def _one(self, name: str, one: Woven, *, placed: bool) -> Fate:
        wanted = key(one.heading)
        near = self._under.get(wanted, ())
        if not near:
            return "no heading"
        if placed and self._stands_there(one):
            return "set"  # the answer was written anew with it in its text
        if one.kind == "link" and self._link(name, one, near, wanted):
            return "set"
        # A link that was put on words does not come back as a sentence once they are gone.
        if one.kind == "link" and (not one.text or (placed and not one.after)):
            return "no words"
        if one.kind == "image" and not one.after:
            first = next((at for at in near if at[1].is_heading), near[0])
            self._paragraph(name, one, first)
            return "set"
        place = self._marked(one.after, near) if one.after else None
        fate: Fate = "moved" if one.after and place is None else "set"
        self._paragraph(name, one, place or _last(near, wanted))
        return fate

    def _stands_there(self, one: Woven) -> bool:
        """Whether the text itself holds what is to be woven in."""
        if one.kind == "link":
            sought = f"]({one.address})"
        elif one.kind == "image":
            sought = f"]({one.text.rpartition('](')[2].split(' ')[0].rstrip(')')}"
        else:
            sought = one.text
        return any(sought in text for text in self._texts)

    def _marked(self, wanted: str, near: Sequence[tuple[int, Span]]) -> tuple[int, Span] | None:
        for index, span in near:
            if mark(self._texts[index][span.start : span.end]) == wanted:
                return index, span
        return None

    def _paragraph(self, name: str, one: Woven, place: tuple[int, Span]) -> None:
        index, span = place
        self.edits[index].append(Edit(span.end, 0, one.text, name, one.prompt))

    def _link(self, name: str, one: Woven, near: Sequence[tuple[int, Span]], wanted: str) -> bool:
        pattern = r"\s+".join(map(re.escape, one.words.split()))
        if not pattern or set(one.words) & set("[]`\\"):
            return False
        # Behind "!" the brackets would make an image, behind a backslash nothing at all.
        words = re.compile(rf"(?<![\w!\\]){pattern}(?!\w)", re.IGNORECASE)
        for index, span in sorted(near, key=lambda at: not _directly(at[1], wanted)):
            found = self._free(words, index, span) if span.is_prose else None
            if found is not None:
                link = f"[{found[0]}]({one.address})"
                size = found.end() - found.start()
                self.edits[index].append(Edit(found.start(), size, link, name, ""))
                return True
        return False

    def _free(self, words: re.Pattern[str], index: int, span: Span) -> re.Match[str] | None:
        """Where words stand first in a paragraph and can become a link."""
        text = self._texts[index]
        if not words.search(text, span.start, span.end):
            return None
        taken = ((edit.at, edit.at + edit.size) for edit in self.edits[index] if edit.size)
        closed = Closed(text, span.start, span.end, taken)
        places = words.finditer(text, span.start, span.end)
        return next((one for one in places if not closed.touches(*one.span())), None)

    def pieces(self, index: int, prompt: str) -> list[tuple[str, str, str]]:
        """A text with all that was woven in: prompt, id of what was woven in or empty, text.

        Joined by blank lines, the pieces are the whole text, blank lines at their edges aside.
        """
        text = self._texts[index]
        found: list[tuple[str, str, str]] = []
        done, line = 0, ""
        for edit in sorted(self.edits[index], key=lambda edit: (edit.at, edit.size == 0)):
            line += text[done : edit.at]
            done = edit.at + edit.size
            if edit.size:
                line += edit.text
                continue
            if line.strip("\n"):
                found.append((prompt, "", line.strip("\n")))
            found.append((edit.prompt, edit.id, edit.text))
            line = ""
        line += text[done:]
        if line.strip("\n"):
            found.append((prompt, "", line.strip("\n")))
        return found


def _directly(span: Span, wanted: str) -> bool:
    """Whether no lower heading stands between a heading and what stands under it."""
    return span.above[-1][1] == wanted


def _last(near: Sequence[tuple[int, Span]], wanted: str) -> tuple[int, Span]:
    """The last paragraph that stands directly under a heading, or the heading itself."""
    direct = [at for at in near if _directly(at[1], wanted)]
    return (direct or list(near))[-1]
