"""What the terminal sends comes out as keys or as text, and never as an error."""

from __future__ import annotations

import random
from codecs import getincrementaldecoder
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import AppBlur, AppFocus, MouseMove, Paste
from textual.message import Message

from copydesk.tui.parser import PASTE_END, PASTE_START, PasteParser, PasteRest

ESC = "\x1b"


class Terminal:
    """A parser with a clock that stands still unless a test moves it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.parser = PasteParser(XTermParser, clock=lambda: self.now)

    def sends(self, *reads: str) -> list[Message]:
        return [message for read in reads for message in self.parser.feed(read)]

    def is_silent(self, seconds: float) -> list[Message]:
        """The reading loop wakes at least every tenth of a second."""
        messages = []
        until = self.now + seconds
        while self.now < until:
            self.now = min(until, self.now + 0.1)
            messages += self.parser.tick()
        return messages


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def seen(messages: list[Message]) -> list[str]:
    """Keys by name, pastes as their text in quotes."""
    return [f'"{m.text}"' if isinstance(m, Paste) else getattr(m, "key", m) for m in messages]


def pasted(messages: list[Message]) -> str:
    return "".join(m.text for m in messages if isinstance(m, Paste))


def cut(text: str, at: list[int]) -> list[str]:
    """`text` in pieces, cut at the offsets `at`."""
    bounds = [0, *sorted({offset % (len(text) + 1) for offset in at}), len(text)]
    return [text[a:b] for a, b in pairwise(bounds) if a < b]


# Pastes


def test_a_paste_is_one_text_and_no_keys(terminal: Terminal) -> None:
    assert seen(terminal.sends(f"{PASTE_START}quit? j k{PASTE_END}")) == ['"quit? j k"']


def test_keys_before_and_long_after_a_paste_are_keys(terminal: Terminal) -> None:
    messages = terminal.sends(f"j{PASTE_START}text{PASTE_END}")
    messages += terminal.is_silent(0.2)
    messages += terminal.sends("k")
    assert seen(messages) == ["j", '"text"', "k"]


def test_esc_inside_a_paste_is_text(terminal: Terminal) -> None:
    text = f"{ESC}{ESC}[A {ESC}[31mred{ESC}[0m {ESC}]0;title\x07 {ESC}[<0;3;4M \x03\x11"
    assert seen(terminal.sends(f"{PASTE_START}{text}{PASTE_END}")) == [f'"{text}"']


@settings(deadline=None)
@given(
    text=st.text().map(lambda t: t.replace(PASTE_END, "").replace("\0", "").replace("\r", "")),
    at=st.lists(st.integers(0, 500), max_size=12),
)
def test_a_paste_comes_back_whole_however_it_was_split(text: str, at: list[int]) -> None:
    terminal = Terminal()
    reads = cut(f"j{PASTE_START}{text}{PASTE_END}", at)
    messages = terminal.sends(*reads) + terminal.is_silent(1.2) + terminal.sends("k")
    assert seen(messages) == (["j", f'"{text}"', "k"] if text else ["j", "k"])


def test_two_thousand_pastes_of_noise_come_back_whole() -> None:
    chance = random.Random(4)
    pieces = [ESC, "[", "200~", "[201", "~", "\n", "x", "é", "🙂", "\x03", f"{ESC}[A", f"{ESC}O"]
    for _ in range(2000):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 30))).replace(PASTE_END, "")
        terminal = Terminal()
        whole = f"{PASTE_START}{text}{PASTE_END}"
        reads = cut(whole, [chance.randrange(200) for _ in range(chance.randrange(5))])
        assert seen(terminal.sends(*reads)) == ([f'"{text}"'] if text else [])


def test_a_megabyte_arrives_as_one_paste(terminal: Terminal) -> None:
    text = "All work and no play makes a long answer.\n" * 25_000
    sent = f"{PASTE_START}{text}{PASTE_END}"
    messages = terminal.sends(*(sent[i : i + 4095] for i in range(0, len(sent), 4095)))
    assert [m.text == text for m in messages if isinstance(m, Paste)] == [True]
    assert len(messages) == 1


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("one\rtwo\r", "one\ntwo\n"),
        ("one\ntwo\n", "one\ntwo\n"),
        ("one\r\ntwo\r\n", "one\r\ntwo\r\n"),
        ("one\0two", "onetwo"),
    ],
)
def test_line_ends_that_the_terminal_changed_are_changed_back(
    terminal: Terminal, sent: str, text: str
) -> None:
    assert pasted(terminal.sends(f"{PASTE_START}{sent}{PASTE_END}")) == text


def test_two_pastes_are_two(terminal: Terminal) -> None:
    messages = terminal.sends(f"{PASTE_START}one{PASTE_END}{PASTE_START}two{PASTE_END}")
    assert [(type(m), m.text) for m in messages if isinstance(m, Paste)] == [
        (Paste, "one"),
        (Paste, "two"),
    ]


# A lost end marker


def test_a_paste_whose_end_is_lost_ends_after_a_second_of_silence(terminal: Terminal) -> None:
    assert terminal.sends(f"{PASTE_START}half an ", "answer") == []
    assert terminal.is_silent(0.9) == []
    assert seen(terminal.is_silent(0.2)) == ['"half an answer"']
    assert seen(terminal.sends("\x11j")) == ["ctrl+q", "j"]


def test_bytes_that_go_on_coming_keep_a_paste_open(terminal: Terminal) -> None:
    terminal.sends(PASTE_START)
    for _ in range(5):
        assert terminal.sends("word ") == []
        assert terminal.is_silent(0.8) == []
    assert seen(terminal.sends(PASTE_END)) == ['"word word word word word "']


def test_an_end_marker_that_comes_late_is_swallowed(terminal: Terminal) -> None:
    terminal.sends(f"{PASTE_START}answer")
    assert seen(terminal.is_silent(1.2)) == ['"answer"']
    assert terminal.sends(PASTE_END) == []


def test_what_a_stalled_paste_still_brings_is_its_rest(terminal: Terminal) -> None:
    terminal.sends(f"{PASTE_START}the first half")
    terminal.is_silent(1.5)
    messages = (
        terminal.sends("q" * 30) + terminal.is_silent(0.1) + terminal.sends(f"end{PASTE_END}")
    )
    assert [(type(m), m.text) for m in messages if isinstance(m, Paste)] == [
        (PasteRest, "q" * 30),
        (PasteRest, "end"),
    ]
    assert len(messages) == 2


def test_a_half_sent_end_marker_does_not_lose_the_text_before_it(terminal: Terminal) -> None:
    terminal.sends(f"{PASTE_START}answer{PASTE_END[:-1]}")
    assert pasted(terminal.is_silent(1.5)).startswith("answer")
    assert seen(terminal.sends("j")) == ["j"]


# An end marker inside the paste


@pytest.mark.parametrize("together", [True, False])
def test_keys_close_behind_a_paste_are_its_text(terminal: Terminal, together: bool) -> None:
    first, rest = f"{PASTE_START}answer{PASTE_END}", f"sxq\r{PASTE_END}"
    messages = terminal.sends(first + rest) if together else terminal.sends(first, rest)
    messages += terminal.is_silent(0.3)
    assert seen(messages) == ['"answer"', '"sxq\n"']
    assert [type(m) for m in messages] == [Paste, PasteRest]


def test_arrows_focus_and_mouse_pass_close_behind_a_paste(terminal: Terminal) -> None:
    sent = f"{PASTE_START}answer{PASTE_END}{ESC}[B{ESC}[O{ESC}[I{ESC}[<35;5;6M"
    messages = terminal.sends(sent)
    assert seen(messages[:2]) == ['"answer"', "down"]
    assert [type(m) for m in messages[2:]] == [AppBlur, AppFocus, MouseMove]


def test_a_key_held_down_after_a_paste_soon_counts_as_a_key(terminal: Terminal) -> None:
    messages = terminal.sends(f"{PASTE_START}answer{PASTE_END}")
    for _ in range(20):
        messages += terminal.is_silent(0.03)
        messages += terminal.sends("j")
    assert seen(messages)[-14:] == ["j"] * 14
    assert seen(messages)[:2] == ['"answer"', '"jjjj"']


# Terminals that do not mark their pastes


def test_more_than_twenty_characters_in_one_read_are_text(terminal: Terminal) -> None:
    messages = terminal.sends("n" * 21) + terminal.is_silent(0.1)
    assert seen(messages) == [f'"{"n" * 21}"']


def test_twenty_characters_in_one_read_are_keys(terminal: Terminal) -> None:
    assert seen(terminal.sends("n" * 20)) == ["n"] * 20


def test_an_unmarked_paste_of_many_reads_is_one_text(terminal: Terminal) -> None:
    line = "The whole answer, line by line.\r"
    messages = terminal.sends(*[line * 100] * 30, "the end\r")
    assert messages == []
    messages = terminal.is_silent(0.1)
    assert seen(messages) == [f'"{line * 3000}the end\r"'.replace("\r", "\n")]


def test_keys_after_an_unmarked_paste_are_keys_again(terminal: Terminal) -> None:
    terminal.sends("n" * 200)
    terminal.is_silent(0.1)
    assert seen(terminal.sends("n")) == ["n"]


def test_twenty_one_sequences_of_keys_are_no_paste(terminal: Terminal) -> None:
    assert seen(terminal.sends(f"{ESC}[106u" * 21)) == ["j"] * 21
    assert seen(terminal.sends(f"{ESC}[B" * 21)) == ["down"] * 21
    assert seen(terminal.sends("\x7f" * 21)) == ["backspace"] * 21


def test_an_arrow_within_an_unmarked_paste_keeps_its_place(terminal: Terminal) -> None:
    messages = terminal.sends(f"{'a' * 30}{ESC}[B{'b' * 30}") + terminal.is_silent(0.1)
    assert seen(messages) == [f'"{"a" * 30}"', "down", f'"{"b" * 30}"']
    assert isinstance(messages[2], PasteRest)


# Keys


KNOWN = [
    *(sequence for sequence in ANSI_SEQUENCES_KEYS if sequence != ESC),
    *(f"{ESC}{character}" for character in "aB7é\r["),
    *(f"{ESC}[{rest}" for rest in ("97;5u", "57358u", "27u", "97;;97u", "I", "O", "5;6R")),
    *(f"{ESC}[{rest}" for rest in ("<0;10;10M", "<35;1;2m", "<64;1;2M", "M !!")),
    *(f"{ESC}[{rest}" for rest in ("?2026;2$y", "48;24;80;480;800t")),
    *"aZ é\r\t\x01\x7f",
]


def described(messages: list[Message]) -> list[tuple[object, ...]]:
    names = ("key", "character", "x", "y", "button", "size")
    return [(type(m), *(getattr(m, name, None) for name in names)) for m in messages]


@pytest.mark.parametrize("sequence", KNOWN)
def test_what_textual_knows_comes_out_as_textual_means_it(sequence: str) -> None:
    stock = XTermParser()
    meant = [*stock.feed(sequence), *stock.feed("")]
    ours = PasteParser(XTermParser)
    assert described([*ours.feed(sequence), *ours.close()]) == described(meant)


@settings(deadline=None)
@given(
    keys=st.lists(st.sampled_from([k for k in KNOWN if k[-1] not in f"{ESC}[O"]), max_size=15),
    at=st.lists(st.integers(0, 200), max_size=20),
)
def test_keys_come_out_as_keys_however_they_were_split(keys: list[str], at: list[int]) -> None:
    whole, split = Terminal(), Terminal()
    expected = [message for key in keys for message in whole.sends(key) + whole.is_silent(0.3)]
    messages = split.sends(*cut("".join(keys), at)) + split.is_silent(0.3)
    assert described(messages) == described(expected)


def test_esc_alone_is_the_escape_key_after_a_moment(terminal: Terminal) -> None:
    assert terminal.sends(ESC) == []
    assert terminal.parser.wait() == pytest.approx(0.1)
    assert seen(terminal.is_silent(0.1)) == ["escape"]
    assert terminal.parser.wait() is None


def test_a_lone_esc_before_a_paste_is_the_escape_key(terminal: Terminal) -> None:
    assert seen(terminal.sends(f"{ESC}{PASTE_START}a{PASTE_END}")) == ["escape", '"a"']


@pytest.mark.parametrize(
    "answer",
    [
        "[?64;1;2c",
        "[>41;390;0c",
        "]11;rgb:0000/0000/0000\x07",
        f"P>|XTerm(390){ESC}\\",
        "[0;0;0;0;0t",
    ],
)
def test_answers_of_the_terminal_that_nobody_knows_are_no_keys(
    terminal: Terminal, answer: str
) -> None:
    assert terminal.sends(ESC + answer) == []
    assert terminal.is_silent(0.3) == []
    assert seen(terminal.sends("j")) == ["j"]


def test_a_long_text_of_an_input_method_is_text(terminal: Terminal) -> None:
    codes = ":".join(str(ord(character)) for character in "一二三四五六七八九十")
    assert pasted(terminal.sends(f"{ESC}[0;;{codes}u")) == "一二三四五六七八九十"


# Nothing that is sent can be an error


@pytest.mark.parametrize(
    "sequence", ["[99999999999u", "[97:65;2u", "[48;24;80;0;0t", "[<0;99999999999999999999999;1M"]
)
def test_sequences_that_end_textuals_parser_do_not_end_ours(
    terminal: Terminal, sequence: str
) -> None:
    terminal.sends(ESC + sequence, f"{ESC}[<0;3;4M")
    assert seen(terminal.sends("j")) == ["j"]


SCRAPS = [
    b"\x1b",
    b"[",
    b"200~",
    b"\x1b[201~",
    b"\x1b[<0;",
    b";5u",
    b"\xff",
    b"\xe2\x82",
    b"0",
    b"t",
]


@settings(deadline=None)
@given(
    reads=st.lists(
        st.binary(max_size=80) | st.lists(st.sampled_from(SCRAPS), max_size=12).map(b"".join),
        max_size=12,
    ),
    pauses=st.lists(st.floats(0, 1.5), min_size=12, max_size=12),
)
def test_any_bytes_at_all_leave_a_parser_that_works(
    reads: list[bytes], pauses: list[float]
) -> None:
    terminal = Terminal()
    decode = getincrementaldecoder("utf-8")("replace").decode
    for read, pause in zip(reads, pauses, strict=False):
        terminal.sends(decode(read))
        terminal.is_silent(pause)
    terminal.is_silent(1.5)
    assert seen(terminal.sends("j"))[-1:] == ["j"]
