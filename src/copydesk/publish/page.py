"""The page: one HTML file that stands alone, fetches nothing and runs nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import NamedTuple

from copydesk.publish.facts import Facts
from copydesk.publish.head import head_html
from copydesk.publish.html_body import Heading, html_body
from copydesk.publish.structured_data import Question

LONG = 4
"""From so many headings of the second level a page has a table of contents."""
_CONTENTS = {
    "en": "Contents",
    "de": "Inhalt",
    "es": "Contenido",
    "fr": "Sommaire",
    "it": "Indice",
    "nl": "Inhoud",
    "pt": "Conteúdo",
}


class Page(NamedTuple):
    """A page as it was made."""

    html: str
    undone: tuple[str, ...]
    """The words of the links that it could not keep: they lead nowhere from a page alone."""


def page_html(text: str, known: Facts, asked: Sequence[Question], *, draft: str = "") -> Page:
    """A whole page.

    Args:
        text: What it says, in Markdown, beginning with its headline.
        asked: The questions that it answers.
        draft: What to say at its top while it is a draft; empty for a final page.
    """
    body = html_body(text)
    headline, _, rest = body.html.partition("</h1>")
    style, digest = _style()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(known.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        *(['<meta name="robots" content="noindex">'] if draft else []),
        '<link rel="icon" href="data:,">',
        head_html(known, asked).rstrip("\n"),
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *([f'<p class="draft" lang="en">{escape(draft)}</p>'] if draft else []),
        "<article>",
        f"{headline}</h1>",
        *_byline(known),
        *_contents(body.headings, known.language),
        rest.strip("\n"),
        "</article>",
        "</main>",
        "</body>",
        "</html>",
    ]
    return Page("\n".join(lines) + "\n", body.undone)


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style sheet, and its digest as the policy names it."""
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return style, base64.b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")


def _byline(known: Facts) -> Iterator[str]:
    said = []
    if known.author and known.author_url:
        link = escape(known.author_url)
        said.append(f'<a href="{link}" rel="author">{escape(known.author)}</a>')
    elif known.author:
        said.append(escape(known.author))
    if known.published:
        said.append(f'<time datetime="{known.published}">{known.published}</time>')
    if said:
        yield f'<p class="byline">{" · ".join(said)}</p>'


def _contents(headings: Sequence[Heading], language: str) -> Iterator[str]:
    """A table of contents, for a page that is long enough to want one."""
    chapters = [one for one in headings if one.level == 2 and one.text]
    if len(chapters) < LONG:
        return
    title = _CONTENTS.get(language[:2].lower(), _CONTENTS["en"])
    yield f'<nav aria-label="{title}">'
    yield "<ol>"
    for one in chapters:
        yield f'<li><a href="#{one.id}">{escape(one.text, quote=False)}</a></li>'
    yield "</ol>"
    yield "</nav>"
