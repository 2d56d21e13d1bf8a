"""The page's JSON-LD, made anew from what is known: an Article, and the FAQ that it shows.

Nothing of the answer's own JSON-LD goes into the page as text: what it knows was read as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from copydesk.answers.reading import read_answer
from copydesk.documents import Material, pick
from copydesk.kits.model import Document
from copydesk.publish.facts import Facts
from copydesk.sessions.prose import MARK
from copydesk.text import clean

_UNSAFE = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
"""What could end the script, or be read differently by HTML and by JavaScript."""


class Question(NamedTuple):
    """A question that the page answers."""

    question: str
    answer: str


def questions(material: Material, document: Document) -> tuple[Question, ...]:
    """The questions and answers that a document sets as such, in order."""
    found: list[Question] = []
    for part in document.parts:
        stored = material.answer(part.answer) if part.set == "questions" else ""
        if not stored:
            continue
        reading = read_answer(stored, material.kit.prompt(part.answer).answer.format)
        try:
            values = pick(reading.json.value, part.path)
        except (LookupError, RecursionError):
            continue
        for value in values:
            for item in value if isinstance(value, list) else [value]:
                found += _question(item)
    return tuple(found)


def _question(item: object) -> list[Question]:
    if not isinstance(item, dict):
        return []
    asked, answer = item.get("question"), item.get("answer")
    if not isinstance(asked, str) or not isinstance(answer, str) or not asked.strip():
        return []
    return [Question(_said(asked), _said(answer))]


def _said(text: str) -> str:
    return clean(" ".join(MARK.sub("", text).split()))


def structured_data(known: Facts, asked: Sequence[Question]) -> dict[str, Any]:
    """The data of a page; what nobody knows is left out."""
    graph = [_article(known)]
    if asked:
        graph.append(_faq(asked))
    return {"@context": "https://schema.org", "@graph": graph}


def _article(known: Facts) -> dict[str, Any]:
    author = {"@type": "Person", "name": known.author, "url": known.author_url}
    said: dict[str, Any] = {
        "@type": known.kind,
        "headline": known.title,
        "description": known.description,
        "author": {k: v for k, v in author.items() if v} if known.author else "",
        "publisher": {"@type": "Organization", "name": known.site} if known.site else "",
        "datePublished": known.published,
        "dateModified": known.modified,
        "mainEntityOfPage": known.address,
        "url": known.address,
        "inLanguage": known.language,
        "keywords": ", ".join(known.keywords),
    }
    return {name: value for name, value in said.items() if value}


def _faq(asked: Sequence[Question]) -> dict[str, Any]:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.question,
                "acceptedAnswer": {"@type": "Answer", "text": one.answer},
            }
            for one in asked
        ],
    }


def as_script(data: dict[str, Any]) -> str:
    """Data as the script element of a page; nothing in it can end the script."""
    source = json.dumps(data, ensure_ascii=False, indent=1).translate(_UNSAFE)
    return f'<script type="application/ld+json">\n{source}\n</script>'
