"""What a prompt's text may refer to, and where; and that prompts do not wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from copydesk.kits.reading.faults import Faults, meant
from copydesk.kits.reading.kit_draft import KitDraft, PromptDraft
from copydesk.kits.reading.names import Names
from copydesk.kits.template import BLOCKS
from copydesk.text import one_line

Node = tuple[str, str]
"""``("answer", prompt id)`` or ``("document", document id)``."""

MOST_CIRCLES = 10


def check_templates(draft: KitDraft, names: Names, faults: Faults) -> None:
    """Notes references to what does not exist, and answers and documents within a line."""
    for one in _with_text(draft):
        template = draft.texts[one.id]
        if not template.source.strip():
            faults.add(one.path, "the prompt has no text")
        for ref in template.refs:
            if faults.full:
                return
            if fault := names.fault(ref.family, ref.name):
                faults.add(one.path, fault, template.line(ref), one_line(str(ref), 60))
            elif ref.family in BLOCKS and not template.alone(ref):
                fault = "an answer or a document stands alone on its line; move it to its own"
                faults.add(one.path, fault, template.line(ref), str(ref))


def check_strays(draft: KitDraft, faults: Faults) -> None:
    """Notes texts in ``prompts/`` that no prompt has."""
    known = dict.fromkeys(draft.prompt_ids)
    for name in draft.folder.names("prompts", ".md"):
        if faults.full:
            return
        stem = name.removesuffix(".md")
        if stem not in known:
            path = draft.folder.path / "prompts" / name
            faults.add(path, "no prompt has this file's name as its id" + meant(stem, known))


def check_circles(draft: KitDraft, faults: Faults) -> None:
    """Notes prompts that need their own answer, at once or through others or a document."""
    needs = dict(_needs(draft))
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle: list[Node] = error.args[1][::-1]
        else:
            return
        circle = _from_first_prompt(circle[:-1], draft)
        _note_circle(circle, draft, faults)
        needs[circle[0]].discard(circle[1 % len(circle)])


def _needs(draft: KitDraft) -> Iterator[tuple[Node, set[Node]]]:
    """What each prompt and each document is made from."""
    for one in _with_text(draft):
        refs = draft.texts[one.id].refs
        yield ("answer", one.id), {(ref.family, ref.name) for ref in refs if ref.family in BLOCKS}
    for document in draft.documents:
        answers = {("answer", part.answer) for _, _, part in document.parts if part.answer}
        yield ("document", document.id), answers


def _from_first_prompt(circle: list[Node], draft: KitDraft) -> list[Node]:
    """The same circle, told from the prompt that comes first in the kit."""
    order = {("answer", name): index for index, name in enumerate(draft.prompt_ids)}
    start = min(range(len(circle)), key=lambda index: order.get(circle[index], len(order)))
    return circle[start:] + circle[:start]


def _note_circle(circle: list[Node], draft: KitDraft, faults: Faults) -> None:
    one = next(prompt for prompt in draft.prompts if ("answer", prompt.id) == circle[0])
    template = draft.texts[one.id]
    needed = circle[1 % len(circle)]
    ref = next(ref for ref in template.refs if (ref.family, ref.name) == needed)
    if len(circle) == 1:
        message = "a prompt cannot use its own answer"
    else:
        way = [f"the document {name}" if kind == "document" else name for kind, name in circle]
        message = f"prompts wait for each other in a circle: {' → '.join([*way, way[0]])}"
    faults.add(one.path, message, template.line(ref), str(ref))


def _with_text(draft: KitDraft) -> Iterator[PromptDraft]:
    """The prompts whose text could be read, each id once."""
    seen: set[str] = set()
    for one in draft.prompts:
        if one.id in draft.texts and one.id not in seen:
            seen.add(one.id)
            yield one
