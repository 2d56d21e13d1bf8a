"""The process that touches the desktop's clipboard, so that nothing else can hang on it.

Run by its path, ``python -P helper.py copy|paste SECONDS``, and importing nothing of Copydesk,
so that it starts fast. Text goes in and out as UTF-8 with lone surrogates let through.

``copy`` takes the text from its input, writes ``+`` as soon as the clipboard has taken it, then
what it reads back. ``paste`` writes what it reads. The exit codes are below.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

OK = 0
NO_PROGRAM = 3
"""No program for the clipboard was found on this machine."""
NOT_TEXT = 4
"""What the clipboard gave is no text in UTF-8."""
NOT_INSTALLED = 5
"""pyperclip cannot be imported."""

TAKEN = b"+"


def main(action: str, seconds: int) -> int:
    """Do ``copy`` or ``paste`` and return the exit code; end after ``seconds`` at the latest."""
    _end_after(seconds)
    given = sys.stdin.buffer.read() if action == "copy" else b""
    report = _keep_output()
    try:
        import pyperclip  # type: ignore[import-untyped]
    except ImportError:
        return NOT_INSTALLED
    try:
        if action == "copy":
            text = given.decode("utf-8", "surrogatepass")
            pyperclip.copy(text)
            _write(report, TAKEN)
            back = _read_back(pyperclip.paste, text)
        else:
            back = pyperclip.paste() or ""
        _write(report, back.encode("utf-8", "surrogatepass"))
    except pyperclip.PyperclipException:
        return NO_PROGRAM
    except UnicodeError:
        return NOT_TEXT
    return OK


def _read_back(paste: Callable[[], str | None], text: str) -> str:
    """What the clipboard holds, once it is ``text`` or after a third of a second.

    xclip ends well a moment before the clipboard is its own.
    """
    back = ""
    for pause in (0.0, 0.02, 0.04, 0.08, 0.16):
        time.sleep(pause)
        back = paste() or ""
        if back.replace("\r\n", "\n") == text.replace("\r\n", "\n"):
            break
    return back


def _keep_output() -> int:
    """The output that Copydesk reads, hidden from the programs that are started from here.

    xclip stays behind to serve the clipboard and would hold the output open for as long.
    """
    report = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return report


def _write(output: int, data: bytes) -> None:
    with os.fdopen(output, "wb", closefd=False) as stream:
        stream.write(data)


def _end_after(seconds: int) -> None:
    """Copydesk kills what takes too long; this is for when Copydesk itself has been killed."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        signal.signal(signal.SIGALRM, _end_group)
        signal.alarm(seconds)


def _end_group(_signal: int, _frame: FrameType | None) -> None:
    if sys.platform != "win32":
        os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
