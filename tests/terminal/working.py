"""What a writer does again and again, and how to see that it is done."""

from __future__ import annotations

import re

from persons_home import Home
from real_terminal import LIMIT, Pane, Terminal, until

ARTICLE = "CI vs CD: What Python developers need to know"
STEPS = {
    "outline": "Article outline",
    "research": "Research brief",
    "introduction": "Introduction",
    "body": "Body sections",
    "authority": "Authority signals",
    "faq": "FAQ",
    "conclusion": "Conclusion",
    "meta": "Meta tags and JSON-LD",
    "links": "Internal links",
    "images": "Images",
    "social": "Social posts",
    "review": "Final review",
}
"""The prompts of the article, in order, by id."""


def name(step: str) -> str:
    """A prompt as messages name it: ``4 Body sections``."""
    return f"{list(STEPS).index(step) + 1} {STEPS[step]}"


def begin(pane: Pane) -> None:
    """Begin "CI vs CD" from the desk by keys: its first card is open, under the cursor."""
    pane.says(f"○ {ARTICLE}")
    pane.shows("informational · 900 words")  # the preview: the cursor is on the article
    pane.press("Enter")
    at_card(pane, "outline")


def resume(pane: Pane) -> None:
    """Go on with the session that Continue on the desk names first, by keys."""
    pane.shows(rf"^ Continue.*\n +\S {re.escape(ARTICLE[:30])}")
    pane.shows(r"\d+ of 12 answered")  # the preview: the cursor is on the session
    pane.press("Enter")
    pane.shows(rf"^ {re.escape(ARTICLE[:30])}")


def at_card(pane: Pane, step: str, limit: float = LIMIT) -> None:
    """Wait until a prompt's card is open, under the cursor."""
    pane.shows(_head(step, "▾"), limit)


def at_closed_card(pane: Pane, step: str) -> None:
    """Wait until a prompt's card is under the cursor, and closed."""
    pane.shows(_head(step, "▸"))


def is_refused(pane: Pane) -> None:
    """Wait until an answer was saved that does not hold: the cursor stays on its card."""
    pane.says("It fails: 1 finding, f copies a fix prompt")


def _head(step: str, fold: str) -> str:
    number, _, title = name(step).partition(" ")
    return rf"^ ?▌ ?{fold} . {number:>2}  {re.escape(title)}"


def copy(pane: Pane, step: str, said: str = "Copied to the tmux buffer (verified)") -> None:
    """Copy the finished prompt of the card under the cursor."""
    pane.press("c")
    pane.says(f"{name(step)}: {said}")


def write(pane: Pane) -> None:
    """Go into the answer box of the card under the cursor."""
    pane.press("e")
    pane.says("writing; Esc when done")


def holds(home: Home, step: str, text: str, limit: float = LIMIT) -> bool:
    """Whether the answer on the disk is a text, now or while we wait."""
    return until(lambda: home.answer(step) == text, limit)


def alive(pane: Pane) -> None:
    """Make sure that the program still listens to keys: ask for help, and leave it."""
    pane.press("F1")
    pane.says("Esc closes")
    pane.press("Escape")
    pane.shows(r"\A(?![\s\S]*Esc closes)")


def open_article(terminal: Terminal, *arguments: str) -> Pane:
    """Open "CI vs CD" from the command line."""
    pane = terminal.copydesk("open", "ci-vs-cd", *arguments)
    pane.shows(rf"^ {re.escape(ARTICLE[:30])}")
    return pane
