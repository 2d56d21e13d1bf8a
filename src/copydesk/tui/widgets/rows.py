"""A list under headings, for dialogs: its cursor stands on rows alone."""

from __future__ import annotations

from copydesk.tui.widgets.shelf import Shelf


class Rows(Shelf):
    """A list whose cursor passes over headings."""

    def action_go(self, by: int) -> None:
        self.settle(by, self.cursor + by)

    def settle(self, by: int, start: int | None = None) -> bool:
        """Bring the cursor to the first row that is no heading; whether there is one.

        Args:
            by: Which way to look, 1 or -1.
            start: Where to begin; at the cursor if not given.
        """
        at = self.cursor if start is None else start
        while 0 <= at < len(self.rows):
            if self.rows[at].style != "heading":
                self.cursor = at
                return True
            at += by
        return False

    def watch_cursor(self, before: int, after: int) -> None:
        super().watch_cursor(before, after)
        above = after - 1
        if above >= 0 and self.rows[above].style == "heading" and above < self.scroll_offset.y:
            self.scroll_to(y=above, animate=False)
