"""A kit as its files have it: every piece read on its own, so that no fault hides another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from copydesk.errors import InvalidFiles
from copydesk.kits.checks import KINDS, Check
from copydesk.kits.model import (
    AnswerForm,
    BriefField,
    ClaimsAt,
    Document,
    Kit,
    Part,
    Phase,
    Prompt,
    Weave,
)
from copydesk.kits.reading.faults import Faults
from copydesk.kits.reading.kit_folder import KitFolder
from copydesk.kits.reading.shape import shaped
from copydesk.kits.reading.toml_lines import KeyPath
from copydesk.kits.reading.value_rules import found, value_from
from copydesk.kits.template import Template
from copydesk.text import is_name

FIELD_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
NAME_RULE = "a name of small letters, digits and hyphens that Windows does not reserve"


@dataclass
class PromptDraft:
    """One prompt: what of it could be read."""

    at: KeyPath
    id: str
    """Empty when what stands there is no name."""
    path: Path
    """The file of its text, whether it exists or not."""
    prompt: Prompt | None = None
    form: AnswerForm | None = None
    checks: list[tuple[KeyPath, Check]] = field(default_factory=list)
    claims: list[tuple[KeyPath, ClaimsAt]] = field(default_factory=list)

    def whole(self, template: Template) -> Prompt:
        """The prompt, of which nothing is at fault."""
        assert self.prompt is not None and self.form is not None
        return replace(
            self.prompt,
            answer=self.form,
            checks=tuple(check for _, check in self.checks),
            claims=tuple(claims for _, claims in self.claims),
            template=template,
        )


@dataclass
class DocumentDraft:
    """One document: what of it could be read."""

    at: KeyPath
    id: str
    document: Document | None = None
    parts: list[tuple[KeyPath, Mapping[str, Any], Part]] = field(default_factory=list)
    """The readable parts, each with its table as it stands in the file."""
    weave: list[tuple[KeyPath, Weave]] = field(default_factory=list)
    """What can be woven in, each with where it stands."""

    def whole(self) -> Document:
        """The document, of which nothing is at fault."""
        assert self.document is not None
        parts = tuple(part for _, _, part in self.parts)
        return replace(self.document, parts=parts, weave=tuple(one for _, one in self.weave))


@dataclass
class KitDraft:
    """All of a kit that could be read."""

    folder: KitFolder
    head: Kit | None = None
    """The kit without its pieces."""
    fields: dict[str, BriefField | None] = field(default_factory=dict)
    phases: list[tuple[Phase | None, list[PromptDraft]]] = field(default_factory=list)
    documents: list[DocumentDraft] = field(default_factory=list)
    texts: dict[str, Template] = field(default_factory=dict)
    """The texts of the prompts, by id; those that could be read."""

    @property
    def prompts(self) -> list[PromptDraft]:
        """All prompts, in order."""
        return [prompt for _, prompts in self.phases for prompt in prompts]

    @property
    def prompt_ids(self) -> list[str]:
        """The ids of all prompts, broken ones included."""
        return [prompt.id for prompt in self.prompts if prompt.id]

    @property
    def document_ids(self) -> list[str]:
        """The ids of all documents, broken ones included."""
        return [document.id for document in self.documents if document.id]

    def whole(self, kit_id: str, schemas: Mapping[str, str]) -> Kit:
        """The kit, of which nothing is at fault."""
        assert self.head is not None
        phases = (
            (phase, tuple(prompt.whole(self.texts[prompt.id]) for prompt in prompts))
            for phase, prompts in self.phases
        )
        return replace(
            self.head,
            id=kit_id,
            fields=tuple(field for field in self.fields.values() if field),
            phases=tuple(replace(phase, prompts=prompts) for phase, prompts in phases if phase),
            documents=tuple(document.whole() for document in self.documents),
            schemas=dict(schemas),
        )


def draft_kit(folder: KitFolder, faults: Faults) -> KitDraft:
    """Reads every piece of a kit; what is wrong with a piece by itself is noted."""
    data = faults.file.data
    draft = KitDraft(folder)
    placeholders = {"id": "", "fields": [], "phases": [], "documents": [], "schemas": {}}
    apart = ("brief", "phases", "documents")
    draft.head = shaped(Kit, data, (), faults, placeholders, apart)
    brief = data.get("brief", {})
    if isinstance(brief, dict):
        draft.fields = {name: _field(name, raw, faults) for name, raw in brief.items()}
    else:
        faults.at(("brief",), f"expected tables, [brief.title], found {found(brief)}")
    for at, raw in _tables(data, (), "phases", "phase", faults):
        if faults.full:
            break
        phase = shaped(Phase, raw, at, faults, {"prompts": []}, ("prompts",))
        prompts = _tables(raw, at, "prompts", "prompt", faults)
        draft.phases.append((phase, [_prompt(raw, at, draft, faults) for at, raw in prompts]))
    if "documents" in data:
        for at, raw in _tables(data, (), "documents", "document", faults):
            draft.documents.append(_document(raw, at, faults))
    return draft


def _field(name: str, raw: Any, faults: Faults) -> BriefField | None:
    at = ("brief", name)
    if not FIELD_ID.fullmatch(name):
        faults.at(at, "expected a name of small letters, digits and underscores")
    if isinstance(raw, dict) and "default" in raw:
        default = value_from(raw["default"])
        raw = raw | {"default": default} if default is not None else raw
    return shaped(BriefField, raw, at, faults, {"id": name})


def _prompt(raw: Any, at: KeyPath, draft: KitDraft, faults: Faults) -> PromptDraft:
    name = _id(raw, at, faults)
    relative = f"prompts/{name}.md"
    one = PromptDraft(at, name, draft.folder.path / relative)
    given = {"answer": {}, "checks": [], "claims": [], "template": {"source": ""}}
    one.prompt = shaped(Prompt, raw, at, faults, given, ("answer", "checks", "claims"))
    if not isinstance(raw, dict):
        return one
    one.form = shaped(AnswerForm, raw.get("answer", {}), (*at, "answer"), faults, {})
    if "checks" in raw:
        for place, table in _tables(raw, at, "checks", "check", faults):
            check = _check(table, place, faults)
            if check is not None:
                one.checks.append((place, check))
    if "claims" in raw:
        for place, table in _tables(raw, at, "claims", "claim", faults):
            claims = shaped(ClaimsAt, table, place, faults, {})
            if claims is not None:
                one.claims.append((place, claims))
    if name and name not in draft.texts and not faults.full:
        try:
            draft.texts[name] = Template(draft.folder.text(relative))
        except InvalidFiles as error:
            faults.take(error.problems)
    return one


def _check(raw: Any, at: KeyPath, faults: Faults) -> Check | None:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if isinstance(kind, str) and kind in KINDS:
        return shaped(KINDS[kind], raw, at, faults, {}, ("kind",))
    if isinstance(kind, str):
        faults.unknown((*at, "kind"), f"no check is called {found(kind)}", kind, KINDS)
    else:
        faults.at((*at, "kind"), 'expected a kind of check, such as kind = "words"')
    return None


def _document(raw: Any, at: KeyPath, faults: Faults) -> DocumentDraft:
    one = DocumentDraft(at, _id(raw, at, faults))
    one.document = shaped(Document, raw, at, faults, {"parts": [], "weave": []}, ("parts", "weave"))
    for place, table in _tables(raw, at, "parts", "part", faults):
        part = shaped(Part, table, place, faults, {})
        if part is not None:
            one.parts.append((place, table, part))
    if isinstance(raw, dict) and "weave" in raw:
        for place, table in _tables(raw, at, "weave", "thing to weave in", faults):
            weave = shaped(Weave, table, place, faults, {})
            if weave is not None:
                one.weave.append((place, weave))
    return one


def _id(raw: Any, at: KeyPath, faults: Faults) -> str:
    name = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(name, str):
        if is_name(name):
            return name
        faults.at((*at, "id"), f"expected {NAME_RULE}, found {found(name)}")
    return ""


def _tables(
    raw: Any, at: KeyPath, key: str, what: str, faults: Faults
) -> list[tuple[KeyPath, Any]]:
    """The tables of a list that must not be empty, each with where it stands."""
    if not isinstance(raw, dict):
        return []
    place = (*at, key)
    items = raw.get(key, [])
    if not isinstance(items, list):
        faults.at(place, f"expected a list of tables, found {found(items)}")
        return []
    if not items:
        faults.at(place, f"expected at least one {what}, found none")
    return [((*place, index), item) for index, item in enumerate(items)]
