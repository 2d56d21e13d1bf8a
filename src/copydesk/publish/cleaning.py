"""The one gate that HTML made from strangers' text passes: listed tags, attributes and addresses.

What a page's Markdown becomes is hostile until it has been through here, also where the way to
it should not let anything through.
"""

from __future__ import annotations

SCHEMES = frozenset({"http", "https", "mailto"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(
    {
        *_HEADINGS, "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol",
        "li", "a", "mark", "div", "span", "figure", "figcaption", "table", "thead", "tbody", "tr",
        "th", "td",
    }
)  # fmt: skip
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "ol": frozenset({"start"}),
    "pre": frozenset({"tabindex"}),
    "mark": frozenset({"title"}),
    "div": frozenset({"role", "aria-label", "tabindex"}),
    **dict.fromkeys(_HEADINGS, frozenset({"id"})),
}
CLASSES: dict[str, frozenset[str]] = {
    "div": frozenset({"wide", "picture"}),
    "span": frozenset({"file", "alt", "picture"}),
    "th": frozenset({"right", "center"}),
    "td": frozenset({"right", "center"}),
}
DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "noscript", "template", "svg"})
"""Tags that go with all that they hold."""


def cleaned(html: str) -> str:
    """HTML with nothing in it but the listed tags, attributes, classes and kinds of address."""
    import nh3  # compiled, and needed by nothing but publishing

    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        strip_comments=True,
        link_rel="noopener noreferrer",
    )
