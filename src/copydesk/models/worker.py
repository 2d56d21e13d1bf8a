"""The process that holds litellm, and the only file that imports it.

Started by ``child.Child``; speaks ``wire`` through its pipes, and ends when its input ends.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from copydesk.models import calling, offering, places, pricing, wire, words
from copydesk.models.fault import ModelFault
from copydesk.models.pipes import Pipes
from copydesk.models.place import Place


class Worker:
    """Carries out orders side by side."""

    def __init__(self, pipes: Pipes) -> None:
        self._pipes = pipes
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._litellm: Any = None

    def take(self, order: wire.Order) -> None:
        """Begin what an order asks for, or stop what it cancels."""
        if isinstance(order, wire.Cancel):
            if task := self._tasks.get(order.id):
                task.cancel()
            return
        task = self._tasks[order.id] = asyncio.create_task(self._carry_out(order))
        task.add_done_callback(lambda _task: self._tasks.pop(order.id, None))

    async def _carry_out(self, order: wire.Run | wire.AskOffers | wire.AskEstimate) -> None:
        """Answer an order, with a report of failure if need be."""
        try:
            match order:
                case wire.Run():
                    report = await self._run(order)
                case wire.AskOffers():
                    report = await self._offers(order)
                case wire.AskEstimate():
                    report = await self._estimate(order)
        except ModelFault as fault:
            report = wire.failed(order.id, fault)
        except Exception as error:
            model = order.request.model if isinstance(order, wire.Run) else "this"
            unforeseen = calling.fault_of(error, Place(model), "", text_came=False)
            report = wire.failed(order.id, unforeseen)
        self._pipes.tell(report)

    async def _run(self, order: wire.Run) -> wire.Report:
        """Run a request; what can be known to fail without litellm fails before it loads."""
        request = order.request
        provider = places.provider_of(request.model)
        if provider:
            places.place_of(request, provider)
            await places.key_for(request, provider)
        litellm = self._loaded()
        provider = provider or self._provider(request.model)
        call = calling.Call(
            litellm,
            request,
            await places.key_for(request, provider),
            places.place_of(request, provider),
            lambda text: self._pipes.tell(wire.Text(order.id, text)),
            lambda state: self._pipes.tell(wire.Now(order.id, state)),
        )
        return wire.Done(order.id, await call.run())

    async def _offers(self, order: wire.AskOffers) -> wire.Report:
        asked = asyncio.gather(offering.by_servers(order.addresses), offering.keys_found())
        await asyncio.sleep(0)  # servers are asked while litellm loads
        litellm = self._loaded()
        at_servers, why = await asked
        found = offering.by_keys(litellm, why) + at_servers
        return wire.Offers(order.id, tuple(offering.with_figures(litellm, one) for one in found))

    async def _estimate(self, order: wire.AskEstimate) -> wire.Report:
        litellm = self._loaded()
        provider = places.provider_of(order.model) or self._provider(order.model, known=False)
        estimate = await asyncio.to_thread(
            pricing.estimate, litellm, order.model, provider, order.text, order.answer_tokens
        )
        return wire.Estimated(order.id, estimate)

    def _provider(self, model: str, *, known: bool = True) -> str:
        """Whose model it is, as litellm knows.

        Raises:
            ModelFault: Nobody's, and it has to be ``known``.
        """
        try:
            return str(self._litellm.get_llm_provider(model=model)[1])
        except Exception as error:
            if known:
                raise words.fault("no such model", Place(model)) from error
            return ""

    def _loaded(self) -> Any:
        """litellm, imported at the first need.

        The loop stands still meanwhile; all that could run there waits for litellm anyway.

        Raises:
            ModelFault: It cannot be imported.
        """
        if self._litellm is None:
            try:
                self._litellm = _import()
            except Exception as error:
                raise words.engine_broken(error) from error
            self._pipes.tell(wire.Ready())
        return self._litellm


def _import() -> Any:
    """litellm, made to keep quiet and to ask nobody but the provider."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it fetches a list of prices
    os.environ["LITELLM_MODE"] = "PRODUCTION"  # else it reads a .env file
    os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"  # else it fetches those
    os.environ["LITELLM_LOCAL_BLOG_POSTS"] = "True"
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    litellm.drop_params = True
    litellm.num_retries = 0
    litellm.disable_hf_tokenizer_download = True  # else it fetches what it counts tokens with
    litellm.callbacks, litellm.success_callback, litellm.failure_callback = [], [], []
    return litellm


async def _main(pipes: Pipes) -> None:
    pipes.listen(Worker(pipes).take)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(Pipes()))
