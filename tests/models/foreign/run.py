"""Runs models through litellm's own proxy and says what passed; started by ``.ci/foreign``."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loopback import Loopback
from sayings import ANSWER, PART, piece_of

from copydesk.models.engine import Engine
from copydesk.models.fault import ModelFault
from copydesk.models.request import Message, Request

MOCK = "This answer was made by the proxy itself."
PASSED_ON = ("ok", "many", "length", "429-after", "quota", "too-long", "policy", "503", "404")
MORE = ("cut", "hang", "stall", "forever")
TIMES = 10
WRONG_KEY = "a-key-of-somebody-else"
# model, prompt, more of the request, what it ends with (one of them), the text that came
CASES: list[tuple[str, str, dict[str, Any], tuple[str, ...], str]] = [
    ("mock", "x", {}, ("done",), MOCK),
    ("ok", "x", {}, ("done",), ANSWER),
    ("many", "Say 2000", {}, ("done",), "".join(map(piece_of, range(2000)))),
    ("length", "x", {}, ("length",), PART),
    ("429-after", "x", {}, ("rate limit",), ""),
    ("quota", "x", {}, ("quota",), ""),
    ("too-long", "x", {}, ("too long",), ""),
    ("policy", "x", {}, ("refused",), ""),
    ("503", "x", {}, ("down",), ""),
    ("404", "x", {}, ("no such model",), ""),
    ("nobody-knows-it", "x", {}, ("no such model",), ""),
    ("cut", "x", {}, ("cut off", "down"), PART),
    ("hang", "x", {"first_token": 1.0}, ("no first token",), ""),
    ("stall", "x", {"between": 1.0}, ("stalled",), PART),
]


def config(server: Loopback) -> str:
    """The proxy's settings; JSON is YAML."""
    passed_on = [
        {
            "model_name": name,
            "litellm_params": {
                "model": f"openai/{name}",
                "api_base": server.url,
                "api_key": "none",
            },
        }
        for name in (*PASSED_ON, *MORE)
    ]
    mock = {
        "model_name": "mock",
        "litellm_params": {"model": "openai/mock", "mock_response": MOCK, "api_key": "none"},
    }
    return json.dumps(
        {
            "model_list": [mock, *passed_on],
            "litellm_settings": {"num_retries": 0},
            "router_settings": {"num_retries": 0, "disable_cooldowns": True},
        }
    )


@contextmanager
def proxy(server: Loopback, key: str) -> Iterator[str]:
    """The address of a running proxy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "config.yaml").write_text(config(server), "utf-8")
        command = [
            str(Path(sys.executable).with_name("litellm")),
            *("--config", "config.yaml", "--host", "127.0.0.1", "--port", str(port)),
        ]
        environ = os.environ | {"LITELLM_MASTER_KEY": key, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
        with (
            Path(folder, "log").open("wb") as log,
            subprocess.Popen(
                command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            ) as process,
        ):
            try:
                wait_for(f"http://127.0.0.1:{port}/health/liveliness", process)
                yield f"http://127.0.0.1:{port}/v1"
            except BaseException:
                sys.stderr.write(Path(folder, "log").read_text("utf-8", "replace")[-4000:])
                raise
            finally:
                process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the proxy ended by itself")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the proxy did not start")


async def ended(engine: Engine, model: str, prompt: str, more: dict[str, Any]) -> tuple[str, str]:
    """What a run ended with, and the text that came."""
    pieces: list[str] = []
    request = Request(model=f"openai/{model}", messages=(Message("user", prompt),), **more)
    try:
        return (await engine.stream(request, pieces.append)).ending, "".join(pieces)
    except ModelFault as fault:
        return fault.kind, "".join(pieces)


async def cancel(engine: Engine, prompt: str) -> None:
    """Cancel a run once it has said something."""
    begun = asyncio.Event()
    request = Request(model="openai/forever", messages=(Message("user", prompt),))
    run = asyncio.create_task(engine.stream(request, lambda _text: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    run.cancel()
    await asyncio.wait([run])


async def run_all(server: Loopback) -> int:
    """Run all cases; how many came out differently."""
    engine = Engine()
    wrong = 0
    for model, prompt, more, endings, text in CASES:
        begun = time.perf_counter()
        found = [await ended(engine, model, prompt, more) for _ in range(TIMES)]
        right = sum(ending in endings and said == text for ending, said in found)
        wrong += TIMES - right
        took = (time.perf_counter() - begun) / TIMES
        kinds = ", ".join(sorted({ending for ending, _ in found}))
        print(f"{model:18}{right:3} of {TIMES}   {kinds:16}{took * 1000:8.0f} ms each", flush=True)
    for number in range(TIMES):
        await cancel(engine, f"cancel {number}")
    seen = [one for one in server.seen if one.said.startswith("cancel ")]
    left = sum([await asyncio.to_thread(one.left.wait, 20) for one in seen])
    print(f"{'cancelled':18}{left:3} of {TIMES}   the server behind the proxy saw it")
    offers = [offer.name for offer in await engine.offers() if offer.provider == "openai"]
    print(f"{'offers':18}{len(offers):3} of {len(PASSED_ON) + len(MORE) + 1}")
    wrong += TIMES - left + len(PASSED_ON) + len(MORE) + 1 - len(offers)
    await engine.close()
    return wrong


def wrong_key(url: str) -> int:
    """A key that the proxy does not know: without a database it answers 400 to that, not 401."""
    os.environ |= {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": WRONG_KEY}

    async def run() -> ModelFault | None:
        engine = Engine()
        try:
            await engine.stream(
                Request(model="openai/mock", messages=(Message("user", "x"),)), print
            )
        except ModelFault as fault:
            return fault
        finally:
            await engine.close()
        return None

    fault = asyncio.run(run())
    right = fault is not None and fault.kind == "bad request" and WRONG_KEY not in repr(vars(fault))
    print(
        f"{'a wrong key':18}{right:3} of 1    {fault and (fault.kind, fault.details)}", flush=True
    )
    return int(not right)


def main() -> int:
    key = f"sk-{secrets.token_hex(16)}"
    server = Loopback()
    with proxy(server, key) as url:
        wrong = wrong_key(url)
        os.environ |= {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}
        wrong += asyncio.run(run_all(server))
    server.close()
    print("All came out as they should." if not wrong else f"{wrong} came out differently.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
