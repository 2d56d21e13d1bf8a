"""Pieces of text gather for 30 ms at most and come whole."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from copydesk.models.batch import Batch

TEXT = st.text(st.characters(codec=None, categories=None))


async def test_the_first_piece_goes_at_once_and_the_next_ones_together() -> None:
    sent: list[str] = []
    batch = Batch(sent.append)
    assert batch.add("a")
    assert sent == ["a"]
    assert not batch.add("b")
    assert not batch.add("c")
    assert sent == ["a"]
    for _ in range(1000):
        if len(sent) > 1:
            break
        await asyncio.sleep(0.005)
    assert sent == ["a", "bc"]


async def test_what_is_left_goes_at_the_end_and_nothing_after_it() -> None:
    sent: list[str] = []
    batch = Batch(sent.append)
    batch.add("a")
    batch.add("b")
    batch.end()
    batch.end()
    await asyncio.sleep(0.06)
    assert sent == ["a", "b"]


async def test_the_halves_of_a_character_are_put_together() -> None:
    sent: list[str] = []
    batch = Batch(sent.append)
    batch.add("a\ud83d")
    assert sent == ["a"]
    await asyncio.sleep(0.06)
    assert sent == ["a"]
    batch.add("\ude00b")
    batch.end()
    assert sent == ["a", "😀b"]


async def test_a_half_alone_is_not_lost() -> None:
    sent: list[str] = []
    batch = Batch(sent.append)
    batch.add("\ud83d")
    batch.end()
    assert sent == ["\ud83d"]


@given(st.lists(TEXT, max_size=30))
def test_whatever_the_pieces_are_the_text_is_theirs(pieces: list[str]) -> None:
    sent: list[str] = []

    async def pass_on() -> None:
        batch = Batch(sent.append)
        for piece in pieces:
            batch.add(piece)
            await asyncio.sleep(0)
        batch.end()

    asyncio.run(pass_on())
    assert halves("".join(sent)) == halves("".join(pieces))


def halves(text: str) -> bytes:
    return text.encode("utf-16", "surrogatepass")
