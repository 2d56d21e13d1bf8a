"""A server that speaks OpenAI's protocol on this machine and misbehaves on command.

The model's name says how: ``401`` … ``503``, ``hang``, ``cut`` and so on, see ``_STREAMS`` and
``_ERRORS``; a name that it does not know answers without telling what it took.
It speaks as Ollama at ``/api/chat``, as Anthropic at ``/v1/messages`` and as Google's Gemini at
``…:streamGenerateContent`` too, where ``cut`` in the model's name leaves out the end or breaks
the connection.

``Loopback`` runs it in a thread; as a program, ``loopback.py`` prints its address and runs until
its input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

WORDS = ("The ", "river ", "rose ", "by ", "night.")
"""What the model ``ok`` says, piece by piece; ``stall`` and ``cut`` stop after three."""
ANSWER = "".join(WORDS)
PART = "".join(WORDS[:3])

Pieces = AsyncIterator[bytes]


@dataclass
class Seen:
    """One request, as the server saw it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    left: threading.Event = field(default_factory=threading.Event)
    """The caller went away before the answer was whole."""

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def said(self) -> str:
        """The last message of the chat."""
        return str(self.body["messages"][-1]["content"]) if "messages" in self.body else ""


def _error(message: str, code: str | None = None, kind: str = "invalid_request_error") -> Any:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


_HTML = (
    "<!DOCTYPE html>\n<html><head><title>Sign in to the café</title></head><body>Hi</body></html>"
)
_LONG = (
    "This model's maximum context length is 8192 tokens. However, your messages resulted in "
    "9001 tokens. Please reduce the length of the messages."
)
_POLICY = "Your request was rejected as a result of our safety system."
_QUOTA = "You exceeded your current quota, please check your plan and billing details."

# status, body, further headers
_ERRORS: dict[str, tuple[int, Any, dict[str, str]]] = {
    "401": (401, _error("Incorrect API key provided.", "invalid_api_key"), {}),
    "403": (403, _error("Your country, region, or territory is not supported."), {}),
    "404": (404, _error("The model `404` does not exist.", "model_not_found"), {}),
    "400": (400, _error("'messages' must contain the word 'json' in some form."), {}),
    "429": (429, _error("Rate limit reached for requests", "rate_limit_exceeded"), {}),
    "429-after": (429, _error("Rate limit reached."), {"retry-after": "17"}),
    "quota": (429, _error(_QUOTA, "insufficient_quota", "insufficient_quota"), {}),
    "too-long": (400, _error(_LONG, "context_length_exceeded"), {}),
    "policy": (400, _error(_POLICY, "content_policy_violation"), {}),
    "500": (500, _error("The server had an error.", kind="server_error"), {}),
    "503": (503, _error("The engine is overloaded.", kind="server_error"), {}),
    "502-page": (502, _HTML, {"content-type": "text/html"}),
    "page": (200, _HTML, {"content-type": "text/html; charset=utf-8"}),
    "page-404": (404, _HTML, {"content-type": "text/html"}),
    "nonsense": (200, "It works!", {"content-type": "text/plain"}),
    "other-json": (200, {"hello": "world"}, {}),
    "esc": (400, _error("Bad \x1b]52;c;aGk=\x07 \x1b[31mred\x9b thing [/b]"), {}),
}


def chunk(text: str | None, finish: str | None = None, usage: bool = False) -> bytes:
    """One event of a stream."""
    delta = {} if text is None else {"content": text}
    found: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "river-1",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    if usage:
        found["choices"] = []
        found["usage"] = {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16}
    return b"data: " + json.dumps(found).encode() + b"\n\n"


_END = b"data: [DONE]\n\n"


async def _said(*words: str, finish: str = "stop") -> Pieces:
    for word in words:
        yield chunk(word)
    yield chunk(None, finish)
    yield chunk(None, usage=True)
    yield _END


async def _ok(_seen: Seen) -> Pieces:
    async for piece in _said(*WORDS):
        yield piece


async def _length(_seen: Seen) -> Pieces:
    async for piece in _said(*WORDS[:3], finish="length"):
        yield piece


async def _filtered(_seen: Seen) -> Pieces:
    async for piece in _said(*WORDS[:3], finish="content_filter"):
        yield piece


