"""How a run through several prompts stands: one line with a bar, there while it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from copydesk.runs.spending import money
from copydesk.text import one_line
from copydesk.tui.words import bar

if TYPE_CHECKING:
    from copydesk.runs.run_on import RunOn
    from copydesk.sessions.session import Session

BAR = 20


class RunBar(Widget):
    """Hidden while nothing goes on."""

    DEFAULT_CSS = """
    RunBar { height: 1; padding: 0 1; display: none; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__(id="running-on")
        self._series: RunOn | None = None
        self._session: Session | None = None

    def show_series(self, series: RunOn | None, session: Session) -> None:
        """Show how it stands now; None hides the line."""
        self._series, self._session = series, session
        self.display = series is not None
        self.refresh()

    def render(self) -> Content:
        series, session = self._series, self._session
        if series is None or session is None:
            return Content("")
        done, total = len(series.done), len(series.prompts)
        full, open_ = bar(done, total, BAR)
        names = ", ".join(session.name(one) for one in series.going) or "nothing just now"
        spent = series.spent
        cost = f" · {money(spent.cost)}" if spent.runs and spent.unpriced < spent.runs else ""
        said = f" {done} of {total}{cost} · R stops · going: {one_line(names)}"
        line = Content.assemble("Running on ", (full, "$accent"), (open_, "$ink-faint"), said)
        return line.truncate(max(1, self.content_size.width), ellipsis=True)
