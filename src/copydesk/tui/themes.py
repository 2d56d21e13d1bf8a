"""Our own light and dark: paper, ink and one accent."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="copydesk-dark",
    primary="#e0a458",
    secondary="#8fa3b8",
    accent="#e0a458",
    foreground="#dcd7cc",
    background="#15171b",
    surface="#1b1e23",
    panel="#24282f",
    success="#8fb573",
    warning="#e0a458",
    error="#e0736b",
    dark=True,
    variables={
        "footer-key-foreground": "#e0a458",
        "footer-description-foreground": "#9a9fa8",
        "footer-background": "#15171b",
        "border": "#3a3f48",
        "block-cursor-background": "#343a44",
        "block-cursor-foreground": "#f4efe4",
        "block-cursor-blurred-background": "#22262d",
        "input-selection-background": "#e0a458 30%",
        "input-cursor-background": "#e0a458",
        "scrollbar": "#343a44",
        "scrollbar-background": "#15171b",
        "ink-soft": "#9a9fa8",
        "ink-faint": "#6f7681",
    },
)

LIGHT = Theme(
    name="copydesk-light",
    primary="#9c4a12",
    secondary="#4a6076",
    accent="#9c4a12",
    foreground="#2a2825",
    background="#faf8f3",
    surface="#f3f0e8",
    panel="#e9e4d8",
    success="#4d7335",
    warning="#9c4a12",
    error="#a8322a",
    dark=False,
    variables={
        "footer-key-foreground": "#9c4a12",
        "footer-description-foreground": "#5f5b53",
        "footer-background": "#faf8f3",
        "border": "#cfc8b8",
        "block-cursor-background": "#e4dccb",
        "block-cursor-foreground": "#1c1a17",
        "block-cursor-blurred-background": "#efeadf",
        "input-selection-background": "#9c4a12 25%",
        "input-cursor-background": "#9c4a12",
        "input-cursor-foreground": "#faf8f3",
        "scrollbar": "#cfc8b8",
        "scrollbar-background": "#faf8f3",
        "ink-soft": "#5f5b53",
        "ink-faint": "#857f73",
    },
)

THEMES = (DARK, LIGHT)
DEFAULT = DARK.name
VARIABLES = {"ink-soft": "#9a9fa8", "ink-faint": "#6f7681"}
"""What our style sheets use and Textual's own themes do not define."""
