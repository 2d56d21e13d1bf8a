"""What a page's head says to browsers, search engines and those who share it.

Every value is a text that was escaped here; not a tag of an answer goes into a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from copydesk.publish.facts import Facts
from copydesk.publish.structured_data import Question, as_script, structured_data


def head_html(known: Facts, asked: Sequence[Question]) -> str:
    """The tags for the head of a page of somebody's own, a line each; ends with a newline."""
    return "\n".join(_tags(known, asked)) + "\n"


def _tags(known: Facts, asked: Sequence[Question]) -> Iterator[str]:
    yield f"<title>{escape(known.head_title, quote=False)}</title>"
    if known.description:
        yield _meta("name", "description", known.description)
    if known.author:
        yield _meta("name", "author", known.author)
    if known.address:
        yield f'<link rel="canonical" href="{escape(known.address)}">'
        yield from _open_graph(known)
    yield as_script(structured_data(known, asked))


def _open_graph(known: Facts) -> Iterator[str]:
    """What those show who share the page; it means nothing without the page's address."""
    yield _meta("property", "og:type", "article")
    yield _meta("property", "og:title", known.og_title)
    if known.og_description:
        yield _meta("property", "og:description", known.og_description)
    yield _meta("property", "og:url", known.address)
    if known.site:
        yield _meta("property", "og:site_name", known.site)
    if known.published:
        yield _meta("property", "article:published_time", known.published)
        yield _meta("property", "article:modified_time", known.modified)


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}">'