async def _no_usage(_seen: Seen) -> Pieces:
    for word in WORDS:
        yield chunk(word)
    yield chunk(None, "stop")
    yield _END


async def _empty(_seen: Seen) -> Pieces:
    async for piece in _said():
        yield piece


async def _hang(_seen: Seen) -> Pieces:
    await asyncio.sleep(3600)
    yield b""


async def _stall(_seen: Seen) -> Pieces:
    for word in WORDS[:3]:
        yield chunk(word)
    await asyncio.sleep(3600)


async def _cut(_seen: Seen) -> Pieces:
    """The connection ends in the middle of the body."""
    for word in WORDS[:3]:
        yield chunk(word)
    await asyncio.sleep(0.05)
    raise ConnectionAbortedError


async def _cut_clean(_seen: Seen) -> Pieces:
    """The body ends as it should, but the answer has not."""
    for word in WORDS[:3]:
        yield chunk(word)


async def _garbled(_seen: Seen) -> Pieces:
    for word in WORDS[:3]:
        yield chunk(word)
    yield b"data: {not json at all\n\n"


async def _error_within(_seen: Seen) -> Pieces:
    for word in WORDS[:3]:
        yield chunk(word)
    yield b"data: " + json.dumps(_error("The server had an error.")).encode() + b"\n\n"


async def _forever(_seen: Seen) -> Pieces:
    for number in range(100_000):
        yield chunk(f"{number} ")
        await asyncio.sleep(0.005)


def _count(seen: Seen) -> int:
    """How many pieces the prompt's last word asks for."""
    return int(seen.said.split()[-1])


@lru_cache
def _pieces(count: int) -> tuple[bytes, ...]:
    """Made once, so that sending them takes the server next to no time."""
    return tuple(chunk(piece_of(number)) for number in range(count))


async def _many(seen: Seen) -> Pieces:
    for piece in _pieces(_count(seen)):
        yield piece
    async for piece in _said():
        yield piece


_ODD = (
    "é",
    "中文 ",
    "🏔️",
    "👩\u200d👩\u200d👧",
    "\ud83d",  # the halves of one character, each in a piece of its own
    "\ude00",
    "\n\n",
    "\ud800 ",  # a half alone
    "  ",
    "\\n\"'",
    "\x1b[0m",
    "\u061c",
)


def piece_of(number: int) -> str:
    """The piece with this number that the models ``many`` and ``mixed`` say."""
    return f"word{number} "


def odd_piece_of(number: int) -> str:
    """The same for ``odd``: several bytes, halves of pairs, blanks, escapes."""
    return _ODD[number % len(_ODD)] + str(number)[:1] * (number % 3 == 0)


async def _odd(seen: Seen) -> Pieces:
    for number in range(_count(seen)):
        yield chunk(odd_piece_of(number))
    async for piece in _said():
        yield piece


async def _ollama(seen: Seen) -> Pieces:
    """Ollama's own protocol: a line of JSON for each piece."""
    for word in WORDS:
        said = {"model": "llama9:8b", "message": {"role": "assistant", "content": word}}
        yield json.dumps(said | {"done": False}).encode() + b"\n"
    if "cut" not in seen.model:
        end = {"model": "llama9:8b", "message": {"role": "assistant", "content": ""}}
        counts = {"prompt_eval_count": 11, "eval_count": 5}
        yield json.dumps(end | {"done": True, "done_reason": "stop"} | counts).encode() + b"\n"


async def _anthropic(seen: Seen) -> Pieces:
    """Anthropic's protocol: events with names."""

    def event(name: str, **more: Any) -> bytes:
        return f"event: {name}\ndata: {json.dumps({'type': name} | more)}\n\n".encode()

    usage = {"input_tokens": 11, "output_tokens": 1}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-river-1"}
    yield event("message_start", message=message | {"content": [], "usage": usage})
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for word in WORDS:
        yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
    if "cut" not in seen.model:
        yield event("content_block_stop", index=0)
        end = {"stop_reason": "end_turn", "stop_sequence": None}
        yield event("message_delta", delta=end, usage={"output_tokens": 5})
        yield event("message_stop")


