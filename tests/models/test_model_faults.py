"""Every way in which a provider fails, ten times each, ten at once: the right kind, words that
help, and the part that had come."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from loopback import Loopback
from running import VARIABLE, outcome_of, request_for
from sayings import PART

from copydesk.models.engine import Engine
from copydesk.models.fault import FaultKind

HANG = {"first_token": 0.3}
STALL = {"between": 0.3}
# the server's model, the kind, what the message says, more of the request, the text that came
CASES: list[tuple[str, FaultKind, str, dict[str, Any], str]] = [
    ("401", "wrong key", f"does not accept the key in {VARIABLE}", {}, ""),
    ("403", "forbidden", "does not let you use 403", {}, ""),
    ("404", "no such model", "knows no model 404", {}, ""),
    ("400", "bad request", "could not use the request", {}, ""),
    ("429", "rate limit", "no more requests for the moment", {}, ""),
    ("429-after", "rate limit", "no more requests for the moment", {}, ""),
    ("quota", "quota", "quota is used up", {}, ""),
    ("too-long", "too long", "809 more than the 8,192", {}, ""),
    ("policy", "refused", "its rules on content", {}, ""),
    ("filtered", "refused", "its rules on content", {}, PART),
    ("500", "down", "cannot answer at the moment (error 500)", {}, ""),
    ("503", "down", "cannot answer at the moment (error 503)", {}, ""),
    ("error-within", "down", "cannot answer at the moment", {}, PART),
    ("page", "web page", "sent a web page", {}, ""),
    ("page-404", "web page", "sent a web page", {}, ""),
    ("502-page", "web page", "sent a web page", {}, ""),
    ("nonsense", "nonsense", "no answer of a model", {}, ""),
    ("other-json", "nonsense", "no answer of a model", {}, ""),
    ("garbled", "nonsense", "no answer of a model", {}, PART),
    ("esc", "bad request", "could not use the request", {}, ""),
    ("hang", "no first token", "has said nothing for 0.3 seconds", HANG, ""),
    ("hang-early", "no first token", "has said nothing for 0.3 seconds", HANG, ""),
    ("stall", "stalled", "fell silent in mid-answer for 0.3 seconds", STALL, PART),
    ("cut", "cut off", "ended before the answer did", {}, PART),
    ("cut-clean", "cut off", "ended before the answer did", {}, PART),
    ("closed", "cut off", "ended before the answer did", {}, ""),
    ("ok", "no key", "NOT_SET_KEY is not set", {"key_variable": "NOT_SET_KEY"}, ""),
    ("ok", "unknown host", "no machine named a.invalid", {"address": "http://a.invalid/v1"}, ""),
    ("ok", "unknown host", "not an address that can be asked", {"address": "localhost:80"}, ""),
    ("ok", "unknown host", "not an address", {"address": "http://me:secret@localhost/v1"}, ""),
    ("ok", "refused connection", "the connection was refused", {"address": "NOBODY"}, ""),
]


@pytest.mark.parametrize(("model", "kind", "words", "more", "part"), CASES)
async def test_a_failure_is_told_and_what_came_is_kept(
    engine: Engine,
    server: Loopback,
    nobody: str,
    model: str,
    kind: FaultKind,
    words: str,
    more: dict[str, Any],
    part: str,
) -> None:
    if more.get("address") == "NOBODY":
        more = {"address": nobody}
    request = request_for(server, model, **more)
    for outcome in await asyncio.gather(*(outcome_of(engine, request) for _ in range(10))):
        assert outcome.fault.kind == kind
        assert words.lower() in outcome.fault.message.lower()
        assert outcome.fault.message.endswith(".")
        assert outcome.fault.hint.endswith(".")
        assert outcome.text == part
        assert "\x1b" not in outcome.fault.details + str(outcome.fault)
        assert "secret" not in str(outcome.fault)


async def test_a_rate_limit_says_how_long_and_is_not_tried_again(
    engine: Engine, server: Loopback
) -> None:
    before = len(server.seen)
    timed = (await outcome_of(engine, request_for(server, "429-after"))).fault
    untimed = (await outcome_of(engine, request_for(server, "429"))).fault
    assert (timed.retry_after, timed.hint) == (17, "Try again in 17 seconds.")
    assert (untimed.retry_after, untimed.hint) == (None, "Try again in a minute.")
    assert len(server.seen) == before + 2


async def test_the_providers_own_words_go_with_it(engine: Engine, server: Loopback) -> None:
    long = (await outcome_of(engine, request_for(server, "too-long"))).fault
    assert (long.used, long.limit) == (9001, 8192)
    assert long.details.startswith("This model's maximum context length")
    escape = (await outcome_of(engine, request_for(server, "esc"))).fault
    assert escape.details == "Bad ␛]52;c;aGk=␇ ␛[31mred� thing [/b]"
    page = (await outcome_of(engine, request_for(server, "page-404"))).fault
    assert page.details == "Sign in to the café Hi"


async def test_what_a_failed_run_took_is_told_where_the_provider_said(
    engine: Engine, server: Loopback
) -> None:
    filtered = (await outcome_of(engine, request_for(server, "filtered"))).fault
    assert filtered.usage
    assert (filtered.usage.prompt_tokens, filtered.usage.answer_tokens) == (11, 5)
    assert (await outcome_of(engine, request_for(server, "cut-clean"))).fault.usage is None


@pytest.mark.parametrize("model", ["nosuch", "gpt-none"])
async def test_a_name_that_says_no_provider(engine: Engine, server: Loopback, model: str) -> None:
    request = request_for(server, "ok", address="", key_variable="")
    bare = type(request)(model=model, messages=request.messages)
    fault = (await outcome_of(engine, bare)).fault
    assert fault.kind == "no such model"
    assert model in fault.message
    assert "openai/NAME" in fault.hint


async def test_a_provider_whose_key_is_missing(engine: Engine, server: Loopback) -> None:
    request = request_for(server, "ok", address="", key_variable="")
    other = type(request)(model="mistral/large", messages=request.messages)
    fault = (await outcome_of(engine, other)).fault
    assert fault.kind == "no key"
    assert fault.message == "There is no key for Mistral: MISTRAL_API_KEY is not set."
