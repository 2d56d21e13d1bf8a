"""Answers become a document: the article, the page's head, the posts.

A document is a closed list of parts in its kit. A part whose answer is not there is left out,
and so is a heading with nothing under it: a document says what there is, at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from copydesk.documents.levels import DEEPEST, fitted
from copydesk.documents.woven import Fate, Woven
from copydesk.kits.model import (
    MAP_NAMES,
    Document,
    Kit,
    MapValues,
    Part,
    Value,
)

if TYPE_CHECKING:
    from copydesk.answers.reading import Reading


class Material(msgspec.Struct, frozen=True):
    """All that a finished prompt or a document is made of."""

    kit: Kit
    brief: Mapping[str, Value] = msgspec.field(default_factory=dict)
    map: MapValues = msgspec.field(default_factory=MapValues)
    answers: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The stored texts, by prompt id."""
    skipped: frozenset[str] = frozenset()
    notes: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the writer adds to a prompt, by prompt id."""
    in_chat: frozenset[str] = frozenset()
    """The prompts whose answers the chat at hand already holds."""
    woven: Mapping[str, Woven] = msgspec.field(default_factory=dict)
    """What the writer placed in the article, by id, in order."""

    def answer(self, prompt_id: str) -> str:
        """The stored answer; "" where there is none, only blanks, or the prompt is skipped."""
        text = "" if prompt_id in self.skipped else self.answers.get(prompt_id, "")
        return "" if text.isspace() else text

    def value(self, name: str) -> Value | None:
        """The value named ``brief.title`` or ``map.topic``; None when nobody gave one.

        Raises KeyError for a name that neither the kit's brief nor a map has.
        """
        family, _, key = name.partition(".")
        if family == "brief":
            return self.brief.get(key, self.kit.field(key).default)
        if family == "map" and key in MAP_NAMES:
            value: Value = getattr(self.map, key)
            return value
        raise KeyError(name)


def value_text(value: Value | None) -> str:
    """A value within a line: a list with commas, a whole number without its ``.0``."""
    if isinstance(value, (tuple, list)):
        return ", ".join(item for item in value if item.strip())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def document_needs(kit: Kit, document_id: str) -> tuple[str, ...]:
    """The ids of the prompts whose answers a document is set from, in the kit's order."""
    parts = kit.document(document_id).parts
    found = {part.answer for part in parts}
    return tuple(prompt.id for prompt in kit.prompts if prompt.id in found)


class Passage(NamedTuple):
    """A stretch of a document that came from one place."""

    prompt: str
    """The prompt whose answer it came from; empty for the kit's own words."""
    text: str
    woven: str = ""
    """The id of what was placed here; empty for all else."""


class Laid(NamedTuple):
    """A document as it was set."""

    text: str
    passages: tuple[Passage, ...]
    fitted: Mapping[str, int]
    """By how many levels an answer's headings were moved down to fit, by prompt id."""
    fates: Mapping[str, Fate]
    """What became of each thing that was placed, by its id."""


class _Piece(NamedTuple):
    """The text of one part."""

    text: str
    part: Part


def set_document(material: Material, document_id: str) -> str:
    """The document's text; see ``lay_out``."""
    return lay_out(material, document_id).text


def lay_out(material: Material, document_id: str) -> Laid:
    """The document as far as its answers exist, without a newline at its end.

    Parts are set apart by a blank line. In Markdown a heading is written with ``#``, in HTML as
    ``<h2>``, in plain text as a line; HTML takes answers as they stand, however a part sets them.
    Where an answer cannot be picked from (it is no JSON, or lacks the path) it goes in whole,
    once. In Markdown, the headings of an answer are moved down where they would stand as high as
    the document's own heading above them, and what the writer placed is woven in.
    """
    document = material.kit.document(document_id)
    whole: set[str] = set()
    blocks = [_block(part, document, material, whole) for part in document.parts]
    pieces = [
        _Piece(text, document.parts[index])
        for index, text in enumerate(blocks)
        if text and _has_content(document.parts[index:], blocks[index:])
    ]
    if document.format != "markdown":
        passages = tuple(Passage(piece.part.answer, piece.text) for piece in pieces)
        return Laid("\n\n".join(one.text for one in pieces), passages, {}, {})
    pieces, fitted_by = _fitted(pieces, material)
    if not material.woven or not document.weave:
        passages = tuple(Passage(piece.part.answer, piece.text) for piece in pieces)
        return Laid("\n\n".join(one.text for one in pieces), passages, fitted_by, {})
    return _woven(pieces, material, fitted_by)


def _fitted(pieces: list[_Piece], material: Material) -> tuple[list[_Piece], dict[str, int]]:
    """The pieces with headings that fit, and the answers whose headings did not."""
    above, moved, found = 0, {}, []
    for piece in pieces:
        part = piece.part
        if part.heading:
            above = part.level
        elif _is_markdown(part, material):
            text, by = fitted(piece.text, above)
            piece = _Piece(text, part)
            if by:
                moved[part.answer] = by
        found.append(piece)
    return found, moved


