"""Markdown of an answer as HTML that runs nothing and fetches nothing.

What an answer holds is text from a stranger: HTML in it is shown as it stands, what the parser
makes of the rest is cleaned once more, by a list of what may stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from copydesk.publish.marking import ASKED
from copydesk.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
TAGS = {
    "a", "blockquote", "br", "caption", "code", "del", "div", "em", "figcaption", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "li", "mark", "ol", "p", "pre", "s", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "span": {"class", "role", "aria-label"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "pre": {"tabindex"},
    "mark": {"title"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
}
CLASSES = {"placeholder", "file", "alt", "table", "left", "center", "right"}
"""The classes that we give ourselves; no other stays."""
_LANGUAGE = re.compile(r"language-[A-Za-z0-9+#._-]{1,30}")
UNVERIFIED = "Nobody has verified this yet"
DEEPEST = 40
"""Quotes and lists nest no deeper; a browser would build a tower."""


def to_html(markdown: str) -> str:
    """Markdown as a fragment of HTML; headings stay on their levels."""
    import nh3

    return nh3.clean(
        _parser().render(clean(markdown)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def fragment(text: str) -> str:
    """HTML of an answer, cleaned by the same list."""
    import nh3

    return nh3.clean(
        clean(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    """An attribute's value, or None to have it left out."""
    if attribute == "href":
        return value if re.match(r"(?:https?://|mailto:)", value, re.I) else None
    if attribute == "class":
        return value if value in CLASSES or _LANGUAGE.fullmatch(value) else None
    if attribute == "start":
        return value if re.fullmatch(r"\d{1,6}", value) else None
    if attribute == "role":
        return value if value in ("img", "region") else None
    return value


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    parser.add_render_rule("text", _text)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.add_render_rule("th_open", _cell_open)
    parser.add_render_rule("td_open", _cell_open)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    parser.core.ruler.push("figures", _figures)
    return parser


def _figures(state: Any) -> None:
    """A paragraph that holds an image and nothing else becomes a figure."""
    tokens = state.tokens
    for index in range(1, len(tokens) - 1):
        inline = tokens[index]
        children = [one for one in inline.children or () if one.type != "softbreak"]
        if inline.type == "inline" and len(children) == 1 and children[0].type == "image":
            before, after = tokens[index - 1], tokens[index + 1]
            if before.type == "paragraph_open" and not before.hidden:
                before.tag = after.tag = "figure"
                children[0].meta = {"figure": True}


def _image(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any
) -> str:
    """An image as a placeholder: none is fetched, and none is there yet."""
    token = tokens[index]
    alt = html.escape(token.content or "an image")
    name = str(token.attrs.get("src", "")).rpartition("/")[2]
    caption = html.escape(str(token.attrs.get("title", "")))
    box = (
        f'<span class="placeholder" role="img" aria-label="{alt}">'
        f'<span class="file">{html.escape(name)}</span><span class="alt">{alt}</span></span>'
    )
    if (token.meta or {}).get("figure") and caption:
        return f"{box}<figcaption>{caption}</figcaption>"
    return box


def _text(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any
) -> str:
    """Text, with what is not verified marked so that it is seen."""
    text = tokens[index].content
    parts, done = [], 0
    for found in ASKED.finditer(text):
        parts.append(html.escape(text[done : found.start()], quote=False))
        said = html.escape(found[0], quote=False)
        parts.append(f'<mark title="{UNVERIFIED}">{said}</mark>')
        done = found.end()
    return "".join([*parts, html.escape(text[done:], quote=False)])


def _table_open(*_: Any) -> str:
    return '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"


def _cell_open(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any
) -> str:
    """A cell: what stands in its column's middle says so by a class, not by a style."""
    token = tokens[index]
    found = re.search(r"left|center|right", str(token.attrs.get("style", "")))
    side = f' class="{found[0]}"' if found else ""
    scope = ' scope="col"' if token.tag == "th" else ""
    return f"<{token.tag}{scope}{side}>"


def _fence(
    _self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: Any,
    _env: MutableMapping[str, Any],
) -> str:
    """Code that a keyboard can scroll."""
    token = tokens[index]
    name = token.info.split()[0] if token.info.split() else ""
    language = f' class="language-{html.escape(name)}"' if name else ""
    code = html.escape(token.content, quote=False)
    return f'<pre tabindex="0"><code{language}>{code}</code></pre>\n'
