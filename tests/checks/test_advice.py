"""Advice stands beside an answer, whatever it says."""

from __future__ import annotations

from any_answer import TEXTS
from hypothesis import given
from kit_in_memory import only, said

from copydesk.kits.checks import Advice

ADVICE = Advice(text="FAQ rich results\nhave ended.\n")


def test_advice_is_nothing_that_an_answer_is_held_to() -> None:
    assert said(ADVICE) == ()


@given(TEXTS)
def test_advice_is_given_with_any_answer_and_fails_none(answer: str) -> None:
    finding = only(answer, ADVICE)
    assert finding.found == "FAQ rich results have ended."
    assert finding.severity == "advise"
    assert not finding.fails
