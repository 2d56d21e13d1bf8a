"""The terminal's driver survives its input, and is the stock one where ours does not fit."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from copydesk.tui import posix_driver
from copydesk.tui.driver import driver_class
from copydesk.tui.posix_driver import CopydeskDriver

# Which driver


def test_textual_still_has_the_private_names_that_our_driver_rests_on() -> None:
    """When this fails Textual has changed: read its linux_driver.py and _xterm_parser.py again."""
    assert posix_driver.fits_textual()
    assert driver_class() is CopydeskDriver


def test_another_driver_asked_for_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DRIVER", "textual.drivers.web_driver:WebDriver")
    assert driver_class() is None


def test_windows_keeps_its_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert driver_class() is None


@pytest.mark.parametrize("name", ["run_input_thread", "_run_input_thread"])
def test_a_textual_without_the_reading_loop_keeps_its_own_driver(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delattr(LinuxDriver, name)
    assert driver_class() is None


def test_a_textual_that_reads_in_another_way_keeps_its_own_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LinuxDriver, "run_input_thread", lambda self: None)
    assert driver_class() is None


def test_a_textual_with_another_parser_keeps_its_own_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(XTermParser, "feed", lambda self, data: iter(()))
    assert driver_class() is None


# Reading


class Driver(CopydeskDriver):
    """Our driver on a pipe: no terminal, no signal handlers, the messages kept."""

    def __init__(self, fileno: int) -> None:
        self.fileno = fileno
        self.input_tty = True
        self.exit_event = Event()
        self.messages: list[Message] = []
        self.wanted = ""
        self.came = Event()

    def process_message(self, message: Message) -> None:
        self.messages.append(message)
        if isinstance(message, events.Key) and message.key == self.wanted:
            self.came.set()


class Keyboard:
    """The other end of the pipe, and the thread that reads."""

    def __init__(self) -> None:
        out, self.fileno = os.pipe()
        self.driver = Driver(out)
        self.thread = Thread(target=self.driver._run_input_thread, daemon=True)
        self.thread.start()

    def sends(self, *reads: bytes, until: str) -> list[object]:
        """Keys by name and pastes as text, up to the key `until`."""
        self.driver.wanted = until
        for data in reads:
            os.write(self.fileno, data)
        assert self.driver.came.wait(20)
        return [getattr(m, "text", None) or getattr(m, "key", m) for m in self.driver.messages]

    def close(self) -> None:
        self.driver.exit_event.set()
        self.thread.join(20)
        os.close(self.driver.fileno)


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    keyboard = Keyboard()
    yield keyboard
    keyboard.close()
    os.close(keyboard.fileno)


def test_a_byte_that_is_not_utf_8_does_not_end_the_app(keyboard: Keyboard) -> None:
    assert keyboard.sends(b"a\xff\xfe\x80", b"\x1b[B", until="down")[-1] == "down"
    assert keyboard.thread.is_alive()


def test_a_character_split_between_two_reads_is_one(keyboard: Keyboard) -> None:
    euro = "€".encode()
    sent = (b"\x1b[200~" + euro[:1], euro[1:] + b"\x1b[201~", b"\x1b[B")
    assert keyboard.sends(*sent, until="down") == ["€", "down"]


def test_a_paste_with_keys_in_it_reaches_the_app_as_one_text(keyboard: Keyboard) -> None:
    sent = b"\x1b[200~an answer \x1b[A with \x11 keys\x1b[201~\x1b[B"
    assert keyboard.sends(sent, until="down") == ["an answer \x1b[A with \x11 keys", "down"]


def test_the_escape_key_comes_by_itself(keyboard: Keyboard) -> None:
    assert keyboard.sends(b"\x1b", until="escape") == ["escape"]


def test_what_had_come_when_the_driver_stops_is_not_lost() -> None:
    keyboard = Keyboard()
    keyboard.sends(b"\x1b[A\x1b[200~the beginning", until="up")
    keyboard.close()
    os.close(keyboard.fileno)
    last = keyboard.driver.messages[-1]
    assert isinstance(last, events.Paste)
    assert last.text == "the beginning"


def test_an_app_whose_terminal_is_gone_is_told_to_save_and_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append(number))
    keyboard = Keyboard()
    os.close(keyboard.fileno)
    keyboard.thread.join(20)
    assert sent == [signal.SIGTERM]
    os.close(keyboard.driver.fileno)
