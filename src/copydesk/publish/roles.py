"""What part a prompt plays, told from what its kit declares: its checks, its format, its uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from copydesk.kits.checks import Agrees, Characters, Check, HeadTags, JsonLd, Keyword
from copydesk.kits.model import Kit, Prompt

C = TypeVar("C", bound=Check)


class At(NamedTuple):
    """A path in a prompt's answer."""

    prompt: str
    path: str


def checks_of(kit: Kit, kind: type[C]) -> Iterator[tuple[Prompt, C]]:
    """Every check of a kind, with the prompt that it belongs to."""
    for prompt in kit.prompts:
        for check in prompt.checks:
            if isinstance(check, kind):
                yield prompt, check


def page_head(kit: Kit) -> Prompt | None:
    """The prompt whose answer is a page's head."""
    for kind in (HeadTags, JsonLd):
        found = next((prompt for prompt, _ in checks_of(kit, kind)), None)
        if found is not None:
            return found
    return None


def alt_texts(kit: Kit) -> At | None:
    """Where an answer holds the images' alternative texts: ``[*].alt``."""
    for prompt in kit.prompts:
        for check in prompt.checks:
            path = str(getattr(check, "path", ""))
            if prompt.answer.format == "json" and path.rpartition(".")[2] == "alt":
                return At(prompt.id, path)
    return None


def longest_alt(kit: Kit) -> int | None:
    """How many characters an alternative text may have, by the kit's own check."""
    at = alt_texts(kit)
    for prompt, check in checks_of(kit, Characters):
        if at is not None and (prompt.id, check.path) == at and isinstance(check.max, int):
            return check.max
    return None


def planned_links(kit: Kit) -> At | None:
    """Where an answer names what it links to by the titles of the map: ``[*].target``."""
    for prompt, check in checks_of(kit, Agrees):
        if check.how == "titles" and prompt.answer.format == "json":
            return At(prompt.id, check.path)
    return None


def questions_check(kit: Kit) -> tuple[Prompt, Agrees] | None:
    """The check that the FAQPage says what the FAQ says, and the prompt that has it."""
    return next(((p, c) for p, c in checks_of(kit, Agrees) if c.how == "questions"), None)


def review_of(kit: Kit, document_id: str) -> Prompt | None:
    """The final review: the kit's last prompt that reads the document and answers in JSON."""
    found = None
    for prompt in kit.prompts:
        reads = any(
            ref.family == "document" and ref.name == document_id for ref in prompt.template.refs
        )
        if reads and prompt.answer.format == "json":
            found = prompt
    return found if found is kit.prompts[-1] else None


class Keywords(NamedTuple):
    """Where a kit keeps the phrases that a text is to be found for; names like ``brief.x``."""

    primary: str
    secondary: tuple[str, ...]


def keywords(kit: Kit) -> Keywords | None:
    """What the kit's checks of keywords look for; None for a kit without any."""
    found = [check for _, check in checks_of(kit, Keyword)]
    if not found:
        return None
    variants = [
        name
        for check in found
        for name in ([check.variants] if isinstance(check.variants, str) else check.variants)
    ]
    return Keywords(found[0].keyword, tuple(dict.fromkeys(variants)))


def first_words(kit: Kit) -> int:
    """How many words are a text's beginning, by the kit's own check; 100 without one."""
    starts = (check.words for _, check in checks_of(kit, Keyword) if check.place == "start")
    return next(starts, 100)
