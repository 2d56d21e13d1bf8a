"""A pane that shows any text literally: markup, control codes, a megabyte on one line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from copydesk.text import shown
from copydesk.tui.wrap import TAB, rows


class Mark(NamedTuple):
    """A stretch of the text that is set off: offsets, and which of the pane's styles it takes."""

    start: int
    end: int
    style: str


class Pane(ScrollView, can_focus=True):
    """Read-only text, wrapped at blanks, scrolled by keys and mouse, as tall as it needs to be."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--slot",
        "pane--fence",
        "pane--missing",
        "pane--title",
        "pane--heading",
        "pane--soft",
        "pane--problem",
        "pane--removed",
        "pane--added",
    }

    DEFAULT_CSS = """
    Pane {
        height: auto;
        max-height: 14;
        overflow-x: hidden;
        overflow-y: scroll; /* one that comes and goes would cost a second layout each time */
        scrollbar-size-vertical: 1;
        & > .pane--slot { color: $accent; }
        & > .pane--fence { color: $ink-faint; }
        & > .pane--title { text-style: bold; }
        & > .pane--heading { color: $accent; text-style: bold; }
        & > .pane--soft { color: $ink-soft; }
        & > .pane--problem { color: $error; }
        & > .pane--removed { color: $error; text-style: strike; }
        & > .pane--added { color: $success; }
        & > .pane--missing { color: $error; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Scroll up", show=False),
        Binding("down", "scroll_down", "Scroll down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    def __init__(
        self,
        text: str = "",
        marks: Sequence[Mark] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = shown(text)
        self._marks = tuple(marks) if len(self._text) == len(text) else ()
        self._rows: list[tuple[int, int]] = []
        self._broken: dict[int, list[tuple[int, int]]] = {}
        self._width = -1
        self._strips: list[Strip] | None = None

    @property
    def text(self) -> str:
        """What is shown, cleaned."""
        return self._text

    def show(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Show another text. Marks are offsets into it; none are shown if it holds CRLF."""
        clean = shown(text)
        self._marks = tuple(marks) if len(clean) == len(text) else ()
        self._text = clean
        self._strips = None
        self._broken.clear()
        self._width = -1
        self._fit(self.scrollable_content_region.width)
        self.refresh(layout=True)

    def show_strips(self, strips: list[Strip]) -> None:
        """Show lines that were rendered elsewhere, for the width the pane has now."""
        self._strips = strips
        self.virtual_size = Size(self.scrollable_content_region.width, len(strips))
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the text needs; the style sheet's max-height cuts it off."""
        if self._strips is not None:
            return len(self._strips)
        return len(self._broken_at(width))

    def _fit(self, width: int) -> list[tuple[int, int]]:
        if width > 0 and width != self._width:
            self._width = width
            self._rows = self._broken_at(width)
            self.virtual_size = Size(width, len(self._rows))
        return self._rows

    def _broken_at(self, width: int) -> list[tuple[int, int]]:
        """The rows for a width; layout may ask for one and drawing for another, in turn."""
        if width not in self._broken:
            if len(self._broken) > 1:
                del self._broken[next(iter(self._broken))]
            self._broken[width] = rows(self._text, width)
        return self._broken[width]

    def on_resize(self) -> None:
        self._fit(self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        """One row of what is shown, by Textual's line API."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if self._strips is not None:
            strip = self._strips[row] if row < len(self._strips) else Strip.blank(width)
            return strip.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)
        lines = self._fit(width)
        if row >= len(lines):
            return Strip.blank(width, self.rich_style)
        strip = Strip(self._segments(*lines[row]))
        strip = strip.adjust_cell_length(width, self.rich_style)
        return self._selected(strip, row).apply_offsets(0, row)

    def _segments(self, start: int, end: int) -> list[Segment]:
        base = self.rich_style
        near = [mark for mark in self._marks if mark.start < end and mark.end > start]
        cuts = {start, end}
        for mark in near:
            cuts |= {max(mark.start, start), min(mark.end, end)}
        edges = sorted(cuts)
        return [
            Segment(self._text[a:b].replace("\t", TAB), self._style_at(a, near, base))
            for a, b in pairwise(edges)
        ]

    def _style_at(self, offset: int, marks: Sequence[Mark], base: Style) -> Style:
        for mark in reversed(marks):
            if mark.start <= offset < mark.end:
                return base + self.get_component_rich_style(f"pane--{mark.style}", partial=True)
        return base

    def _selected(self, strip: Strip, row: int) -> Strip:
        selection = self.text_selection
        if selection is None or (span := selection.get_span(row)) is None:
            return strip
        start, end = span
        end = strip.cell_length if end == -1 else end
        style = self.screen.get_component_rich_style("screen--selection", partial=True)
        left, middle, right = strip.divide([start, end, strip.cell_length])
        return Strip.join([left, middle.apply_style(style), right])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The rows a person selected with the mouse."""
        text = "\n".join(self._text[a:b].replace("\t", TAB) for a, b in self._rows)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def go_to_line(self, number: int) -> None:
        """Scroll to a line of the text, counted from 1, and set it off from the others."""
        start = 0
        for _ in range(number - 1):
            start = self._text.find("\n", start) + 1
            if not start:
                return
        end = self._text.find("\n", start)
        self._marks = (Mark(start, end if end >= 0 else len(self._text), "slot"),)
        self._fit(self.scrollable_content_region.width)
        self.scroll_to(y=max(0, self.line_of(start) - 1), animate=False)
        self.refresh()

    def line_of(self, offset: int) -> int:
        """The row that an offset of the text stands in."""
        return max(0, bisect_right(self._rows, (offset, len(self._text))) - 1)
