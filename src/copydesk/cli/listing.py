"""``copydesk list`` and ``copydesk where``: what there is, and where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from copydesk.cli.output import out, out_json
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import local_time, progress, troubles
from copydesk.kits.entries import Entry
from copydesk.paths import HOME_VARIABLE
from copydesk.sessions.begin import article_key
from copydesk.sessions.listing import Listed
from copydesk.text import one_line

KINDS = ("kits", "maps", "sessions")
SHOWN = 20
"""How many sessions a list of everything shows."""

Latest = Mapping[tuple[str, str], Listed]
"""The latest sound session on each article, by map and article."""


def list_all(rooms: Rooms, kind: str, as_json: bool) -> None:
    """Print kits, maps or sessions, or all three."""
    wanted = (kind,) if kind else KINDS
    sessions = rooms.store.every()
    entries = () if wanted == ("sessions",) else rooms.library.entries()
    if as_json:
        out_json(_as_data(wanted, entries, sessions))
        return
    pages = {
        "sessions": lambda: _session_lines(sessions, SHOWN if not kind else len(sessions)),
        "maps": lambda: _map_lines(entries, _latest(sessions)),
        "kits": lambda: _kit_lines(entries),
    }
    texts = [_page(name, pages[name](), bool(kind)) for name in pages if name in wanted]
    out("\n\n".join(texts))


def _page(name: str, lines: Iterable[str], alone: bool) -> str:
    found = list(lines) or [f"no {name} yet" if name == "sessions" else f"no {name}"]
    return "\n".join(found if alone else [name.capitalize(), *(f"  {line}" for line in found)])


def _session_lines(sessions: Sequence[Listed], shown: int) -> Iterable[str]:
    names = [one_line(one.path.name) for one in sessions[:shown]]
    width = max(map(len, names), default=0)
    for name, one in zip(names, sessions, strict=False):
        if one.problem or one.head is None:
            backup = " A backup lies beside it." if one.backup else ""
            yield f"{name:{width}}  damaged: {one_line(one.problem)} {one.path}{backup}"
        else:
            head = one.head
            when = local_time(head.saved)
            wrong = troubles(head.failing, head.stale)
            title = one_line(head.title)
            yield f"{name:{width}}  {progress(head):>5}  {when}  {title}{wrong and f'  ({wrong})'}"
    if len(sessions) > shown:
        yield f"and {len(sessions) - shown:,} older ones: copydesk list sessions"


def _map_lines(entries: Sequence[Entry], latest: Latest) -> Iterable[str]:
    for topic in (entry for entry in entries if entry.kind == "map"):
        yield f"{topic.id}  {one_line(topic.title)}{_remark(topic)}"
        articles = [one for one in entries if one.map_id == topic.id and not topic.hidden_by]
        width = max((len(one.id) for one in articles), default=0)
        group = None
        for article in articles:
            if article.group != group:
                group = article.group
                yield f"  {one_line(group) or 'Without a group'}"
            found = latest.get((article.map_id, article.id))
            done = progress(found.head) if found and found.head else ""
            title = one_line(article.title)
            yield f"    {article.id:{width}}  {done:>5}  {title}{_remark(article)}"


def _kit_lines(entries: Sequence[Entry]) -> Iterable[str]:
    kits = [entry for entry in entries if entry.kind == "kit"]
    width = max((len(one.id) for one in kits), default=0)
    for kit in kits:
        yield f"{kit.id:{width}}  {one_line(kit.title)}{_remark(kit)}"


def _remark(entry: Entry) -> str:
    """What a list says behind a title that is not simply there to be used."""
    if entry.hidden_by:
        return f"  (in {entry.path}, hidden by {entry.hidden_by})"
    if entry.problems:
        return f"  (broken: copydesk validate {entry.path})"
    return "" if entry.place == "bundled" or entry.kind == "article" else f"  ({entry.path})"


def _latest(sessions: Sequence[Listed]) -> Latest:
    return {
        (one.head.map, one.head.article): one
        for one in reversed(sessions)
        if one.head is not None and not one.problem
    }


# As data


def _as_data(
    wanted: Sequence[str], entries: Sequence[Entry], sessions: Sequence[Listed]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if "kits" in wanted:
        data["kits"] = [_entry_data(one) for one in entries if one.kind == "kit"]
    if "maps" in wanted:
        latest = _latest(sessions)
        data["maps"] = [_map_data(one, entries, latest) for one in entries if one.kind == "map"]
    if "sessions" in wanted:
        data["sessions"] = [_session_data(one) for one in sessions]
    return data


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "path": str(entry.path),
        "place": entry.place,
        "problems": [str(problem) for problem in entry.problems],
        "hidden_by": str(entry.hidden_by) if entry.hidden_by else None,
    }


def _map_data(topic: Entry, entries: Sequence[Entry], latest: Latest) -> dict[str, Any]:
    articles = [one for one in entries if one.map_id == topic.id and not topic.hidden_by]
    return {
        **_entry_data(topic),
        "kit": topic.kit_id,
        "articles": [_article_data(one, latest) for one in articles],
    }


def _article_data(article: Entry, latest: Latest) -> dict[str, Any]:
    found = latest.get((article.map_id, article_key(article)))
    return {
        "ref": article.ref,
        **_entry_data(article),
        "group": article.group,
        "session": found.path.name if found else None,
    }


def _session_data(one: Listed) -> dict[str, Any]:
    head = one.head
    return {
        "id": one.path.name,
        "title": one.title,
        "kit": head.kit_id if head else None,
        "map": (head.map or None) if head else None,
        "article": (head.article or None) if head else None,
        "answered": head.answered if head else None,
        "total": head.total if head else None,
        "failing": head.failing if head else None,
        "stale": head.stale if head else None,
        "phase": (head.phase or None) if head else None,
        "created": head.created if head else None,
        "saved": head.saved if head else None,
        "path": str(one.path),
        "problem": one.problem or None,
        "backup": one.backup,
    }


# Where


def where(rooms: Rooms, as_json: bool) -> None:
    """Print the folders and files in use, and which of them are there."""
    folders = rooms.folders
    kits = [place.path for place in rooms.library.places]
    found = {
        "sessions": folders.sessions,
        "trash": folders.trash,
        "copied": folders.out,
        "settings": folders.settings,
        "cache": folders.cache,
    }
    if as_json:
        data: dict[str, Any] = {name: _place_data(path) for name, path in found.items()}
        out_json(data | {"kits": [_place_data(path) for path in kits]})
        return
    lines = [f"{name:10}{path}{_absence(path)}" for name, path in found.items()]
    lines += [f"{'kits' if not n else '':10}{p}{_absence(p)}" for n, p in enumerate(kits)]
    out("\n".join(lines))
    out(f"\nThe environment variable {HOME_VARIABLE} moves all but the bundled kits.")


def _place_data(path: Path) -> dict[str, Any]:
    return {"path": str(path), "exists": path.exists()}


def _absence(path: Path) -> str:
    return "" if path.exists() else "  (not there yet)"
