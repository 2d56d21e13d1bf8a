"""What a kit, a brief and a topical map are: frozen, plain, and ignorant of files.

Every class here is a frozen struct. Tables of files are held to its annotations by pydantic
(``reading/shape.py``: all faults at once, with their lines); sessions rebuild it with msgspec,
which costs a start a tenth of the time. So a rule is written once, here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

import msgspec

from copydesk.kits.checks import AnyCheck
from copydesk.kits.template import Template

FORMAT = 1
"""The newest format of kit, map and brief files that this program reads."""

Value = str | int | float | tuple[str, ...]
"""A brief's value: text, a number, or a list of texts; a date is text in ISO 8601."""

FieldKind = Literal["line", "text", "list", "number", "choice", "date"]
AnswerFormat = Literal["text", "markdown", "json", "html"]
DocumentFormat = Literal["markdown", "html", "text", "csv", "json"]
WeaveKind = Literal["link", "quote", "study", "image"]
SetAs = Literal["text", "questions", "list", "code", "outline"]
ClaimKind = Literal["statistic", "study", "quote", "source"]


class BriefField(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a kit wants to know before it starts."""

    id: str
    kind: FieldKind = "line"
    label: str
    help: str = ""
    required: bool = False
    default: Value | None = None
    options: tuple[str, ...] = ()
    """For ``choice``: what can be chosen, in order."""


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a prompt's answer is: its format and, for JSON, the schema it must meet."""

    format: AnswerFormat = "markdown"
    schema: str = ""
    """A path inside the kit's folder, ``schemas/outline.json``; empty for none."""


class ClaimsAt(msgspec.Struct, frozen=True, kw_only=True):
    """Where an answer in JSON holds what a person has to verify before it is printed.

    ``path`` leads to objects (``[*]``, ``studies[*]``); with ``field``, only those whose field is
    ``one_of`` count. ``text`` lists the keys that may say the claim: the first that says anything
    does. ``source`` and ``by`` are the keys that say where it comes from and who says it.
    """

    kind: ClaimKind
    path: str
    text: tuple[str, ...]
    source: str = ""
    by: str = ""
    field: str = ""
    one_of: tuple[str, ...] = ()


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a kit."""

    id: str
    title: str
    summary: str = ""
    optional: bool = False
    """An optional prompt does not hold up the ones after it and is not counted as to do."""
    answer: AnswerForm = AnswerForm()
    checks: tuple[AnyCheck, ...] = ()
    claims: tuple[ClaimsAt, ...] = ()
    template: Template
    """The text of ``prompts/<id>.md``, parsed."""


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A named stretch of a kit's prompts."""

    title: str
    prompts: tuple[Prompt, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a document; exactly one of ``heading``, ``text`` and ``answer`` is given.

    ``heading`` is literal text, or the name of one value (``brief.title``, ``map.topic``).
    ``answer`` is a prompt's id; ``path`` picks inside an answer in JSON (``posts[*].text``), and
    ``set`` says how what was picked is set: as it stands, as questions and answers (objects of
    ``question`` and ``answer``, each question a heading of ``level``), as bullets, as code, or as
    an outline: keys of JSON as headings from ``level`` on, what they hold below them.
    """

    heading: str = ""
    level: int = 2
    text: str = ""
    answer: str = ""
    path: str = ""
    set: SetAs = "text"


class Weave(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer in JSON offers for a document: links, quotes, studies, images.

    ``path`` leads to objects. ``place`` is the key that names a heading of the document; ``text``
    the key of the words that become a link, of the quote, of the study's title or of the image's
    description; ``target`` that of the title a link leads to, or of the image's file name. ``by``
    says who said or published it, ``about`` what to know of them, ``caption`` what stands below
    an image; ``sentence`` is one that holds a link's words, for a text that does not have them.
    """

    kind: WeaveKind
    answer: str
    path: str = "[*]"
    text: str
    place: str
    target: str = ""
    by: str = ""
    about: str = ""
    caption: str = ""
    sentence: str = ""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Something set from answers: an article, a page's head, a set of posts."""

    id: str
    title: str
    format: DocumentFormat = "markdown"
    parts: tuple[Part, ...]
    file: str = ""
    """The name of the file that publishing writes; empty for the id with its format's ending."""
    page: bool = False
    """Whether publishing makes a page of it; at most one document of a kit is one."""
    weave: tuple[Weave, ...] = ()


class Kit(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A reusable, ordered set of prompts, whole and valid."""

    id: str
    format: int
    version: str
    title: str
    summary: str
    updated: dt.date
    fields: tuple[BriefField, ...]
    phases: tuple[Phase, ...]
    documents: tuple[Document, ...] = ()
    how_to: str = ""
    """How to use the kit, in Markdown, for the preview."""
    schemas: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The text of each JSON Schema that a prompt names, by its path in the kit's folder."""

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """All prompts in the order they are worked through."""
        return tuple(prompt for phase in self.phases for prompt in phase.prompts)

    @cached_property
    def _by_id(self) -> Mapping[str, Prompt]:
        return {prompt.id: prompt for prompt in self.prompts}

    def prompt(self, prompt_id: str) -> Prompt:
        """The prompt with this id; raises KeyError for an unknown one."""
        return self._by_id[prompt_id]

    def number(self, prompt_id: str) -> int:
        """A prompt's number as writers see it, counted from 1 through all phases."""
        return self.prompts.index(self.prompt(prompt_id)) + 1

    def phase_of(self, prompt_id: str) -> int:
        """The index of the phase that a prompt stands in."""
        return next(
            index
            for index, phase in enumerate(self.phases)
            if any(prompt.id == prompt_id for prompt in phase.prompts)
        )

    def field(self, field_id: str) -> BriefField:
        """The brief's field with this id; raises KeyError for an unknown one."""
        for one in self.fields:
            if one.id == field_id:
                return one
        raise KeyError(field_id)

    def document(self, document_id: str) -> Document:
        """The document with this id; raises KeyError for an unknown one."""
        for one in self.documents:
            if one.id == document_id:
                return one
        raise KeyError(document_id)

    def uses(self, prompt_id: str) -> tuple[str, ...]:
        """The ids of the prompts whose answers a prompt needs, in the kit's order.

        Derived from the prompt's text, the parts of documents included, so that a dependency
        is written once: where it is used.
        """
        found = set(self._answers_in(self.prompt(prompt_id).template))
        return tuple(prompt.id for prompt in self.prompts if prompt.id in found)

    def used_by(self, prompt_id: str) -> tuple[str, ...]:
        """The ids of the prompts that need this one's answer directly, in the kit's order."""
        return tuple(p.id for p in self.prompts if prompt_id in self.uses(p.id))

    def _answers_in(self, template: Template) -> Iterator[str]:
        for ref in template.refs:
            if ref.family == "answer":
                yield ref.name
            elif ref.family == "document":
                yield from (part.answer for part in self.document(ref.name).parts if part.answer)


class MapDefaults(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every article of a map."""

    author: str = ""
    author_url: str = ""
    site: str = ""
    address: str = ""
    """The pattern of an article's address, ``https://example.com/{slug}``; the slug is its id."""
    style: str = ""
    """The house style, as a prompt may quote it."""
    language: str = "en"


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: one article of a map, or a writer's own."""

    id: str
    format: int
    group: str = ""
    order: int = 0
    """The place within the group; equal numbers are ordered by title."""
    updated: dt.date | None = None
    overview: str = ""
    values: Mapping[str, Value] = msgspec.field(default_factory=dict)
    """Values for the kit's fields, by field id."""

    @property
    def title(self) -> str:
        """The working title, or the id where none is given."""
        return str(self.values.get("title") or self.id)


class TopicMap(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of briefs that belong together."""

    id: str
    format: int
    kit: str
    """The id of the kit that the briefs are written for."""
    topic: str
    pillar: str
    summary: str = ""
    updated: dt.date | None = None
    groups: tuple[str, ...]
    defaults: MapDefaults = MapDefaults()
    briefs: tuple[Brief, ...] = ()
    """In the order of the groups, then of ``order``, then of titles."""

    def brief(self, brief_id: str) -> Brief:
        """The brief with this id; raises KeyError for an unknown one."""
        for one in self.briefs:
            if one.id == brief_id:
                return one
        raise KeyError(brief_id)


class MapValues(msgspec.Struct, frozen=True, kw_only=True):
    """What one article's prompts can know of its map: ``{{map.…}}``."""

    topic: str = ""
    pillar: str = ""
    group: str = ""
    siblings: tuple[str, ...] = ()
    """The titles of the map's other articles."""
    slugs: tuple[str, ...] = ()
    """Their ids, in the same order, which their addresses are made of."""
    address: str = ""
    """The pattern of an article's address, ``https://example.com/{slug}``."""
    site: str = ""
    style: str = ""
    language: str = ""
    author_url: str = ""


MAP_NAMES = MapValues.__struct_fields__
