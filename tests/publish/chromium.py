"""A headless Chromium, driven over a pipe with its own protocol; no port, no other package."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--remote-debugging-pipe",
)
PATIENCE = 60.0
"""Seconds for anything at all; a busy machine starts a browser slowly."""


class Chromium:
    """One browser with one page. What the page did is noted until ``open`` is called again."""

    def __init__(self, into: int, out: int) -> None:
        self._into, self._out = into, out
        self._buffer = b""
        self._count = 0
        self._session = ""
        self.requests: list[str] = []
        """Every address that the page asked for, its own included."""
        self.said: list[str] = []
        """Everything in the console, and every script that failed."""
        self.blocked: list[str] = []
        """Every address that the page's own policy kept it from asking for."""
        self.dialogs: list[str] = []
        self._loaded = False
        self._asked: dict[str, str] = {}

    def begin(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def open(self, page: Path, *, width: int = 1280, scheme: str = "light") -> None:
        """Show a file at a width, in a colour scheme, and wait until it is loaded and still."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.requests, self.said, self.dialogs, self._loaded = [], [], [], False
        self.blocked, self._asked = [], {}
        self.call("Page.navigate", url=page.as_uri())
        end = time.monotonic() + PATIENCE
        while not self._loaded:
            self._hear(end)
        # Two frames and a turn of the event loop: what wants to run at once has run.
        self.evaluate(
            "new Promise(r => requestAnimationFrame(() => requestAnimationFrame("
            "() => setTimeout(r, 20))))"
        )

    def evaluate(self, script: str) -> Any:
        """The value of a script, which runs above the page's own policy; promises awaited."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as a PNG."""
        done = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(done["data"])

    def call(self, method: str, **given: Any) -> Mapping[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode("ascii") + b"\0"
        while data:
            data = data[os.write(self._into, data) :]
        end = time.monotonic() + PATIENCE
        while True:
            heard = self._hear(end)
            if heard.get("id") == self._count:
                assert "error" not in heard, f"{method}: {heard['error']}"
                result: Mapping[str, Any] = heard["result"]
                return result

    def _hear(self, end: float) -> dict[str, Any]:
        """The next message; what it tells of the page is noted."""
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._out], [], [], max(0, end - time.monotonic()))
            assert ready, "Chromium fell silent"
            piece = os.read(self._out, 1 << 20)
            assert piece, "Chromium has ended"
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        heard: dict[str, Any] = json.loads(line)
        self._note(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _note(self, method: str, told: Mapping[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
            self._asked[told["requestId"]] = told["request"]["url"]
        elif method == "Network.loadingFailed" and told.get("blockedReason") == "csp":
            self.blocked.append(self._asked.get(told["requestId"], ""))
        elif method == "Log.entryAdded":
            self.said.append(told["entry"]["text"])
        elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            self.said.append(json.dumps(told)[:500])
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(told["message"])
            self._count += 1  # nobody waits for the answer
            close = {"id": self._count, "method": "Page.handleJavaScriptDialog"}
            close |= {"params": {"accept": False}, "sessionId": self._session}
            os.write(self._into, json.dumps(close).encode("ascii") + b"\0")


@contextmanager
def chromium(home: Path) -> Iterator[Chromium]:
    """A browser with a profile of its own, which ends with the block.

    It reads commands from its file descriptor 3 and answers on 4.
    """
    to_read, into = os.pipe()
    out, to_write = os.pipe()

    def wire() -> None:
        read, write = os.dup(to_read), os.dup(to_write)
        os.dup2(read, 3)
        os.dup2(write, 4)

    # preexec_fn: the two numbers are the browser's; nothing between fork and exec takes a lock.
    process = subprocess.Popen(
        ["chromium", *FLAGS, f"--user-data-dir={home}", "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=wire,
        start_new_session=True,
        env={**os.environ, "HOME": str(home)},
    )
    os.close(to_read)
    os.close(to_write)
    try:
        browser = Chromium(into, out)
        browser.begin()
        yield browser
    finally:
        os.close(into)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(out)
