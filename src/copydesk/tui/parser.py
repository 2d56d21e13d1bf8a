"""What the terminal sends, sorted into keys and pasted text.

Textual's own parser reads one character at a time and looks for key sequences inside pastes too:
an ESC in the pasted text becomes key presses, and a paste whose end marker is lost swallows every
key from then on. Here a paste is cut out of the stream first, and only what lies outside it
reaches Textual's parser, one whole key sequence at a time.

Three things are taken as text, never as commands:
- all that lies between the paste markers, and all that came before a paste stalled;
- more than `MOST_KEYS` printable characters in one read, and what follows close upon them:
  that is a paste from a terminal that does not mark its pastes;
- printable characters within a moment after a paste: the pasted text may have held an end marker.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from textual.events import Paste
from textual.message import Message

PASTE_START = "\x1b[200~"
PASTE_END = "\x1b[201~"

MOST_KEYS = 20
"""A read with more printable characters than this was not typed."""
STALL = 1.0
"""Seconds of silence after which an open paste is over, its end marker lost."""
AFTER_PASTE = 0.15
"""Seconds after a marked paste during which printable characters still belong to it."""
JOIN = 0.05
"""Seconds within which the next read still belongs to an unmarked paste."""

_MARKER = re.compile(r"\x1b\[20[01]~")
_TOKEN = re.compile(
    r"[^\x1b]+"  # plain characters
    r"|\x1b(?:\[M[^\x1b]{3}"  # a mouse report of the oldest kind
    r"|\[\[[A-E]|\[\d+\$"  # F1 to F5 of the Linux console; shifted keys of rxvt
    r"|\[[0-?]*[ -/]*[@-~]"  # any other control sequence
    r"|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # a string, such as the answer to a colour query
    r"|O[^\x1b]|[^\x1b])?"  # keypad keys; alt and a key; ESC alone
)
_UNFINISHED = re.compile(
    r"\x1b(?:\[(?:M[^\x1b]{0,2}|\[|[0-?]{0,64}|\?[\d;]{1,16}\$)"
    r"|O|[\]PX^_][^\x07\x1b]{0,1024}\x1b?)?\Z"
)
_COMMITTED = re.compile(r"\x1b\[[\d:]*;[\d:]*;([\d:]+)u")
_LONGEST = 32  # characters; Textual's parser takes a longer sequence apart into key presses
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CARRIED = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")


class KeyParser(Protocol):
    """The part of Textual's parser that is used: characters in, messages out.

    An empty string ends it: what it was still waiting to understand comes out as keys.
    """

    def feed(self, data: str) -> Iterable[Message]: ...


class PasteRest(Paste):
    """Text that belongs to the paste just before it.

    It comes when the pasted text held an end marker, stalled, or was cut in two by another event.
    Handlers of `Paste` get it too; one that makes something new of each paste adds it to the last.
    """


PasteRest.handler_name = Paste.handler_name  # Textual names a class's handler after the class


class PasteParser:
    """An incremental parser: `feed` what each read brought, `tick` when the terminal is silent.

    Time is judged by `tick` alone, so that a program too busy to read does not mistake its own
    delay for a pause of the terminal's.
    """

    def __init__(
        self,
        new_key_parser: Callable[[], KeyParser],
        *,
        escape_delay: float = 0.1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args:
        new_key_parser: makes Textual's parser; called again when one is spent.
        escape_delay: seconds after which an unfinished key sequence counts as keys.
        clock: gives seconds.
        """
        self._new_key_parser = new_key_parser
        self._key_parser = new_key_parser()
        self._escape_delay = escape_delay
        self._clock = clock
        self._last = clock()
        self._held = ""  # the beginning of a marker or key sequence whose rest has not come
        self._paste: list[str] | None = None  # the pieces of an open marked paste
        self._text: list[str] = []  # unmarked text, gathered until it pauses
        self._text_until: float | None = None  # until then printable characters are text
        self._pasted = False  # has something been delivered since that began?
        self._stalled = False  # is the end marker of a paste still to come?
        self._out: list[Message] = []

    def feed(self, data: str) -> list[Message]:
        """The messages that are complete with `data`, which is what one read brought."""
        self._last = self._clock()
        rest, self._held = self._held + data, ""
        while rest:
            rest = self._read_keys(rest) if self._paste is None else self._read_paste(rest)
        return self._take()

    def tick(self) -> list[Message]:
        """The messages that are complete because the terminal has been silent so long."""
        now = self._clock()
        if self._paste is not None:
            if now >= self._last + STALL:
                self._end_paste()
                self._pasted, self._stalled = False, True
            return self._take()
        if self._held and now >= self._last + self._escape_delay:
            self._give_up_waiting()
        if self._text_until is not None and now >= self._text_until:
            self._end_text()
        return self._take()

    def wait(self) -> float | None:
        """Seconds until `tick` has something to do; None: not before more input has come."""
        due = []
        if self._paste is not None:
            due.append(self._last + STALL)
        elif self._held:
            due.append(self._last + self._escape_delay)
        if self._text_until is not None and self._paste is None:
            due.append(self._text_until)
        return max(0.0, min(due) - self._clock()) if due else None

    def close(self) -> list[Message]:
        """What has come and was not delivered yet; the parser is as new afterwards."""
        if self._paste is not None:
            self._end_paste()
        elif self._held:
            self._give_up_waiting()
        self._end_text()
        return self._take()

    def _take(self) -> list[Message]:
        messages, self._out = self._out, []
        return messages

    # Inside a marked paste

    def _read_paste(self, data: str) -> str:
        """Take `data` up to the end marker; what follows the marker is returned."""
        assert self._paste is not None
        end = data.find(PASTE_END)
        if end < 0:
            cut = len(data) - _overlap(data, PASTE_END)
            self._paste.append(data[:cut])
            self._held = data[cut:]
            return ""
        self._paste.append(data[:end])
        self._end_paste()
        self._open_window(AFTER_PASTE)
        return data[end + len(PASTE_END) :]

    def _end_paste(self) -> None:
        text = "".join([*(self._paste or ()), self._held])
        self._paste, self._held = None, ""
        self._text_until, self._pasted = None, False
        self._deliver(text)

    # Outside

    def _read_keys(self, data: str) -> str:
        """Take `data` up to the next paste marker; what follows the marker is returned."""
        marker = _MARKER.search(data)
        if marker is None:
            unfinished = _UNFINISHED.search(data) if "\x1b" in data else None
            if unfinished is not None:
                data, self._held = data[: unfinished.start()], unfinished[0]
            self._sort(data)
            return ""
        if marker[0] == PASTE_START:
            self._sort(data[: marker.start()])
            self._end_text()
            self._paste = []
        else:  # the end of a paste that stalled, or the real end of one that held an end marker
            self._sort(data[: marker.start()], is_text=True)
            self._deliver_text()
            self._open_window(AFTER_PASTE)
        self._stalled = False
        return data[marker.end() :]

    def _sort(self, data: str, is_text: bool = False) -> None:
        """Send on whole key sequences and single keys; gather what is text."""
        tokens = _TOKEN.findall(data)
        plain = [token for token in tokens if token[0] != "\x1b"]
        typed = sum(_printable(token) for token in plain)
        is_text = is_text or self._text_until is not None or typed > MOST_KEYS
        for token in tokens:
            if token[0] == "\x1b":
                self._deliver_text()
                self._send_keys(token)
            elif is_text:
                self._text.append(token)
            else:
                self._send_keys(token)
        # One character does not keep the window open: it may be a key that is held down.
        if is_text and (typed > 1 or self._text_until is None):
            self._open_window(JOIN)

    def _give_up_waiting(self) -> None:
        held, self._held = self._held, ""
        self._sort(held)

    def _open_window(self, seconds: float) -> None:
        self._text_until = max(self._text_until or 0.0, self._last + seconds)

    def _end_text(self) -> None:
        self._deliver_text()
        self._text_until, self._pasted = None, False

    def _deliver_text(self) -> None:
        text, self._text = "".join(self._text), []
        self._deliver(text)

    def _deliver(self, text: str) -> None:
        text = _as_pasted(text)
        if text:
            is_rest = self._pasted or self._stalled
            self._out.append(PasteRest(text) if is_rest else Paste(text))
            self._pasted = True

    # Textual's parser

    def _send_keys(self, token: str) -> None:
        """Hand Textual one whole key sequence, or a run of plain characters.

        Its parser raises on some sequences (a code point beyond Unicode, a window without pixels)
        and is dead afterwards; and it goes on waiting when it does not know a sequence, to send
        the lot as key presses. So it is replaced then: answers of the terminal that it does not
        know are dropped, and ESC or alt with a key are settled at once.
        """
        if token[0] == "\x1b" and len(token) > 2 and (token[1] in "]PX^_" or len(token) > _LONGEST):
            self._send_committed(token)
            return
        try:
            messages = list(self._key_parser.feed(token))
            if not messages and token[0] == "\x1b":
                if len(token) < 3 or token[1] == "O":
                    messages = list(self._key_parser.feed(""))
                self._replace_key_parser()
        except Exception:
            messages = []
            self._replace_key_parser()
        self._out += messages

    def _send_committed(self, token: str) -> None:
        """An input method's text in kitty's protocol is long; other such sequences are dropped."""
        committed = _COMMITTED.fullmatch(token)
        if committed is not None:
            codes = (int(code) for code in committed[1].split(":") if 0 < len(code) < 8)
            self._deliver("".join(chr(code) for code in codes if code <= sys.maxunicode))

    def _replace_key_parser(self) -> None:
        spent, self._key_parser = self._key_parser, self._new_key_parser()
        for name in _CARRIED:
            setattr(self._key_parser, name, getattr(spent, name))


def _printable(text: str) -> int:
    return len(text) - len(_CONTROL.findall(text))


def _overlap(data: str, marker: str) -> int:
    """How many of the last characters of `data` may be the beginning of `marker`."""
    longest = min(len(data), len(marker) - 1)
    return next((n for n in range(longest, 0, -1) if marker.startswith(data[-n:])), 0)


def _as_pasted(text: str) -> str:
    """Terminals send a line's end as CR, as if Enter had been pressed; text has LF there."""
    text = text.replace("\x00", "")
    return text.replace("\r", "\n") if "\n" not in text else text
