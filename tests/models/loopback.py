"""A server that speaks OpenAI's protocol on this machine and misbehaves on command.

The model's name says how: ``401`` … ``503``, ``hang``, ``cut`` and so on, see ``sayings.py``;
a name that it does not know answers without telling what it took. It speaks as Ollama at
``/api/chat``, as Anthropic at ``/v1/messages`` and as Google's Gemini at
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
from typing import Any

from sayings import ERRORS, PROTOCOLS, STREAMS, Seen, error, no_usage


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
            await self._send(writer, 401, error(f"Wrong: {key}, that is {key[7:]!r}."), {})
        elif seen.model == "echo-page":
            page = f"<html><body>{seen.headers.get('authorization')}</body></html>"
            await self._send(writer, 403, page, {"content-type": "text/html"})
        elif seen.model == "closed":
            raise ConnectionResetError
        elif seen.model == "hang-early":
            await reader.read(1)
            seen.left.set()
        elif seen.model in ERRORS:
            await self._send(writer, *ERRORS[seen.model])
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
        speaks = next((talk for part, talk in PROTOCOLS.items() if part in seen.path), None)
        async for piece in (speaks or STREAMS.get(seen.model, no_usage))(seen):
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
