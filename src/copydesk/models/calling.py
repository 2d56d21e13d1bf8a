"""One run, from the request to the last piece of text. litellm is handed in as a module."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from copydesk.models import keys, kinds, pricing, words
from copydesk.models.batch import Batch
from copydesk.models.fault import FaultKind, ModelFault
from copydesk.models.heard import Heard, heard
from copydesk.models.place import Place
from copydesk.models.request import Finished, Request, State, Usage

_LEEWAY = 30.0
"""Seconds that litellm's own time limit comes later than ours, so that ours is the one to tell."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class Call:
    """A request under way.

    Args:
        litellm: The module.
        request: What to run.
        key: The key to send; empty when litellm looks for it.
        place: Where it goes.
        on_text: Is given the answer, some pieces at a time.
        on_state: Is told what the call has come to.
    """

    def __init__(
        self,
        litellm: Any,
        request: Request,
        key: str,
        place: Place,
        on_text: Callable[[str], None],
        on_state: Callable[[State], None],
    ) -> None:
        self._litellm = litellm
        self._request = request
        self._key = key
        self._place = place
        self._batch = Batch(on_text)
        self._on_state = on_state
        self._stream: Any = None
        self._text_came = False
        self._ending: str | None = None
        self._model = ""
        self._usage: Any = None

    async def run(self) -> Finished:
        """Run it to its end.

        Raises:
            ModelFault: It failed; the text that had come has been handed on.
        """
        try:
            await self._receive()
        except TimeoutError:
            raise self._fault("stalled" if self._text_came else "no first token") from None
        except Exception as error:
            raise fault_of(
                error, self._place, self._key, text_came=self._text_came, usage=self._known_usage()
            ) from error
        finally:
            self._batch.end()
            with suppress(Exception):
                if self._stream is not None:
                    await self._stream.aclose()
        return self._finished()

    async def _receive(self) -> None:
        """Take what comes, watching the clock."""
        loop = asyncio.get_running_loop()
        self._on_state("waiting")
        limit = self._request.first_token
        async with asyncio.timeout(limit) as clock:
            self._stream = await self._litellm.acompletion(**self._arguments())
            async for chunk in self._stream:
                if text := self._take(chunk):
                    if not self._text_came:
                        self._text_came = True
                        limit = self._request.between
                        self._on_state("streaming")
                    if self._batch.add(text):
                        await asyncio.sleep(0)  # others run too, however fast this one comes
                clock.reschedule(loop.time() + limit)
                if self._usage is not None and self._ending:
                    return  # nothing follows, but litellm would add everything up once more

    def _take(self, chunk: Any) -> str:
        """The text of a chunk; what else it says is kept."""
        if getattr(chunk, "usage", None) is not None:
            self._usage = chunk.usage
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        self._ending = choice.finish_reason or self._ending
        if not self._model:
            self._model = chunk._hidden_params.get("provider_response_model") or ""
        return choice.delta.content or ""

    def _arguments(self) -> dict[str, Any]:
        """What litellm is called with."""
        request = self._request
        found: dict[str, Any] = {
            "model": request.model,
            "messages": [
                {"role": message.role, "content": _SURROGATES.sub("\ufffd", message.content)}
                for message in request.messages
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
            "timeout": max(request.first_token, request.between) + _LEEWAY,
            "max_retries": 0,
            "num_retries": 0,
            "temperature": request.temperature,
            "max_tokens": request.max_tokens,
            "api_key": self._key or None,
            "api_base": self._base(),
        }
        if request.json and pricing.takes_json(self._litellm, request.model, self._place.provider):
            found["response_format"] = {"type": "json_object"}
        return {name: value for name, value in found.items() if value is not None}

    def _base(self) -> str | None:
        """The address to pass on; litellm looks for most providers' own by itself."""
        if self._request.address:
            return self._request.address
        ours = self._place.provider in ("openai", "ollama", "ollama_chat")
        return (self._place.address or None) if ours else None

    def _finished(self) -> Finished:
        """What the end of the stream amounts to.

        Raises:
            ModelFault: It was no end of an answer.
        """
        if not self._said_its_end():
            raise self._fault(self._kind_of_silence())
        if self._ending == "content_filter":
            raise self._fault("refused")
        model = keys.hide(self._model, self._key)
        return Finished(self._reported(), "length" if self._ending == "length" else "done", model)

    def _said_its_end(self) -> bool:
        """Whether the provider said why it stopped; litellm says "stop" of a cut stream too.

        Of Gemini it cannot be told: litellm notes a "stop" with each of its pieces. Only a
        connection that breaks shows there.
        """
        said = ("received_finish_reason", "intermittent_finish_reason")
        return any(getattr(self._stream, name, None) is not None for name in said)

    def _kind_of_silence(self) -> FaultKind:
        """What it was that ended without an end: not even a stream, maybe."""
        headers = getattr(self._stream, "_response_headers", None) or {}
        kind = str(headers.get("content-type", "")).lower()
        if self._text_came or not kind or "event-stream" in kind:
            return "cut off"
        return "web page" if "text/html" in kind else "nonsense"

    def _reported(self) -> Usage:
        """The usage that the provider reported; litellm makes one up where it did not."""
        chunks = getattr(self._stream, "chunks", None) or ()
        said = [chunk.usage for chunk in chunks if getattr(chunk, "usage", None) is not None]
        if not said:
            return Usage()
        usage = self._usage or said[-1]
        cost = pricing.cost_of(self._litellm, self._request, self._place.provider, usage)
        return Usage(usage.prompt_tokens, usage.completion_tokens, cost)

    def _known_usage(self) -> Usage | None:
        usage = self._reported()
        return None if usage == Usage() else usage

    def _fault(self, kind: FaultKind) -> ModelFault:
        fault = words.fault(kind, self._place)
        fault.usage = self._known_usage()
        return fault


def fault_of(
    error: Exception, place: Place, key: str, *, text_came: bool, usage: Usage | None = None
) -> ModelFault:
    """The fault that an exception of litellm amounts to, with no key in its words."""
    facts: Heard = heard(error)
    facts = msgspec.structs.replace(facts, message=keys.hide(facts.message, key))
    fault = words.fault(kinds.kind_of(facts, text_came=text_came), place, facts)
    fault.usage = usage
    return fault
