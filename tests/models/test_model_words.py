"""The words for faults: whole sentences, and never more than is known."""

from __future__ import annotations

from typing import get_args

import pytest

from copydesk.models import words
from copydesk.models.fault import FaultKind
from copydesk.models.heard import Heard
from copydesk.models.place import Place, shown_address
from copydesk.models.too_long import tokens_over

MADE_ELSEWHERE = {"not installed"}
PLACES = (
    Place("openai/river-9", "openai", variable="OPENAI_API_KEY"),
    Place("openai/river-9", "openai", "http://localhost:8080/v1"),
    Place("xai/grok", "xai", variable="XAI_API_KEY"),
    Place("bedrock/x", "bedrock"),
    Place("river-9"),
)


@pytest.mark.parametrize("kind", sorted(set(get_args(FaultKind)) - MADE_ELSEWHERE))
@pytest.mark.parametrize("place", PLACES)
def test_every_fault_is_told_in_sentences(kind: FaultKind, place: Place) -> None:
    fault = words.fault(kind, place)
    for said in (fault.message, fault.hint):
        assert said.endswith(".")
        assert "  " not in said
        assert not {"None", "''", "()"} & set(said.split())
    assert fault.message[0].isupper() or fault.message.startswith(
        ("xAI", "litellm", "river-9", "grok", "x ")
    )
    assert fault.kind == kind


def test_who_and_what_is_named() -> None:
    theirs, mine, *_ = PLACES
    assert words.fault("down", theirs, Heard(status=503)).message == (
        "OpenAI cannot answer at the moment (error 503)."
    )
    assert words.fault("no such model", mine).message == (
        "The server at http://localhost:8080/v1 knows no model river-9 that you may use."
    )
    assert words.fault("wrong key", mine).message == (
        "The server at http://localhost:8080/v1 wants a key that it did not get."
    )
    assert words.fault("stalled", Place("gpt-x", first_token=1, between=1)).message == (
        "gpt-x fell silent in mid-answer for 1 second."
    )


OVER: list[tuple[str, int | None, int | None]] = [
    (
        "This model's maximum context length is 8192 tokens. However, your messages resulted in "
        "9001 tokens.",
        9001,
        8192,
    ),
    (
        "This model's maximum context length is 4097 tokens, however you requested 5,360 tokens "
        "(1360 in your prompt; 4000 for the completion).",
        5360,
        4097,
    ),
    ("prompt is too long: 208310 tokens > 200000 maximum", 208310, 200000),
    (
        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        1200000,
        1048576,
    ),
    (
        "the request exceeds the available context size. try increasing the context size or "
        "enable context shift",
        None,
        None,
    ),
    (
        "Prompt contains 40123 tokens and 0 draft tokens, too large for model with 32768 maximum "
        "context length",
        None,
        None,
    ),
    ("Requested token count exceeds the model's maximum context length of 32,768", None, 32768),
    ("maximum 1 of 99999999999999999999 tokens", None, None),
]


@pytest.mark.parametrize(("message", "used", "limit"), OVER)
def test_by_how_much_a_prompt_is_too_long(
    message: str, used: int | None, limit: int | None
) -> None:
    assert tokens_over(message) == (used, limit)


def test_too_long_says_as_much_as_is_known() -> None:
    place = PLACES[0]
    by = words.fault("too long", place, Heard(message=OVER[2][0]))
    assert by.message == (
        "The prompt is too long for river-9: it has 208,310 tokens, 8,310 more than the 200,000 "
        "that the model takes."
    )
    assert (by.used, by.limit) == (208310, 200000)
    assert words.fault("too long", place).message == "The prompt is too long for river-9."


def test_details_are_cut_and_cleaned() -> None:
    said = words.details("  \x1b[31m" + "é" * 5000)
    assert len(said) == 2000
    assert said.startswith("␛[31mé")
    assert said.endswith("é…")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://me:pass@host:8080/v1?key=abc#x", "http://host:8080/v1"),
        ("http://ho\x1bst/\n", "http://ho␛st/"),
        ("no address", "no address"),
        ("http://[", "http://["),
    ],
)
def test_an_address_is_shown_without_what_is_secret(address: str, shown: str) -> None:
    assert shown_address(address) == shown


def test_a_name_cannot_bring_control_characters_along() -> None:
    assert "\x1b" not in str(words.fault("stalled", Place("openai/a\x1b]0;b\nc", "openai")))
