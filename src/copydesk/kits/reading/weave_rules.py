"""What a kit may say of things that answers offer for a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.kits.model import Weave
from copydesk.kits.reading.check_rules import PATH, PATH_RULE, STEP
from copydesk.kits.reading.faults import Faults, quoted
from copydesk.kits.reading.kit_draft import DocumentDraft, PromptDraft
from copydesk.kits.reading.names import Names

_KEYS = ("text", "place", "target", "by", "about", "caption", "sentence")
"""The attributes that name a key of an item."""


def check_weave(
    one: DocumentDraft, prompts: Mapping[str, PromptDraft], names: Names, faults: Faults
) -> None:
    """Notes what is wrong with what a document lets be woven in."""
    for at, weave in one.weave:
        fault = names.fault("answer", weave.answer)
        fault = fault or _answer_fault(weave, prompts[weave.answer])
        if fault:
            faults.at((*at, "answer"), fault)
        for key, message in _faults(weave):
            faults.at((*at, key) if key else at, message)
        if one.document is not None and one.document.format != "markdown":
            faults.at(at, "things are woven into a document in Markdown only")


def _answer_fault(weave: Weave, prompt: PromptDraft) -> str:
    """Why nothing of an answer could ever be woven in; "" where it can."""
    if prompt.form is not None and prompt.form.format != "json":
        return "what is woven in comes from an answer in JSON"
    kinds = {claims.kind for _, claims in prompt.claims}
    if weave.kind in ("quote", "study") and weave.kind not in kinds:
        return (
            f"a {weave.kind} is woven in once its claim is verified, and this answer has none: "
            f'add [[phases.prompts.claims]] with kind = "{weave.kind}"'
        )
    return ""


def _faults(weave: Weave) -> Iterator[tuple[str, str]]:
    if not PATH.fullmatch(weave.path):
        yield "path", f"{PATH_RULE}, found {quoted(weave.path)}"
    for name in _KEYS:
        key = getattr(weave, name)
        if (key or name in ("text", "place")) and not re.fullmatch(STEP, key):
            yield name, f"expected the name of a key, found {quoted(key)}"
    if weave.kind in ("link", "image") and not weave.target:
        yield "", f'a {weave.kind} needs target = "…", the key that says what it is'
