"""The checks that a kit can name: a closed, declarative list, one class per kind.

A check is data. What it means for an answer is computed elsewhere, one file per family; here
stands only what a kit's author may write, so that a kit is validated whole when it is read.

A number may be a name instead (``brief.words``); a list of texts may be one too
(``brief.faq_questions``, ``map.siblings``). ``path`` picks inside an answer in JSON: dotted
names and ``[*]`` (``headings[*].word_target``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Severity = Literal["fail", "warn", "advise"]
Number = int | float | str
"""A number, or the name of one."""
Texts = tuple[str, ...] | str
"""Literal texts, or the name of a list (or of one text)."""
Per = Literal["text", "item", "section"]


class Check:
    """What all checks share. Never made itself; see ``KINDS`` for the closed list."""

    kind: ClassVar[str] = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Lets pydantic tell the kinds apart by ``kind``; runs only where kits are read."""
        if cls is not Check:
            return handler(source)
        from typing import Annotated, Union

        from pydantic import Field

        union = Union[tuple(KINDS.values())]  # type: ignore[valid-type]  # noqa: UP007
        return handler.generate_schema(Annotated[union, Field(discriminator="kind")])


@dataclass(frozen=True, kw_only=True)
class Words(Check):
    """How many words: of the whole text, of each item at ``path``, or of each section.

    Either ``min`` and ``max``, or ``about`` with ``within`` as a fraction of it.
    """

    kind: Literal["words"] = "words"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Characters(Check):
    """How many characters; parameters as for words."""

    kind: Literal["characters"] = "characters"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Sentences(Check):
    """How many sentences; parameters as for words."""

    kind: Literal["sentences"] = "sentences"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str = ""
    per: Per = "text"
    min: Number | None = None
    max: Number | None = None
    about: Number | None = None
    within: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Items(Check):
    """How many items stand at ``path``; with ``field``, only those whose field is ``one_of``."""

    kind: Literal["items"] = "items"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str = ""
    min: Number | None = None
    max: Number | None = None
    equals: Number | None = None
    field: str = ""
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schema(Check):
    """The answer parses as JSON and meets the schema that the prompt's answer names."""

    kind: Literal["schema"] = "schema"  # type: ignore[misc]
    severity: Severity = "fail"


@dataclass(frozen=True, kw_only=True)
class Sum(Check):
    """The numbers at ``path`` add up; where items nest (``children``), only leaves count."""

    kind: Literal["sum"] = "sum"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str
    equals: Number
    within: float = 0.0
    children: str = "children"


@dataclass(frozen=True, kw_only=True)
class Headings(Check):
    """Which Markdown headings stand in the text.

    ``levels`` lists the levels that may occur (an empty list: no headings at all); ``nested``
    asks that no level is skipped on the way down.
    """

    kind: Literal["headings"] = "headings"  # type: ignore[misc]
    severity: Severity = "fail"
    levels: tuple[int, ...]
    min: Number | None = None
    max: Number | None = None
    nested: bool = True


@dataclass(frozen=True, kw_only=True)
class Contains(Check):
    """The text holds one phrase to the letter (``{{ARTICLE_URL}}``, a pillar's title)."""

    kind: Literal["contains"] = "contains"  # type: ignore[misc]
    severity: Severity = "fail"
    phrase: str
    path: str = ""
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Mentions(Check):
    """The text mentions each of some terms: whole words, case and hyphens folded."""

    kind: Literal["mentions"] = "mentions"  # type: ignore[misc]
    severity: Severity = "fail"
    terms: Texts
    path: str = ""
    at_least: Number | None = None
    """How many of them; all when left out."""


@dataclass(frozen=True, kw_only=True)
class Keyword(Check):
    """Where a keyword, or a variant of it, stands."""

    kind: Literal["keyword"] = "keyword"  # type: ignore[misc]
    severity: Severity = "fail"
    keyword: str = "brief.primary_keyword"
    place: Literal["text", "start", "headings", "each"] = "text"
    """``start``: within the first ``words``; ``headings``: in one; ``each``: each item at path."""
    words: int = 100
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class CodeBlock(Check):
    """Fenced code stands in the text."""

    kind: Literal["code_block"] = "code_block"  # type: ignore[misc]
    severity: Severity = "fail"
    min: int = 1
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class EndsWithList(Check):
    """The text ends with a list of exactly so many items."""

    kind: Literal["ends_with_list"] = "ends_with_list"  # type: ignore[misc]
    severity: Severity = "fail"
    items: int


@dataclass(frozen=True, kw_only=True)
class Unique(Check):
    """No value at ``path`` occurs twice, case and surrounding blanks aside."""

    kind: Literal["unique"] = "unique"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str


@dataclass(frozen=True, kw_only=True)
class OnlyAnswer(Check):
    """Nothing but what was asked for: no preamble, no closing chatter, no fence around it all."""

    kind: Literal["only_answer"] = "only_answer"  # type: ignore[misc]
    severity: Severity = "warn"


@dataclass(frozen=True, kw_only=True)
class HeadTags(Check):
    """The lengths of title, description and Open Graph tags, in characters: (min, max)."""

    kind: Literal["head_tags"] = "head_tags"  # type: ignore[misc]
    severity: Severity = "fail"
    title: tuple[int, int] | None = None
    description: tuple[int, int] | None = None
    og_title: tuple[int, int] | None = None
    og_description: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class JsonLd(Check):
    """JSON-LD that parses, holds these types, each with its properties, and ISO 8601 dates."""

    kind: Literal["json_ld"] = "json_ld"  # type: ignore[misc]
    severity: Severity = "fail"
    types: tuple[str, ...]
    properties: tuple[str, ...] = ()
    """Each as ``Type.property``."""


@dataclass(frozen=True, kw_only=True)
class Posts(Check):
    """X's weighted count of each post at ``path``; an address placeholder counts as a link."""

    kind: Literal["posts"] = "posts"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str
    max: int = 280


@dataclass(frozen=True, kw_only=True)
class NameForm(Check):
    """Each value at ``path`` is a slug (``ci-vs-cd``) or a file name (``ci-vs-cd.png``)."""

    kind: Literal["name_form"] = "name_form"  # type: ignore[misc]
    severity: Severity = "fail"
    path: str
    form: Literal["slug", "file"] = "slug"


@dataclass(frozen=True, kw_only=True)
class Agrees(Check):
    """The answer is consistent with something else that the session knows.

    ``headings``: every H2 of the outline answer ``to`` stands in the text, in order.
    ``placements``: every value at ``path`` is a heading of the answer ``to``.
    ``questions``: the questions and answers of ``to`` stand in the JSON-LD's FAQPage.
    ``titles``: every value at ``path`` is one of the titles in ``to`` (``map.siblings``), a list
    of names being taken together.
    """

    kind: Literal["agrees"] = "agrees"  # type: ignore[misc]
    severity: Severity = "fail"
    how: Literal["headings", "placements", "questions", "titles"]
    to: Texts
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Advice(Check):
    """A remark that the writer should see beside the answer, whatever it says."""

    kind: Literal["advice"] = "advice"  # type: ignore[misc]
    severity: Severity = "advise"
    text: str


KINDS: dict[str, type[Check]] = {
    cls.kind: cls
    for cls in (
        Words, Characters, Sentences, Items, Schema, Sum, Headings, Contains, Mentions, Keyword,
        CodeBlock, EndsWithList, Unique, OnlyAnswer, HeadTags, JsonLd, Posts, NameForm, Agrees,
        Advice,
    )
}  # fmt: skip
"""Every kind of check by its name in kit files."""
