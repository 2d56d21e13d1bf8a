"""Setting a page of plain text with marked stretches, for panes that show more than one text."""

from __future__ import annotations

from copydesk.text import shown
from copydesk.tui.widgets.pane import Mark


class Sheet:
    """A page that grows by headings, paragraphs and items."""

    def __init__(self) -> None:
        self._text = ""
        self._marks: list[Mark] = []

    @property
    def text(self) -> str:
        return self._text.rstrip("\n")

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(self._marks)

    def title(self, text: str) -> None:
        """The page's first line."""
        self._line(text, "title")

    def heading(self, text: str) -> None:
        """A heading, with room above it."""
        if self._text:
            self._text = self._text.rstrip("\n") + "\n\n"
        self._line(text, "heading")

    def soft(self, text: str) -> None:
        """A line that stands back."""
        self._line(text, "soft")

    def problem(self, text: str) -> None:
        """A line that says what is wrong."""
        self._line(text, "problem")

    def good(self, text: str) -> None:
        """A line that says that all is well."""
        self._line(text, "added")

    def plain(self, text: str) -> None:
        """A line like any other."""
        self._text += " ".join(shown(text).split()) + "\n"

    def paragraph(self, text: str) -> None:
        """A paragraph, with a blank line after it."""
        if text.strip():
            self._text += " ".join(shown(text).split()) + "\n\n"

    def prose(self, text: str) -> None:
        """Paragraphs separated by blank lines."""
        for paragraph in shown(text).split("\n\n"):
            self.paragraph(paragraph)

    def item(self, text: str, sign: str = "·") -> None:
        """One item of a list."""
        self._text += f"{sign} {' '.join(shown(text).split())}\n"

    def pair(self, label: str, value: str) -> None:
        """A label and what it stands for."""
        start = len(self._text)
        self._text += f"{shown(label)}  "
        self._marks.append(Mark(start, len(self._text), "soft"))
        self._text += f"{' '.join(shown(value).split())}\n"

    def verbatim(self, line: str) -> None:
        """One line as it stands; what a difference adds or takes away is set off."""
        start = len(self._text)
        self._text += shown(line).replace("\n", " ") + "\n"
        style = {"+": "added", "-": "problem", "@": "soft"}.get(line[:1])
        if style:
            self._marks.append(Mark(start, len(self._text) - 1, style))

    def gap(self) -> None:
        """A blank line."""
        self._text = self._text.rstrip("\n") + "\n\n" if self._text else ""

    def _line(self, text: str, style: str) -> None:
        start = len(self._text)
        indent = text[: len(text) - len(text.lstrip(" "))]
        self._text += indent + " ".join(shown(text).split())
        self._marks.append(Mark(start, len(self._text), style))
        self._text += "\n"
