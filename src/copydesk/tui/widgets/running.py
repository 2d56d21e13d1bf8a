"""A run on its card: how it stands in a line or two, and the text as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from copydesk.runs.spending import money
from copydesk.text import approx_tokens, clean, one_line, shown
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane
from copydesk.tui.words import count
from copydesk.tui.wrap import rows

if TYPE_CHECKING:
    from copydesk.runs.run import Run


class RunNote(Pane):
    """How a run stands, or why it failed; what the provider said is folded below."""

    DEFAULT_CSS = """
    RunNote {
        max-height: 12;
        padding: 0 1;
        &:focus { background: $panel; scrollbar-background: $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="run", classes="part")
        self.opened = False
        self._run: Run | None = None

    def show_run(self, run: Run) -> None:
        """Show how a run stands now."""
        if run is not self._run:
            self._run, self.opened = run, False
        sheet = Sheet()
        if run.fault is not None:
            self._fault(sheet, run)
        elif not run.is_over:
            sheet.soft(f"» {progress(run)}")
        if run.unsaved:
            sheet.problem(f"What comes is not on the disk yet: {run.unsaved}.")
        if sheet.text != self.text:
            self.show(sheet.text, sheet.marks)

    def _fault(self, sheet: Sheet, run: Run) -> None:
        fault = run.fault
        assert fault is not None
        sheet.problem(f"✗ {clean(fault.message)}")
        if fault.hint:
            sheet.plain(f"  {clean(fault.hint)}")
        if fault.details:
            fold = "▾" if self.opened else "▸"
            sheet.soft(f"  {fold} What the provider said (Enter here)")
            if self.opened:
                for line in fault.details.split("\n"):
                    sheet.verbatim(f"    {line}")

    def toggle(self) -> None:
        """Unfold what the provider said, or fold it."""
        self.opened = not self.opened
        if self._run is not None:
            self.show_run(self._run)


def progress(run: Run) -> str:
    """How a run stands, in one line."""
    model = one_line(run.outgoing.sent.model, 60)
    if run.phase == "queued":
        return f"waits for its turn on {model}. Esc takes it out."
    if run.phase == "pausing":
        return (
            f"{model} limits the rate: tried once more in {count(run.wait_seconds, 'second')}. "
            "Esc gives up."
        )
    sent = _before(run)
    seconds = f"{run.seconds:.0f} s"
    if run.phase == "loading":
        return f"getting ready to ask {model}, {seconds}{sent}. Esc stops it."
    if not run.first:
        return f"asked {model}, {seconds}{sent}. Esc stops it."
    return f"{model} writes: {writing(run)}. Esc stops it."


def writing(run: Run) -> str:
    """How much came and how fast."""
    words = f"{count(run.words, 'word')} ≈ {approx_tokens(run.text):,} tokens"
    rate = f", {run.rate:.0f} words/s" if run.rate else ""
    return f"{words}, {run.seconds:.0f} s{rate}"


def _before(run: Run) -> str:
    """About what it will take, as far as that is known."""
    if run.estimate is None:
        return ""
    tokens, cost = run.estimate.prompt_tokens, run.estimate.cost
    said = f", ≈ {tokens:,} tokens" if tokens is not None else ""
    return f"{said}, {'cost unknown' if cost is None else f'≈ {money(cost)}'}"


def short(run: Run) -> str:
    """How a run stands, in a few words beside the card's title."""
    if run.phase == "queued":
        return "in the queue"
    if run.phase == "pausing":
        return f"again in {run.wait_seconds} s"
    if not run.first:
        return f"asked · {run.seconds:.0f} s"
    return f"writing · {count(run.words, 'word')} · {run.seconds:.0f} s"


class StreamPane(Pane):
    """A text that grows at its end: only its last line is broken into rows again."""

    def __init__(self) -> None:
        super().__init__(id="stream")
        self._seen = 0
        """How much of the run's text is shown."""
        self._tail = ""
        """The stored text of the last line, which goes on."""
        self._follows = True
        """Whether the end is kept in sight; not while the writer reads further up."""

    def grow(self, text: str) -> None:
        """Show a text that begins with what is shown already."""
        if len(text) == self._seen:
            return
        added, self._seen = text[self._seen :], len(text)
        if self._width > 0:
            self._follows = self.scroll_offset.y >= self.max_scroll_y - 1
        kept = self._text[: len(self._text) - len(shown(self._tail))]
        tail = self._tail + added
        self._text = kept + shown(tail)
        cut = tail.rfind("\n") + 1
        self._tail = tail[cut:]
        width = self.scrollable_content_region.width
        if width <= 0:
            self._broken.clear()
            return
        before = len(self._rows)
        self._rows = self._rows_from(len(kept), width)
        self._width = width
        self._broken = {width: self._rows}
        self.virtual_size = Size(width, len(self._rows))
        grows = before < (self.styles.max_height.value if self.styles.max_height else before + 1)
        self.refresh(layout=grows and before != len(self._rows))
        self._follow()

    def on_resize(self) -> None:
        self._follow()

    def _follow(self) -> None:
        if self._follows:
            self.scroll_end(animate=False)

    def _rows_from(self, start: int, width: int) -> list[tuple[int, int]]:
        """The rows at a width; those above an offset that begins a line are known already."""
        if width != self._width:
            return rows(self._text, width)
        known = self._rows
        while known and known[-1][0] >= start:
            known.pop()
        return [*known, *((a + start, b + start) for a, b in rows(self._text[start:], width))]
