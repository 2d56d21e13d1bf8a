"""Consumes streams with litellm and nothing else; prints the time at which each was whole.

Takes a model's name a line from its input. The settings are those of Copydesk's own process.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["LITELLM_MODE"] = "PRODUCTION"

import litellm

litellm.suppress_debug_info = True


async def consume(model: str) -> int:
    """How many characters came."""
    messages = [{"role": "user", "content": "Write."}]
    stream = await litellm.acompletion(
        model=model,
        messages=messages,
        stream=True,
        stream_options={"include_usage": True},
        max_retries=0,
    )
    pieces = []
    async for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            pieces.append(chunk.choices[0].delta.content)
    return len("".join(pieces))


async def main() -> None:
    for line in sys.stdin:
        await consume(line.strip())
        print(time.perf_counter(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
