"""What goes through the pipes between Copydesk and the process that holds litellm.

One message a line, JSON in ASCII, so that lone surrogates come through. Keys never do.
"""

from __future__ import annotations

import json

import msgspec
from msgspec import Struct

from copydesk.models.fault import FaultKind, ModelFault
from copydesk.models.offer import Address, Estimate, Offer
from copydesk.models.request import Finished, Request, State, Usage


class Run(Struct, frozen=True, tag="run"):
    """Run a request; a State, Texts, then Done or Failed come back."""

    id: int
    request: Request


class Cancel(Struct, frozen=True, tag="cancel"):
    """Stop whatever has this id; nothing comes back."""

    id: int


class AskOffers(Struct, frozen=True, tag="offers"):
    """Tell what can work here; an Offers comes back."""

    id: int
    addresses: dict[str, Address]


class AskEstimate(Struct, frozen=True, tag="estimate"):
    """Tell what a run would take; an Estimated comes back."""

    id: int
    model: str
    text: str
    answer_tokens: int


class Ready(Struct, frozen=True, tag="ready"):
    """litellm has been imported."""

    id: int = 0


class Now(Struct, frozen=True, tag="now"):
    """A run has come to this state."""

    id: int
    state: State


class Text(Struct, frozen=True, tag="text"):
    """The next stretch of an answer."""

    id: int
    text: str


class Done(Struct, frozen=True, tag="done"):
    """A run has come to its end."""

    id: int
    finished: Finished


class Failed(Struct, frozen=True, tag="failed"):
    """A run, or what was asked, failed: the arguments of a ModelFault."""

    id: int
    kind: FaultKind
    message: str
    hint: str = ""
    details: str = ""
    retry_after: float | None = None
    limit: int | None = None
    used: int | None = None
    usage: Usage | None = None

    def fault(self) -> ModelFault:
        """The fault that it tells of."""
        return ModelFault(
            self.kind,
            self.message,
            self.hint,
            details=self.details,
            retry_after=self.retry_after,
            limit=self.limit,
            used=self.used,
            usage=self.usage,
        )


def failed(number: int, fault: ModelFault) -> Failed:
    """The report of a fault."""
    return Failed(
        number,
        fault.kind,
        fault.message,
        fault.hint,
        fault.details,
        fault.retry_after,
        fault.limit,
        fault.used,
        fault.usage,
    )


class Offers(Struct, frozen=True, tag="offered"):
    """What can work here."""

    id: int
    offers: tuple[Offer, ...]


class Estimated(Struct, frozen=True, tag="estimated"):
    """What a run would take."""

    id: int
    estimate: Estimate


Order = Run | Cancel | AskOffers | AskEstimate
"""What Copydesk says to the process."""
Report = Ready | Now | Text | Done | Failed | Offers | Estimated
"""What the process says to Copydesk."""


def line(message: Order | Report) -> bytes:
    """The message as a line."""
    return json.dumps(msgspec.to_builtins(message), separators=(",", ":")).encode("ascii") + b"\n"


def order(raw: bytes) -> Order:
    """The order that a line holds.

    Raises:
        ValueError: It holds none.
    """
    found: Order = msgspec.convert(json.loads(raw), Order)
    return found


def report(raw: bytes) -> Report:
    """The report that a line holds.

    Raises:
        ValueError: It holds none.
    """
    found: Report = msgspec.convert(json.loads(raw), Report)  # its own error is a ValueError
    return found
