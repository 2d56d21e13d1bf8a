"""A page's head as an answer gives it: title, description, Open Graph, blocks of JSON-LD.

It comes as HTML, or in lines as chats write them (``**Meta description:** …``). Tags are looked
for with patterns that never go back, and each goes to ``html.parser`` alone and of a bounded
length: a whole hostile page fed to that parser takes it quadratic time.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal, NamedTuple

from copydesk.answers.composed_text import composed
from copydesk.answers.reading import Reading, read_answer
from copydesk.kits.model import AnswerFormat

Name = Literal["title", "description", "og_title", "og_description"]

LONGEST = 20_000
"""A tag longer than this, in characters, is not read."""
MOST = 2_000
"""Nor are more tags than this."""


class HeadText(NamedTuple):
    """One title or description, as a browser would take it."""

    name: Name
    text: str
    """In NFC, entities decoded, blanks folded."""
    line: int
    """In the stored answer, counted from 1; 0 where nobody can say."""


class Block(NamedTuple):
    """One block of JSON-LD."""

    source: str
    offset: int
    """Where it begins in the text as read."""
    bare: bool = False
    """Whether it stands there without the script tag that it needs."""


class PageHead(NamedTuple):
    """What was found, in the order in which it stands."""

    texts: tuple[HeadText, ...]
    blocks: tuple[Block, ...]

    def named(self, name: Name) -> tuple[HeadText, ...]:
        """Every title, or every description, and so on."""
        return tuple(one for one in self.texts if one.name == name)


@lru_cache(maxsize=8)
def read_head(stored: str, format: AnswerFormat) -> PageHead:
    """The head in an answer; never raises, in time that grows with the answer's length.

    What no tag gives is taken from lines that name it, also from those that were set aside
    around a block of HTML.
    """
    reading = read_answer(stored, format)
    texts: list[HeadText] = []
    blocks: list[Block] = []
    for found in _in_html(reading.text):
        if isinstance(found, Block):
            blocks.append(found)
        else:
            name, text, offset = found
            texts.append(HeadText(name, folded(text), reading.line(offset)))
    texts += _given(reading, stored, {one.name for one in texts})
    return PageHead(tuple(texts), tuple(blocks or _bare(reading.text)))


def folded(text: str) -> str:
    """A text as it counts: NFC, without blanks around it, runs of blanks as one."""
    return " ".join(composed(text).split())


_FLAGS = re.IGNORECASE | re.ASCII
_OPEN = re.compile(r"<!--|<(title|meta|script)(?=[\s/>])", _FLAGS)
_TAG = re.compile(r"<[a-z]++(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^<>])*+>?+", _FLAGS)
_COMMENT_END = re.compile("-->")
_TITLE_END = re.compile(
    r"</title|<(?=(?:title|meta|link|script|style|/head|body|h1)[\s/>])|\n[ \t]*+\n", _FLAGS
)
_SCRIPT_END = re.compile(r"</script|<(?=script[\s>])", _FLAGS)

_Tag = tuple[Name, str, int]
"""What a tag says, and where it begins."""
_NAMES: dict[str, Name] = {
    "description": "description",
    "og:title": "og_title",
    "og:description": "og_description",
}


def _in_html(text: str) -> Iterator[_Tag | Block]:
    """Titles, descriptions and blocks; each stretch of the text is gone over once."""
    at, metas = 0, 0
    open_comment = False
    while mark := _OPEN.search(text, at):
        tag = (mark[1] or "").lower()
        if not tag:
            end = None if open_comment else _COMMENT_END.search(text, mark.end())
            open_comment = end is None
            at = end.end() if end else mark.end()
            continue
        opening = _TAG.match(text, mark.start())
        start = opening.end() if opening else mark.end()
        source = text[mark.start() : start]
        at = start
        if tag == "meta":
            if metas < MOST and "content" in source.lower():
                metas += 1
                yield from _meta(source, mark.start())
        elif tag == "title":
            end = _TITLE_END.search(text, start)
            at = end.start() if end else len(text)
            yield "title", html.unescape(text[start:at]), mark.start()
        else:
            end = _SCRIPT_END.search(text, start)
            at = end.start() if end else len(text)
            if "ld+json" in source.lower():
                closed = end is not None and end[0] != "<"
                yield Block(_inside(text[start:at], closed), start)


def _inside(source: str, closed: bool) -> str:
    """What a script holds; of one that nobody closed, what may be its JSON."""
    if closed:
        return source
    last = max(source.rfind("}"), source.rfind("]"))
    return source[: last + 1] if last >= 0 else source


def _meta(source: str, offset: int) -> Iterator[_Tag]:
    attributes = _attributes(source)
    content = attributes.get("content")
    for key in ("name", "property"):
        name = _NAMES.get(attributes.get(key, "").strip().lower())
        if name is not None and content is not None:
            yield name, content, offset
            return


class _OneTag(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            self.found.setdefault(name, value or "")  # as browsers do: the first one holds


def _attributes(source: str) -> dict[str, str]:
    """The attributes of a start tag, entities decoded; none of one that is too long."""
    parser = _OneTag()
    if len(source) <= LONGEST:
        parser.feed(source if source.endswith(">") else f"{source}>")
    return parser.found


_LABELS: dict[str, Name] = {
    **dict.fromkeys(
        ("title", "page title", "title tag", "meta title", "seo title", "html title", "titel"),
        "title",
    ),
    **dict.fromkeys(
        ("description", "meta description", "meta description tag", "beschreibung",
         "meta-beschreibung", "meta-description"),
        "description",
    ),
    **dict.fromkeys(("og title", "og:title", "open graph title", "og-title"), "og_title"),
    **dict.fromkeys(
        ("og description", "og:description", "open graph description", "og-description"),
        "og_description",
    ),
}  # fmt: skip
_LINE = re.compile(
    r"\s*+(?:(?:[-*+•]|\d{1,3}[.)])\s++)?+[#>*_`\s]*+"
    r"(?P<label>[A-Za-z]++(?:[:-][A-Za-z]++)?+(?: [A-Za-z]++(?:[:-][A-Za-z]++)?+){0,2}+)"
    r"[*_`]*+\s*+(?:\([^()]{0,60}\))?+\s*+[*_`]*+"
    r"(?:\s*+[:–—][*_`]*+\s*+(?P<text>.*+))?+"
)
_COUNT = re.compile(
    r"[*_]{0,3}+(?:[(\[][^()\[\]]{0,20}\d[^()\[\]]{0,9}(?:char|zeichen)[^()\[\]]{0,20}[)\]]"
    r"|\s[–—-]\s\d{1,3} (?:char|zeichen)\w{0,9}|\A\W{0,3}\d{1,3} (?:char|zeichen)\w{0,9}\W{0,3})"
    r"[*_]{0,3}+\Z",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "`": "`", "'": "'", "«": "»"}


def _given(reading: Reading, stored: str, has: set[Name]) -> Iterator[HeadText]:
    """What lines name and no tag gives."""
    missing = {"title", "description", "og_title", "og_description"} - has
    inside = reading.text.split("\n")
    around = stored.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for lines, is_stored in ((inside, False), (around, True)):
        seen = set()
        for number, name, text in _labelled(lines):
            if name in missing:
                seen.add(name)
                line = number if is_stored else reading.stored_line(number)
                yield HeadText(name, folded(html.unescape(text)), line)
        missing -= seen


def _labelled(lines: list[str]) -> Iterator[tuple[int, Name, str]]:
    """Lines that name what they give, or what the next line with text gives."""
    waiting: Name | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("```"):
            continue
        found = _LINE.fullmatch(line) if len(line) <= LONGEST else None
        name = _label(found["label"]) if found else None
        text = _plain(found["text"] or "") if found and name else ""
        if name and text:
            yield number, name, text
        elif waiting and not name and not line.lstrip().startswith(("<", "{")):
            yield number, waiting, _plain(line[:LONGEST])
        is_named = bool(found and (found["text"] is not None or line.lstrip()[:1] in "#*"))
        waiting = name if name and not text and is_named else None


def _label(words: str) -> Name | None:
    """What a label stands for: ``Title``, ``OG title:``."""
    return _LABELS.get(" ".join(words.lower().split()).rstrip(":"))


def _plain(text: str) -> str:
    """A value without the marks and the count that a chat puts around it."""
    text = text.strip()
    end = text[-80:]
    if counted := _COUNT.search(end):
        text = text[: len(text) - len(end) + counted.start()]
    text = text.strip().strip("*_").strip()
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1]
    return text.strip()


def _bare(text: str) -> Iterator[Block]:
    """JSON-LD that stands there as JSON, without its script tag."""
    decoder = json.JSONDecoder()
    at = 0
    while (key := text.find('"@context"', at)) >= 0:
        start = text.rfind("{", at, key)
        if start < 0:
            at = key + 1
            continue
        try:
            _, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            last = max(text.rfind("}"), key)
            yield Block(text[start : last + 1], start, bare=True)
            return
        yield Block(text[start:at], start, bare=True)
