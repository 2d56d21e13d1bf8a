"""A list of rows with a cursor: one line each, folded or not, ten thousand as quick as ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from copydesk.text import clean, one_line


class Row(NamedTuple):
    """One line of a shelf. ``key`` names it across refreshes, so that the cursor stays."""

    key: str
    text: str
    right: str = ""
    depth: int = 0
    folded: bool | None = None
    """None for a row that has nothing below it."""
    style: str = ""
    """One of the shelf's component styles: ``heading``, ``soft``, ``problem``."""
    sign: str = ""
    aligned: bool = False
    """Whether runs of blanks in the text are meant, as in a picture made of characters."""


class Shelf(ScrollView, can_focus=True):
    """Rows, a cursor, and messages when it moves or a row is chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "shelf--heading",
        "shelf--soft",
        "shelf--problem",
        "shelf--right",
        "shelf--cursor",
    }

    DEFAULT_CSS = """
    Shelf {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .shelf--heading { text-style: bold; }
        & > .shelf--soft { color: $ink-soft; }
        & > .shelf--right { color: $ink-soft; }
        & > .shelf--problem { color: $error; }
        & > .shelf--cursor { background: $block-cursor-blurred-background; }
        &:focus > .shelf--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "go_to(0)", "First", show=False),
        Binding("end", "go_to(-1)", "Last", show=False),
        Binding("left,h", "fold(True)", "Fold", show=False),
        Binding("right,l", "fold(False)", "Unfold", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    class Said(Message):
        """What all messages of a shelf share."""

        def __init__(self, shelf: Shelf) -> None:
            super().__init__()
            self.shelf = shelf

        @property
        def control(self) -> Shelf:
            return self.shelf

    class Moved(Said):
        """The cursor came to another row."""

        def __init__(self, shelf: Shelf, row: Row) -> None:
            super().__init__(shelf)
            self.row = row

    class Chosen(Said):
        """A row was chosen by Enter or a second click."""

        def __init__(self, shelf: Shelf, row: Row) -> None:
            super().__init__(shelf)
            self.row = row

    class Folded(Said):
        """A row is to be folded or unfolded."""

        def __init__(self, shelf: Shelf, row: Row, folded: bool) -> None:
            super().__init__(shelf)
            self.row = row
            self.folded = folded

    class Left(Said):
        """The cursor was moved past the last row (1) or the first (-1)."""

        def __init__(self, shelf: Shelf, direction: int) -> None:
            super().__init__(shelf)
            self.direction = direction

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        """Args: empty: what stands there while there are no rows."""
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._empty = empty

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, in order."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def fill(self, rows: Sequence[Row], *, empty: str | None = None) -> None:
        """Show other rows; the cursor stays on its row's key where that is still there."""
        before = self.row
        self._rows = tuple(rows)
        if empty is not None:
            self._empty = empty
        self.virtual_size = Size(self.size.width, len(self._rows))
        keys = [row.key for row in self._rows]
        target = self.cursor
        if before is not None and before.key in keys:
            target = keys.index(before.key)
        self.cursor = max(0, min(target, len(self._rows) - 1))
        self.refresh(layout=self.styles.height is not None and self.styles.height.is_auto)
        after = self.row
        if after is not None and after != before:
            self.post_message(self.Moved(self, after))

    def go_to_key(self, key: str) -> None:
        """Bring the cursor to a row by its key, if it is there."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.cursor = index

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._rows))

    def watch_cursor(self, before: int, after: int) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if height and after < top:
            self.scroll_to(y=after, animate=False)
        elif height and after >= top + height:
            self.scroll_to(y=after - height + 1, animate=False)
        self.refresh()
        if before != after and self.row is not None:
            self.post_message(self.Moved(self, self.row))

    def action_go(self, by: int) -> None:
        target = self.cursor + by
        if 0 <= target < len(self._rows):
            self.cursor = target
        else:
            self.post_message(self.Left(self, by))

    def action_page(self, by: int) -> None:
        step = max(1, self.scrollable_content_region.height - 1)
        self.action_go_to(max(0, self.cursor + by * step))

    def action_go_to(self, index: int) -> None:
        if self._rows:
            last = len(self._rows) - 1
            self.cursor = last if index < 0 else min(index, last)

    def action_fold(self, folded: bool) -> None:
        row = self.row
        if row is not None and row.folded is not None and row.folded != folded:
            self.post_message(self.Folded(self, row, folded))

    def choose(self) -> None:
        """Choose the row under the cursor; one with rows below it is folded or unfolded."""
        row = self.row
        if row is None:
            return
        if row.folded is not None:
            self.post_message(self.Folded(self, row, not row.folded))
        else:
            self.post_message(self.Chosen(self, row))

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y - self.content_region.y + self.region.y
        if not 0 <= index < len(self._rows):
            return
        again = index == self.cursor
        self.cursor = index
        if event.chain > 1 or (again and self.has_focus) or self._rows[index].folded is not None:
            self.choose()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if not self._rows and y == 0:
            style = self.get_component_rich_style("shelf--soft")
            return Strip([Segment(set_cell_size(f" {one_line(self._empty)}", width), style)], width)
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[index]
        base = self.rich_style
        if row.style:
            base += self.get_component_rich_style(f"shelf--{row.style}", partial=True)
        soft = base + self.get_component_rich_style("shelf--right", partial=True)
        if index == self.cursor:
            over = self.get_component_rich_style("shelf--cursor", partial=True)
            base, soft = base + over, soft + over
        mark = "" if row.folded is None else ("▸ " if row.folded else "▾ ")
        text = clean(row.text) if row.aligned else one_line(row.text)
        left = f" {'  ' * row.depth}{mark}{row.sign}{' ' if row.sign else ''}{text}"
        right = f" {clean(row.right)} " if row.right else " "
        room = max(1, width - cell_len(right))
        if cell_len(left) > room:
            left = set_cell_size(left, room - 1) + "…"
        return Strip([Segment(set_cell_size(left, room), base), Segment(right, soft)], width)
