"""What can work here, and what a run would take."""

from __future__ import annotations

from msgspec import Struct

from copydesk.model_settings import Address

__all__ = ["Address", "Estimate", "Offer"]


class Offer(Struct, frozen=True):
    """A model that can be run here, as far as can be told without running it."""

    name: str
    """As litellm wants it: ``openai/NAME``."""
    provider: str
    """"openai", "ollama", or the name that the settings give an address."""
    why: str
    """Why it is offered: "OPENAI_API_KEY is set", "in the keyring", "at http://…"."""
    context: int | None = None
    """How many tokens it takes; None where litellm does not know."""
    price_in: float | None = None
    """US dollars for a million tokens of prompt."""
    price_out: float | None = None
    """US dollars for a million tokens of answer."""
    address: str = ""
    """The base address to run it at; empty: the provider's own."""
    key_variable: str = ""
    """For an address: the environment variable with its key."""

    @property
    def called(self) -> str:
        """The name that Copydesk takes: that of an address begins with the settings' name."""
        if not self.address or self.provider == "ollama":
            return self.name
        return f"{self.provider}/{self.name.partition('/')[2]}"


class Estimate(Struct, frozen=True):
    """What a run would take, as far as litellm knows; None where it does not."""

    prompt_tokens: int | None = None
    cost: float | None = None
    """US dollars for the prompt and the answer that were given."""
    context: int | None = None
    """How many tokens the model takes."""
    json: bool = False
    """The model can be asked for JSON."""
    price_in: float | None = None
    """US dollars for a million tokens of prompt."""
    price_out: float | None = None
    """US dollars for a million tokens of answer."""
