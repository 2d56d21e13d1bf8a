"""A stored answer, read leniently: the answer itself, what was set aside, and its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from copydesk.answers.asides import Aside
from copydesk.answers.chat import without_chat
from copydesk.answers.citations import without_citations
from copydesk.answers.json_text import Json, read_json
from copydesk.answers.markdown import Structure, structure
from copydesk.answers.pasted_page import from_page
from copydesk.kits.model import AnswerFormat

KEPT = 64
"""How many readings are remembered: those of a session's answers, several times over."""


class Reading:
    """An answer as it was read. Lines are those of the stored text, counted from 1."""

    def __init__(
        self,
        text: str,
        format: AnswerFormat,
        asides: Sequence[Aside] = (),
        numbers: Sequence[int] = (),
    ) -> None:
        """
        Args:
            text: The answer itself, line ends as ``\\n``.
            format: What the answer was read as.
            asides: What was set aside, in order.
            numbers: The stored line of each line of ``text``; empty where nobody can say.
        """
        self.text = text
        self.format = format
        self._asides = tuple(asides)
        self._numbers = numbers

    @property
    def asides(self) -> tuple[Aside, ...]:
        """What was set aside, in words; for an answer in JSON also what had to be overlooked."""
        return (*self._asides, *self.json.asides) if self.format == "json" else self._asides

    @cached_property
    def json(self) -> Json:
        """The answer as JSON: its value, or why it has none."""
        return read_json(self.text)

    @cached_property
    def structure(self) -> Structure:
        """Headings, code and lists of an answer in Markdown."""
        return structure(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(line) + 1 for line in self.text.split("\n")))

    def line(self, offset: int) -> int:
        """The stored line that an offset into ``text`` lies in; 0 where nobody can say."""
        return self.stored_line(bisect_right(self._ends, offset) + 1)

    def stored_line(self, line: int) -> int:
        """The stored line of a line of ``text``, counted from 1; 0 where nobody can say."""
        if not 0 < line <= len(self._numbers):
            return self._numbers[-1] if self._numbers and line else 0
        return self._numbers[line - 1]


@lru_cache(maxsize=KEPT)
def read_answer(stored: str, format: AnswerFormat) -> Reading:
    """Read an answer as it came from a chat; never raises, never changes what is stored.

    Set aside are the blank lines around it, a code fence around the whole, lines of talk before
    and behind, in prose the marks of citations and the list of sources they lead to, and the
    tags of a page that was copied. Line ends become ``\\n``. Typography (curly quotes, no-break
    blanks) is the answer's own and stays.
    """
    plain = stored.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    page = from_page(stored, format)
    if page is not None:
        return Reading(page.text, format, page.asides)
    kept, numbers, asides = without_chat(lines, format)
    if format in ("markdown", "text"):
        kept, numbers, marks = without_citations(kept, numbers)
        asides = (*asides, *marks)
    if stored.startswith("\ufeff"):
        asides = (*asides, Aside("blanks", "the mark of its encoding"))
    if "\r" in stored:
        asides = (*asides, Aside("ends", "line ends of another system"))
    return Reading("\n".join(kept), format, asides, numbers)
