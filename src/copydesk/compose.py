"""A prompt's template and the material at hand become the finished text to copy.

One pass: what is inserted is never read again. Answers and documents go in whole between
fences; a paragraph that refers to something optional and empty is left out; what is missing is
named, both in the text, for pasting by hand, and in the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from copydesk.documents import Material, document_needs, set_document, value_text
from copydesk.fences import Fences, label
from copydesk.kits.template import BLOCKS, Ref, Template
from copydesk.text import digest

SlotState = Literal["filled", "missing", "above"]


class Slot(NamedTuple):
    """Where an answer or a document went in; all offsets are into the composed text."""

    name: str
    """``answer.outline`` or ``document.article``."""
    fence: str
    """The name between the angle brackets, ``OUTLINE``; "" where one line refers back."""
    prompt: str
    """The id of the prompt whose answer this is; "" for a document."""
    start: int
    end: int
    """The block with its fence lines, without the newline at its end."""
    body_start: int
    body_end: int
    """What stands between the fences; the whole line where it refers back."""
    state: SlotState
    """``above``: the chat holds the answer, so that a line refers back to it."""
    length: int
    """How many characters the answer or the document has; 0 where it is missing."""


class Missing(NamedTuple):
    """Something that the prompt needs and nobody has given yet."""

    name: str
    """``answer.outline``, ``brief.title``, ``document.posts``."""
    message: str
    """As a person may read it: ``step 1, Article outline, has no answer yet``."""


class Composed(NamedTuple):
    """A finished prompt."""

    text: str
    slots: tuple[Slot, ...]
    missing: tuple[Missing, ...]
    inputs: Mapping[str, str]
    """Digests of all that went in, by name: ``prompt`` for the template, ``brief.title``,
    ``map.pillar``, ``answer.outline``, ``document.article``, ``note``. What is empty or missing
    counts as the empty text, also where its paragraph was left out for it."""


class _Block(NamedTuple):
    """What a slot will hold, before its fence is chosen."""

    ref: Ref
    body: str
    state: SlotState
    length: int


class _Draft:
    """A prompt in the making."""

    def __init__(self) -> None:
        self.pieces: list[str | _Block] = []
        self.missing: dict[str, Missing] = {}
        self.inputs: dict[str, str] = {}

    def use(self, name: str, text: str) -> None:
        self.inputs[name] = digest(text)

    def miss(self, name: str, message: str) -> None:
        self.missing[name] = Missing(name, message)


def compose(material: Material, prompt_id: str) -> Composed:
    """The finished text of a prompt, where its slots are, and what is missing.

    Each slot's fence lines occur in the text exactly once, and what stands between them is the
    stored answer to the letter. Raises KeyError for an id that the kit does not have.
    """
    draft = _drafted(material, prompt_id)
    text, slots = _assemble(draft.pieces)
    return Composed(text, slots, tuple(draft.missing.values()), draft.inputs)


def inputs(material: Material, prompt_id: str) -> Mapping[str, str]:
    """The digests that ``compose`` would record, without the text; raises as it does."""
    return _drafted(material, prompt_id).inputs


def _drafted(material: Material, prompt_id: str) -> _Draft:
    template = material.kit.prompt(prompt_id).template
    draft = _Draft()
    draft.use("prompt", template.source)
    rest = _write_paragraphs(draft, material, template)
    note = material.notes.get(prompt_id, "")
    if note.strip():
        _write_note(draft, note)
    else:
        draft.pieces.append(rest)
    return draft


def _write_paragraphs(draft: _Draft, material: Material, template: Template) -> str:
    """All paragraphs but those to be left out, one blank line where any were.

    Returns the blank lines behind the last paragraph.
    """
    source, starts = template.source, [ref.start for ref in template.refs]
    done, gap = 0, None
    for start, end in template.paragraphs:
        refs = template.refs[bisect_left(starts, start) : bisect_left(starts, end)]
        void = [ref for ref in refs if _is_void(material, ref)]
        for ref in void:
            draft.use(str(ref), "")
        if void:
            gap = "\n" if draft.pieces else ""
        else:
            draft.pieces.append(source[done:start] if gap is None else gap)
            draft.pieces += _paragraph(draft, material, template, refs, (start, end))
            gap = None
        done = end
    return source[done:] if gap is None else ""


def _is_void(material: Material, ref: Ref) -> bool:
    """Whether a paragraph is left out for this reference.

    So it is for an optional value that is empty, and for an answer that is not there and not
    waited for: its prompt is skipped, or optional.
    """
    if ref.family == "brief" and material.kit.field(ref.name).required:
        return False
    if ref.family not in BLOCKS:
        return not value_text(material.value(str(ref))).strip()
    needs = (ref.name,) if ref.family == "answer" else document_needs(material.kit, ref.name)
    return bool(needs) and not any(
        material.answer(prompt_id) or _is_awaited(material, prompt_id) for prompt_id in needs
    )


def _is_awaited(material: Material, prompt_id: str) -> bool:
    """Whether a prompt has no answer yet and should have one."""
    passed_over = prompt_id in material.skipped or material.kit.prompt(prompt_id).optional
    return not passed_over and not material.answer(prompt_id)


def _paragraph(
    draft: _Draft,
    material: Material,
    template: Template,
    refs: tuple[Ref, ...],
    span: tuple[int, int],
) -> Iterator[str | _Block]:
    source, done = template.source, span[0]
    for ref in refs:
        if ref.family in BLOCKS:
            line_end = source.find("\n", ref.end)
            yield source[done : source.rfind("\n", 0, ref.start) + 1]
            yield _block(draft, material, ref)
            done = line_end if line_end >= 0 else len(source)
        else:
            yield source[done : ref.start]
            yield _value(draft, material, template, ref)
            done = ref.end
    yield source[done : span[1]]


def _value(draft: _Draft, material: Material, template: Template, ref: Ref) -> str:
    """A value as it stands in the text; a list alone on its line becomes bullets."""
    value = material.value(str(ref))
    text = value_text(value)
    if not text.strip():
        name = material.kit.field(ref.name).label
        draft.use(str(ref), "")
        draft.miss(str(ref), f"{name} is not filled in")
        return f"[{name}: not filled in]"
    if not isinstance(value, (tuple, list)):
        draft.use(str(ref), text)
        return text
    items = [f"- {item}" for item in value if item.strip()]
    draft.use(str(ref), "\n".join(items))
    if not template.alone(ref):
        return text
    indent = template.source[template.source.rfind("\n", 0, ref.start) + 1 : ref.start]
    return f"\n{indent}".join(item.replace("\n", f"\n{indent}  ") for item in items)


def _block(draft: _Draft, material: Material, ref: Ref) -> _Block:
    if ref.family == "document":
        return _document_block(draft, material, ref)
    text = material.answer(ref.name)
    draft.use(str(ref), text)
    if not text:
        return _Block(ref, _ask_for(draft, material, ref.name), "missing", 0)
    if ref.name in material.in_chat:
        step = _step(material, ref.name)
        line = f"({label(ref.name)}: use your answer to {step}, above in this chat.)"
        return _Block(ref, line, "above", len(text))
    return _Block(ref, text, "filled", len(text))


def _document_block(draft: _Draft, material: Material, ref: Ref) -> _Block:
    """A document as far as it exists, with a line for each answer that it still waits for."""
    text = set_document(material, ref.name)
    draft.use(str(ref), text)
    needs = document_needs(material.kit, ref.name)
    lines = [_ask_for(draft, material, need) for need in needs if _is_awaited(material, need)]
    if not text and not lines:
        title = material.kit.document(ref.name).title
        draft.miss(str(ref), f"{title} has nothing in it yet")
        lines = [f"[Paste {title} here]"]
    body = "\n\n".join([text, *lines] if text else lines)
    return _Block(ref, body, "filled" if text else "missing", len(text))


def _ask_for(draft: _Draft, material: Material, prompt_id: str) -> str:
    step = _step(material, prompt_id)
    draft.miss(f"answer.{prompt_id}", f"{step}, has no answer yet")
    return f"[Paste the answer to {step}, here]"


def _step(material: Material, prompt_id: str) -> str:
    kit = material.kit
    return f"step {kit.number(prompt_id)}, {kit.prompt(prompt_id).title}"


def _write_note(draft: _Draft, note: str) -> None:
    """The writer's note as the last paragraph."""
    draft.use("note", note)
    if draft.pieces:
        last = draft.pieces[-1]
        draft.pieces.append("\n" if isinstance(last, str) and last.endswith("\n") else "\n\n")
    draft.pieces.append("A note for this piece:\n" + note.strip("\n") + "\n")


def _assemble(pieces: list[str | _Block]) -> tuple[str, tuple[Slot, ...]]:
    """The whole text, each block between fences that occur nowhere else in it."""
    fences = Fences("".join(p if isinstance(p, str) else f"\n{p.body}\n" for p in pieces))
    texts: list[str] = []
    slots: list[Slot] = []
    at = 0
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        else:
            text, slot = _fenced(piece, fences, at)
            texts.append(text)
            slots.append(slot)
        at += len(texts[-1])
    return "".join(texts), tuple(slots)


def _fenced(block: _Block, fences: Fences, at: int) -> tuple[str, Slot]:
    name, text, before, after = "", block.body, 0, 0
    if block.state != "above":
        fence = fences.choose(label(block.ref.name))
        name, text = fence.name, f"{fence.opening}\n{block.body}\n{fence.closing}"
        before, after = len(fence.opening) + 1, len(fence.closing) + 1
    end = at + len(text)
    return text, Slot(
        name=str(block.ref),
        fence=name,
        prompt=block.ref.name if block.ref.family == "answer" else "",
        start=at,
        end=end,
        body_start=at + before,
        body_end=end - after,
        state=block.state,
        length=block.length,
    )
