"""Answers become a document: the article, the page's head, the posts."""

from copydesk.documents.setting import (
    Laid,
    Material,
    Passage,
    document_needs,
    lay_out,
    pick,
    set_document,
    value_text,
)
from copydesk.documents.woven import Fate, Woven

__all__ = [
    "Fate",
    "Laid",
    "Material",
    "Passage",
    "Woven",
    "document_needs",
    "lay_out",
    "pick",
    "set_document",
    "value_text",
]
