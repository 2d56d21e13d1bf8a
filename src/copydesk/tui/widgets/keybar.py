"""The keys that work now, on one line.

Textual's own footer makes a widget for each key and makes them all anew whenever the focus
moves, which costs a key press more than everything else together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events
    from textual.binding import Binding
    from textual.screen import Screen


APPS_OWN = 2
"""How many keys at the end, quit and help, give way to others last."""


class Shown(NamedTuple):
    """One key on the bar: where it starts and ends, the key, and what stands there."""

    start: int
    end: int
    key: str
    display: str
    label: str


class KeyBar(Widget):
    """Shows the bindings of the focused widget and the screen, as the keymap has them."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; color: $ink-soft; }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> list[Shown]:
        """The keys in the order of their bindings, as many as fit whole; help is always one."""
        is_idle = getattr(self.screen, "is_idle", lambda _: False)
        bindings = {
            active.binding.action: active.binding
            for active in reversed(self.screen.active_bindings.values())
            if active.binding.show and active.enabled and not is_idle(active.binding.action)
        }
        shown = self._placed(reversed(bindings.values()))
        while shown and shown[-1].end > self.content_size.width:
            del bindings[list(bindings)[min(APPS_OWN, len(bindings) - 1)]]
            shown = self._placed(reversed(bindings.values()))
        return shown

    def _placed(self, bindings: Iterable[Binding]) -> list[Shown]:
        shown: list[Shown] = []
        at = 0
        for binding in bindings:
            display = self.app.get_key_display(binding)
            end = at + cell_len(f"{display} {binding.description}")
            shown.append(Shown(at, end, binding.key, display, binding.description))
            at = end + 2
        return shown

    def render(self) -> Content:
        parts: list[tuple[str, str] | str] = []
        for key in self.keys():
            parts += ["  "] if parts else []
            parts += [(key.display, "bold $accent"), f" {key.label}"]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        column = event.x - self.content_region.x + self.region.x
        for key in self.keys():
            if key.start <= column < key.end:
                self.app.simulate_key(key.key)
