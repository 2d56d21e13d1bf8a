"""The small things that a session is made of; all of them are facts, and never change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec

from copydesk import clock
from copydesk.sessions.state import Change, State
from copydesk.text import digest

Source = Literal["pasted", "edited", "file", "model"]


def now() -> str:
    """The time as sessions store it: ISO 8601, UTC, to the second."""
    return clock.now().isoformat(timespec="seconds")


class Version(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One answer as it came; never changed, kept for good."""

    prompt: str
    text: str
    at: str
    source: Source
    inputs: Mapping[str, str] | None = None
    """Digests of what the answer's prompt was made from; None: inputs unknown."""
    chat: int = 0
    """The number of the chat that holds the answer; 0: none."""
    model: str = ""
    """The model that wrote it; empty where a person brought it."""
    unfinished: str = ""
    """Why it stops before its end, such as ``stopped by hand``; empty for a whole one."""

    @cached_property
    def ref(self) -> str:
        """The version's name on disk: a digest of all that it holds."""
        inputs = None if self.inputs is None else sorted(self.inputs.items())
        facts: list[object] = [self.prompt, self.at, self.source, self.chat, inputs]
        if self.model or self.unfinished:
            facts += [self.model, self.unfinished]
        return digest(f"{json.dumps(facts)}\n{self.text}")


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt on its way to a model: all that its answer has to know when it comes."""

    prompt: str
    model: str
    inputs: Mapping[str, str] | None
    """Digests of what the prompt was made from; None: inputs unknown."""
    chat: int = 0
    over: str = ""
    """The ref of the answer that stood there when it was sent; empty for none."""


class Copied(msgspec.Struct, frozen=True):
    """What is remembered of a prompt that went out: enough to know an echo and an answer."""

    at: str
    inputs: Mapping[str, str] | None
    """None where only a fix prompt went out, for an answer of unknown inputs."""
    text: str
    """The digest of the finished text."""
    chat: int = 0
    fix: str = ""
    """The digest of the fix prompt that followed it; empty for none."""


class Origin(msgspec.Struct, frozen=True):
    """Where a session's kit and brief came from, by their ids."""

    kit: str
    kit_path: str = ""
    map: str = ""
    article: str = ""
    overview: str = ""
    """What the brief's file says of the article, for reading."""


class Place(msgspec.Struct, frozen=True):
    """Where the writer was: a tab (``brief`` or a phase's number), the card, the open cards."""

    tab: str = "0"
    prompt: str = ""
    opened: tuple[str, ...] = ()


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A moment that two copies of a session have in common, such as a save both have read."""

    seal: str = ""
    """The seal of the file saved then; empty for what was never saved."""
    revision: int = 0
    state: State = msgspec.field(default_factory=State)
    log: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    copied: Mapping[str, Copied] = msgspec.field(default_factory=dict)
