"""The worker's side of the pipes: orders in through a thread, reports out through a descriptor
that nothing else can write to."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from typing import BinaryIO

from copydesk.models import wire


class Pipes:
    """Takes standard input and output for itself; whatever prints from now on prints nowhere.

    The process ends when its input ends: Copydesk has closed it, or is gone.
    """

    def __init__(self) -> None:
        self._orders = os.fdopen(os.dup(0), "rb")
        self._reports = os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        os.close(nowhere)

    def listen(self, on_order: Callable[[wire.Order], None]) -> None:
        """Call ``on_order`` within the running loop for each order that comes."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=_read, args=(self._orders, loop, on_order), daemon=True).start()

    def tell(self, report: wire.Report) -> None:
        """Send a report; waits while Copydesk does not read."""
        left = memoryview(wire.line(report))
        try:
            while left:
                left = left[os.write(self._reports, left) :]
        except OSError:
            os._exit(0)  # nobody listens any more


def _read(
    orders: BinaryIO, loop: asyncio.AbstractEventLoop, on_order: Callable[[wire.Order], None]
) -> None:
    try:
        for line in orders:
            loop.call_soon_threadsafe(on_order, wire.order(line))
    finally:
        os._exit(0)  # at once, whatever litellm is doing; the system closes its connections