async def _gemini(seen: Seen) -> Pieces:
    """Gemini's protocol: an event for each piece."""
    for number, word in enumerate(WORDS):
        said: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": word}]}, "index": 0}
        if number == len(WORDS) - 1:
            if "cut" in seen.path:
                raise ConnectionAbortedError
            said["finishReason"] = "STOP"
        counts = {"promptTokenCount": 11, "candidatesTokenCount": number + 1}
        found = {"candidates": [said], "usageMetadata": counts, "modelVersion": "gemini-river-1"}
        yield b"data: " + json.dumps(found).encode() + b"\r\n\r\n"


_PROTOCOLS = {"/api/chat": _ollama, "/v1/messages": _anthropic, ":streamGenerateContent": _gemini}
_STREAMS: dict[str, Callable[[Seen], Pieces]] = {
    "ok": _ok,
    "length": _length,
    "filtered": _filtered,
    "empty": _empty,
    "no-usage": _no_usage,
    "hang": _hang,
    "stall": _stall,
    "cut": _cut,
    "cut-clean": _cut_clean,
    "garbled": _garbled,
    "error-within": _error_within,
    "forever": _forever,
    "many": _many,
    "odd": _odd,
}


class Server:
    """The server itself, within an asyncio loop."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                seen = await self._request(head, reader)
                if seen.path.endswith("/api/tags"):
                    await self._send(writer, 200, {"models": [{"name": "llama9:8b"}]}, {})
                elif seen.path.endswith("/moved/models"):
                    await self._send(writer, 307, "", {"location": "/v1/models"})
                elif seen.path.endswith("/models"):
                    data = [{"id": "river-1", "object": "model"}, {"id": "lake-2"}]
                    await self._send(writer, 200, {"object": "list", "data": data}, {})
                else:
                    await self._answer(seen, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _request(self, head: bytes, reader: asyncio.StreamReader) -> Seen:
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        seen = Seen(first.split()[1], headers, json.loads(body) if body else {})
        self.seen.append(seen)
        return seen

    async def _answer(
        self, seen: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if seen.model == "echo":
            key = seen.headers.get("authorization", "")
            await self._send(writer, 401, _error(f"Wrong: {key}, that is {key[7:]!r}."), {})
        elif seen.model == "echo-page":
            page = f"<html><body>{seen.headers.get('authorization')}</body></html>"
            await self._send(writer, 403, page, {"content-type": "text/html"})
        elif seen.model == "closed":
            raise ConnectionResetError
        elif seen.model == "hang-early":
            await reader.read(1)
            seen.left.set()
        elif seen.model in _ERRORS:
            await self._send(writer, *_ERRORS[seen.model])
        else:
            await self._stream(seen, reader, writer)

    async def _send(
        self, writer: asyncio.StreamWriter, status: int, body: Any, headers: dict[str, str]
    ) -> None:
        raw = (body if isinstance(body, str) else json.dumps(body)).encode()
        headers = {"content-type": "application/json", "content-length": str(len(raw))} | headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + raw)
        await writer.drain()

    async def _stream(
        self, seen: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        )
        talking = asyncio.ensure_future(self._talk(seen, writer))
        gone = asyncio.ensure_future(reader.read(1))
        await asyncio.wait((talking, gone), return_when=asyncio.FIRST_COMPLETED)
        ended = talking.exception() if talking.done() else None
        if gone.done() or isinstance(ended, ConnectionResetError | BrokenPipeError):
            seen.left.set()
        elif ended:
            writer.transport.abort()
        for task in (talking, gone):
            task.cancel()
        await asyncio.gather(talking, gone, return_exceptions=True)
        raise ConnectionResetError

    async def _talk(self, seen: Seen, writer: asyncio.StreamWriter) -> None:
        speaks = next((talk for part, talk in _PROTOCOLS.items() if part in seen.path), None)
        async for piece in (speaks or _STREAMS.get(seen.model, _no_usage))(seen):
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()


class Loopback:
    """The server in a thread of this process."""

    def __init__(self) -> None:
        self.server = Server()
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def url(self) -> str:
        """The base address, as OPENAI_BASE_URL wants it."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def seen(self) -> list[Seen]:
        """Every request so far."""
        return self.server.seen

    def close(self) -> None:
        """End the server and its thread."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main())
        self._loop.close()

    async def _main(self) -> None:
        self._stop = asyncio.Event()
        listening = await asyncio.start_server(self.server.serve, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        listening.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


if __name__ == "__main__":
    running = Loopback()
    print(running.url, flush=True)
    sys.stdin.read()
