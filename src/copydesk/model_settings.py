"""What the user has set for running prompts on models: the table ``[models]`` of the settings.

Keys of providers are never set here, only the names of the variables that hold them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from copydesk.text import nearest, one_line

_LONGEST = 60

Report = Callable[[str, str], None]
"""Takes a key in full, such as ``models.default``, and what is wrong with it."""


class Address(Struct, frozen=True):
    """A server that speaks OpenAI's protocol."""

    url: str
    models: tuple[str, ...] = ()
    """The names of its models, as it knows them; empty: it is asked."""
    key_variable: str = ""
    """The environment variable that holds its key; empty for a server that wants none."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a prompt is run; what is None or empty is left to what stands above it."""

    model: str = ""
    temperature: float | None = None
    max_tokens: int | None = None

    def over(self, other: Manner) -> Manner:
        """This manner, and what it leaves open as another has it."""
        return Manner(
            self.model or other.model,
            other.temperature if self.temperature is None else self.temperature,
            other.max_tokens if self.max_tokens is None else self.max_tokens,
        )


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The settings in force; what stands here are the defaults."""

    default: str = ""
    """The model of sessions and kits that name none."""
    at_once: int = 4
    """So many prompts run at the same time."""
    first_token_seconds: float = 60.0
    between_seconds: float = 30.0
    addresses: Mapping[str, Address] = field(default_factory=_empty)
    """Servers by the name that stands before the slash: ``office/llama-3.3``."""
    kits: Mapping[str, Manner] = field(default_factory=_empty)
    """By kit, ``article``, and by prompt, ``article/body``."""

    def manner(self, kit_id: str, prompt_id: str) -> Manner:
        """How a prompt of a kit is run, unless its session says otherwise."""
        own = self.kits.get(f"{kit_id}/{prompt_id}", Manner())
        return own.over(self.kits.get(kit_id, Manner())).over(Manner(self.default))


class _Unfit(Exception):
    """A value that its key cannot take; the message says what was expected."""


def read_models(values: Mapping[str, Any], report: Report) -> ModelSettings:
    """The settings that the table ``[models]`` amounts to; what is wrong is reported, and out."""
    settings = ModelSettings()
    for name, value in values.items():
        key = f"models.{name}"
        if name in ("addresses", "kits"):
            if not isinstance(value, dict):
                report(key, f"expected a table, [{key}]")
            elif name == "addresses":
                settings = replace(settings, addresses=_addresses(value, report))
            else:
                settings = replace(settings, kits=_manners(value, report))
            continue
        read = _PLAIN.get(name)
        if read is None:
            report(key, _no_such(name, [*_PLAIN, "addresses", "kits"]))
            continue
        found = _read(key, value, read, report)
        if found is not None:
            settings = replace(settings, **{name: found})
    return settings


def _addresses(values: Mapping[str, Any], report: Report) -> Mapping[str, Address]:
    found = {}
    for name, value in values.items():
        key = f"models.addresses.{name}"
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", name):
            report(key, "an address has a name of letters, digits, - and _")
        elif not isinstance(value, dict):
            report(key, f"expected a table, [{key}], with its url")
        else:
            parts = _parts(key, value, _ADDRESS, report)
            if "url" in parts:
                found[name] = Address(**parts)
            elif "url" not in value:
                report(key, "has no url")
    return MappingProxyType(found)


def _manners(values: Mapping[str, Any], report: Report) -> Mapping[str, Manner]:
    found = {}
    for kit, value in values.items():
        key = f"models.kits.{kit}"
        if not isinstance(value, dict):
            report(key, f"expected a table, [{key}]")
            continue
        prompts = value.get("prompts", {})
        own = {name: one for name, one in value.items() if name != "prompts"}
        found[kit] = Manner(**_parts(key, own, _MANNER, report))
        if not isinstance(prompts, dict):
            report(f"{key}.prompts", f"expected a table for each prompt, [{key}.prompts.ID]")
            continue
        for prompt, one in prompts.items():
            below = f"{key}.prompts.{prompt}"
            if isinstance(one, dict):
                found[f"{kit}/{prompt}"] = Manner(**_parts(below, one, _MANNER, report))
            else:
                report(below, f"expected a table, [{below}]")
    return MappingProxyType(found)


def _parts(
    key: str,
    values: Mapping[str, Any],
    readers: Mapping[str, Callable[[object], Any]],
    report: Report,
) -> dict[str, Any]:
    """The values of a table that can be read, by name."""
    parts = {}
    for name, value in values.items():
        if name not in readers:
            report(f"{key}.{name}", _no_such(name, readers))
            continue
        found = _read(f"{key}.{name}", value, readers[name], report)
        if found is not None:
            parts[name] = found
    return parts


def _read(key: str, value: object, read: Callable[[object], Any], report: Report) -> Any:
    try:
        return read(value)
    except _Unfit as error:
        report(key, str(error))
        return None


def _no_such(name: str, known: Mapping[str, object] | list[str]) -> str:
    near = nearest(name, known)
    hint = f"; did you mean {near!r}?" if near else ""
    return f"there is no setting {one_line(name, _LONGEST)!r}{hint}"


def _model(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[!-~]{1,200}", value.strip()):
        raise _Unfit('expected a model\'s name, such as "openai/gpt-5-mini"')
    return value.strip()


def _models(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Unfit("expected a list of models' names")
    return tuple(map(_model, value))


def _url(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[!-~]{1,500}", value.strip()):
        raise _Unfit('expected an address, such as "http://localhost:8000/v1"')
    if re.match(r"https?://[^/]*@", value.strip()):
        raise _Unfit("an address holds no name and no password; name a variable with the key")
    return value.strip().rstrip("/")


def _variable(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,99}", value):
        raise _Unfit('expected the name of an environment variable, such as "OFFICE_KEY"')
    return value


def _between(low: float, high: float, what: str) -> Callable[[object], float]:
    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _Unfit(f"expected {what}")
        if not low <= value <= high:
            raise _Unfit(f"expected {what} from {low:g} to {high:g}")
        return float(value)

    return read


def _whole(low: int, high: int, what: str) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _Unfit(f"expected {what} from {low} to {high:,}")
        return value

    return read


_PLAIN: Mapping[str, Callable[[object], Any]] = {
    "default": lambda value: "" if value == "" else _model(value),
    "at_once": _whole(1, 32, "a whole number"),
    "first_token_seconds": _between(1, 3600, "a number of seconds"),
    "between_seconds": _between(1, 3600, "a number of seconds"),
}
_ADDRESS: Mapping[str, Callable[[object], Any]] = {
    "url": _url,
    "models": _models,
    "key_variable": _variable,
}
_MANNER: Mapping[str, Callable[[object], Any]] = {
    "model": _model,
    "temperature": _between(0, 2, "a number"),
    "max_tokens": _whole(1, 10_000_000, "a whole number"),
}

assert {*_PLAIN, "addresses", "kits"} == {one.name for one in fields(ModelSettings)}
