"""What is asked of a model, and what is known once it has answered."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

State = Literal["loading", "waiting", "streaming"]
"""``loading``: litellm is being imported; ``waiting``: for the first word; ``streaming``: text
has come."""


class Message(Struct, frozen=True):
    """One turn of a chat."""

    role: Literal["user", "assistant"]
    content: str


class Request(Struct, frozen=True, kw_only=True):
    """One call of a model. It holds no key: the process that calls finds the key by itself."""

    model: str
    """A name as litellm knows it: ``openai/NAME``, ``anthropic/NAME``, ``ollama/NAME``."""
    messages: tuple[Message, ...]
    temperature: float | None = None
    max_tokens: int | None = None
    json: bool = False
    """Ask for JSON, where the model knows how. OpenAI then gives an object, never a list, and
    wants the word JSON in the prompt."""
    address: str = ""
    """The base address of a server that speaks OpenAI's protocol; empty: the provider's own."""
    key_variable: str = ""
    """The environment variable that holds the address's key; empty: the provider's own, or none
    for an address."""
    first_token: float = 60.0
    """Seconds that the first text may take; litellm's own loading does not count."""
    between: float = 30.0
    """Seconds that may pass between two pieces of text."""


class Usage(Struct, frozen=True):
    """What a call took; None where nobody said."""

    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    cost: float | None = None
    """In US dollars."""


class Finished(Struct, frozen=True):
    """The end of an answer that came to its end."""

    usage: Usage
    ending: Literal["done", "length"]
    """``length``: the answer stopped because it reached ``max_tokens`` or the model's own limit."""
    model: str = ""
    """The model's name as the provider gives it."""
