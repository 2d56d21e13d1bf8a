"""The command palette: every action of the screen, and every prompt of the session."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from copydesk.text import one_line
from copydesk.tui.actions import DESK, EVERYWHERE, SESSION
from copydesk.tui.screens.session import SessionScreen

if TYPE_CHECKING:
    from copydesk.tui.app import CopydeskApp


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
