"""A page's head, written by us from what the answer says: titles, addresses, JSON-LD.

Nothing of an answer's HTML is copied. What it says is read as text, and set as text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.checks.linked_data import ARTICLES, linked_data, types_of
from copydesk.checks.page_head import PageHead, read_head
from copydesk.documents import pick
from copydesk.publish.facts import ISO_DATE, PLACEHOLDER, Facts
from copydesk.publish.roles import page_head
from copydesk.text import clean, one_line

if TYPE_CHECKING:
    from copydesk.kits.model import Document
    from copydesk.sessions.session import Session

DESCRIPTION = 155
"""A description that we make ourselves is no longer, in characters."""
DEEPEST = 40
_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_RUNS = re.compile(r"\s*(?:javascript|data|vbscript|file|blob)\s*:", re.I)


class Head(NamedTuple):
    """What stands in a page's head."""

    title: str
    description: str
    og_title: str
    og_description: str
    address: str
    """Empty where it is unknown: then there is neither canonical address nor Open Graph."""
    data: tuple[Any, ...]
    """JSON-LD, a value a block."""


def head_of(session: Session, document: Document, text: str, facts: Facts) -> Head:
    """The head of a page.

    Args:
        document: What the page is made of.
        text: The page's text in Markdown; a description is taken from it where no answer has one.
    """
    prompt = page_head(session.kit)
    stored = session.text_of(prompt.id) if prompt else ""
    read = read_head(stored, prompt.answer.format) if prompt and stored else PageHead((), ())
    title = _said(read, "title", facts) or facts.title
    description = _said(read, "description", facts) or _first_words(text)
    data = tuple(_blocks(stored, session, facts)) if prompt and stored else ()
    data = data or tuple(_made(session, document, description, facts))
    return Head(
        title=title,
        description=description,
        og_title=_said(read, "og:title", facts) or title,
        og_description=_said(read, "og:description", facts) or description,
        address=facts.address,
        data=data,
    )


def _said(read: PageHead, name: Any, facts: Facts) -> str:
    found = next((one.text for one in read.named(name)), "")
    return one_line(facts.filled(found))


def _first_words(text: str) -> str:
    """The first paragraph, cut at a word."""
    for paragraph in re.split(r"\n\s*\n", text):
        plain = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|[*_`]", r"\1", paragraph).strip()
        if plain and not plain.startswith(("#", "```", "|", "- ", ">", "!")):
            line = one_line(plain)
            return line if len(line) <= DESCRIPTION else line[:DESCRIPTION].rpartition(" ")[0] + "…"
    return ""


# JSON-LD


def _blocks(stored: str, session: Session, facts: Facts) -> Iterator[Any]:
    """The answer's own data, with what the brief knows put in."""
    prompt = page_head(session.kit)
    assert prompt is not None
    for block in linked_data(stored, prompt.answer.format).blocks:
        try:
            value = json.loads(block.source)
        except (ValueError, RecursionError):
            continue
        yield _filled(value, facts, 0)


def _filled(value: Any, facts: Facts, depth: int) -> Any:
    """A value with placeholders filled, the brief's facts in its article, nothing that runs."""
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [_filled(one, facts, depth + 1) for one in value]
    if isinstance(value, str):
        text = clean(facts.filled(value))
        return "" if _RUNS.match(text) else text
    if not isinstance(value, dict):
        return value
    found = {clean(str(name)): _filled(one, facts, depth + 1) for name, one in value.items()}
    if types_of(found) & ARTICLES:
        found |= _facts_for(found, facts)
        found = {name: one for name, one in found.items() if not _is_open(name, one)}
    return found


def _facts_for(article: dict[str, Any], facts: Facts) -> dict[str, Any]:
    """What the brief says of an article; its word counts before the answer's."""
    known: dict[str, Any] = {}
    if facts.date:
        known["datePublished"] = facts.date
        modified = article.get("dateModified")
        if not (isinstance(modified, str) and ISO_DATE.match(modified) and modified >= facts.date):
            known["dateModified"] = facts.date
    if facts.author:
        known["author"] = _person(facts)
    if facts.address:
        known["mainEntityOfPage"] = {"@type": "WebPage", "@id": facts.address}
        known["url"] = facts.address
    return known


def _person(facts: Facts) -> dict[str, str]:
    person = {"@type": "Person", "name": facts.author}
    return person | ({"url": facts.author_url} if facts.author_url else {})


def _is_open(name: str, value: Any) -> bool:
    """Whether a property still says what nobody knows: a placeholder, a date that is none."""
    if name in ("datePublished", "dateModified"):
        return not (isinstance(value, str) and ISO_DATE.match(value))
    if isinstance(value, dict):
        return any(_is_open("", one) for one in value.values())
    return isinstance(value, str) and bool(PLACEHOLDER.search(value))


def _made(session: Session, document: Document, description: str, facts: Facts) -> Iterator[Any]:
    """Data of our own where no answer gives any."""
    article = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": facts.title,
        "description": description,
        "inLanguage": facts.language,
    }
    yield article | _facts_for(article, facts)
    questions = [
        {
            "@type": "Question",
            "name": one_line(str(item["question"])),
            "acceptedAnswer": {"@type": "Answer", "text": one_line(str(item["answer"]))},
        }
        for item in _questions(session, document)
    ]
    if questions:
        yield {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}


def _questions(session: Session, document: Document) -> Iterator[dict[str, Any]]:
    from copydesk.answers.reading import read_answer

    for part in document.parts:
        if part.set != "questions" or not session.text_of(part.answer):
            continue
        form = session.kit.prompt(part.answer).answer.format
        try:
            found = pick(read_answer(session.text_of(part.answer), form).json.value, part.path)
        except (LookupError, RecursionError):
            continue
        for one in found:
            for item in one if isinstance(one, list) else [one]:
                if isinstance(item, dict) and {"question", "answer"} <= item.keys():
                    yield item


def script(value: Any) -> str:
    """JSON-LD as it may stand in a page: nothing in it ends the script or begins a tag."""
    return json.dumps(value, ensure_ascii=False, indent=2).translate(_UNSAFE)


def as_html(head: Head) -> str:
    """The tags of a head, one a line."""
    lines = [
        f"<title>{html.escape(head.title, quote=False)}</title>",
        _meta("name", "description", head.description),
    ]
    if head.address:
        lines.append(f'<link rel="canonical" href="{html.escape(head.address)}">')
        lines.append(_meta("property", "og:type", "article"))
        lines.append(_meta("property", "og:title", head.og_title))
        lines.append(_meta("property", "og:description", head.og_description))
        lines.append(_meta("property", "og:url", head.address))
    lines += [f'<script type="application/ld+json">\n{script(one)}\n</script>' for one in head.data]
    return "\n".join(line for line in lines if line)


def _meta(key: str, name: str, content: str) -> str:
    return f'<meta {key}="{name}" content="{html.escape(content)}">' if content else ""
