"""What can be referred to in a kit: its fields, the map's values, its prompts and documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from copydesk.kits.model import MAP_NAMES, BriefField
from copydesk.kits.reading.faults import meant, quoted
from copydesk.kits.reading.kit_draft import KitDraft

VALUE = re.compile(r"(brief|map)\.(\S*)")
"""The name of one value, where a literal text could stand as well."""

_UNKNOWN = {
    "brief": "the brief has no field",
    "map": "a map has no value",
    "answer": "no prompt has the id",
    "document": "no document has the id",
}


class Names:
    """Every name that a kit knows, those of broken pieces included."""

    def __init__(self, draft: KitDraft) -> None:
        self._fields = draft.fields
        self._known: Mapping[str, Collection[str]] = {
            "brief": draft.fields,
            "map": MAP_NAMES,
            "answer": dict.fromkeys(draft.prompt_ids),
            "document": dict.fromkeys(draft.document_ids),
        }

    def fault(self, family: str, name: str) -> str:
        """What is wrong with ``family.name``; "" for one that exists."""
        known = self._known[family]
        if name in known:
            return ""
        return f"{_UNKNOWN[family]} {quoted(name)}{meant(name, known)}"

    def value_fault(self, text: str) -> str:
        """As ``fault``, for a text that may be the name of a value or mean itself."""
        match = VALUE.fullmatch(text)
        return self.fault(match[1], match[2]) if match else ""

    def number_fault(self, text: str) -> str:
        """What is wrong with a text that stands for a number."""
        return self._kind_fault(text, "a number", ("number",), ())

    def texts_fault(self, text: str) -> str:
        """What is wrong with a text that stands for texts: a list, or a single one."""
        return self._kind_fault(text, "a list", ("list", "line", "text", "choice"), MAP_NAMES)

    def _kind_fault(
        self, text: str, what: str, kinds: Collection[str], of_map: Collection[str]
    ) -> str:
        match = VALUE.fullmatch(text)
        if match is None:
            return f'expected {what} or the name of one ("brief.…"), found {quoted(text)}'
        family, name = match.groups()
        if fault := self.fault(family, name):
            return fault
        field: BriefField | None = self._fields.get(name) if family == "brief" else None
        if (field and field.kind not in kinds) or (family == "map" and name not in of_map):
            kind = field.kind if field else "text"
            return f"expected {what}, but {quoted(text)} is of the kind {kind}"
        return ""
