"""From what a provider says to the kind of fault, with messages that providers really send."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from copydesk.models.fault import FaultKind
from copydesk.models.heard import Heard, heard
from copydesk.models.kinds import kind_of

SAID: list[tuple[int | None, str, FaultKind]] = [
    (400, "Your credit balance is too low to access the Anthropic API.", "quota"),
    (402, "Insufficient Balance", "quota"),
    (429, "You exceeded your current quota, please check your plan.", "quota"),
    (429, "Number of request tokens has exceeded your per-minute rate limit", "rate limit"),
    (400, "API key not valid. Please pass a valid API key.", "wrong key"),
    (401, "invalid x-api-key", "wrong key"),
    (400, "prompt is too long: 208310 tokens > 200000 maximum", "too long"),
    (
        400,
        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        "too long",
    ),
    (413, "Request too large", "bad request"),
    (400, "river-9 is not a valid model ID", "no such model"),
    (400, "The model river-9 does not exist", "no such model"),
    (404, "model 'river-9' not found", "no such model"),
    (404, "Not Found", "no such model"),
    (
        400,
        "The response was filtered due to the prompt triggering content management policy",
        "refused",
    ),
    (403, "Your input was flagged", "refused"),
    (403, "Project has no access", "forbidden"),
    (408, "Request Timeout", "down"),
    (529, "Overloaded", "down"),
    (422, "temperature: must be at most 1", "bad request"),
    (400, "<html><body>Blocked</body></html>", "web page"),
    (500, "<!-- x --> <!DOCTYPE html><html>", "web page"),
]


@pytest.mark.parametrize(("status", "message", "kind"), SAID)
def test_what_providers_say(status: int | None, message: str, kind: FaultKind) -> None:
    assert kind_of(Heard(status=status, message=message), text_came=False) == kind


def test_a_quota_that_comes_back_in_a_moment_is_a_rate_limit() -> None:
    said = Heard(status=429, message="You exceeded your current quota.", retry_after=34.0)
    assert kind_of(said, text_came=False) == "rate limit"


@pytest.mark.parametrize(
    ("names", "before", "after"),
    [
        (("Timeout", "ReadTimeout"), "no first token", "stalled"),
        (("MidStreamFallbackError", "ReadError", "ClientPayloadError"), "cut off", "cut off"),
        (("InternalServerError", "ConnectError", "ConnectionRefusedError"),)
        + ("refused connection",) * 2,
        (("InternalServerError", "ConnectError", "SSLCertVerificationError"),)
        + ("no network",) * 2,
        (("APIConnectionError", "ModuleNotFoundError"), "engine", "engine"),
        (("APIConnectionError", "OSError"), "no network", "no network"),
        (("MidStreamFallbackError", "APIConnectionError"), "engine", "cut off"),
    ],
)
def test_failures_without_a_response(
    names: tuple[str, ...], before: FaultKind, after: FaultKind
) -> None:
    assert kind_of(Heard(names=names), text_came=False) == before
    assert kind_of(Heard(names=names), text_came=True) == after


class Failure(Exception):
    """An exception with what litellm's and openai's have."""

    def __init__(self, message: str, **more: object) -> None:
        super().__init__(message)
        self.__dict__.update(more)


class Response:
    def __init__(self, status: int, headers: dict[str, str]) -> None:
        self.status_code = status
        self.headers = headers


def caused_by(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


def test_the_true_response_counts_and_not_the_one_that_is_made_up() -> None:
    inner = Failure(
        "Error code: 403",
        status_code=403,
        response=Response(403, {"Content-Type": "application/json", "Retry-After": "9"}),
        body={"message": "Not for you.", "code": "No_Access", "type": None},
    )
    outer = Failure("litellm.BadRequestError: x", status_code=400, response=Response(400, {}))
    found = heard(caused_by(outer, inner))
    assert found.status == 403
    assert found.message == "Not for you."
    assert found.codes == ("no_access",)
    assert found.content_type == "application/json"
    assert found.retry_after == 9


def test_litellms_500_for_what_it_does_not_know_is_no_status() -> None:
    inner = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    found = heard(caused_by(Failure("Connection error.", status_code=500), inner))
    assert found.status is None
    assert found.lookup_failed
    assert kind_of(found, text_came=False) == "no network"


def test_json_within_a_message_is_taken_apart() -> None:
    said = (
        "litellm.RateLimitError: GeminiException - "
        '[{"error": {"code": 429, "message": "Slow down.", "status": "RESOURCE_EXHAUSTED",'
        ' "details": [{"retryDelay": "34s"}]}}]'
    )
    found = heard(Failure(said, status_code=429))
    assert found.message == "Slow down."
    assert found.codes == ("429", "resource_exhausted")
    assert found.retry_after == 34


def test_names_of_classes_in_front_of_a_message_are_left_out() -> None:
    error = Failure("litellm.BadRequestError: AnthropicException - Say please.")
    assert heard(error).message == "Say please."


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("-3", 0),
        ("soon", None),
        ("", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    error = Failure("x", response=Response(429, {"retry-after": header}))
    assert heard(error).retry_after == seconds


def test_retry_after_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=3600), usegmt=True)
    error = Failure("x", response=Response(429, {"retry-after": later}))
    assert 3000 < (heard(error).retry_after or 0) <= 3600


@pytest.mark.parametrize(
    "body", ["{" * 10_000, [], [1], {"error": []}, {"error": {"details": [1]}}, 7]
)
def test_bodies_that_nobody_expects(body: object) -> None:
    assert heard(Failure("Something.", body=body, status_code=400)).status == 400


def test_litellms_own_account_of_a_cause_counts_too() -> None:
    inner = Failure("It ended.")
    outer = Failure("Mid-stream.", original_exception=inner)
    assert heard(outer).message == "It ended."


def test_a_chain_without_end_ends() -> None:
    one, other = Failure("one"), Failure("other")
    one.__cause__, other.__cause__ = other, one
    assert heard(one).message in ("one", "other")
