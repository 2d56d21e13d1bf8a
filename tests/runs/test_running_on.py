"""Running on: the order of the graph, what pauses it, what stops it, and going on after."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from command_desk import SmallDesk, article

from copydesk.models.fault import ModelFault
from copydesk.models.request import Finished, Usage
from copydesk.runs.plan import amount, lacking, planned, ready
from copydesk.runs.run_on import Limits, Price, RunOn
from copydesk.sessions.session import Session


def desk(tmp_path: Path, session: Session | None = None, at_once: int = 4) -> SmallDesk:
    found = SmallDesk(session or article(), tmp_path, at_once)
    found.engine.by_prompt = lambda request: (f"Answer {len(found.engine.requests)}",)
    return found


def plan(session: Session) -> tuple[str, ...]:
    return planned(session, session.kit.prompts[0].id, "kit")


async def test_every_prompt_comes_after_what_it_uses(tmp_path: Path) -> None:
    found = desk(tmp_path)
    prompts = plan(found.session)
    series = RunOn(found, prompts)
    await series.go()
    assert series.ending == "done"
    assert sorted(found.sent) == sorted(prompts)
    for index, prompt in enumerate(found.sent):
        assert set(found.session.kit.uses(prompt)) <= set(found.sent[:index])
    for request in found.engine.requests:
        assert "no answer yet" not in request.messages[-1].content
    assert series.spent.runs == len(prompts)
    assert series.spent.tokens == len(prompts) * 1200


async def test_independent_prompts_go_side_by_side_up_to_the_limit(tmp_path: Path) -> None:
    before = dict.fromkeys(("outline", "research", "introduction", "body"), "Answered")
    found = desk(tmp_path, article({key: f"{text} {key}" for key, text in before.items()}), 3)
    gates: list[asyncio.Event] = []

    def script(_: object) -> tuple[object, ...]:
        gates.append(asyncio.Event())
        return ("Half ", gates[-1], "whole")

    found.engine.by_prompt = script  # type: ignore[assignment]
    series = RunOn(found, plan(found.session), at_once=3)
    going = asyncio.create_task(series.go())
    async with asyncio.timeout(20):
        while len(gates) < 3:
            await asyncio.sleep(0.01)
    assert series.going == ("authority", "faq", "conclusion")
    while not going.done():
        for gate in gates:
            gate.set()
        await asyncio.sleep(0.01)
    assert series.ending == "done"
    assert found.engine.most == 3


async def test_in_one_chat_they_go_one_after_another_with_all_that_was_said(tmp_path: Path) -> None:
    found = desk(tmp_path, article(one_chat=True))
    series = RunOn(found, plan(found.session), at_once=4)
    await series.go()
    assert series.ending == "done"
    assert found.engine.most == 1
    assert [len(one.messages) for one in found.engine.requests] == list(range(1, 25, 2))
    last = found.engine.requests[-1].messages
    assert [one.role for one in last] == ["user", "assistant"] * 11 + ["user"]
    assert last[1].content == "Answer 1"


async def test_it_pauses_where_an_answer_fails_and_goes_on_from_there(tmp_path: Path) -> None:
    found = desk(tmp_path)
    found.failing["outline"] = 1
    series = RunOn(found, plan(found.session))
    await series.go()
    assert series.ending == "paused"
    assert series.failing == ["outline"]
    assert "1 Article outline fails a check" in series.why
    assert found.sent == ["outline"]
    again = RunOn(found, plan(found.session))
    assert "outline" not in again.prompts
    await again.go()
    assert again.ending == "done"


async def test_a_fix_prompt_goes_with_its_exchange_as_often_as_is_allowed(tmp_path: Path) -> None:
    found = desk(tmp_path)
    found.failing["outline"] = 2
    series = RunOn(found, ("outline",), fixes=2)
    await series.go()
    assert series.ending == "done"
    assert found.fixes == ["outline", "outline"]
    first, second, third = found.engine.requests
    assert [one.role for one in second.messages] == ["user", "assistant", "user"]
    assert second.messages[0] == first.messages[0]
    assert second.messages[1].content == "Answer 1"
    assert "Please mend" in second.messages[2].content
    assert third.messages[1].content == "Answer 2"
    found.failing["research"] = 3
    series = RunOn(found, ("research",), fixes=2)
    await series.go()
    assert series.ending == "paused"
    assert series.failing == ["research"]


async def test_a_fault_ends_it_and_keeps_what_was_done(tmp_path: Path) -> None:
    found = desk(tmp_path)
    fault = ModelFault("down", "openai is down.", "Try later.")
    found.engine.by_prompt = lambda _: ("Part", fault) if found.sent[-1] == "body" else ("Whole",)
    series = RunOn(found, plan(found.session), at_once=1)
    await series.go()
    assert series.ending == "failed"
    assert "openai is down. Try later." in series.why
    body = found.session.answer_of("body")
    assert body is not None
    assert body.unfinished
    assert found.session.text_of("introduction") == "Whole"
    assert "body" in plan(found.session), "an unfinished answer is run anew"


async def test_a_limit_of_tokens_stops_before_what_would_pass_it(tmp_path: Path) -> None:
    found = desk(tmp_path)
    series = RunOn(found, plan(found.session), limits=Limits(tokens=6000), at_once=1)
    await series.go()
    assert series.ending == "limit"
    assert "would pass the limit of 6,000 tokens" in series.why
    assert 0 < len(found.sent) < 4


async def test_an_answer_that_never_ends_is_stopped_at_the_limit(tmp_path: Path) -> None:
    found = desk(tmp_path)
    found.engine.by_prompt = lambda _: (*["word " * 1000] * 40, asyncio.Event())
    series = RunOn(found, ("outline",), limits=Limits(tokens=9000))
    await series.go()
    assert series.ending == "limit"
    version = found.session.answer_of("outline")
    assert version is not None
    assert version.unfinished == "the limit was reached"


async def test_a_limit_of_cost_counts_what_was_reported(tmp_path: Path) -> None:
    found = desk(tmp_path)
    dear = Finished(Usage(1000, 200, 0.6), "done")
    found.engine.by_prompt = lambda _: ("Said.", dear)
    price = Price(0.000_01, 0.000_03)
    series = RunOn(found, plan(found.session), limits=Limits(cost=1.0), price=price, at_once=1)
    await series.go()
    assert series.ending == "limit"
    assert len(found.sent) == 2
    assert series.spent.cost == pytest.approx(1.2)


async def test_a_limit_of_cost_wants_a_price(tmp_path: Path) -> None:
    found = desk(tmp_path)
    series = RunOn(found, plan(found.session), limits=Limits(cost=1.0))
    await series.go()
    assert series.ending == "limit"
    assert not found.sent
    assert "price of this model is not known" in series.why


async def test_stopping_keeps_what_came(tmp_path: Path) -> None:
    found = desk(tmp_path)
    found.engine.by_prompt = lambda _: ("So far", asyncio.Event())
    series = RunOn(found, plan(found.session))
    going = asyncio.create_task(series.go())
    while not (series.runs and series.runs[0].text):
        await asyncio.sleep(0.01)
    series.stop()
    await going
    assert series.ending == "stopped"
    version = found.session.answer_of("outline")
    assert version is not None
    assert version.unfinished == "stopped by hand"


async def test_what_waits_for_a_step_that_is_not_planned_does_not_run(tmp_path: Path) -> None:
    found = desk(tmp_path)
    assert lacking(found.session, ("introduction",)) == ("outline", "research")
    series = RunOn(found, ("introduction",))
    await series.go()
    assert series.ending == "paused"
    assert "1 Article outline" in series.why
    assert not found.sent


def test_a_plan_holds_what_wants_an_answer() -> None:
    session = article({"outline": "Mine"})
    session.skip("research")
    assert "outline" not in plan(session)
    assert "research" not in plan(session)
    writing = planned(session, "introduction", "phase")
    assert writing == ("introduction", "body", "authority", "faq", "conclusion")
    assert planned(session, "faq", "phase") == ("faq", "conclusion")
    assert ready(session, writing, ())[:1] == ("introduction",)
    assert amount(session, writing).written > 900


async def test_an_empty_answer_is_a_failure(tmp_path: Path) -> None:
    found = desk(tmp_path)
    found.engine.by_prompt = lambda _: (" ",)
    series = RunOn(found, ("outline",))
    await series.go()
    assert series.ending == "failed"
    assert "the model gave an empty answer" in series.why
