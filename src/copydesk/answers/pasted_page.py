"""An answer copied as the HTML of the page that showed it: its text, without the page's tags."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from copydesk.answers.asides import Aside
from copydesk.kits.model import AnswerFormat

_TAG = re.compile(r"<[^<>]*+>")
_BLOCKS = re.compile(r"<(?:/p|/h[1-6]|/li|br(?:\s*+/)?+|/pre|/ul|/ol)\s*+>", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*<(?:!doctype|p|h[1-6]|ul|ol|li|div|article|section|main|blockquote|pre|span|meta|html|body|!--)\b",
    re.IGNORECASE,
)
LABEL = 60
"""A page's own words above a block of code are no longer than this."""
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^<>]*+>"
    r"|<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,20})"
    r"(?P<rest>(?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,60}+)>",
    re.DOTALL,
)
"""A comment or a tag. Python's own parser takes the square of a text's length for some."""
_HREF = re.compile(r"\bhref\s*+=\s*+[\"']?([^\"'\s>]*+)", re.IGNORECASE)
_WORDS = "the tags of the page that it was copied from"


class Page(NamedTuple):
    """What was read out of a page."""

    text: str
    asides: tuple[Aside, ...]


def from_page(stored: str, format: AnswerFormat) -> Page | None:
    """What a page held, where a stored text is a page's HTML; None where it is none.

    Data stands in the page's one ``<pre>``, written with entities. Prose becomes Markdown again:
    headings, paragraphs, items, code, links.
    """
    if "<" not in stored or ">" not in stored:
        return None
    if format in ("json", "html"):
        return _data(stored, format)
    if not _STARTS.match(stored) or not _BLOCKS.search(stored) or _has_markdown(stored):
        return None
    reader = _Reader()
    reader.read(stored.replace("\r\n", "\n"))
    return Page(reader.result(), (Aside("page", _WORDS, 1),))


_MARKDOWN = re.compile(r"^(?:#{2,6} |```|~~~|[-*] |\d+\. )", re.MULTILINE)


def _has_markdown(stored: str) -> bool:
    """Whether a text is Markdown that uses some tags; what stands in ``<pre>`` says nothing."""
    pieces = re.split("<pre", stored, flags=re.IGNORECASE)
    outside = (re.split("</pre", one, maxsplit=1, flags=re.IGNORECASE)[-1] for one in pieces)
    return any(_MARKDOWN.search(one) for one in outside)


def _data(stored: str, format: AnswerFormat) -> Page | None:
    starts = [one.start() for one in re.finditer("<pre", stored, re.IGNORECASE)]
    ends = [one.start() for one in re.finditer("</pre", stored, re.IGNORECASE)]
    if len(starts) != 1 or len(ends) != 1:
        return None
    start, end = starts[0], ends[0]
    before, block, behind = stored[:start], stored[start:end], stored[end:]
    inner = html.unescape(_TAG.sub("", block)).replace("\r\n", "\n").strip("\n")
    signs = "<" if format == "html" else "{["
    first = min((at for sign in signs if (at := inner.find(sign)) >= 0), default=-1)
    if not 0 <= first <= LABEL:
        return None
    inner = inner[first:]  # what stands before it is the page's: "jsonCopy code"
    talk = " ".join(_TAG.sub("", f"{before} {behind}").split())
    asides = [Aside("page", _WORDS, 1)]
    if talk:
        asides.append(Aside("before", "the talk around it", 0, talk[:120]))
    return Page(inner, tuple(asides))


class _Reader:
    """Writes what a page shows as Markdown."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._silent = 0
        self._pre = 0
        self._lists: list[int] = []
        """For each list that is open: the number of its last item; -1 for one of bullets."""
        self._links: list[str] = []
        self._bold: list[str] = []
        """The mark of each bold stretch that is open; none for one that a page sets plain."""

    def read(self, page: str) -> None:
        """Take in all of a page; whatever is no tag is text."""
        done = 0
        for token in _TOKEN.finditer(page):
            self._text(page[done : token.start()])
            done = token.end()
            if token["tag"]:
                tag = token["tag"].lower()
                if token["end"]:
                    self._ended(tag)
                else:
                    self._started(tag, token["rest"])
        self._text(page[done:])

    def result(self) -> str:
        """What was read, blank lines folded."""
        lines = [line.rstrip() for line in "".join(self._out).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def _started(self, tag: str, rest: str) -> None:
        if tag in ("script", "style", "button", "svg", "head"):
            self._silent += 1
        elif re.fullmatch("h[1-6]", tag):
            self._out.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in ("ul", "ol"):
            self._lists.append(-1 if tag == "ul" else 0)
            self._out.append("\n" if len(self._lists) > 1 else "\n\n")
        elif tag == "li":
            self._item()
        elif tag == "pre":
            self._pre += 1
            self._out.append("\n\n```\n")
        elif tag == "code" and not self._pre:
            self._out.append("`")
        elif tag == "br":
            self._out.append("\n")
        elif tag in ("strong", "b"):
            plain = "font-weight:normal" in rest.replace(" ", "").lower()
            self._bold.append("" if plain else "**")
            self._out.append(self._bold[-1])
        elif tag in ("td", "th"):
            self._out.append(" | ")
        elif tag == "a":
            href = _HREF.search(rest)
            self._links.append(html.unescape(href[1]) if href else "")
            self._out.append("[")
        elif tag in ("p", "div", "blockquote", "article", "section", "table", "tr"):
            self._out.append("" if self._lists else "\n\n")

    def _ended(self, tag: str) -> None:
        if tag in ("script", "style", "button", "svg", "head"):
            self._silent = max(0, self._silent - 1)
        elif re.fullmatch("h[1-6]", tag) or tag == "p":
            self._out.append("" if self._lists else "\n\n")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._out.append("" if self._lists else "\n\n")
        elif tag == "pre" and self._pre:
            self._pre -= 1
            self._out.append("\n```\n\n")
        elif tag == "code" and not self._pre:
            self._out.append("`")
        elif tag in ("strong", "b") and self._bold:
            self._out.append(self._bold.pop())
        elif tag == "a" and self._links:
            href = self._links.pop()
            self._out.append(f"]({href})" if href else "]")

    def _text(self, data: str) -> None:
        if self._silent or not data:
            return
        data = html.unescape(data)
        self._out.append(data if self._pre else re.sub(r"[ \t\n]+", " ", data))

    def _item(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            sign = f"{self._lists[-1]}."
        else:
            sign = "-"
        self._out.append(f"\n{'  ' * max(0, len(self._lists) - 1)}{sign} ")
