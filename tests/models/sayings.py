"""What the server of the tests says: answers, errors, and the many ways of not saying either."""

from __future__ import annotations

import asyncio
import json
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


def error(message: str, code: str | None = None, kind: str = "invalid_request_error") -> Any:
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
ERRORS: dict[str, tuple[int, Any, dict[str, str]]] = {
    "401": (401, error("Incorrect API key provided.", "invalid_api_key"), {}),
    "403": (403, error("Your country, region, or territory is not supported."), {}),
    "404": (404, error("The model `404` does not exist.", "model_not_found"), {}),
    "400": (400, error("'messages' must contain the word 'json' in some form."), {}),
    "429": (429, error("Rate limit reached for requests", "rate_limit_exceeded"), {}),
    "429-after": (429, error("Rate limit reached."), {"retry-after": "17"}),
    "quota": (429, error(_QUOTA, "insufficient_quota", "insufficient_quota"), {}),
    "too-long": (400, error(_LONG, "context_length_exceeded"), {}),
    "policy": (400, error(_POLICY, "content_policy_violation"), {}),
    "500": (500, error("The server had an error.", kind="server_error"), {}),
    "503": (503, error("The engine is overloaded.", kind="server_error"), {}),
    "502-page": (502, _HTML, {"content-type": "text/html"}),
    "page": (200, _HTML, {"content-type": "text/html; charset=utf-8"}),
    "page-404": (404, _HTML, {"content-type": "text/html"}),
    "nonsense": (200, "It works!", {"content-type": "text/plain"}),
    "other-json": (200, {"hello": "world"}, {}),
    "esc": (400, error("Bad \x1b]52;c;aGk=\x07 \x1b[31mred\x9b thing [/b]"), {}),
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


async def no_usage(_seen: Seen) -> Pieces:
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
    yield b"data: " + json.dumps(error("The server had an error.")).encode() + b"\n\n"


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


PROTOCOLS = {"/api/chat": _ollama, "/v1/messages": _anthropic, ":streamGenerateContent": _gemini}
STREAMS: dict[str, Callable[[Seen], Pieces]] = {
    "ok": _ok,
    "length": _length,
    "filtered": _filtered,
    "empty": _empty,
    "no-usage": no_usage,
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
