"""What goes to a model and what comes back, through the process that holds litellm."""

from __future__ import annotations

import asyncio

import pytest
from loopback import Loopback
from running import outcome_of, request_for
from sayings import ANSWER, PART, odd_piece_of, piece_of

from copydesk.models.engine import Engine
from copydesk.models.request import Message, Usage


async def test_an_answer_with_what_it_took(engine: Engine, server: Loopback) -> None:
    outcome = await outcome_of(engine, request_for(server, "ok"))
    assert outcome.text == ANSWER
    assert outcome.states == ["waiting", "streaming"]
    assert outcome.finished.ending == "done"
    assert outcome.finished.model == "river-1"
    assert outcome.finished.usage == Usage(11, 5, None)


async def test_what_the_provider_did_not_report_is_unknown(
    engine: Engine, server: Loopback
) -> None:
    outcome = await outcome_of(engine, request_for(server, "no-usage"))
    assert outcome.text == ANSWER
    assert outcome.finished.usage == Usage()


async def test_an_answer_that_was_stopped_at_its_limit(engine: Engine, server: Loopback) -> None:
    outcome = await outcome_of(engine, request_for(server, "length"))
    assert (outcome.text, outcome.finished.ending) == (PART, "length")


async def test_an_answer_of_nothing(engine: Engine, server: Loopback) -> None:
    outcome = await outcome_of(engine, request_for(server, "empty"))
    assert (outcome.text, outcome.finished.ending) == ("", "done")


async def test_what_is_asked_arrives_as_it_was_asked(engine: Engine, server: Loopback) -> None:
    turns = (
        Message("user", "Première question 🏔️"),
        Message("assistant", "Réponse"),
        Message("user", "A half \ud83d stays no half"),
    )
    request = request_for(server, "ok", temperature=0.25, max_tokens=77, json=True)
    await outcome_of(engine, type(request)(**(fields_of(request) | {"messages": turns})))
    body = server.seen[-1].body
    assert [turn["role"] for turn in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][0]["content"] == "Première question 🏔️"
    assert body["messages"][2]["content"] == "A half \ufffd stays no half"
    assert (body["temperature"], body["max_tokens"]) == (0.25, 77)
    assert body["response_format"] == {"type": "json_object"}
    assert body["stream_options"] == {"include_usage": True}


async def test_what_is_not_asked_is_not_sent(engine: Engine, server: Loopback) -> None:
    await outcome_of(engine, request_for(server, "ok"))
    assert server.seen[-1].body.keys() == {"model", "messages", "stream", "stream_options"}


def fields_of(request: object) -> dict[str, object]:
    return {name: getattr(request, name) for name in type(request).__struct_fields__}


@pytest.mark.parametrize(("model", "piece"), [("many", piece_of), ("odd", odd_piece_of)])
async def test_five_thousand_pieces_come_whole_in_few_messages(
    engine: Engine, server: Loopback, model: str, piece: object
) -> None:
    outcome = await outcome_of(engine, request_for(server, model, "Say 5000"))
    sent = "".join(map(piece, range(5000)))  # type: ignore[call-overload]
    whole = sent.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert outcome.text == whole
    assert outcome.pieces < 2500


async def test_a_prompt_of_a_megabyte(engine: Engine, server: Loopback) -> None:
    text = "Zwölf Boxkämpfer jagen Viktor. " * 33_000
    outcome = await outcome_of(engine, request_for(server, "ok", text))
    assert outcome.text == ANSWER
    assert server.seen[-1].body["messages"][0]["content"] == text


async def test_many_runs_at_once_do_not_mix(engine: Engine, server: Loopback) -> None:
    counts = range(100, 130)
    runs = (outcome_of(engine, request_for(server, "many", f"Say {count}")) for count in counts)
    for count, outcome in zip(counts, await asyncio.gather(*runs), strict=True):
        assert outcome.text == "".join(map(piece_of, range(count)))


async def test_a_caller_that_fails_ends_its_run(engine: Engine, server: Loopback) -> None:
    def fail(_text: str) -> None:
        raise RuntimeError("the screen is gone")

    with pytest.raises(RuntimeError, match="the screen is gone"):
        await engine.stream(request_for(server, "forever", "fails"), fail)
    assert await asyncio.to_thread(server.seen[-1].left.wait, 20)
    assert (await outcome_of(engine, request_for(server, "ok"))).text == ANSWER
