"""Which model a prompt runs on, and how: the session's own, else what settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.errors import CopydeskError
from copydesk.model_settings import Address, Manner, ModelSettings

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


class NoModel(CopydeskError):
    """Nobody has said which model to run on."""


class Choice(NamedTuple):
    """A model and the way to it."""

    name: str
    """As the writer knows it: ``office/llama-3.3``, ``openai/gpt-5-mini``."""
    model: str
    """As litellm knows it."""
    address: Address | None
    """The server that it is asked from; None for the provider's own."""
    temperature: float | None
    max_tokens: int | None


def chosen(session: Session, settings: ModelSettings, prompt_id: str, model: str = "") -> Choice:
    """What a prompt of a session runs on.

    The model named here comes first, then the one that was chosen for the session, then what the
    settings say of the prompt, of its kit, of all.

    Raises:
        NoModel: No model is named anywhere.
    """
    manner = settings.manner(session.origin.kit, prompt_id)
    manner = Manner(model).over(Manner(session.model)).over(manner)
    if not manner.model:
        raise NoModel("No model is chosen.", "copydesk models lists what can work here.")
    server, _, rest = manner.model.partition("/")
    address = settings.addresses.get(server)
    called = f"openai/{rest}" if address is not None and rest else manner.model
    return Choice(
        manner.model,
        called,
        address if rest else None,
        manner.temperature,
        manner.max_tokens,
    )
