"""What can go wrong with a call of a model, told so that a writer can act on it."""

from __future__ import annotations

from typing import Literal

from copydesk.errors import CopydeskError
from copydesk.models.request import Usage

FaultKind = Literal[
    "not installed",  # litellm is missing
    "no key",
    "wrong key",
    "forbidden",
    "no such model",
    "rate limit",
    "quota",  # a rate limit that no waiting ends: nothing is left to spend
    "too long",  # for the model's window
    "refused",  # by the provider's policy
    "bad request",
    "down",  # the provider answered that it cannot answer
    "refused connection",
    "unknown host",
    "no first token",
    "stalled",  # between two pieces of text
    "cut off",  # the stream ended without saying that the answer is complete
    "nonsense",  # something that is not the protocol
    "web page",  # HTML in its place
    "no network",  # any other failure to connect
    "engine",  # our own process ended
]


class ModelFault(CopydeskError):
    """A call that failed. What had come before was handed over and stays.

    Args:
        kind: What it was.
        message: A full sentence that names the model, the provider, the variable or the address.
        hint: What to do next.
        details: The provider's own message, fit for a screen, at most 2,000 characters.
        retry_after: Seconds after which the provider wants to be asked again.
        limit: For "too long": how many tokens the model takes, if the provider said.
        used: For "too long": how many it was given, if the provider said.
        usage: What the call took, if the provider said so before it failed.
    """

    def __init__(
        self,
        kind: FaultKind,
        message: str,
        hint: str = "",
        *,
        details: str = "",
        retry_after: float | None = None,
        limit: int | None = None,
        used: int | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.details = details
        self.retry_after = retry_after
        self.limit = limit
        self.used = used
        self.usage = usage
