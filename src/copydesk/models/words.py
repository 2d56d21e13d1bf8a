"""The words for each fault, written for a writer."""

from __future__ import annotations

from copydesk.models.fault import ModelFault
from copydesk.text import one_line


def not_installed(command: str) -> ModelFault:
    """litellm is missing; ``command`` installs it."""
    return ModelFault(
        "not installed",
        "Running a model needs litellm, which is not installed here.",
        f"Install it with: {command}",
    )


def engine_not_started(error: OSError) -> ModelFault:
    """The process that holds litellm did not start."""
    return ModelFault(
        "engine",
        f"The part of Copydesk that calls models could not be started: {one_line(str(error))}.",
        "Close other programs and try again.",
    )


def engine_died() -> ModelFault:
    """The process that holds litellm ended in the middle of its work."""
    return ModelFault(
        "engine",
        "The part of Copydesk that calls models ended unexpectedly.",
        "Nothing is lost. Run the prompt again; it starts anew by itself.",
    )
