"""Textual's driver for Linux and macOS, with an input that nothing the terminal sends can end.

Textual decodes the input strictly, so that one byte that is not UTF-8 ends the app; its parser is
described in `parser`. The loop that reads is replaced here. It rests on private names of
Textual's: `fits_textual` says whether they are still what they were.
"""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from copydesk.tui.parser import PasteParser

POLL = 0.1
"""Seconds after which the loop looks whether it is to end."""
READ_SIZE = 64 * 1024


class CopydeskDriver(LinuxDriver):
    """The stock driver with a tolerant decoder and a parser that keeps pastes whole."""

    def run_input_thread(self) -> None:
        """Read the terminal and send what comes, until the driver stops."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser = PasteParser(XTermParser, escape_delay=constants.ESCAPE_DELAY)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                wait = parser.wait()
                if selector.select(POLL if wait is None else min(POLL, wait)):
                    data = self._read()
                    if data is None:
                        continue
                    if not data:
                        break
                    messages = parser.feed(decode(data))
                else:
                    messages = parser.tick()
                for message in messages:
                    self.process_message(message)
            for message in parser.close():
                self.process_message(message)
        if not self.exit_event.is_set():
            self._terminal_gone()

    def _read(self) -> bytes | None:
        """What the terminal has sent; empty when it is gone, None when another read it first."""
        try:
            return os.read(self.fileno, READ_SIZE)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _terminal_gone(self) -> None:
        """An app without a terminal ends, by the signal on which it saves what it holds.

        The system's own SIGHUP does not come to a program that was told to survive its terminal.
        """
        if self.input_tty:
            os.kill(os.getpid(), signal.SIGTERM)


def fits_textual() -> bool:
    """Are the private names of Textual's, on which this file rests, what they were?"""
    try:
        loop = LinuxDriver.run_input_thread.__code__
        thread = LinuxDriver._run_input_thread.__code__
        start = LinuxDriver.start_application_mode.__code__
        probe = XTermParser()
        keys = [*probe.feed("\x1b[A"), *probe.feed("\x1b"), *probe.feed("")]
        return (
            {"XTermParser", "getincrementaldecoder", "fileno", "exit_event"} <= set(loop.co_names)
            and "run_input_thread" in thread.co_names
            and "_run_input_thread" in start.co_names
            and {"input_tty", "exit_event"} <= set(LinuxDriver.__init__.__code__.co_names)
            and callable(LinuxDriver.process_message)
            and [key.key for key in keys if isinstance(key, Key)] == ["up", "escape"]
            and (probe.last_x, probe.terminal_size, probe.terminal_pixel_size) == (0, None, None)
            and (probe.last_y, probe.mouse_pixels) == (0, False)
        )
    except Exception:
        return False
