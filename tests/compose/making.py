"""A small kit for the tests of composing, made of the template under test."""

from __future__ import annotations

import datetime as dt
from typing import Any

from copydesk.compose import Composed, compose
from copydesk.documents import Material
from copydesk.kits.model import BriefField, Document, Kit, MapValues, Part, Phase, Prompt
from copydesk.kits.template import Template

FIELDS = (
    BriefField(id="title", label="Working title", required=True),
    BriefField(id="words", kind="number", label="Words", required=True, default=900),
    BriefField(id="tone", label="Tone"),
    BriefField(id="tools", kind="list", label="Tools"),
    BriefField(id="topics", kind="list", label="Topics", required=True),
)
PARTS = (
    Part(heading="brief.title", level=1),
    Part(answer="intro"),
    Part(heading="More", level=2),
    Part(answer="extra"),
)


def kit_with(template: str) -> Kit:
    """A kit whose prompt ``review`` has this template; before it come three plain ones."""
    prompts = (
        Prompt(id="outline", title="Article outline", template=Template("Outline it.\n")),
        Prompt(id="intro", title="Introduction", template=Template("Introduce it.\n")),
        Prompt(id="extra", title="Extras", optional=True, template=Template("Add to it.\n")),
        Prompt(id="review", title="Review", template=Template(template)),
    )
    return Kit(
        id="small",
        format=1,
        version="1",
        title="Small",
        summary="",
        updated=dt.date(2026, 11, 22),
        fields=FIELDS,
        phases=(
            Phase(title="Writing", prompts=prompts[:2]),
            Phase(title="Publishing", prompts=prompts[2:]),
        ),
        documents=(
            Document(id="article", title="The article", parts=PARTS),
            Document(id="outline", title="The outline", parts=(Part(answer="outline"),)),
        ),
    )


def composed(template: str, *, title: str = "CI vs CD", **given: Any) -> Composed:
    """The prompt ``review`` with this template, composed of what is given to Material."""
    brief = {"title": title, "topics": ("speed", "cost"), **given.pop("brief", {})}
    values = MapValues(**given.pop("map", {}))
    return compose(Material(kit_with(template), brief, values, **given), "review")
