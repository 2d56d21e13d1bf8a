"""An answer as rendered Markdown: lines of styled text, made in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.strip import Strip

from copydesk.text import shown

LIMIT = 100_000
"""Characters that are rendered; what follows is shown on a key anyway, as it came."""
KEPT = 500
"""So many renderings are remembered: the sections of a long article."""


async def render_soon(text: str, width: int, *, dark: bool) -> list[Strip]:
    """A text's lines, rendered for a width in cells; the same call twice costs nothing."""
    return list(await asyncio.to_thread(_render, text, max(20, width), dark))


async def render_blocks(
    texts: Sequence[str], width: int, *, dark: bool
) -> tuple[list[Strip], list[int]]:
    """Texts rendered one below the other, and the line that each begins in.

    Only those that are new are rendered. Of a very long one the rest is said to be left out.
    """
    return await asyncio.to_thread(_blocks, texts, max(20, width), dark)


def _blocks(texts: Sequence[str], width: int, dark: bool) -> tuple[list[Strip], list[int]]:
    strips: list[Strip] = []
    starts: list[int] = []
    for text in texts:
        found = _render(text.strip("\n"), width, dark) if text.strip() else ()
        if strips and found:
            strips.append(Strip.blank(width))
        starts.append(len(strips))
        strips += found
        if len(text) > LIMIT:
            said = f"… {len(text) - LIMIT:,} more characters; the plain text has them."
            strips += [Strip.blank(width), Strip([Segment(said[:width])])]
    return strips, starts


@lru_cache(maxsize=KEPT)
def _render(text: str, width: int, dark: bool) -> tuple[Strip, ...]:
    # Both take a while to import, and most sessions never need them.
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    accent = "#e0a458" if dark else "#9c4a12"
    soft = "#9a9fa8" if dark else "#5f5b53"
    theme = Theme(
        {
            "markdown.h1": f"bold {accent}",
            "markdown.h2": f"bold {accent}",
            "markdown.h3": "bold",
            "markdown.h4": "bold italic",
            "markdown.code": soft,
            "markdown.code_block": soft,
            "markdown.block_quote": f"italic {soft}",
            "markdown.item.bullet": accent,
            "markdown.item.number": accent,
            "markdown.link": f"underline {accent}",
            "markdown.link_url": soft,
            "markdown.hr": soft,
        }
    )
    console = Console(width=width, theme=theme, color_system="truecolor", legacy_windows=False)
    # Links are shown with their addresses and are never the terminal's own links.
    code_theme = "ansi_dark" if dark else "ansi_light"
    document = Markdown(shown(text[:LIMIT]), hyperlinks=False, code_theme=code_theme)
    lines = console.render_lines(document, console.options.update(width=width), pad=False)
    return tuple(Strip(line) for line in lines)