def _is_markdown(part: Part, material: Material) -> bool:
    """Whether a part is an answer in Markdown as it stands."""
    if not part.answer or part.set != "text" or part.path:
        return False
    return material.kit.prompt(part.answer).answer.format == "markdown"


def _woven(pieces: list[_Piece], material: Material, moved: Mapping[str, int]) -> Laid:
    from copydesk.documents.weaving import Loom

    loom = Loom([piece.text for piece in pieces])
    fates = loom.weave(material.woven)
    passages = [
        Passage(prompt, text, name)
        for index, piece in enumerate(pieces)
        for prompt, name, text in loom.pieces(index, piece.part.answer)
    ]
    text = "\n\n".join(passage.text for passage in passages)
    return Laid(text, tuple(passages), moved, fates)


def _has_content(parts: Sequence[Part], blocks: Sequence[str]) -> bool:
    """Whether the first part is more than a heading over nothing."""
    if not parts[0].heading:
        return True
    for part, text in zip(parts[1:], blocks[1:], strict=True):
        if part.heading and part.level <= parts[0].level:
            return False
        if text and not part.heading:
            return True
    return False


def _block(part: Part, document: Document, material: Material, whole: set[str]) -> str:
    """A part's text; ``whole`` gathers the prompts whose answers could not be picked from."""
    if part.heading:
        return _heading(_heading_text(part.heading, material), part.level, document)
    if part.text:
        return part.text.strip("\n")
    stored = material.answer(part.answer)
    if not stored:
        return ""
    from copydesk.answers.reading import read_answer  # most starts set no document

    reading = read_answer(stored, material.kit.prompt(part.answer).answer.format)
    try:
        return _set(part, reading, document)
    except (ValueError, LookupError, RecursionError):
        if part.answer in whole:
            return ""
        whole.add(part.answer)
        return reading.text


def _heading_text(heading: str, material: Material) -> str:
    try:
        return value_text(material.value(heading))
    except KeyError:
        return heading


def _heading(text: str, level: int, document: Document) -> str:
    line = " ".join(text.split())
    if not line or document.format == "text":
        return line
    if document.format == "html":
        import html

        return f"<h{level}>{html.escape(line, quote=False)}</h{level}>"
    return f"{'#' * level} {line}"


def _set(part: Part, reading: Reading, document: Document) -> str:
    """An answer as its part sets it.

    Raises ValueError, LookupError or RecursionError where the answer is not what the part needs.
    """
    how = "text" if document.format == "html" else part.set
    text = reading.text
    if how == "outline":
        return "\n\n".join(_outline(pick(_parsed(reading), part.path), part.level))
    if how in ("questions", "list"):
        found = list(_flat(pick(_parsed(reading), part.path)))
        if how == "list":
            return "\n".join("- " + _text(one).replace("\n", "\n  ") for one in found)
        return "\n\n".join(_question(one, part.level, document) for one in found)
    if part.path:
        text = "\n\n".join(map(_text, _flat(pick(_parsed(reading), part.path))))
    return _code(text) if how == "code" and text else text


def _question(item: object, level: int, document: Document) -> str:
    if not isinstance(item, dict):
        raise LookupError("a question is an object of question and answer")
    heading = _heading(_text(item["question"]), level, document)
    return f"{heading}\n\n{_text(item['answer'])}"


def _outline(values: list[object], level: int) -> Iterator[str]:
    """JSON for reading: a heading a key, texts as paragraphs, lists as bullets."""
    for value in values:
        if isinstance(value, dict):
            for name, inner in value.items():
                title = str(name).replace("_", " ").strip()
                if not isinstance(inner, dict | list):
                    yield f"**{title[:1].upper()}{title[1:]}:** {_line(inner)}"
                    continue
                yield f"{'#' * min(level, DEEPEST)} {title[:1].upper()}{title[1:]}"
                yield from _outline([inner], level + 1)
        elif isinstance(value, list):
            bullets = [f"- {_line(one)}" for one in value]
            yield "\n".join(bullets) if bullets else "Nothing."
        else:
            yield _line(value)


def _line(value: object) -> str:
    """A value of JSON on one line: an object's values, the first set off."""
    if isinstance(value, dict):
        said = [f"{str(name).replace('_', ' ')}: {_line(one)}" for name, one in value.items()]
        return "; ".join(said)
    if isinstance(value, list):
        return "; ".join(map(_line, value))
    return " ".join(_text(value).split())


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _parsed(reading: Reading) -> object:
    """JSON, its numbers as they were written."""
    import json

    return json.loads(reading.json.source, parse_int=str, parse_float=str, parse_constant=str)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _flat(values: list[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        elif value is not None:
            yield value


def pick(data: object, path: str) -> list[object]:
    """The values at a path of dotted names and ``[*]`` (``posts[*].text``) in parsed JSON.

    Raises LookupError when a step of the path is not there.
    """
    values = [data]
    for name in re.findall(r"\[\*\]|[^.\[\]]+", path):
        values = [found for value in values for found in _step(value, name)]
    return values


def _step(value: object, name: str) -> list[object]:
    if name == "[*]" and isinstance(value, list):
        return value
    if name != "[*]" and isinstance(value, dict):
        return [value[name]]
    raise LookupError(f"nothing at {name}")
