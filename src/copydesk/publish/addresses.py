"""Addresses in a text that is published: placeholders filled in, links to nowhere undone.

``{{ARTICLE_URL}}`` stands for the brief's ``article_url``, and so does every such name for the
field that is called like it. A link whose address nobody knows becomes the words it was set on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copydesk.documents import Material, value_text
from copydesk.publish.facts import Facts
from copydesk.publish.prose_only import in_prose, pieces
from copydesk.sessions.claim_records import is_address
from copydesk.sessions.weaving import UNKNOWN

PLACEHOLDER = re.compile(r"(?<!\$)\{\{ ?([A-Z][A-Z0-9_]{1,63}) ?\}\}")
_UNKNOWN_LINK = re.compile(rf"(?<!!)\[([^\[\]]*+)\]\(<?{UNKNOWN}([^()<>\s]*+)>?[^()\n]*+\)")


class Filled(NamedTuple):
    """A text with what is known filled in."""

    text: str
    left: tuple[str, ...]
    """The names of the placeholders that nobody knows a value for, once each."""
    unknown: tuple[str, ...]
    """The words of the links whose address nobody knows."""


def values(material: Material, known: Facts) -> dict[str, str]:
    """What placeholders stand for, as far as the brief knows it: addresses, author and date."""
    found = {"AUTHOR_NAME": known.author, "DATE_PUBLISHED": known.published}
    for field in material.kit.fields:
        value = value_text(material.brief.get(field.id, field.default)).strip()
        if field.kind == "line" and field.id.endswith("url") and is_address(value):
            found[field.id.upper()] = value
    return {name: value for name, value in found.items() if value}


def fill(text: str, known: Mapping[str, str]) -> Filled:
    """A text in Markdown with its placeholders filled in and its unknown links undone."""
    unknown: list[str] = []

    def undone(match: re.Match[str]) -> str:
        unknown.append(match[1])
        return match[1]

    if f"({UNKNOWN}" in text or f"(<{UNKNOWN}" in text:
        text = in_prose(text, lambda piece: _UNKNOWN_LINK.sub(undone, piece))
    text = filled_in(text, known)
    prose = (piece for piece, is_code in pieces(text) if not is_code)
    return Filled(text, left_in(prose), tuple(unknown))


def filled_in(text: str, known: Mapping[str, str]) -> str:
    """A text with the placeholders that are known replaced by their values, in a single pass."""
    return PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), text)


def left_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of the placeholders that stand in some texts, once each."""
    names = (match[1] for text in texts for match in PLACEHOLDER.finditer(text))
    return tuple(dict.fromkeys(names))
