"""What a model is asked: the model, the manner, the messages, and what its answer will know."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from command_desk import SETTINGS, article

from copydesk.model_settings import Address, Manner, ModelSettings
from copydesk.runs.choice import NoModel, chosen
from copydesk.runs.outgoing import conversation, outgoing, request_for
from copydesk.runs.recent import recent, remember
from copydesk.runs.spending import money, said, spent
from copydesk.sessions.state import Ran


def test_alone_a_prompt_is_sent_as_it_is_copied() -> None:
    session = article({"outline": "An outline"})
    out = outgoing(session, "research", chosen(session, SETTINGS, "research"))
    (message,) = out.messages
    assert message.role == "user"
    assert message.content == session.compose("research").text
    assert out.sent.inputs == dict(session.compose("research").inputs)
    assert out.sent.chat == 0
    assert out.largest == (("1 Article outline", 10),)


def test_in_one_chat_the_conversation_so_far_goes_along() -> None:
    session = article({"outline": "An outline", "research": "Facts"}, one_chat=True)
    assert conversation(session, "introduction") == ("outline", "research")
    out = outgoing(session, "introduction", chosen(session, SETTINGS, "introduction"))
    assert [one.role for one in out.messages] == ["user", "assistant"] * 2 + ["user"]
    assert [out.messages[1].content, out.messages[3].content] == ["An outline", "Facts"]
    assert "An outline" not in out.messages[2].content
    assert "An outline" not in out.messages[4].content
    assert out.sent.chat == session.chat


def test_an_answer_edited_since_is_not_of_the_chat_and_goes_in_whole() -> None:
    session = article({"outline": "An outline"}, one_chat=True)
    session.answer("outline", "Mine now", "edited")
    out = outgoing(session, "research", chosen(session, SETTINGS, "research"))
    (message,) = out.messages
    assert "Mine now" in message.content


def test_json_mode_is_asked_for_objects_only() -> None:
    session = article()
    choice = chosen(session, SETTINGS, "outline")
    assert outgoing(session, "outline", choice).json
    assert not outgoing(session, "research", choice).json, "its answer is a list"
    assert not outgoing(session, "body", choice).json


def test_the_session_comes_before_the_settings_and_a_prompt_before_its_kit() -> None:
    kits = MappingProxyType(
        {
            "article": Manner("openai/kit", temperature=0.3, max_tokens=100),
            "article/body": Manner("openai/body", max_tokens=9000),
        }
    )
    settings = ModelSettings(default="openai/any", kits=kits)
    session = article()
    body = chosen(session, settings, "body")
    assert (body.model, body.temperature, body.max_tokens) == ("openai/body", 0.3, 9000)
    assert chosen(session, settings, "faq").model == "openai/kit"
    session.choose_model("openai/mine")
    assert chosen(session, settings, "body").model == "openai/mine"
    assert chosen(session, settings, "body").max_tokens == 9000
    assert chosen(session, settings, "body", "openai/now").model == "openai/now"
    with pytest.raises(NoModel):
        chosen(article(), ModelSettings(), "body")


def test_a_server_of_the_settings_is_asked_by_openais_protocol() -> None:
    address = Address("http://localhost:8000/v1", ("llama",), "OFFICE_KEY")
    settings = ModelSettings(
        default="office/llama",
        addresses=MappingProxyType({"office": address}),
        first_token_seconds=5,
    )
    session = article()
    choice = chosen(session, settings, "outline")
    request = request_for(choice, outgoing(session, "outline", choice), settings)
    assert (request.model, request.address) == ("openai/llama", "http://localhost:8000/v1")
    assert (request.key_variable, request.first_token) == ("OFFICE_KEY", 5)
    assert choice.name == "office/llama"


def ran(sent: int | None = 100, written: int | None = 20, cost: float | None = 0.01) -> Ran:
    return Ran(prompt="p", model="m", at="", sent=sent, written=written, cost=cost)


def test_what_is_unknown_is_said_to_be_unknown() -> None:
    assert said(spent([])) == "no runs"
    assert said(spent([ran()])) == "1 run, 120 tokens, $0.0100"
    assert said(spent([ran(None, None, None)])) == "1 run, tokens unknown, cost unknown"
    mixed = said(spent([ran(), ran(None, 3, None), ran(cost=2.0)]))
    assert mixed == "3 runs, 243 tokens and 1 uncounted, $2.01 and 1 of unknown cost"
    assert money(0.00001) == "under $0.0001"
    assert money(0) == "$0.0000"


def test_recent_models_are_remembered_the_last_first(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert recent(tmp_path) == ()
    for name in ("a/b", "c/d", "a/b"):
        remember(tmp_path, name)
    assert recent(tmp_path) == ("a/b", "c/d")
    (tmp_path / "models.json").write_text('["ok/x", 3, "no\\u001b blank"]')
    assert recent(tmp_path) == ("ok/x",)
    (tmp_path / "models.json").write_text("{broken")
    assert recent(tmp_path) == ()
