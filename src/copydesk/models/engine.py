"""The door to models. It loads next to nothing until something is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from copydesk.models.offer import Address, Estimate, Offer

if TYPE_CHECKING:
    from copydesk.models.process import Process
    from copydesk.models.request import Finished, Request, State

__all__ = ["Address", "Engine", "Estimate", "Offer", "install_command", "installed"]


class Engine:
    """Runs models, any number at once, in one process that is started at the first need.

    A process that dies takes its runs with it, each with a ``ModelFault`` of the kind "engine";
    the next call starts another. It is bound to no loop, and has to be closed or killed.

    Args:
        addresses: Servers that speak OpenAI's protocol, by the names that the settings give
            them; ``offers`` asks them what they have.
    """

    def __init__(self, addresses: Mapping[str, Address] | None = None) -> None:
        self._addresses = dict(addresses or {})
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process that holds litellm, while there is one."""
        return self._process.pid if self._process and not self._process.ended else None

    async def stream(
        self,
        request: Request,
        on_text: Callable[[str], None],
        on_state: Callable[[State], None] = lambda _state: None,
    ) -> Finished:
        """Run a request, handing on its text as it comes.

        Cancelled, it hands on what has arrived and ends at once; the process is told.

        Raises:
            ModelFault: It failed; what ``on_text`` was given is what had come by then.
        """
        return await self._running().stream(request, on_text, on_state)

    async def offers(self) -> tuple[Offer, ...]:
        """What can work here: providers with a key, a local Ollama, the settings' addresses.

        Raises:
            ModelFault: litellm is missing, or its process died.
        """
        return await self._running().offers(self._addresses)

    async def estimate(self, model: str, text: str, answer_tokens: int) -> Estimate:
        """What it would take to send ``text`` and get an answer of ``answer_tokens``.

        Raises:
            ModelFault: litellm is missing, or its process died.
        """
        return await self._running().estimate(model, text, answer_tokens)

    async def close(self) -> None:
        """End the process, within a second; runs that are still open fail."""
        import asyncio

        process, self._process = self._process, None
        if process:
            await asyncio.to_thread(process.close)

    def kill(self) -> None:
        """End the process at once, from a signal handler too."""
        if self._process:
            self._process.kill()

    def _running(self) -> Process:
        """The process, started if there is none.

        Raises:
            ModelFault: litellm is not installed, or the process cannot be started.
        """
        if self._process is None or self._process.ended:
            from copydesk.models import process

            self._process = process.started()
        return self._process


def installed() -> bool:
    """Whether litellm can be imported; it is not imported."""
    from copydesk.models import installing

    return installing.installed()


def install_command() -> str:
    """The command that adds litellm to this installation, quoted for the shell."""
    from copydesk.models import installing

    return installing.install_command()
