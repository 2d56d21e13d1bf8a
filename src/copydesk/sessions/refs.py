"""What a person means by a name on the command line: a session, or something to begin one on.

A name is a session's id or an unambiguous start of it, a session's title, ``map/article``, the
id of an article or a kit, or a path. Whatever is not a session means the latest session on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from copydesk.errors import CopydeskError, InvalidFiles
from copydesk.kits.entries import Entry
from copydesk.kits.finding import absolute
from copydesk.kits.library import Library
from copydesk.kits.model import Kit
from copydesk.sessions.begin import article_key
from copydesk.sessions.head import BACKUP, NAME
from copydesk.sessions.listing import Listed
from copydesk.sessions.store import Store
from copydesk.text import nearest, one_line

FEW = 50
"""So many of the newest sessions are looked through before all are."""
MOST_LISTED = 20


class RefError(CopydeskError):
    """A name that leads to nothing, or to more than one thing."""


class Target(msgspec.Struct, frozen=True):
    """What a name leads to; at least one of ``session`` and ``entry`` is there."""

    session: Path | None = None
    """The session's folder, or its file where it was exported; None while there is none."""
    entry: Entry | None = None
    """What the session is on, where it was found by that."""
    damaged: Path | None = None
    """A later session on the same thing that cannot be opened."""


def resolve(ref: str, library: Library, store: Store) -> Target:
    """What a name or a path leads to.

    Raises:
        RefError: Nothing has this name, or more than one thing has.
        InvalidFiles: It is the path of a brief that is broken.
    """
    try:
        session = _session_at(ref, store)
    except OSError as error:  # a name that no file could have
        raise RefError(f'"{one_line(ref, 60)}" cannot be looked up: {error.strerror}.') from error
    if session is not None:
        return Target(session)
    if (found := _on_article(ref, store)) is not None:
        return found
    entries, why = _entries(ref, library)
    listed = store.every()
    titled = [one for one in listed if one.title.casefold() == ref.casefold()]
    titled = [one for one in titled if not any(_is_on(one, entry) for entry in entries)]
    if not entries and not titled and ref:
        titled = [one for one in listed if one.path.name.startswith(ref)]
    if len(entries) + len(titled) > 1:
        raise _ambiguous(ref, entries, titled)
    if titled:
        return Target(titled[0].path)
    if entries:
        return _latest(entries[0], listed)
    raise why or _unknown(ref, library, listed)


def prompt_called(kit: Kit, name: str, *, exactly: bool = False) -> str:
    """The id of the prompt with this id or number, or of which this is a start.

    Args:
        exactly: A start is not enough: something is to be written there.

    Raises:
        RefError: No prompt is called so, or more than one is.
    """
    ids = [prompt.id for prompt in kit.prompts]
    if name in ids:
        return name
    if name.isdecimal() and 1 <= int(name[:9]) <= len(ids):
        return ids[int(name) - 1]
    found = [one for one in ids if name and one.startswith(name.casefold())]
    if len(found) == 1 and not exactly:
        return found[0]
    if len(found) > 1:
        raise RefError(f'"{one_line(name, 60)}" could be any of these prompts: {", ".join(found)}.')
    near = nearest(name, ids)
    raise RefError(
        f'The kit "{kit.title}" has no prompt "{one_line(name, 60)}".',
        f"Did you mean {near}?" if near else f"It has {', '.join(ids)}.",
    )


def _session_at(ref: str, store: Store) -> Path | None:
    """A session by its id or by its path."""
    if ref and Path(ref).name == ref and not ref.startswith("."):
        own = store.root / ref
        if _is_session(own):
            return own
    try:
        path = absolute(ref) if ref else None
    except CopydeskError:
        return None
    if path is None:
        return None
    if path.is_dir():
        return path if _is_session(path) else None
    if path.name == NAME:
        return path.parent if path.exists() else None
    exported = path.suffix not in ("", ".toml") and path.is_file()
    return path if exported else None


def _is_session(folder: Path) -> bool:
    return (folder / NAME).is_file() or (folder / BACKUP).is_file()


def _on_article(ref: str, store: Store) -> Target | None:
    """The latest session on ``map/article``, where a look at the newest ones finds it.

    This is the way of every start from a script or a shell's history; it needs no library.
    """
    in_map, slash, article = ref.partition("/")
    if not (slash and in_map and article) or "/" in article:
        return None
    for one in store.newest(FEW):
        if one.head is not None and (one.head.map, one.head.article) == (in_map, article):
            return None if one.problem else Target(one.path)
    return None


def _entries(ref: str, library: Library) -> tuple[tuple[Entry, ...], RefError | None]:
    """What the library has of this name, or what it says of a path that leads nowhere."""
    try:
        return library.find(ref), None
    except InvalidFiles:
        raise
    except CopydeskError as error:
        is_path = ref.startswith((".", "/", "~")) or ref.endswith(".toml") or os.path.exists(ref)
        return (), RefError(error.message, error.hint) if is_path else None


def _is_on(listed: Listed, entry: Entry) -> bool:
    """Whether a session is one on this article, or on this kit alone."""
    head = listed.head
    if head is None or entry.kind == "map":
        return False
    if entry.kind == "kit":
        return (head.map, head.article, head.kit_id) == ("", "", entry.id)
    return (head.map, head.article) == (entry.map_id, article_key(entry))


def _latest(entry: Entry, listed: Iterable[Listed]) -> Target:
    damaged: Path | None = None
    for one in listed:
        if _is_on(one, entry):
            if not one.problem:
                return Target(one.path, entry, damaged)
            damaged = damaged or one.path
    return Target(None, entry, damaged)


def _ambiguous(ref: str, entries: Sequence[Entry], sessions: Sequence[Listed]) -> RefError:
    lines = [f"{entry.ref}  {entry.kind} in {entry.path.parent}" for entry in entries]
    lines += [f"{one.path.name}  session: {one_line(one.title, 80)}" for one in sessions]
    if len(lines) > MOST_LISTED:
        lines[MOST_LISTED:] = [f"and {len(lines) - MOST_LISTED:,} more"]
    several = "\n".join(f"  {line}" for line in lines)
    return RefError(
        f'"{one_line(ref, 60)}" could be any of these:\n{several}',
        "Name one of them in full, or give its path.",
    )


def _unknown(ref: str, library: Library, listed: Iterable[Listed]) -> RefError:
    names: dict[str, str] = {}
    for one in listed:
        names[one.title] = names[one.path.name] = one.path.name
    for entry in library.entries():
        names |= {entry.title: entry.ref, entry.id: entry.ref, entry.ref: entry.ref}
    near = nearest(ref, names)
    hint = f"Did you mean {names[near]}? " if near in names and near else ""
    return RefError(
        f'There is no session, article or kit called "{one_line(ref, 60)}".',
        f"{hint}copydesk list shows what there is.",
    )
