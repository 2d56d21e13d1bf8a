"""A server on this machine that streams as fast as it can, in OpenAI's protocol.

Prints its address, then a line with the time (of ``time.perf_counter``) at which each request
came. The model's name says how many chunks: ``fast-5000``.
"""

from __future__ import annotations

import asyncio
import json
import re
import time

LAST = "The very end."


def event(data: object) -> bytes:
    """One event of the stream, as a chunk of HTTP."""
    body = b"data: " + (data if isinstance(data, bytes) else json.dumps(data).encode()) + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(body), body)


def piece(text: str, ending: str | None = None) -> bytes:
    """A piece of the answer."""
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": ending}
    data = {"id": "a", "object": "chat.completion.chunk", "created": 1, "model": "fast"}
    return event({**data, "choices": [choice]})


def stream(chunks: int) -> bytes:
    """The whole answer: words, a line end after every twelfth, and the last words."""
    ends = ("\n\n" if number % 12 == 11 else " " for number in range(chunks - 1))
    words = [piece(f"word{number % 100}{end}") for number, end in enumerate(ends)]
    return b"".join([*words, piece(LAST), piece("", "stop"), event(b"[DONE]"), b"0\r\n\r\n"])


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request and close."""
    head = await reader.readuntil(b"\r\n\r\n")
    found = re.search(rb"content-length: *(\d+)", head, re.I)
    body = await reader.readexactly(int(found[1])) if found else b"{}"
    print(time.perf_counter(), flush=True)
    chunks = int(str(json.loads(body).get("model", "fast-1")).rpartition("-")[2])
    writer.write(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
        b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    )
    whole = stream(chunks)
    for start in range(0, len(whole), 16_384):
        writer.write(whole[start : start + 16_384])
        await writer.drain()
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
