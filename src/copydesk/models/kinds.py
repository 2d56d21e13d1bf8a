"""Which kind of fault the facts add up to."""

from __future__ import annotations

import re

from copydesk.models.fault import FaultKind
from copydesk.models.heard import Heard

_PAGE = re.compile(r"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b", re.I | re.S)
_TOO_LONG = re.compile(
    r"maximum context length|context[ _]length|context window|prompt is too long|too many tokens"
    r"|input (?:is )?too long|exceeds the (?:available )?context"
    r"|exceeds the maximum number of tokens",
    re.I,
)
_QUOTA = re.compile(
    r"insufficient[ _](?:quota|balance|funds|credits?)|exceeded your current quota"
    r"|credit balance is too low|out of credits|billing",
    re.I,
)
_POLICY = re.compile(
    r"safety system|content[ _](?:policy|filter|management)|responsible ?ai|flagged|usage polic"
    r"|prohibited_content|moderation",
    re.I,
)
_KEY = re.compile(
    r"api[ _-]?key (?:is )?(?:not valid|invalid|incorrect)|(?:invalid|incorrect) api[ _-]?key", re.I
)
_MODEL = re.compile(
    r"model\b.{0,120}?(?:does not exist|not found|not a valid model|is not supported|unknown)"
    r"|(?:no such|unknown|invalid|not a valid) model|llm provider not provided",
    re.I | re.S,
)
_TIMED_OUT = {"Timeout", "ReadTimeout", "SocketTimeoutError", "APITimeoutError", "TimeoutError"}
_UNREACHED = {
    "ConnectError",
    "ConnectTimeout",
    "ConnectionTimeoutError",
    "ClientConnectorError",
    "ClientConnectorDNSError",
    "ClientConnectorCertificateError",
    "ClientConnectorSSLError",
    "SSLError",
    "SSLCertVerificationError",
    "ProxyError",
}
_NETWORK = {
    "OSError",
    "ConnectionError",
    "NetworkError",
    "ClientConnectionError",
    "NewConnectionError",
}
_ENDED = {
    "ClientPayloadError",
    "TransferEncodingError",
    "ServerDisconnectedError",
    "ClientOSError",
    "ReadError",
    "RemoteProtocolError",
    "ConnectionResetError",
    "BrokenPipeError",
    "IncompleteRead",
}
_UNREADABLE = {
    "JSONDecodeError",
    "UnicodeDecodeError",
    "APIResponseValidationError",
    "DecodingError",
}


def kind_of(heard: Heard, *, text_came: bool) -> FaultKind:
    """The kind of a failure.

    Args:
        heard: What is known of it.
        text_came: Whether the answer had begun.
    """
    if "text/html" in heard.content_type.lower() or _PAGE.match(heard.message):
        return "web page"
    if heard.status is None:
        return _without_status(heard, text_came)
    return _by_words(heard) or _by_status(heard.status)


def _without_status(heard: Heard, text_came: bool) -> FaultKind:
    """The kind of a failure in which the provider gave no HTTP status, or had given 200."""
    names = set(heard.names)
    if heard.lookup_failed:
        return "no network" if heard.lookup_again else "unknown host"
    if "ConnectionRefusedError" in names:
        return "refused connection"
    if names & _UNREACHED:
        return "no network"
    if names & _TIMED_OUT:
        return "stalled" if text_came else "no first token"
    if names & _ENDED:
        return "cut off"
    if names & _UNREADABLE:
        return "nonsense"
    if kind := _by_words(heard):
        return kind
    if "APIError" in names:  # an error told in the middle of a stream
        return "down"
    if names & _NETWORK:
        return "no network"
    return "cut off" if text_came and "MidStreamFallbackError" in names else "engine"


def _by_words(heard: Heard) -> FaultKind | None:
    """The kind that the provider's own words tell, where its status alone says too little."""
    said = " ".join((*heard.codes, heard.message))
    codes, names = set(heard.codes), set(heard.names)
    if "ContextWindowExceededError" in names or "context_length_exceeded" in codes:
        return "too long"
    if heard.status in (None, 400, 413, 422, 500) and _TOO_LONG.search(said):
        return "too long"
    if "insufficient_quota" in codes or heard.status == 402:
        return "quota"
    if heard.status in (None, 400, 403, 429) and _QUOTA.search(said) and heard.retry_after is None:
        return "quota"
    if heard.status == 429 or "rate_limit_exceeded" in codes:
        return "rate limit"
    if "ContentPolicyViolationError" in names:
        return "refused"
    if heard.status in (None, 400, 403) and _POLICY.search(said):
        return "refused"
    if heard.status in (None, 400) and _KEY.search(said):
        return "wrong key"
    if "model_not_found" in codes or (heard.status in (None, 400, 404) and _MODEL.search(said)):
        return "no such model"
    return None


def _by_status(status: int) -> FaultKind:
    if status in (401, 407):
        return "wrong key"
    if status == 403:
        return "forbidden"
    if status == 404:
        return "no such model"
    if status >= 500 or status == 408:
        return "down"
    return "bad request" if status >= 400 else "nonsense"
