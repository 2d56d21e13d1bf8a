"""What a page says of itself: title, description, author, dates, address; and whence each comes.

The brief is believed first. What only the answer with the page's head knows is taken from there
as text, never as HTML; what nobody knows is left empty and never made up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from copydesk.checks.linked_data import ARTICLES, linked_data
from copydesk.checks.page_head import Name, read_head
from copydesk.documents import Material, value_text
from copydesk.kits.model import BriefField
from copydesk.publish.roles import keywords, page_head
from copydesk.sessions.claim_records import is_address
from copydesk.text import one_line, slug

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

LONGEST = 155
"""Characters of a description that is taken from the text, for want of one."""
MOST = 20
"""So many keywords are named."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_PLAIN = re.compile(r"!?\[([^\[\]]*+)\](?:\([^()\n]*+\))?+|[*_`]+|^\s*+(?:>|[-*+]\s|\d+[.)]\s)\s*+")


class Facts(NamedTuple):
    """What is known of a page; every text on one line, empty where nobody knows it."""

    title: str
    """The headline, as the brief has it."""
    head_title: str
    """What a browser's tab says."""
    description: str
    og_title: str
    og_description: str
    author: str
    author_url: str
    site: str
    published: str
    """A day in ISO 8601."""
    modified: str
    """A day in ISO 8601, never before ``published``."""
    address: str
    slug: str
    language: str
    keywords: tuple[str, ...]
    group: str
    """The content group within the topical map."""
    kind: str
    """The type that schema.org has for it: Article, or one derived from it."""


def facts(session: Session, text: str) -> Facts:
    """What is known of a page.

    Args:
        text: Its text in Markdown, for a description where no answer gives one.
    """
    material = session.material()
    title = one_line(_title(session, material))
    head = _head(material)
    described = head.get("description", "") or _first_words(text)
    published = _day(_value(material, date_field(material)))
    data = _article(material)
    field = address_field(material)
    address = str(_value(material, field)).strip()
    address = address if is_address(address) else ""
    language = material.map.language.strip()
    return Facts(
        title=title,
        head_title=head.get("title", "") or title,
        description=described,
        og_title=head.get("og_title", "") or head.get("title", "") or title,
        og_description=head.get("og_description", "") or described,
        author=one_line(str(_value(material, _field(material, "author")))),
        author_url=material.map.author_url if is_address(material.map.author_url) else "",
        site=one_line(material.map.site),
        published=published,
        modified=_modified(data, published),
        address=address,
        slug=_slug(session, address, title),
        language=language if _LANGUAGE.fullmatch(language) else "en",
        keywords=tuple(_keywords(material)),
        group=one_line(material.map.group),
        kind=_kind(data),
    )


# The brief


def date_field(material: Material) -> BriefField | None:
    """The brief's date of publication: its first field that is a date."""
    return next((one for one in material.kit.fields if one.kind == "date"), None)


def address_field(material: Material) -> BriefField | None:
    """The brief's address of the page: its first line whose name ends with ``url``."""
    fields = (one for one in material.kit.fields if one.kind == "line")
    return next((one for one in fields if one.id == "url" or one.id.endswith("_url")), None)


def _field(material: Material, name: str) -> BriefField | None:
    return next((one for one in material.kit.fields if one.id == name), None)


def _value(material: Material, field: BriefField | None) -> str:
    if field is None:
        return ""
    return value_text(material.brief.get(field.id, field.default))


def _title(session: Session, material: Material) -> str:
    return _value(material, _field(material, "title")) or session.title


def _keywords(material: Material) -> Iterator[str]:
    found = keywords(material.kit)
    names = (found.primary, *found.secondary) if found else ()
    said: list[str] = []
    for name in dict.fromkeys(names):
        try:
            value = material.value(name)
        except KeyError:
            continue
        said += (
            [str(one) for one in value] if isinstance(value, tuple | list) else [str(value or "")]
        )
    yield from list(dict.fromkeys(one_line(one) for one in said if one.strip()))[:MOST]


def _slug(session: Session, address: str, title: str) -> str:
    """The page's name in its address: as the address has it, or the map, or made of the title."""
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2] if address else ""
    last = re.sub(r"\.html?$", "", last)
    name = slug(last) if last else ""
    return name or slug(session.origin.article or title)


def _day(value: object) -> str:
    """The day of a date in ISO 8601; "" for anything else."""
    try:
        return dt.date.fromisoformat(str(value).strip()[:10]).isoformat()
    except ValueError:
        return ""


# The answer with the page's head


def _head(material: Material) -> dict[Name, str]:
    """Title, description and Open Graph as that answer has them; none that holds a placeholder."""
    prompt = page_head(material.kit)
    stored = material.answer(prompt.id) if prompt else ""
    if prompt is None or not stored:
        return {}
    found: dict[Name, str] = {}
    for one in read_head(stored, prompt.answer.format).texts:
        if one.text and not _PLACEHOLDER.search(one.text):
            found.setdefault(one.name, one_line(one.text, 1000))
    return found


def _article(material: Material) -> dict[str, Any]:
    """The Article of that answer's JSON-LD; empty where there is none."""
    prompt = page_head(material.kit)
    stored = material.answer(prompt.id) if prompt else ""
    if prompt is None or not stored:
        return {}
    nodes = linked_data(stored, prompt.answer.format).of_type("Article")
    return nodes[0].value if nodes else {}


def _kind(data: dict[str, Any]) -> str:
    kind = data.get("@type")
    return kind if isinstance(kind, str) and kind in ARTICLES else "Article"


def _modified(data: dict[str, Any], published: str) -> str:
    """The day of the last change: the answer's, where it is not before that of publication."""
    given = data.get("dateModified")
    day = _day(given) if isinstance(given, str) else ""
    return day if published and day > published else published


# The text


def _first_words(text: str) -> str:
    """The beginning of the first paragraph, cut at a word."""
    from copydesk.answers.markdown import structure

    found = structure(text)
    headings = {one.line for one in found.headings}
    lines: list[str] = []
    for number, line in enumerate(found.prose.split("\n"), 1):
        if number in headings or not line.strip():
            if lines:
                break
            continue
        lines.append(_PLAIN.sub(r"\1", line))
        if sum(map(len, lines)) > 2 * LONGEST:
            break
    return one_line(cut_at_word(" ".join(" ".join(lines).split()), LONGEST))


def cut_at_word(text: str, limit: int) -> str:
    """The text with at most so many characters, the last ``…`` where something was cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return f"{head.rpartition(' ')[0] or head}…"
