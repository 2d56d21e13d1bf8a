"""What a check looks at: an answer as read, with everything that its limits may refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from copydesk.answers.json_text import Way
from copydesk.answers.reading import Reading, read_answer
from copydesk.checks.finding import EXCERPT, Finding, label
from copydesk.documents import Material, value_text
from copydesk.kits.checks import Check, Number, Schema, Texts
from copydesk.kits.model import Prompt

NAMED = re.compile(r"(?:brief|map)\.\S+")


class Picked(NamedTuple):
    """One value out of an answer in JSON."""

    way: Way
    value: Any

    @property
    def path(self) -> str:
        """The way as a person may read it, counted from 1: ``item 3, answer``."""
        steps = [f"item {step + 1}" if isinstance(step, int) else step for step in self.way]
        return ", ".join(steps) or "the answer"


class Terms:
    """What limits refer to: the brief, the map, other answers."""

    def __init__(self, material: Material, prompt_id: str) -> None:
        self.material = material
        self.prompt: Prompt = material.kit.prompt(prompt_id)

    def number(self, value: Number | None) -> int | float | None:
        """A number, looked up where it is named; None for none, or one nobody gave."""
        if not isinstance(value, str):
            return value
        try:
            found = self.material.value(value)
        except KeyError:
            return None
        return found if isinstance(found, int | float) else None

    def texts(self, value: Texts) -> tuple[str, ...]:
        """Texts, each looked up where it is named; empty ones are left out."""
        found: list[str] = []
        for one in [value] if isinstance(value, str) else value:
            named = self._named(one)
            found += named if isinstance(named, tuple) else [value_text(named)]
        return tuple(dict.fromkeys(text.strip() for text in found if text.strip()))

    def text(self, value: str) -> str:
        """One text, looked up where it is named; empty where nobody gave it."""
        return value_text(self._named(value))

    def _named(self, value: str) -> Any:
        if not NAMED.fullmatch(value):
            return value
        try:
            return self.material.value(value)
        except KeyError:
            return value

    def other(self, name: str) -> Reading | None:
        """Another answer as read, named ``answer.outline``; None where there is none."""
        prompt_id = name.removeprefix("answer.")
        try:
            form = self.material.kit.prompt(prompt_id).answer.format
        except KeyError:
            return None
        stored = self.material.answer(prompt_id)
        return read_answer(stored, form) if stored else None

    def name(self, reference: str) -> str:
        """Another prompt as a person knows it: ``1 Article outline``."""
        prompt_id, kit = reference.removeprefix("answer."), self.material.kit
        return f"{kit.number(prompt_id)} {kit.prompt(prompt_id).title}"


class Subject(Terms):
    """One answer under its checks."""

    def __init__(self, material: Material, prompt_id: str, stored: str) -> None:
        super().__init__(material, prompt_id)
        self.stored = stored
        self.reading = read_answer(stored, self.prompt.answer.format)

    @cached_property
    def has_schema(self) -> bool:
        """Whether a schema says already what is missing."""
        return any(isinstance(check, Schema) for check in self.prompt.checks)

    def picked(self, path: str) -> list[Picked]:
        """The values at a path (``headings[*].text``) of an answer in JSON, those that are there.

        None where the answer is no JSON: that is a finding of its own.
        """
        if self.reading.format != "json" or self.reading.json.fault:
            return []
        return list(pick_all(self.reading.json.value, path))

    def texts_at(self, path: str) -> list[tuple[Picked, str]]:
        """The values at a path that are texts."""
        return [(one, one.value) for one in self.picked(path) if isinstance(one.value, str)]

    def json_line(self, way: Way) -> int:
        """The stored line of a value in an answer in JSON."""
        return self.reading.stored_line(self.reading.json.line(way))

    def finding(
        self,
        check: Check,
        what: str,
        found: str,
        wanted: str,
        mend: str = "",
        *,
        line: int = 0,
        excerpt: str = "",
    ) -> Finding:
        """A finding of a check.

        Args:
            line: The stored line, as ``json_line``, ``reading.line`` or ``stored_line`` give it.
            excerpt: What stands there, of any length.
        """
        return Finding(
            check=label(check),
            severity=getattr(check, "severity", "fail"),
            what=what,
            found=found,
            wanted=wanted,
            mend=mend,
            line=line,
            excerpt=cut(excerpt),
        )


def cut(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def quoted(text: str, limit: int = 60) -> str:
    """A piece of an answer as findings name it: ``“Pick a CI tool”``."""
    return f"“{cut(text, limit)}”"


def pick_all(data: Any, path: str) -> Iterator[Picked]:
    """The values at a path of dotted names and ``[*]``, each with its way; what lacks is passed."""
    found: list[tuple[Way, Any]] = [((), data)]
    for name in re.findall(r"\[\*\]|[^.\[\]]+", path):
        found = [one for way, value in found for one in _steps(way, value, name)]
    for way, value in found:
        yield Picked(way, value)


def _steps(way: Way, value: Any, name: str) -> Iterator[tuple[Way, Any]]:
    if name == "[*]" and isinstance(value, list):
        yield from (((*way, index), item) for index, item in enumerate(value))
    elif isinstance(value, Mapping) and name in value:
        yield (*way, name), value[name]
