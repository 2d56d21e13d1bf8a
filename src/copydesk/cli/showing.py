"""``copydesk show``: a session's progress, an article's brief, a map or a kit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size

from copydesk.cli.judging import answers_of
from copydesk.cli.opening import check_begin, find, open_or_begin, open_session
from copydesk.cli.output import out, out_json, wrapped
from copydesk.cli.rooms import Rooms
from copydesk.cli.showing_data import (
    article_data,
    flow_data,
    kit_data,
    map_data,
    session_data,
)
from copydesk.cli.words import count, local_time, value_text
from copydesk.errors import InvalidFiles
from copydesk.kits.entries import Start
from copydesk.kits.model import Kit, TopicMap, Value
from copydesk.sessions.flow import flow
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.session import Session
from copydesk.text import one_line

LISTS = ("mistakes", "tips")
"""Fields of a brief that are set as lists of their own, below everything else."""

INLINE = 72
"""The longest line, in characters, on which a list is set with commas."""


def show(rooms: Rooms, ref: str, kit_id: str, as_json: bool, as_flow: bool = False) -> None:
    """Print what a name leads to: its latest session, else the article, map or kit itself.

    Args:
        as_flow: Which prompt feeds which, and the state of each, instead of everything else.
    """
    target = find(rooms, ref)
    if as_flow:
        session = open_or_begin(rooms, target, kit_id).session
        session.check()
        out_json(flow_data(session)) if as_json else _print(_flow_lines(session))
        return
    if target.session is not None:
        folder = SessionFolder(target.session)
        session = open_session(folder)
        session.check()
        saved = folder.head().saved
        if as_json:
            out_json(session_data(session, target.session, saved))
        else:
            _print(_session_lines(session, saved))
        return
    assert target.entry is not None
    entry = target.entry
    if entry.problems:
        raise InvalidFiles(entry.problems)
    if entry.kind == "map":
        topic = rooms.library.map(entry.id)
        out_json(map_data(topic, entry)) if as_json else _print(_map_lines(topic))
    elif entry.kind == "kit":
        kit = rooms.library.start(entry).kit
        out_json(kit_data(kit, entry)) if as_json else _print(_kit_lines(kit))
    else:
        check_begin(entry, kit_id)
        start = rooms.library.start(entry, kit_id)
        out_json(article_data(start, entry)) if as_json else _print(_article_lines(start))


def _print(lines: Iterable[str]) -> None:
    out("\n".join(lines))


def _session_lines(session: Session, saved: str) -> Iterator[str]:
    yield one_line(session.title)
    yield f"{one_line(session.kit.title)}, {answers_of(session)}, {local_time(saved)}"
    following = session.next_prompt()
    if following is not None:
        yield f"next: {one_line(session.name(following.id))}  ({following.id})"
    for phase in session.kit.phases:
        yield from _heading(phase.title)
        for prompt in phase.prompts:
            state = session.prompt_state(prompt.id)
            number = session.kit.number(prompt.id)
            yield f"{number:>4} {state:9} {prompt.id:15} {one_line(prompt.title)}"
    yield from _brief_lines(session.kit, session.state.brief)


def _flow_lines(session: Session) -> Iterator[str]:
    """The picture, or where the terminal is too narrow for it a list."""
    rows = flow(session)
    width = max(len(one_line(row.title)) for row in rows)
    fits = width + 2 * len(rows) + 20 <= max(80, get_terminal_size().columns)
    yield one_line(session.title)
    phase = ""
    for row in rows:
        if row.phase != phase:
            phase = row.phase
            yield from _heading(phase)
        title = one_line(row.title)
        numbers = " ".join(str(session.kit.number(used)) for used in row.uses)
        behind = row.art if fits else f"uses {numbers}" if numbers else ""
        pad = " " * (width - len(title))
        yield f"{row.number:>4} {row.state:9} {title}{pad}  {behind}".rstrip()


def _article_lines(start: Start) -> Iterator[str]:
    yield one_line(start.brief.title)
    facts = (start.map.topic, start.brief.group, _size(start.kit))
    yield one_line(", ".join(fact for fact in facts if fact))
    yield from _prose(start.brief.overview)
    yield from _prompt_lines(start.kit)
    yield from _brief_lines(start.kit, start.values)


def _kit_lines(kit: Kit) -> Iterator[str]:
    yield one_line(kit.title)
    yield f"{_size(kit)}, version {one_line(kit.version)}, updated {kit.updated.isoformat()}"
    yield from _prose(kit.summary)
    yield from _prose(kit.how_to)
    yield from _prompt_lines(kit)
    yield from _heading("What it asks for")
    for field in kit.fields:
        need = "required" if field.required else "optional"
        yield f"    {field.id:20} {one_line(field.label)} ({field.kind}, {need})"


def _map_lines(topic: TopicMap) -> Iterator[str]:
    yield one_line(topic.topic)
    articles = count(len(topic.briefs), "article")
    yield f"{articles} in {count(len(topic.groups), 'content group')}, for the kit {topic.kit}"
    yield from _prose(topic.summary)
    yield ""
    yield f"pillar: {one_line(topic.pillar)}"
    for group in topic.groups:
        yield from _heading(group)
        for brief in topic.briefs:
            if brief.group == group:
                yield f"    {topic.id}/{brief.id}  {one_line(brief.title)}"


def _prompt_lines(kit: Kit) -> Iterator[str]:
    for phase in kit.phases:
        yield from _heading(phase.title)
        for prompt in phase.prompts:
            number = kit.number(prompt.id)
            yield f"{number:>4} {prompt.id:15} {one_line(prompt.title)}: {one_line(prompt.summary)}"


def _brief_lines(kit: Kit, values: Mapping[str, Value]) -> Iterator[str]:
    given = [field for field in kit.fields if values.get(field.id) not in (None, "", ())]
    if given:
        yield from _heading("Brief")
    for field in given:
        value = values[field.id]
        if field.id in LISTS:
            continue
        line = f"{field.label}: {value_text(value)}"
        if isinstance(value, tuple) and len(line) > INLINE:
            yield f"    {one_line(field.label)}:"
            yield from _items(value, "      ")
        else:
            yield wrapped(line, "    ")
    for field in given:
        value = values[field.id]
        if field.id in LISTS and isinstance(value, tuple):
            yield from _heading(field.label)
            yield from _items(value, "    ")


def _items(items: Iterable[str], indent: str) -> Iterator[str]:
    for item in items:
        yield wrapped(f"- {item}", indent, "  ")


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield one_line(text)


def _prose(text: str) -> Iterator[str]:
    """Paragraphs folded, the items of lists each on lines of its own."""
    in_list = False
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)]) )", text.strip()):
        item = re.match(r"\s*((?:[-*]|\d+[.)]) )", block)
        if not (in_list and item):
            yield ""
        yield wrapped(block, hanging=" " * len(item[1]) if item else "")
        in_list = item is not None


def _size(kit: Kit) -> str:
    return f"{count(len(kit.prompts), 'prompt')} in {count(len(kit.phases), 'phase')}"
