"""A small kit, and sessions on it, for the tests of sessions and of what befalls them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from copydesk.kits.entries import Start
from copydesk.kits.model import (
    FORMAT,
    Brief,
    BriefField,
    Document,
    Kit,
    MapValues,
    Part,
    Phase,
    Prompt,
    Value,
)
from copydesk.kits.template import Template
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.head import NAME
from copydesk.sessions.session import Session
from copydesk.sessions.start import start

FIELDS = (
    BriefField(id="title", label="Working title", required=True),
    BriefField(id="words", kind="number", label="Words", default=900),
    BriefField(id="tools", kind="list", label="Tools"),
    BriefField(id="audience", kind="text", label="Audience"),
)
TEXTS = {
    "outline": "Outline {{brief.title}} for {{map.topic}}.\n",
    "body": "Write {{brief.words}} words along the outline.\n\n{{answer.outline}}\n",
    "extra": "Add a box on {{brief.tools}}.\n",
    "review": "Review the article.\n\n{{document.article}}\n",
}
PROMPTS = tuple(TEXTS)


def small_kit(
    *,
    version: str = "1",
    title: str = "Small",
    phases: tuple[str, str] = ("Writing", "Publishing"),
    fields: tuple[BriefField, ...] = FIELDS,
    **texts: str,
) -> Kit:
    """Four prompts in two phases; ``extra`` is optional. An empty text leaves a prompt out."""
    prompts = tuple(
        Prompt(
            id=key,
            title=f"The {key}",
            summary=f"What the {key} is for",
            optional=key == "extra",
            template=Template(text),
        )
        for key, text in {**TEXTS, **texts}.items()
        if text
    )
    known = [prompt.id for prompt in prompts]
    parts = tuple(Part(answer=key) for key in ("outline", "body") if key in known)
    return Kit(
        id="small",
        format=1,
        version=version,
        title=title,
        summary="",
        updated=dt.date(2026, 11, 22),
        fields=fields,
        phases=(
            Phase(title=phases[0], prompts=prompts[:2]),
            Phase(title=phases[1], prompts=prompts[2:]),
        ),
        documents=(Document(id="article", title="The article", parts=parts),),
    )


def begun(
    title: str = "CI vs CD", kit: Kit | None = None, *, one_chat: bool = False, **values: Value
) -> Session:
    """A session at its beginning, on an article of a map; nowhere saved."""
    brief: Mapping[str, Value] = {"title": title, "words": 900, "tools": ("uv", "tox"), **values}
    return start(
        Start(
            kit or small_kit(),
            Brief(id="ci-vs-cd", format=FORMAT, values=brief, overview="What the two have apart."),
            brief,
            MapValues(topic="CI/CD", siblings=("Caching", "Matrix builds")),
        ),
        map_id="ci-cd",
        article="ci-vs-cd",
        one_chat=one_chat,
    )


def saved(home: Path, session: Session | None = None) -> SessionFolder:
    """The folder of a session that was just saved there for the first time."""
    session = session or begun()
    folder = SessionFolder(home / session.id / NAME)
    folder.save(session)
    return folder


def reopened(folder: SessionFolder) -> tuple[Session, SessionFolder]:
    """The session as another window finds it."""
    other = SessionFolder(folder.file)
    return other.open(), other


def words_of(session: Session) -> set[str]:
    """Every answer that a session can still bring back, from memory or from the disk."""
    return {session.version(ref).text for refs in session.history.values() for ref in refs}
