"""What must hold between the pieces of a kit, each of them well-formed by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from copydesk.kits.model import BriefField, Part
from copydesk.kits.reading.check_rules import PATH, PATH_RULE, check_checks, check_claims
from copydesk.kits.reading.faults import Faults, quoted
from copydesk.kits.reading.kit_draft import NAME_RULE, DocumentDraft, KitDraft, PromptDraft
from copydesk.kits.reading.names import Names
from copydesk.kits.reading.schema_rules import SCHEMA_PATH, read_schema
from copydesk.kits.reading.template_rules import check_circles, check_strays, check_templates
from copydesk.kits.reading.toml_lines import KeyPath
from copydesk.kits.reading.value_rules import value_fault
from copydesk.kits.reading.weave_rules import check_weave
from copydesk.text import is_name

RESERVED = "maps"
"""No kit can have this id: the folder of that name holds the topical maps."""


def check_kit(draft: KitDraft, faults: Faults) -> dict[str, str]:
    """Notes everything that is wrong with a kit as a whole.

    Returns:
        The text of each schema that a prompt names, by its path.
    """
    names = Names(draft)
    _check_kit_id(draft, faults)
    for field in draft.fields.values():
        if field is not None:
            _check_field(field, faults)
    _check_taken(((one.at, one.id) for one in draft.prompts), faults)
    _check_taken(((one.at, one.id) for one in draft.documents), faults)
    check_templates(draft, names, faults)
    check_strays(draft, faults)
    check_circles(draft, faults)
    schemas: dict[str, str] = {}
    for prompt in draft.prompts:
        _check_form(prompt, draft, schemas, faults)
        check_checks(prompt, names, faults)
        check_claims(prompt, faults)
    formats = {prompt.id: prompt.form.format for prompt in draft.prompts if prompt.form}
    prompts = {prompt.id: prompt for prompt in draft.prompts}
    for document in draft.documents:
        _check_parts(document, formats, names, faults)
        check_weave(document, prompts, names, faults)
        _check_file(document, faults)
    _check_pages(draft.documents, faults)
    return schemas


def _check_pages(documents: Iterable[DocumentDraft], faults: Faults) -> None:
    """At most one document is the page, and what becomes a page is in Markdown."""
    first = ""
    for one in documents:
        if one.document is None or not one.document.page:
            continue
        at = (*one.at, "page")
        if one.document.format != "markdown":
            faults.at(at, f"only a document in Markdown becomes a page; {one.id} is not")
        elif first:
            faults.at(at, f"only one document is the page, and {first} is one already")
        first = first or one.id


ENDINGS = {"markdown": ".md", "html": ".html", "text": ".txt", "csv": ".csv", "json": ".json"}
"""How the file of a document ends, by its format."""


def _check_file(one: DocumentDraft, faults: Faults) -> None:
    document = one.document
    if document is None or not document.file:
        return
    ending = ENDINGS[document.format]
    stem = document.file.removesuffix(ending)
    if stem == document.file or not is_name(stem):
        what = f'expected a file name such as "posts{ending}"'
        faults.at((*one.at, "file"), f"{what}, found {quoted(document.file)}")


def _check_kit_id(draft: KitDraft, faults: Faults) -> None:
    name = draft.folder.path.absolute().name
    if name == RESERVED:
        faults.add(faults.file.path, f'a kit cannot be called "{RESERVED}": topical maps lie there')
    elif not is_name(name):
        message = f"the folder's name is the kit's id: expected {NAME_RULE}, found {quoted(name)}"
        faults.add(faults.file.path, message)


def _check_taken(pieces: Iterable[tuple[KeyPath, str]], faults: Faults) -> None:
    first: dict[str, KeyPath] = {}
    for at, name in pieces:
        if name and first.setdefault(name, at) != at:
            line = faults.file.line((*first[name], "id"))
            faults.at((*at, "id"), f'the id "{name}" is taken: it stands in line {line} already')


def _check_field(field: BriefField, faults: Faults) -> None:
    at = ("brief", field.id)
    if field.kind == "choice" and not field.options:
        faults.at(at, 'a choice needs options = ["…", "…"]')
    elif field.kind != "choice" and field.options:
        faults.at((*at, "options"), f"only a choice has options; this field is a {field.kind}")
    elif len(set(field.options)) < len(field.options) or not all(field.options):
        faults.at((*at, "options"), "expected options that differ, none of them empty")
    elif field.default is not None and (fault := value_fault(field.default, field)):
        faults.at((*at, "default"), fault)


def _check_form(one: PromptDraft, draft: KitDraft, schemas: dict[str, str], faults: Faults) -> None:
    if one.form is None or not one.form.schema or faults.full:
        return
    at, schema = (*one.at, "answer", "schema"), one.form.schema
    if one.form.format != "json":
        faults.at(at, 'only an answer in JSON has a schema; add format = "json"')
    elif not SCHEMA_PATH.fullmatch(schema):
        faults.at(at, f'expected a file in the kit, "schemas/outline.json", found {quoted(schema)}')
    elif not (draft.folder.path / schema).exists():
        known = [f"schemas/{name}" for name in draft.folder.names("schemas", ".json")]
        faults.unknown(at, f"there is no such file: {quoted(schema)}", schema, known)
    elif schema not in schemas:
        schemas[schema] = read_schema(draft.folder, schema, faults)


def _check_parts(
    one: DocumentDraft, formats: Mapping[str, str], names: Names, faults: Faults
) -> None:
    for at, raw, part in one.parts:
        if faults.full:
            return
        if fault := names.value_fault(part.heading):
            faults.at((*at, "heading"), fault)
        if part.answer and (fault := names.fault("answer", part.answer)):
            faults.at((*at, "answer"), fault)
        for key, message in _part_faults(raw, part, formats.get(part.answer, "json")).items():
            faults.at((*at, key) if key else at, message)


def _part_faults(raw: Mapping[str, Any], part: Part, format: str) -> dict[str, str]:
    """What is wrong with a part, by its key; ``format`` is that of the answer it names."""
    faults = {}
    given = [key for key in ("heading", "text", "answer") if raw.get(key)]
    if len(given) != 1:
        what = " and ".join(given) or "none of them"
        faults[""] = f"expected exactly one of heading, text and answer, found {what}"
    if not 1 <= part.level <= 6:
        faults["level"] = f"expected a level from 1 to 6, found {part.level}"
    if part.path and not PATH.fullmatch(part.path):
        faults["path"] = f"{PATH_RULE}, found {quoted(part.path)}"
    elif part.path and (format != "json" or not part.answer):
        faults["path"] = "a path needs an answer in JSON to pick from"
    if part.set != "text" and not part.answer:
        faults["set"] = "only an answer can be set in another way than as it stands"
    return faults
