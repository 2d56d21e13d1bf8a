"""A kit whose answers hold claims, and sessions on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from copydesk.kits.model import AnswerForm, ClaimsAt, Document, Kit, Part, Phase, Prompt
from copydesk.kits.template import Template
from copydesk.sessions.claims import Claim, claims_of
from copydesk.sessions.session import Session
from sessions.small import begun, small_kit

JSON = AnswerForm(format="json")
LEADS = (
    ClaimsAt(
        kind="statistic",
        path="[*]",
        text=("name",),
        source="citation",
        field="type",
        one_of=("statistic",),
    ),
    ClaimsAt(
        kind="study",
        path="[*]",
        text=("name",),
        source="citation",
        field="type",
        one_of=("report",),
    ),
)
VOICES = (
    ClaimsAt(kind="quote", path="quotes[*]", text=("quote", "point"), by="speaker", source="where"),
    ClaimsAt(kind="study", path="studies[*]", text=("title",), by="publisher"),
)


def _prompt(key: str, form: AnswerForm = AnswerForm(), claims: tuple[ClaimsAt, ...] = ()) -> Prompt:  # noqa: B008
    return Prompt(
        id=key, title=f"The {key}", answer=form, claims=claims, template=Template(f"Do the {key}.")
    )


def claiming_kit() -> Kit:
    """Leads, voices and questions in JSON, a body in Markdown, a head in HTML."""
    prompts = (
        _prompt("leads", JSON, LEADS),
        _prompt("body"),
        _prompt("voices", JSON, VOICES),
        _prompt("faq", JSON),
        _prompt("head", AnswerForm(format="html")),
    )
    parts = (Part(answer="body"), Part(answer="faq", path="[*]", set="questions"))
    return replace(
        small_kit(),
        phases=(Phase(title="All", prompts=prompts),),
        documents=(Document(id="article", title="The article", parts=parts),),
    )


def session_with(**answers: Any) -> Session:
    """A session with answers; whatever is no text goes in as JSON."""
    session = begun(kit=claiming_kit())
    for prompt, answer in answers.items():
        text = answer if isinstance(answer, str) else json.dumps(answer, indent=1)
        session.answer(prompt, text, "pasted")
    return session


def lead(name: Any, type: str = "statistic", **more: Any) -> Mapping[str, Any]:
    """One item of the leads."""
    return {"name": name, "type": type, **more}


def claim_of(session: Session, text: str) -> Claim:
    """The one claim with this text."""
    (found,) = [claim for claim in claims_of(session) if claim.text == text]
    return found
