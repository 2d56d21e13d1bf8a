"""The scorecard: what was measured of a document, beside what the final review says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from copydesk.publish.lines import NOWHERE, Group, Line, Place, Said, Score
from copydesk.text import one_line
from copydesk.tui.score_rows import line_page, review_page, rows, said_page, tally, tell_review
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

BESIDE = 140
"""From so many columns the review stands beside the list."""
ROOMY = 100
"""From so many columns the keys are told in full."""
PATIENCE = 0.5
"""Seconds after which it is said that measuring goes on."""
WANTING = ("off", "look", "unknown")


class Scorecard(ModalScreen[Place | None]):
    """The list and its keys; returns the place to go to."""

    DEFAULT_CSS = """
    Scorecard {
        & #room { height: 1fr; }
        & #list { height: 1fr; }
        & Rows { height: 1fr; }
        & Pane { padding: 0 1; }
        & Pane:focus { background: $panel; scrollbar-background: $panel; }
        & #told { height: auto; min-height: 5; max-height: 45%; border-top: solid $border; }
        & #review { display: none; height: 1fr; max-height: 100%; width: 2fr; }
        &.beside #room { layout: horizontal; }
        &.beside #list { width: 3fr; }
        &.beside #review { display: block; margin-left: 1; border-left: solid $border; }
        &.beside #told { max-height: 30%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "close", "Close", priority=True),
        Binding("enter", "choose", "Go there", priority=True),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("n", "wanting(1)", "Next to look at"),
        Binding("N", "wanting(-1)", "Previous to look at", show=False),
        Binding("right_square_bracket", "group(1)", "Next group", show=False),
        Binding("left_square_bracket", "group(-1)", "Previous group", show=False),
        Binding("d", "document", "Another document"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._score: Score | None = None
        self._lines: dict[str, tuple[Group, Line]] = {}
        self._documents: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            # Inline, since what a screen brings along counts for less than the app's own sheet.
            dialog.styles.width, dialog.styles.height = "96%", "96%"
            dialog.styles.max_height = "96%"
            dialog.styles.padding = (1, 1, 0, 1)
            dialog.border_title = "Scorecard"
            with Container(id="room"):
                with Vertical(id="list"):
                    yield Rows()
                    yield Pane(id="told")
                yield Pane(id="review")
            yield StatusLine()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.set_timer(PATIENCE, self._say_measuring)
        self._measure("")

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "beside")
        self._tell_keys()
        self.call_after_refresh(self._fill)

    def _say_measuring(self) -> None:
        if self._score is None:
            self.query_one(Rows).fill((), empty="Measuring …")

    @work(thread=True, exclusive=True, group="score")
    def _measure(self, document: str) -> None:
        """Measure away from the keys: the text may be a megabyte."""
        from copydesk.publish.score import score
        from copydesk.publish.scored import documents_of

        copy = self._session.snapshot()
        found = score(copy, document)
        known = tuple(one.id for one in documents_of(copy))
        self.app.call_from_thread(self._measured, found, known)

    def _measured(self, found: Score, documents: tuple[str, ...]) -> None:
        if not self.is_attached:
            return
        self._score, self._documents = found, documents
        self._lines = {line.id: (group, line) for group in found.groups for line in group.lines}
        said = tally(found)
        name = f" ─ {one_line(found.name)}" if found.name else ""
        self.query_one(".dialog", Vertical).border_title = Content(
            f"Scorecard{name} ─ {said}" if said else f"Scorecard{name}"
        )
        self._tell_keys()
        self._fill()
        self.query_one(Rows).settle(1)

    def _fill(self) -> None:
        if self._score is not None:
            shelf = self.query_one(Rows)
            shelf.fill(rows(self._score, shelf.scrollable_content_region.width))
            self._tell()

    def _tell_keys(self) -> None:
        wide = self.size.width >= ROOMY
        keys = ["Enter goes there", "n next to look at" if wide else "n next", "] group"]
        if len(self._documents) > 1:
            keys.append("d another text" if wide else "d other")
        told = " · ".join([*keys, "Tab reads", "Esc closes" if wide else "Esc"])
        self.query_one(".dialog", Vertical).border_subtitle = Content(told)

    # What is under the cursor

    @property
    def _here(self) -> tuple[Group, Line] | None:
        row = self.query_one(Rows).row
        return self._lines.get(row.key) if row else None

    @property
    def _said(self) -> Said | None:
        """What the review says besides, where the cursor is on that."""
        row = self.query_one(Rows).row
        index = row.key.removeprefix("review\t") if row else ""
        if self._score is None or self._score.audit is None or not index.isdecimal():
            return None
        return self._score.audit.rest[int(index)]

    def on_shelf_moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        score, here, said = self._score, self._here, self._said
        if score is None:
            return
        beside = self.has_class("beside")
        sheet = Sheet()
        if here is not None:
            sheet = line_page(self._session, here[1])
            if not beside:
                tell_review(sheet, score.audit, *here)
        elif said is not None:
            sheet = said_page(said)
        _show(self.query_one("#told", Pane), sheet)
        group, line = here or (None, None)
        _show(self.query_one("#review", Pane), review_page(score.audit, group, line))

    # Keys

    def action_close(self) -> None:
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        self.query_one(Rows).action_go(by)

    def action_wanting(self, by: int) -> None:
        """Go to the next line that is not good, over the end to the first."""
        shelf = self.query_one(Rows)
        keys = [row.key for row in shelf.rows]
        count = len(keys)
        for step in range(1, count + 1):
            at = (shelf.cursor + by * step) % count
            found = self._lines.get(keys[at])
            if found is not None and found[1].sign in WANTING:
                shelf.cursor = at
                return
        self.query_one(StatusLine).say("There is nothing to look at.")

    def action_group(self, by: int) -> None:
        """Go to the first line of the next group, or of the one before."""
        shelf = self.query_one(Rows)
        heads = [at for at, row in enumerate(shelf.rows) if row.style == "heading"]
        if by > 0:
            target = next((at for at in heads if at > shelf.cursor), None)
        else:
            before = [at for at in heads if at + 1 < shelf.cursor]
            target = before[-1] if before else None
        if target is not None:
            shelf.settle(1, target)
            shelf.scroll_to(y=target, animate=False)

    def action_document(self) -> None:
        if self._score is None or len(self._documents) < 2:
            return
        known = self._documents
        here = known.index(self._score.document) if self._score.document in known else -1
        self._measure(known[(here + 1) % len(known)])

    def on_shelf_chosen(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        here = self._here
        place = here[1].place if here else NOWHERE
        if here is None and self._score is not None and self._score.audit is not None:
            row = self.query_one(Rows).row
            if row is not None and row.key.startswith("review\t"):
                place = Place(prompt=self._score.audit.prompt)
        if place.field or self._session.has(place.prompt):
            self.dismiss(place)
        elif here is not None:
            self.query_one(StatusLine).say("This line speaks of the whole and leads nowhere.")


def _show(pane: Pane, sheet: Sheet) -> None:
    if pane.text != sheet.text:
        pane.show(sheet.text, sheet.marks)
        pane.scroll_home(animate=False)
