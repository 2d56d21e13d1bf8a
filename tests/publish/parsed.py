"""A published page, parsed by a strict parser, and everything in it that has no place in one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

HEAD: dict[str, set[str]] = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name", "property"},
    "title": set(),
    "link": {"rel", "href"},
    "script": {"type"},
    "style": set(),
    "body": set(),
}
_PLAIN = (
    "br hr strong em s code blockquote ul li figure figcaption table thead tbody tr main article"
)
BODY: dict[str, set[str]] = {
    **{name: set() for name in _PLAIN.split()},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "a": {"href", "title", "rel"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "mark": {"title"},
    "nav": {"aria-label"},
    "ol": {"start"},
    "p": {"class", "lang"},
    "pre": {"tabindex"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
    "time": {"datetime"},
}
"""All that a page is made of. Written here anew, so that nothing slips in unseen."""
CLASSES = {"wide", "picture", "file", "alt", "right", "center", "byline", "draft"}
_HREF = re.compile(r"(?:https?://|mailto:)[^/]|#[a-z0-9-]+\Z", re.IGNORECASE)


def tree(html: str) -> Element:
    """The page's tree; raises ParseError for whatever the HTML standard calls an error."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False, strict=True
    )
    found: Element = parser.parse(html)
    return found


def out_of_place(root: Element) -> list[str]:
    """Everything that a page must not hold."""
    return list(_faults(root))


def _faults(root: Element) -> Iterator[str]:
    allowed = HEAD | BODY
    scripts, styles = list(root.iter("script")), list(root.iter("style"))
    if [one.get("type") for one in scripts] != ["application/ld+json"] or len(styles) != 1:
        yield f"{len(scripts)} scripts, {len(styles)} styles"
    for body in root.iter("body"):
        for one in body.iter():
            if isinstance(one.tag, str) and one.tag != "body" and one.tag not in BODY:
                yield f"<{one.tag}> in the body"
    for one in root.iter():
        if not isinstance(one.tag, str):
            yield "a comment"
            continue
        for name, value in one.attrib.items():
            if name not in allowed.get(one.tag, set()):
                yield f"{name} of <{one.tag}>"
            elif name == "class" and not set(value.split()) <= CLASSES:
                yield f"class {value}"
            elif name == "href" and one.tag == "a" and not _HREF.match(value):
                yield f"href {value}"
            elif name == "href" and one.tag == "link" and not re.match("https?://|data:,$", value):
                yield f"link {value}"


def linked_data(root: Element) -> Any:
    """The JSON-LD of a page."""
    (script,) = root.iter("script")
    return json.loads(script.text or "")
