"""Bars: as wide as asked, the target always in the same column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.publish.bars import bar


@pytest.mark.parametrize(
    ("amount", "drawn"),
    [
        (0, "────────│───"),
        (1, "━───────│───"),
        (50, "━━━━────│───"),
        (100, "━━━━━━━━│───"),
        (125, "━━━━━━━━│━──"),
        (900, "━━━━━━━━│━━━"),
    ],
)
def test_an_amount_against_a_target_of_100(amount: float, drawn: str) -> None:
    assert bar(amount, 100, 12) == drawn


def test_without_a_target_nothing_is_drawn_out() -> None:
    assert bar(5, 0, 8) == "─" * 8


@given(
    st.floats(0, 1e300, allow_nan=False), st.floats(0, 1e300, allow_nan=False), st.integers(3, 80)
)
def test_it_is_always_as_wide_as_asked(amount: float, target: float, width: int) -> None:
    assert len(bar(amount, target, width)) == width
