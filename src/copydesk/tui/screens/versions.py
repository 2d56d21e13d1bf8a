"""Every version of an answer: when and how it came, what changed, and taking one back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.sessions.versions import Kept, history
from copydesk.text import count_words, one_line, shown
from copydesk.tui.side_by_side import Page, beside, in_one
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.widgets.shelf import Row, Shelf
from copydesk.tui.words import age, count
from copydesk.word_difference import Difference, difference

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

BESIDE = 100
"""From so many columns two texts stand side by side."""
COLUMNS = 140
"""From so many columns the list stands beside the texts, not above them."""
GAP = 3
"""Columns between the two texts."""
ABOVE = 2
"""Rows shown above a change that is scrolled to."""
CURRENT, BASE = "●", "◇"


class _Seen(NamedTuple):
    """Which comparison is shown."""

    ref: str
    base: str
    half: int
    """The columns of each side; 0 for one text."""


class Versions(ModalScreen[str]):
    """The list and a comparison; returns the ref of the version to take back."""

    DEFAULT_CSS = """
    Versions {
        & #room { height: 1fr; }
        & Shelf { width: 52; height: auto; max-height: 25%; margin-bottom: 1; }
        & #sides { height: 1fr; }
        & .side { width: 1fr; height: 1fr; }
        & .head { height: 1; color: $ink-soft; text-wrap: nowrap; text-overflow: ellipsis; }
        & Pane { height: 1fr; max-height: 100%; margin-top: 1; scrollbar-background: $surface; }
        & Pane > .pane--added { text-style: underline; }
        & #right { display: none; margin-left: 3; }
        &.beside #right { display: block; }
        &.beside #left Pane { scrollbar-color: $surface; } /* one is enough for both */
        &.columns #room { layout: horizontal; }
        &.columns Shelf { height: 1fr; max-height: 100%; margin: 0 3 0 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,q", "dismiss", "Close", priority=True),
        Binding("enter", "take", "Take back", priority=True),
        Binding("space", "base", "Compare with", priority=True),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("n", "change(1)", "Next change", show=False),
        Binding("N", "change(-1)", "Previous change", show=False),
    ]

    def __init__(self, session: Session, prompt_id: str) -> None:
        super().__init__()
        # What is read in threads must stay as it is, and not fill the session's memory.
        self._session = session.snapshot()
        self._of = session.name(prompt_id)
        self._kept = {one.ref: one for one in history(self._session, prompt_id)}
        current = [one.ref for one in self._kept.values() if one.is_current]
        self._current = next(iter(current or self._kept), "")
        self._base = self._current
        self._read = False
        """Whether the texts were read and counted."""
        self._judged: set[str] = set()
        self._seen: _Seen | None = None
        self._changes: list[int] = []
        """The rows at which changes begin."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            # Larger than other dialogs, and a style sheet's .dialog would have the last word.
            dialog.styles.width, dialog.styles.height = "96%", "94%"
            dialog.styles.max_height = "94%"
            said = count(len(self._kept), "version")
            dialog.border_title = Content(f"{one_line(self._of)} ─ {said}")
            with Container(id="room"):
                yield Shelf(empty="There is no version yet.")
                with Horizontal(id="sides"):
                    for side in ("left", "right"):
                        with Vertical(id=side, classes="side"):
                            yield Static(classes="head")
                            yield Pane()

    def on_mount(self) -> None:
        shelf = self.query_one(Shelf)
        shelf.fill(self._rows())
        refs = list(self._kept)
        if len(refs) > 1:
            after = refs.index(self._current) + 1
            shelf.go_to_key(refs[after if after < len(refs) else 0])
        shelf.focus()
        left, right = (self._pane(side) for side in ("left", "right"))
        right.can_focus = False  # the two scroll as one
        self.watch(left, "scroll_y", lambda row: self._scroll(right, row), init=False)
        self.watch(right, "scroll_y", lambda row: self._scroll(left, row), init=False)
        self.look()

    def _scroll(self, other: Pane, row: float) -> None:
        if self.has_class("beside") and other.scroll_y != row:
            other.scroll_to(y=row, animate=False)

    def on_resize(self) -> None:
        width = self.size.width
        self.set_class(width >= BESIDE, "beside")
        self.set_class(width >= COLUMNS, "columns")
        keys = ["Enter takes it back", f"Space compares with it {BASE}", "n next change"]
        if width < BESIDE:
            keys = ["Enter takes back", f"Space compares {BASE}", "n next change"]
        told = " · ".join([*keys, "Tab text", "Esc closes" if width >= BESIDE else "Esc"])
        self.query_one(".dialog", Vertical).border_subtitle = told
        self.call_after_refresh(self._compare)

    # The list

    def _rows(self) -> list[Row]:
        if not self._read:
            return [Row(one.ref, "…", sign=self._sign(one)) for one in self._kept.values()]
        facts = {one.ref: self._facts(one) for one in self._kept.values()}
        how, size, said = (max(map(len, column)) for column in zip(*facts.values(), strict=True))
        return [
            Row(
                one.ref,
                one.problem or age(one.at),
                "" if one.problem else f"{source:<{how}}  {words:>{size}}  {found:<{said}}",
                style="problem" if one.problem else "heading" if one.is_current else "",
                sign=self._sign(one),
            )
            for one, (source, words, found) in zip(self._kept.values(), facts.values(), strict=True)
        ]

    def _facts(self, one: Kept) -> tuple[str, str, str]:
        """How it came, how long it is, and what the checks say of it."""
        if one.problem:
            return "", "", ""
        return one.source, count(one.words, "word"), self._findings(one)

    def _findings(self, one: Kept) -> str:
        if one.ref not in self._judged or (verdict := one.verdict) is None:
            return "checking …"
        fails, warns = verdict.count("fail"), verdict.count("warn")
        if fails:
            return f"✗ {fails} failing"
        return f"! {count(warns, 'warning')}" if warns else "✓ holds"

    def _sign(self, one: Kept) -> str:
        """The number, and whether it is the current one or the one compared with."""
        mark = CURRENT if one.is_current else BASE if one.ref == self._base else " "
        return f"{mark} {one.number:>{len(str(len(self._kept)))}} "

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Read and count the versions, then check one after another, all in a thread."""
        await asyncio.to_thread(lambda: [one.words for one in self._kept.values()])
        self._read = True
        shelf = self.query_one(Shelf)
        shelf.fill(self._rows())
        first = (shelf.row.key if shelf.row else "", self._base)
        for one in sorted(self._kept.values(), key=lambda one: one.ref not in first):
            await asyncio.to_thread(getattr, one, "verdict")
            self._judged.add(one.ref)
            shelf.fill(self._rows())

    def on_shelf_moved(self) -> None:
        self._compare()

    def on_shelf_chosen(self) -> None:
        self.action_take()

    # The comparison

    def _pane(self, side: str) -> Pane:
        return self.query_one(f"#{side} Pane", Pane)

    def _compare(self) -> None:
        row = self.query_one(Shelf).row
        room = self.query_one("#sides").size.width
        if row is None or not room:
            return
        half = (room - GAP) // 2 if self.size.width >= BESIDE else 0
        seen = _Seen(row.key, self._base, half)
        if seen != self._seen:
            self._seen = seen
            self.show(seen)

    @work(exclusive=True, group="compare")
    async def show(self, seen: _Seen) -> None:
        """Compare two versions in a thread, and show what differs."""
        pages = await asyncio.to_thread(self._pages, seen)
        self.set_class(len(pages) > 1, "beside")
        for side, (head, page) in zip(("left", "right"), pages, strict=False):
            self.query_one(f"#{side}").styles.width = seen.half if len(pages) > 1 else "1fr"
            self.query_one(f"#{side} .head", Static).update(head)
            self._pane(side).show(page.text, page.marks)
            self._pane(side).scroll_home(animate=False)
        self.call_after_refresh(self._settle, [page for _, page in pages])

    def _settle(self, pages: list[Page]) -> None:
        """Find the rows of the changes, now that they are laid out, and show the first."""
        panes = [self._pane(side) for side in ("left", "right")]
        found = [
            [pane.line_of(offset) for offset in page.changes]
            for pane, page in zip(panes, pages, strict=False)
        ]
        self._changes = sorted(set(map(min, zip(*found, strict=True))))
        if self._changes and self._changes[0] >= panes[0].size.height - ABOVE:
            panes[0].scroll_to(y=self._changes[0] - ABOVE, animate=False)

    def _pages(self, seen: _Seen) -> list[tuple[Content, Page]]:
        """What stands in the panes, and above them; one of each, or two."""
        one, base = self._kept[seen.ref], self._kept[seen.base]
        if one is base or one.problem or base.problem:
            return [(self._alone(one, base), Page(shown(one.text), (), ()))]
        old, new = (one, base) if one.number < base.number else (base, one)
        found = difference(old.text, new.text)
        gone, came = (count_words(" ".join(part)) for part in (found.removed(), found.added()))
        said = _said(found)
        less = (f"−{count(gone, 'word')}", "$error")
        more = (f"+{count(came, 'word')}", "$success")
        if seen.half:
            left, right = beside(found, seen.half - 1)  # the scrollbar has a column
            after = Content.assemble(self._title(new), "   ", more, said)
            return [(Content.assemble(self._title(old), "   ", less), left), (after, right)]
        names = (f"{old.number} → {new.number}", "bold $accent")
        return [(Content.assemble(names, "   ", less, "  ", more, said), in_one(found))]

    def _title(self, one: Kept) -> Content:
        mark = f" {CURRENT}" if one.is_current else f" {BASE}" if one.ref == self._base else ""
        known = "" if one.inputs_known else " · inputs unknown"
        about = f"   {age(one.at)} · {one.how}{known}"
        return Content.assemble((f"{one.number}{mark}", "bold $accent"), about)

    def _alone(self, one: Kept, base: Kept) -> Content:
        """What stands above a text that is compared with nothing."""
        if one.problem:
            return Content.styled(one_line(one.problem), "$error")
        if len(self._kept) == 1:
            why = "the only version: there is nothing to compare it with yet"
        elif one is base:
            why = "compared with: move to another version to see what differs"
        else:
            why = f"version {base.number}, to compare with, cannot be read"
        return Content.assemble(self._title(one), f"   {why}")

    # Keys

    def action_move(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)

    def action_base(self) -> None:
        """Compare with the version under the cursor; once more, with the current one again."""
        row = self.query_one(Shelf).row
        if row is not None:
            self._base = self._current if row.key == self._base else row.key
            self.query_one(Shelf).fill(self._rows())
            self._compare()

    def action_change(self, by: int) -> None:
        """Scroll to the next change below or above."""
        pane = self._pane("left")
        tops = [max(0, row - ABOVE) for row in self._changes]
        further = [top for top in tops if (top - pane.scroll_y) * by > 0]
        if further:
            pane.scroll_to(y=min(further) if by > 0 else max(further), animate=False)

    def action_take(self) -> None:
        row = self.query_one(Shelf).row
        if row is not None and not self._kept[row.key].problem:
            self.dismiss(row.key)


def _said(found: Difference) -> str:
    """What else there is to say of a comparison."""
    if found.is_none:
        return "   the same, but for line ends or what cannot be seen"
    return "   compared by lines: too much changed for words" if found.by_lines else ""
