"""The checks that a kit can name: a closed, declarative list, one class per kind.

A check is data. What it means for an answer is computed elsewhere, one file per family; here
stands only what a kit's author may write, so that a kit is validated whole when it is read.

A number may be a name instead (``brief.words``); a list of texts may be one too
(``brief.faq_questions``, ``map.siblings``). ``path`` picks inside an answer in JSON: dotted
names and ``[*]`` (``headings[*].word_target``).
"""

from __future__ import annotations

import re
from typing import Literal, get_args

import msgspec

Severity = Literal["fail", "warn", "advise"]
Number = int | float | str
"""A number, or the name of one."""
Texts = tuple[str, ...] | str
"""Literal texts, or the name of a list (or of one text)."""
Per = Literal["text", "item", "section"]


def _kind(name: str) -> str:
    """The kind that a class stands for: ``EndsWithList`` is ``ends_with_list``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Check(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=_kind):
    """What all checks share. Never made itself; see ``KINDS`` for the closed list."""

    @property
    def kind(self) -> str:
        """The kind's name in kit files."""
        return str(self.__struct_config__.tag)


class Words(Check, frozen=True, kw_only=True):
    """How many words: of the whole text, of each item at ``path``, or of each section.

    Either ``min`` and ``max``, or ``about`` with ``within`` as a fraction of it.
    """

    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


class Characters(Check, frozen=True, kw_only=True):
    """How many characters; parameters as for words."""

    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


class Sentences(Check, frozen=True, kw_only=True):
    """How many sentences; parameters as for words."""

    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


class Items(Check, frozen=True, kw_only=True):
    """How many items stand at ``path``; with ``field``, only those whose field is ``one_of``."""

    severity: Severity = "fail"
    path: str = ""
    min: Number | None = None
    max: Number | None = None
    equals: Number | None = None
    field: str = ""
    one_of: tuple[str, ...] = ()


class Schema(Check, frozen=True, kw_only=True):
    """The answer parses as JSON and meets the schema that the prompt's answer names."""

    severity: Severity = "fail"


class Sum(Check, frozen=True, kw_only=True):
    """The numbers at ``path`` add up; where items nest (``children``), only leaves count."""

    severity: Severity = "fail"
    path: str
    equals: Number
    within: float = 0.0
    children: str = "children"


class Headings(Check, frozen=True, kw_only=True):
    """Which Markdown headings stand in the text.

    ``levels`` lists the levels that may occur (an empty list: no headings at all); ``nested``
    asks that no level is skipped on the way down.
    """

    severity: Severity = "fail"
    levels: tuple[int, ...]
    min: Number | None = None
    max: Number | None = None
    nested: bool = True


class Contains(Check, frozen=True, kw_only=True):
    """The text holds one phrase to the letter (``{{ARTICLE_URL}}``, a pillar's title)."""

    severity: Severity = "fail"
    phrase: str
    path: str = ""
    times: int = 1


class Mentions(Check, frozen=True, kw_only=True):
    """The text mentions each of some terms: whole words, case and hyphens folded."""

    severity: Severity = "fail"
    terms: Texts
    path: str = ""
    at_least: Number | None = None
    """How many of them; all when left out."""


class Keyword(Check, frozen=True, kw_only=True):
    """Where a keyword, or a variant of it, stands."""

    severity: Severity = "fail"
    keyword: str = "brief.primary_keyword"
    variants: Texts = ()
    """What may stand for the keyword; its own words in another order always may."""
    place: Literal["text", "start", "headings", "each"] = "text"
    """``start``: within the first ``words``; ``headings``: in one; ``each``: each item at path."""
    words: int = 100
    path: str = ""


class CodeBlock(Check, frozen=True, kw_only=True):
    """Fenced code stands in the text."""

    severity: Severity = "fail"
    min: int = 1
    language: str = ""


class EndsWithList(Check, frozen=True, kw_only=True):
    """The text ends with a list of exactly so many items."""

    severity: Severity = "fail"
    items: int


class Unique(Check, frozen=True, kw_only=True):
    """No value at ``path`` occurs twice, case and surrounding blanks aside."""

    severity: Severity = "fail"
    path: str


class OnlyAnswer(Check, frozen=True, kw_only=True):
    """Nothing but what was asked for: no preamble, no closing chatter, no fence around it all."""

    severity: Severity = "warn"


class HeadTags(Check, frozen=True, kw_only=True):
    """The lengths of title, description and Open Graph tags, in characters: (min, max)."""

    severity: Severity = "fail"
    title: tuple[int, int] | None = None
    description: tuple[int, int] | None = None
    og_title: tuple[int, int] | None = None
    og_description: tuple[int, int] | None = None


class JsonLd(Check, frozen=True, kw_only=True):
    """JSON-LD that parses, holds these types, each with its properties, and ISO 8601 dates."""

    severity: Severity = "fail"
    types: tuple[str, ...]
    properties: tuple[str, ...] = ()
    """Each as ``Type.property``."""


class Posts(Check, frozen=True, kw_only=True):
    """X's weighted count of each post at ``path``; an address placeholder counts as a link."""

    severity: Severity = "fail"
    path: str
    max: int = 280


class NameForm(Check, frozen=True, kw_only=True):
    """Each value at ``path`` is a slug (``ci-vs-cd``) or a file name (``ci-vs-cd.png``)."""

    severity: Severity = "fail"
    path: str
    form: Literal["slug", "file"] = "slug"


class Agrees(Check, frozen=True, kw_only=True):
    """The answer is consistent with something else that the session knows.

    ``headings``: every H2 of the outline answer ``to`` stands in the text, in order.
    ``placements``: every value at ``path`` is a heading of the answer ``to``.
    ``questions``: the questions and answers of ``to`` stand in the JSON-LD's FAQPage.
    ``titles``: every value at ``path`` is one of the titles in ``to`` (``map.siblings``), a list
    of names being taken together.
    """

    severity: Severity = "fail"
    how: Literal["headings", "placements", "questions", "titles"]
    to: Texts
    path: str = ""


class Advice(Check, frozen=True, kw_only=True):
    """A remark that the writer should see beside the answer, whatever it says."""

    severity: Severity = "advise"
    text: str


AnyCheck = (
    Words
    | Characters
    | Sentences
    | Items
    | Schema
    | Sum
    | Headings
    | Contains
    | Mentions
    | Keyword
    | CodeBlock
    | EndsWithList
    | Unique
    | OnlyAnswer
    | HeadTags
    | JsonLd
    | Posts
    | NameForm
    | Agrees
    | Advice
)
"""Every class of check: what ``kind`` says tells them apart."""

KINDS: dict[str, type[Check]] = {_kind(cls.__name__): cls for cls in get_args(AnyCheck)}
"""Every kind of check by its name in kit files."""
