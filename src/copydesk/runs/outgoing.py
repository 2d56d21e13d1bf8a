"""What is sent to a model for a prompt: alone, with the conversation so far, or to mend."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from copydesk.compose import Composed, Missing, compose
from copydesk.models.request import Message, Request
from copydesk.runs.plan import expected_tokens
from copydesk.sessions.records import Sent

if TYPE_CHECKING:
    from copydesk.checks.finding import Finding
    from copydesk.model_settings import ModelSettings
    from copydesk.runs.choice import Choice
    from copydesk.sessions.session import Session


class Outgoing(NamedTuple):
    """A prompt ready to be sent, and what its answer has to know when it comes."""

    messages: tuple[Message, ...]
    sent: Sent
    missing: tuple[Missing, ...]
    """What the prompt lacks: answers and values that nobody has given."""
    largest: tuple[tuple[str, int], ...]
    """The earlier answers in what is sent, by name, with their characters; the largest first."""
    json: bool
    """Whether the answer is one JSON object, so that a model's JSON mode fits."""
    expected: int
    """About how many tokens the answer will have."""

    @property
    def text(self) -> str:
        """All that is sent, in one text; for measuring it."""
        return "\n\n".join(message.content for message in self.messages)


def outgoing(session: Session, prompt_id: str, choice: Choice) -> Outgoing:
    """A prompt as it goes out now: in one chat with the conversation so far, else alone."""
    before = conversation(session, prompt_id) if session.one_chat else ()
    composed = _composed(session, prompt_id, before)
    messages = (*_exchanges(session, before), Message("user", composed.text))
    chat = session.chat if session.one_chat else 0
    return _ready(session, prompt_id, choice, composed, messages, dict(composed.inputs), chat)


def mending(
    session: Session, prompt_id: str, choice: Choice, findings: Sequence[Finding]
) -> Outgoing:
    """A fix prompt, with the exchange that it mends before it."""
    from copydesk.checks.fix_prompt import fix_prompt

    version = session.answer_of(prompt_id)
    assert version is not None, "what is mended stands there"
    before = conversation(session, prompt_id) if session.one_chat else ()
    composed = _composed(session, prompt_id, before)
    text = fix_prompt(session.material(prompt_id), prompt_id, findings)
    messages = (
        *_exchanges(session, before),
        Message("user", composed.text),
        Message("assistant", version.text),
        Message("user", text),
    )
    inputs = session.inputs_of(prompt_id)
    known = None if inputs is None else dict(inputs)
    return _ready(session, prompt_id, choice, composed, messages, known, version.chat)


def request_for(choice: Choice, out: Outgoing, settings: ModelSettings) -> Request:
    """A prompt as the engine takes it."""
    address = choice.address
    return Request(
        model=choice.model,
        messages=out.messages,
        temperature=choice.temperature,
        max_tokens=choice.max_tokens,
        json=out.json,
        address=address.url if address else "",
        key_variable=address.key_variable if address else "",
        first_token=settings.first_token_seconds,
        between=settings.between_seconds,
    )


def conversation(session: Session, prompt_id: str) -> tuple[str, ...]:
    """The prompts that the chat in use holds answers to, without this one, as they came."""
    found = [
        (version.at, session.kit.number(key), key)
        for key in session.state.answers
        if session.has(key)
        and key != prompt_id
        and (version := session.answer_of(key)) is not None
        and version.chat == session.chat
    ]
    return tuple(key for _, _, key in sorted(found))


def _exchanges(session: Session, prompts: Sequence[str]) -> tuple[Message, ...]:
    """Each of these prompts and its answer, as a chat that began with the first would hold them."""
    messages: list[Message] = []
    for index, prompt_id in enumerate(prompts):
        composed = _composed(session, prompt_id, prompts[:index])
        messages.append(Message("user", composed.text))
        messages.append(Message("assistant", session.text_of(prompt_id)))
    return tuple(messages)


def _composed(session: Session, prompt_id: str, before: Sequence[str]) -> Composed:
    """A finished prompt that refers back to the answers which stand before it."""
    material = session.material(prompt_id, one_chat=False)
    return compose(replace(material, in_chat=frozenset(before)), prompt_id)


def _ready(
    session: Session,
    prompt_id: str,
    choice: Choice,
    composed: Composed,
    messages: tuple[Message, ...],
    inputs: dict[str, str] | None,
    chat: int,
) -> Outgoing:
    sizes = sorted(
        ((slot.length, slot.prompt) for slot in composed.slots if slot.state == "filled"),
        reverse=True,
    )
    names = [(session.name(key) if key else "the document", size) for size, key in sizes]
    sent = Sent(
        prompt=prompt_id,
        model=choice.name,
        inputs=inputs,
        chat=chat,
        over=session.state.answers.get(prompt_id, ""),
    )
    return Outgoing(
        messages,
        sent,
        composed.missing,
        tuple(names),
        _is_object(session, prompt_id),
        expected_tokens(session, prompt_id),
    )


def _is_object(session: Session, prompt_id: str) -> bool:
    """Whether an answer is one JSON object: JSON modes give no list."""
    answer = session.kit.prompt(prompt_id).answer
    if answer.format != "json" or not answer.schema:
        return False
    try:
        schema = json.loads(session.kit.schemas.get(answer.schema, ""))
    except (ValueError, RecursionError):
        return False
    return isinstance(schema, dict) and schema.get("type") == "object"
