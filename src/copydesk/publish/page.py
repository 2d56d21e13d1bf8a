"""One page that stands alone: its text, its head, its looks, and a policy that forbids the rest."""

from __future__ import annotations

import base64
import hashlib
import html
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from copydesk.publish.head import Head, as_html
from copydesk.publish.markup import to_html

if TYPE_CHECKING:
    from copydesk.publish.facts import Facts

DRAFT = "Draft. It is not to be published: what is marked in it is not verified."


@cache
def _style() -> str:
    return resources.files("copydesk.publish").joinpath("page.css").read_text("utf-8").strip()


@cache
def policy() -> str:
    """The page's Content-Security-Policy: no script, no request, this one style."""
    digest = base64.b64encode(hashlib.sha256(f"\n{_style()}\n".encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(text: str, head: Head, facts: Facts, *, draft: bool) -> str:
    """A whole page in HTML.

    Args:
        text: Its text in Markdown, from a heading of the first level on.
        draft: Whether a line at its top says that it is one.
    """
    note = f'<p class="draft" role="note">{html.escape(DRAFT)}</p>\n' if draft else ""
    byline = _byline(facts)
    body = to_html(text)
    end = body.find("</h1>")
    if byline and end >= 0:
        end += len("</h1>")
        body = f"{body[:end]}\n{byline}{body[end:]}"
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{html.escape(facts.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy())}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"{as_html(head)}\n<style>\n{_style()}\n</style>\n</head>\n<body>\n"
        f"{note}<main>\n<article>\n{body.strip()}\n</article>\n</main>\n</body>\n</html>\n"
    )


def _byline(facts: Facts) -> str:
    """Who wrote it and when, as far as that is known."""
    by = html.escape(facts.author, quote=False)
    if facts.author_url and by:
        by = f'<a rel="author noopener noreferrer" href="{html.escape(facts.author_url)}">{by}</a>'
    when = f'<time datetime="{facts.date}">{facts.date}</time>' if facts.date else ""
    said = " · ".join(one for one in (f"By {by}" if by else "", when) if one)
    return f'<p class="byline">{said}</p>' if said else ""
