"""The desk's lists as rows: sessions by age, the library as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.sessions.store import newest_of
from copydesk.text import one_line
from copydesk.tui.widgets.shelf import Row
from copydesk.tui.words import short_age, state_sign

if TYPE_CHECKING:
    from copydesk.kits.entries import Entry
    from copydesk.sessions.listing import Listed


def article_key(entry: Entry) -> str:
    """What names an entry's row."""
    if entry.kind == "article":
        return f"article:{entry.map_id}/{entry.id}"
    return f"{entry.kind}:{entry.id}"


def session_rows(listed: Sequence[Listed]) -> list[Row]:
    """Sessions, newest first, with phases and ages in columns of their own."""
    phases = [_phase(one) for one in listed]
    wrong = [_wrong(one) for one in listed]
    ages = [short_age(one.head.saved) if one.head else "" for one in listed]
    columns = list(zip(wrong, phases, ages, strict=True))
    wide = [max((len(row[place]) for row in columns), default=0) for place in range(3)]
    return [_session_row(one, row, wide) for one, row in zip(listed, columns, strict=True)]


def _wrong(one: Listed) -> str:
    """``✗2 ◐1``: how many answers fail and how many are stale."""
    if one.problem or one.head is None:
        return ""
    counts = (("failing", one.head.failing), ("stale", one.head.stale))
    return " ".join(f"{state_sign(state)}{number}" for state, number in counts if number)


def _phase(one: Listed) -> str:
    if one.problem or one.head is None:
        return ""
    return "done" if one.head.answered >= one.head.total else one_line(one.head.phase, 12)


def _session_row(one: Listed, columns: Sequence[str], wide: Sequence[int]) -> Row:
    key = f"session:{one.path.name}"
    head = one.head
    if one.problem or head is None:
        return Row(key, one.title, "damaged", style="problem", sign="!")
    wrong, phase, age = columns
    right = f"{head.answered}/{head.total}  {phase:<{wide[1]}}  {age:>{wide[2]}}"
    if wide[0]:
        right = f"{wrong:<{wide[0]}}  {right}"
    return Row(key, head.title, right, sign="●" if phase == "done" else "○")


def library_rows(entries: Sequence[Entry], sessions: list[Listed], folded: set[str]) -> list[Row]:
    """Topical maps with their groups and articles, then the kits by themselves."""
    shown = [entry for entry in entries if not entry.hidden_by]
    rows: list[Row] = []
    latest = {
        (one.head.map, one.head.article): one
        for one in reversed(sessions)
        if one.head is not None and not one.problem
    }
    for entry in shown:
        if entry.kind == "map":
            rows.extend(_map_rows(entry, shown, latest, folded))
    rows.extend(_kit_row(entry, sessions) for entry in shown if entry.kind == "kit")
    hidden = [entry for entry in entries if entry.hidden_by]
    rows.extend(
        Row(f"hidden:{entry.path}", f"{entry.title}  hidden by {entry.hidden_by}", style="soft")
        for entry in hidden
    )
    return rows


def _map_rows(
    topic_map: Entry,
    entries: Sequence[Entry],
    latest: dict[tuple[str, str], Listed],
    folded: set[str],
) -> list[Row]:
    key = article_key(topic_map)
    articles = [e for e in entries if e.kind == "article" and e.map_id == topic_map.id]
    begun = sum((topic_map.id, article.id) in latest for article in articles)
    if topic_map.problems and not articles:
        return [Row(key, topic_map.title, "broken", style="problem", sign="!")]
    right = f"{begun} of {len(articles)} begun"
    rows = [Row(key, topic_map.title, right, folded=key in folded, style="heading")]
    if key in folded:
        return rows
    groups = list(dict.fromkeys(article.group for article in articles))
    for group in groups:
        group_key = f"group:{topic_map.id}/{group}"
        members = [article for article in articles if article.group == group]
        rows.append(Row(group_key, group or "Without a group", "", 1, group_key in folded, "soft"))
        if group_key not in folded:
            rows.extend(_article_row(one, latest.get((topic_map.id, one.id))) for one in members)
    return rows


def _article_row(entry: Entry, session: Listed | None) -> Row:
    key = article_key(entry)
    if entry.problems:
        return Row(key, entry.title, "broken", 2, style="problem", sign="!")
    if session is None or session.head is None:
        return Row(key, entry.title, "", 2, sign="○")
    head = session.head
    sign = "●" if head.answered >= head.total else "◔"
    return Row(key, entry.title, f"{head.answered}/{head.total}", 2, sign=sign)


def _kit_row(entry: Entry, sessions: list[Listed]) -> Row:
    key = article_key(entry)
    if entry.problems:
        return Row(key, f"Kit: {entry.title}", "broken", style="problem", sign="!")
    found = newest_of(sessions, kit=entry.id)
    right = f"{found.head.answered}/{found.head.total}" if found and found.head else entry.place
    return Row(key, f"Kit: {entry.title}", right)
