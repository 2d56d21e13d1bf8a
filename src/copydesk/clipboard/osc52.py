"""The escape sequence that hands a text to the terminal's own clipboard.

It is answered by nothing: whether the terminal took it cannot be known.
"""

from __future__ import annotations

from base64 import b64encode

from copydesk.clipboard.environment import Surroundings
from copydesk.clipboard.result import WayError

COMMON = 99_992
"""Base64 characters (of 74,994 bytes) that nearly every terminal takes in one sequence."""

_TERMUX = 6_000
_TABBY = 3_066
_CONPTY = 250

_SCREEN_CHUNK = 768 - len("\x1bP") - len("\x1b\\")
"""What GNU screen takes in one string sequence (older ones less), without its wrapping."""


def capacity(surroundings: Surroundings) -> int:
    """Bytes of text that the terminal is known to take whole; it may cut what is longer."""
    characters = COMMON
    if surroundings.termux:
        characters = _TERMUX
    elif surroundings.tabby:
        characters = _TABBY
    elif surroundings.windows or surroundings.wsl:
        characters = _CONPTY
    return characters // 4 * 3


def sequence(text: str, surroundings: Surroundings) -> str:
    """What to write to the terminal so that it puts ``text`` on its clipboard.

    Raises:
        WayError: The text is longer than the terminal is known to take.
    """
    data = text.encode("utf-8", "replace")
    limit = capacity(surroundings)
    if len(data) > limit:
        raise WayError(f"{len(data):,} bytes are more than the {limit:,} that it surely takes")
    # Ended by BEL: the other end mark, ESC \, would end screen's wrapping too early.
    bare = f"\x1b]52;c;{b64encode(data).decode('ascii')}\x07"
    if surroundings.tmux:
        # tmux drops the one or the other, by set-clipboard and allow-passthrough.
        return bare + for_tmux(bare)
    return for_screen(bare) if surroundings.screen else bare


def for_tmux(sequence: str) -> str:
    """Wrapped so that a tmux with ``allow-passthrough`` hands it on to the terminal."""
    return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"


def for_screen(sequence: str) -> str:
    """Wrapped so that GNU screen hands it on, in pieces of at most 768 bytes."""
    starts = range(0, len(sequence), _SCREEN_CHUNK)
    return "".join(f"\x1bP{sequence[at : at + _SCREEN_CHUNK]}\x1b\\" for at in starts)
