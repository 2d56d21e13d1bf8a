"""The brief as a form: a row a field, written in where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from copydesk.text import clean, merge_edit, shown
from copydesk.tui.field_values import as_text, from_text
from copydesk.tui.wrap import rows

if TYPE_CHECKING:
    from copydesk.kits.model import BriefField, Value
    from copydesk.sessions.session import Session
    from copydesk.tui.widgets.field_box import FieldBox

LABEL = 22


class FieldView(Widget):
    """A field's label and value."""

    DEFAULT_CSS = "FieldView { height: auto; }"

    def __init__(self, row: FieldRow) -> None:
        super().__init__()
        self._row = row

    def render(self) -> Content:
        row = self._row
        field, value = row.field, row.session.state.brief.get(row.field.id)
        star = "*" if field.required else " "
        label = set_cell_size(f"{clean(field.label)} {star}", LABEL)
        style = "bold" if row.has_focus else "$ink-soft"
        if value:
            text = clean(as_text(value))
            room = max(10, self.size.width - LABEL)
            lines = [text[start:end] for start, end in rows(text, room)]
            return Content.assemble((label, style), ("\n" + " " * LABEL).join(lines))
        if field.required:
            return Content.assemble((label, style), ("required: Enter to fill it in", "$error"))
        return Content.assemble((label, style), (clean(field.help) or "empty", "$ink-faint"))


class FieldRow(Container, can_focus=True):
    """One field of the brief."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        padding: 0 1;
        border-left: blank;
        &:focus { background: $block-cursor-blurred-background; border-left: outer $accent; }
    }
    """

    def __init__(self, session: Session, field: BriefField) -> None:
        super().__init__()
        self.session = session
        self.field = field
        self.since = ""
        """The id of the change that typing in this box goes on from."""
        self._before: Value | None = None
        """The value when the box was opened."""

    def compose(self) -> ComposeResult:
        yield FieldView(self)

    @property
    def box(self) -> FieldBox | None:
        """The box, while somebody writes in it."""
        return cast("FieldBox | None", next(iter(self.query("FieldBox")), None))

    async def edit(self) -> None:
        """Put a box in the place of the value."""
        if self.box is not None:
            return
        self.since = ""
        self._before = self.session.state.brief.get(self.field.id)
        from copydesk.tui.widgets.field_box import FieldBox

        box = FieldBox(self.field, self._stored())
        box.border_title = self._invitation()
        self.query_one(FieldView).display = False
        await self.mount(box)
        self.screen.set_focus(box)  # at once: what is typed next is for the box
        box.move_cursor(box.document.end)

    def _invitation(self) -> Content:
        field = self.field
        how = {
            "list": "one a line; Esc when done",
            "text": "Esc when done",
            "choice": f"one of: {', '.join(field.options)}",
            "date": "as 2026-11-30",
            "number": "a number",
        }.get(field.kind, "Enter when done")
        return Content(f"{clean(field.label)} ─ {clean(how)}")

    def typed(self) -> Value | None:
        """The value that stands in the box; the session's own where nobody typed.

        Raises:
            BadValue: It is no value for the field.
        """
        box = self.box
        untouched = box is None or box.text == shown(self._stored())
        if box is None or (untouched and not self.since):
            return self.session.state.brief.get(self.field.id)
        if untouched:
            return self._before
        return from_text(self.field, merge_edit(self._stored(), box.text))

    def _stored(self) -> str:
        return as_text(self._before) if self._before else ""

    async def end_edit(self) -> None:
        """Put the value back in the place of the box."""
        box = self.box
        if box is not None:
            if box.has_focus:
                self.focus()
            await box.remove()
        view = self.query_one(FieldView)
        view.display = True
        view.refresh(layout=True)

    def show(self) -> None:
        """Show the session as it stands now."""
        self.query_one(FieldView).refresh(layout=True)

    async def on_click(self, event: events.Click) -> None:
        self.focus()
        if event.chain == 2:
            await self.edit()

    def on_focus(self) -> None:
        self.query_one(FieldView).refresh()

    def on_blur(self) -> None:
        self.query_one(FieldView).refresh()
