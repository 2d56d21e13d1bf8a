"""What ``copydesk show --json`` prints: one object, whose ``kind`` says which keys it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from copydesk.kits.entries import Entry, Start
from copydesk.kits.model import Kit, TopicMap
from copydesk.sessions.flow import flow
from copydesk.sessions.session import Session
from copydesk.text import count_words


def session_data(session: Session, path: Path, saved: str) -> dict[str, Any]:
    """A session: where it stands, its brief, each prompt with its state."""
    answered, total = session.progress()
    failing, stale = session.troubles()
    following = session.next_prompt()
    return {
        "kind": "session",
        "id": path.name,
        "title": session.title,
        "path": str(path),
        "kit": session.origin.kit,
        "map": session.origin.map or None,
        "article": session.origin.article or None,
        "created": session.created,
        "saved": saved,
        "answered": answered,
        "total": total,
        "failing": failing,
        "stale": stale,
        "next": following.id if following else None,
        "brief": msgspec.to_builtins(session.state.brief),
        "prompts": [
            {
                **prompt,
                "state": session.prompt_state(prompt["id"]),
                "stale_because": list(session.staleness(prompt["id"])),
                "waits_for": list(session.waits_for(prompt["id"])),
                "words": count_words(session.text_of(prompt["id"])),
            }
            for prompt in _prompts(session.kit)
        ],
    }


def flow_data(session: Session) -> dict[str, Any]:
    """Which prompt feeds which, with the state of each."""
    keys = ("number", "title", "phase", "state", "uses", "feeds")
    return {
        "kind": "flow",
        "title": session.title,
        "prompts": [
            {"id": row.prompt, **{key: getattr(row, key) for key in keys}} for row in flow(session)
        ],
    }


def article_data(start: Start, entry: Entry) -> dict[str, Any]:
    """An article that has no session yet."""
    brief = start.brief
    return {
        "kind": "article",
        "ref": entry.ref,
        "id": brief.id,
        "title": brief.title,
        "path": str(entry.path),
        "kit": start.kit.id,
        "map": entry.map_id or None,
        "group": brief.group or None,
        "updated": brief.updated.isoformat() if brief.updated else None,
        "overview": brief.overview,
        "brief": msgspec.to_builtins(start.values),
        "prompts": _prompts(start.kit),
    }


def kit_data(kit: Kit, entry: Entry) -> dict[str, Any]:
    """A kit that has no session of its own yet."""
    return {
        "kind": "kit",
        "id": kit.id,
        "title": kit.title,
        "path": str(entry.path),
        "version": kit.version,
        "updated": kit.updated.isoformat(),
        "summary": kit.summary,
        "how_to": kit.how_to,
        "fields": msgspec.to_builtins(kit.fields),
        "prompts": _prompts(kit),
        "documents": [{"id": one.id, "title": one.title} for one in kit.documents],
    }


def map_data(topic: TopicMap, entry: Entry) -> dict[str, Any]:
    """A topical map."""
    return {
        "kind": "map",
        "id": topic.id,
        "title": topic.topic,
        "path": str(entry.path),
        "kit": topic.kit,
        "pillar": topic.pillar,
        "summary": topic.summary,
        "updated": topic.updated.isoformat() if topic.updated else None,
        "groups": list(topic.groups),
        "articles": [
            {"ref": f"{topic.id}/{one.id}", "id": one.id, "title": one.title, "group": one.group}
            for one in topic.briefs
        ],
    }


def _prompts(kit: Kit) -> list[dict[str, Any]]:
    return [
        {
            "id": prompt.id,
            "number": kit.number(prompt.id),
            "title": prompt.title,
            "summary": prompt.summary,
            "phase": phase.title,
            "uses": list(kit.uses(prompt.id)),
        }
        for phase in kit.phases
        for prompt in phase.prompts
    ]
