"""What litellm knows of models without asking anybody. litellm is handed in as a module."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from copydesk.models.offer import Estimate
from copydesk.models.request import Request


def entry(litellm: Any, model: str) -> Mapping[str, Any]:
    """litellm's record of a model, empty when it has none.

    Its own look-up is not used: for some providers that asks a server.
    """
    records: Mapping[str, Mapping[str, Any]] = litellm.model_cost
    bare = model.partition("/")[2]
    found = records.get(model)
    if found is None and bare:
        found = records.get(bare)
        if found and found.get("litellm_provider") not in (model.partition("/")[0], None):
            found = None  # another provider's model of that name
    return found or {}


def window(record: Mapping[str, Any]) -> int | None:
    """How many tokens of prompt a model takes."""
    size = record.get("max_input_tokens") or record.get("max_tokens")
    return size if isinstance(size, int) and size > 0 else None


def price(record: Mapping[str, Any], which: str) -> float | None:
    """US dollars for one token of "input" or "output"."""
    found = record.get(f"{which}_cost_per_token")
    return float(found) if isinstance(found, int | float) else None


def cost(record: Mapping[str, Any], prompt_tokens: int, answer_tokens: int) -> float | None:
    """US dollars for so many tokens; None when a price is unknown."""
    into, out = price(record, "input"), price(record, "output")
    return None if into is None or out is None else prompt_tokens * into + answer_tokens * out


def cost_of(litellm: Any, request: Request, provider: str, usage: Any) -> float | None:
    """US dollars that a run has cost: what the provider says, else what its prices say.

    What a server at an address of one's own asks is unknown.
    """
    said = getattr(usage, "cost", None)
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    if request.address or not entry(litellm, request.model):
        return None
    with suppress(Exception):  # it raises whatever it likes
        into, out = litellm.cost_per_token(
            model=request.model,
            custom_llm_provider=provider,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            usage_object=usage,
        )
        return float(into + out)
    return None


def takes_json(litellm: Any, model: str, provider: str) -> bool:
    """Whether a model can be asked for JSON."""
    with suppress(Exception):
        known = litellm.get_supported_openai_params(
            model=model.removeprefix(f"{provider}/"), custom_llm_provider=provider or None
        )
        return "response_format" in (known or ())
    return False


def estimate(litellm: Any, model: str, provider: str, text: str, answer_tokens: int) -> Estimate:
    """What it would take to run a text; the tokens are counted as OpenAI would."""
    record = entry(litellm, model)
    tokens: int | None = None
    with suppress(Exception):
        tokens = litellm.token_counter(model=model, text=text.encode("utf-8", "replace").decode())
    return Estimate(
        prompt_tokens=tokens,
        cost=None if tokens is None else cost(record, tokens, answer_tokens),
        context=window(record),
        json=takes_json(litellm, model, provider),
        price_in=_for_a_million(price(record, "input")),
        price_out=_for_a_million(price(record, "output")),
    )


def _for_a_million(price: float | None) -> float | None:
    return None if price is None else price * 1e6
