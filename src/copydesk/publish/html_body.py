"""A text in Markdown as HTML: what stands between the tags of a page's body.

Markdown is read without any HTML of its own. Its pictures become frames with their description,
for they are not made yet; marks to verify something become marks that can be seen; headings come
in order, whatever the text skips. Then all of it is cleaned.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from copydesk.publish.cleaning import cleaned
from copydesk.publish.marking import mark_claims
from copydesk.text import clean, one_line, slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WIDE = '<div class="wide" role="region" aria-label="Table" tabindex="0">'
_LEADS = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:(right|center)")


class Heading(NamedTuple):
    """A heading of the page, for its table of contents."""

    level: int
    text: str
    id: str


class Body(NamedTuple):
    """The page's body, clean."""

    html: str
    headings: tuple[Heading, ...]
    undone: tuple[str, ...]
    """The words of the links that lead nowhere from a page alone: relative, or of another kind."""


def html_body(text: str) -> Body:
    """A text in Markdown as clean HTML, with the headings in it."""
    engine = _engine()
    tokens = engine.parse(clean(text.replace("\r\n", "\n")))
    headings = _settle_headings(tokens)
    undone: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            undone += _undo_links(token)
            mark_claims(token)
            if any(one.type == "image" for one in token.children):
                _frame_pictures(tokens, index)
        elif token.type in ("th_open", "td_open"):
            _align(token)
    return Body(cleaned(_rendered(engine, tokens)), tuple(headings), tuple(undone))


def _engine() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _rendered(engine: MarkdownIt, tokens: Sequence[Token]) -> str:
    """HTML of the tokens; code and tables, which may be wider than the page, can be scrolled."""
    made: str = engine.renderer.render(tokens, engine.options, {})
    made = made.replace("<pre><code", '<pre tabindex="0"><code')
    return made.replace("<table>", f"{_WIDE}<table>").replace("</table>", "</table></div>")


# Headings


def _settle_headings(tokens: Sequence[Token]) -> list[Heading]:
    """Give headings an id, and levels of which none is skipped; the page has one of the first."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    above = 0
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        level = max(2, min(level, above + 1)) if found else 1
        above = level
        token.tag = tokens[index + 2].tag = f"h{level}"
        text = one_line(_plain(tokens[index + 1]))
        name = _free(text, taken)
        token.attrSet("id", name)
        found.append(Heading(level, text, name))
    return found


def _free(text: str, taken: dict[str, int]) -> str:
    """A name for a heading; one that is taken gets a number behind it."""
    made = slug(text)
    base = name = "section" if made == "untitled" else made
    while name in taken:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] = 1
    return name


def _plain(inline: Token) -> str:
    """The words of an inline token."""
    pieces = []
    for one in inline.children or []:
        if one.type in ("text", "code_inline"):
            pieces.append(one.content)
        elif one.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif one.type == "image":
            pieces.append(one.content)
    return "".join(pieces)


# Links


def _undo_links(inline: Token) -> list[str]:
    """Leave of links that lead nowhere their words alone; what these are."""
    kept: list[Token] = []
    undone: list[str] = []
    dropping = False
    for token in inline.children or []:
        if token.type == "link_open" and not _LEADS.match(str(token.attrGet("href") or "")):
            dropping = True
            undone.append("")
        elif token.type == "link_close" and dropping:
            dropping = False
        else:
            if dropping:
                undone[-1] += token.content
            kept.append(token)
    inline.children = kept
    return undone


# Pictures


def _frame_pictures(tokens: Sequence[Token], index: int) -> None:
    """Show pictures as frames: one that is its own paragraph as a figure, others in the line."""
    inline = tokens[index]
    children = inline.children or []
    alone = len(children) == 1 and tokens[index - 1].type == "paragraph_open"
    for child in children:
        if child.type == "image":
            child.type, child.content = "html_inline", _picture(child, alone)
            child.children = None
    if alone:
        tokens[index - 1].tag = tokens[index + 1].tag = "figure"
        tokens[index - 1].hidden = tokens[index + 1].hidden = False


def _picture(image: Token, alone: bool) -> str:
    alt = one_line(_plain(image))
    name = one_line(str(image.attrGet("src") or "")).rpartition("/")[2]
    caption = one_line(str(image.attrGet("title") or ""))
    frame = f'<span class="file">{html.escape(name)}</span>'
    if not alone:
        label = html.escape(alt or name)
        return f'<span class="picture">{frame} <span class="alt">{label}</span></span>'
    said = html.escape(alt or name)
    made = (
        f'<div class="picture" role="img" aria-label="{said}">{frame}'
        f'<span class="alt">{html.escape(alt)}</span></div>'
    )
    return f"{made}<figcaption>{html.escape(caption)}</figcaption>" if caption else made


def _align(token: Token) -> None:
    """The alignment of a cell as a class: a style would need leave of the page."""
    aligned = _ALIGNED.search(str(token.attrs.pop("style", "")))
    if aligned:
        token.attrSet("class", aligned[1])
