"""The JSON-LD of an answer: its objects wherever they nest, and what does not parse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from copydesk.answers.json_text import Way, lines_of, read_json
from copydesk.answers.reading import Reading, read_answer
from copydesk.checks.page_head import Block, read_head
from copydesk.kits.model import AnswerFormat

DEEPEST = 60
"""What nests deeper than this is not looked at; no page's data does."""

ARTICLES = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "TechArticle", "LiveBlogPosting", "Report",
     "ScholarlyArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle",
     "ReportageNewsArticle", "BackgroundNewsArticle", "SocialMediaPosting", "APIReference"}
)  # fmt: skip
"""Article and what schema.org derives from it."""


class Fault(NamedTuple):
    """Why a block is no JSON."""

    message: str
    offset: int
    """Where, in the answer as read."""


class Node(NamedTuple):
    """One object of a block."""

    block: Block
    way: Way
    value: dict[str, Any]

    @property
    def types(self) -> frozenset[str]:
        """The names of its types."""
        return types_of(self.value)

    def is_a(self, wanted: str) -> bool:
        """Whether it is of a type; one derived from Article is an Article."""
        types = self.types
        return wanted in types or (wanted == "Article" and not types.isdisjoint(ARTICLES))


class LinkedData:
    """All of an answer's JSON-LD."""

    def __init__(self, reading: Reading, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.nodes: list[Node] = []
        self.faults: list[Fault] = []
        self._text = reading.text
        self._stored_line = reading.stored_line
        self._lines = lru_cache(maxsize=4)(lines_of)
        self._by_id: dict[str, dict[str, Any]] = {}
        for block in self.blocks:
            self._read(block)

    def of_type(self, wanted: str) -> list[Node]:
        """The objects of a type, in order."""
        return [node for node in self.nodes if node.is_a(wanted)]

    def whole(self, value: Any) -> Any:
        """A value, or the object that it names by its ``@id``."""
        if isinstance(value, dict) and value.keys() <= {"@id", "@type"}:
            named = value.get("@id")
            return self._by_id.get(named, value) if isinstance(named, str) else value
        return value

    def line(self, node: Node, *steps: str | int) -> int:
        """The stored line of a value within an object."""
        lines = self._lines(node.block.source)
        way = (*node.way, *steps)
        while way and way not in lines:
            way = way[:-1]
        first = self._text.count("\n", 0, node.block.offset) + 1
        return self._stored_line(first + lines.get(way, 1) - 1)

    def _read(self, block: Block) -> None:
        try:
            value = json.loads(block.source)
        except json.JSONDecodeError as error:
            fault = _message(block.source)
            self.faults.append(Fault(fault, block.offset + error.pos))
            return
        except (ValueError, RecursionError):
            self.faults.append(Fault(_message(block.source), block.offset))
            return
        for way, found in _objects(value):
            self.nodes.append(Node(block, way, found))
            named = found.get("@id")
            if isinstance(named, str) and len(found) > 1:
                self._by_id.setdefault(named, found)


@lru_cache(maxsize=4)
def linked_data(stored: str, format: AnswerFormat) -> LinkedData:
    """An answer's JSON-LD, read once for all the checks that look at it."""
    return LinkedData(read_answer(stored, format), read_head(stored, format).blocks)


def _message(source: str) -> str:
    """What is wrong with a block, in words; what answers are forgiven, a page is not."""
    lenient = read_json(source)
    if lenient.fault is not None:
        return lenient.fault.message
    return ", ".join(aside.words for aside in lenient.asides) or "it is no JSON"


def _objects(value: Any) -> Iterator[tuple[Way, dict[str, Any]]]:
    """Every object in a value, from the outside in, in the order in which they stand."""
    waiting: list[tuple[Way, Any]] = [((), value)]
    while waiting:
        way, one = waiting.pop()
        if isinstance(one, dict):
            yield way, one
            inner: list[tuple[Any, Any]] = list(one.items())
        else:
            inner = list(enumerate(one)) if isinstance(one, list) else []
        if len(way) < DEEPEST:
            waiting += [((*way, k), v) for k, v in reversed(inner) if isinstance(v, dict | list)]


def types_of(value: dict[str, Any]) -> frozenset[str]:
    """An object's types: ``Article`` also of ``https://schema.org/Article``, ``schema:Article``."""
    given = value.get("@type")
    names = given if isinstance(given, list) else [given]
    return frozenset(
        name.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip()
        for name in names
        if isinstance(name, str)
    )
