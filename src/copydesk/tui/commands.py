"""The command palette: every action of the screen, and every prompt of the session."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.screen import Screen

from copydesk.text import one_line
from copydesk.tui.actions import DESK, EVERYWHERE, SESSION
from copydesk.tui.screens.session import SessionScreen

if TYPE_CHECKING:
    from copydesk.tui.app import CopydeskApp


class Commands(Provider):
    """Gives the palette its entries as plain text; Textual's own would read them as markup."""

    async def discover(self) -> Hits:
        for name, help_, run, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(Content(name), run, text=name, help=Content(help_))  # type: ignore[arg-type]

    async def search(self, query: str) -> Hits:
        fuzzy = FuzzySearch()
        for name, help_, run, _ in self.app.get_system_commands(self.screen):
            score, places = fuzzy.match(query, name)
            if score > 0:
                shown = Content(name)
                for place in places:
                    shown = shown.stylize(self.match_style or "bold", place, place + 1)
                yield Hit(score, shown, run, text=name, help=Content(help_))  # type: ignore[arg-type]


def system_commands(app: CopydeskApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """What the palette offers on a screen."""
    own = SESSION if isinstance(screen, SessionScreen) else DESK
    for action in (*own, *EVERYWHERE):
        if action.palette and action.id != "palette":
            target = app if action in EVERYWHERE else screen
            run = partial(target.run_action, action.run)
            yield SystemCommand(action.label, action.help, run)
    if isinstance(screen, SessionScreen):
        for prompt in screen.session.kit.prompts:
            name = one_line(screen.session.name(prompt.id))
            go = partial(screen.go_to, prompt.id, open_card=True)
            yield SystemCommand(name, one_line(prompt.summary), go)
    for theme in sorted(app.available_themes):
        yield SystemCommand(f"Theme: {theme}", "Use this theme", partial(app.use_theme, theme))
