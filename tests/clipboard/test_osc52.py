"""The escape sequence for the terminal's clipboard."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.clipboard import surroundings
from copydesk.clipboard.osc52 import capacity, for_screen, for_tmux, sequence
from copydesk.clipboard.result import WayError

PLAIN = surroundings({"TERM": "xterm"}, "linux")
SCREEN = surroundings({"STY": "1.x"}, "linux")
TMUX = surroundings({"TMUX": "/tmp/t,1,0"}, "linux")


def carried(bare: str) -> str:
    found = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x07", bare)
    assert found is not None
    return b64decode(found[1]).decode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert carried(sequence(text, PLAIN)) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3000))
def test_screen_gets_pieces_that_it_takes_and_that_make_the_whole_again(text: str) -> None:
    wrapped = sequence(text, SCREEN)
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", wrapped, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == wrapped
    assert all(len(piece) + 4 <= 768 for piece in pieces)
    assert carried("".join(pieces)) == text


def test_tmux_gets_the_bare_sequence_and_one_to_pass_through() -> None:
    bare = sequence("Good day", PLAIN)
    assert sequence("Good day", TMUX) == bare + for_tmux(bare)


def test_tmux_takes_escapes_doubled() -> None:
    assert for_tmux("\x1b]52;c;aGk=\x07") == "\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"


def test_what_fits_into_one_piece_is_wrapped_once() -> None:
    assert for_screen("x" * 764) == "\x1bP" + "x" * 764 + "\x1b\\"
    assert for_screen("x" * 765).count("\x1bP") == 2


def test_the_cap_counts_bytes_of_text_and_no_byte_more_is_sent() -> None:
    assert capacity(PLAIN) == 74_994
    assert len(carried(sequence("x" * 74_994, PLAIN))) == 74_994
    assert len(sequence("x" * 74_994, PLAIN)) <= 100_000
    for too_long in ("x" * 74_995, "é" * 37_498):
        with pytest.raises(WayError, match="more than the 74,994"):
            sequence(too_long, PLAIN)


@pytest.mark.parametrize(
    ("environ", "platform", "limit"),
    [
        ({"TERMUX_VERSION": "0.118"}, "linux", 4_500),
        ({"TERM_PROGRAM": "Tabby"}, "linux", 2_298),
        ({}, "win32", 186),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", 186),
    ],
)
def test_terminals_that_take_less_are_given_less(
    environ: dict[str, str], platform: str, limit: int
) -> None:
    there = surroundings(environ, platform)
    assert capacity(there) == limit
    with pytest.raises(WayError, match=f"more than the {limit:,}"):
        sequence("x" * (limit + 1), there)
