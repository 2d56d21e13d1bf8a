"""When two copies of a session meet: taking in the other's words, losing none of either.

Two windows may work on one session, and a window saves a copy of its own while it goes on. In
both cases two copies have parted at a moment that is known, their basis, and are brought
together key by key. Where both changed the same key, this copy's value stands; the other's is
reported, stays among the versions, and is what undo brings.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from copydesk.sessions.journal import LOG_LIMIT
from copydesk.sessions.records import Basis, now
from copydesk.sessions.session import Session
from copydesk.sessions.state import Change, Conflict, Edit, State, merge


def rejoin(session: Session) -> tuple[Conflict, ...]:
    """Go on from the snapshot of this session that was saved meanwhile, if one was.

    Returns:
        The keys that another window changed, and this one too since the snapshot was taken.
    """
    saved, session.saved = session.saved, None
    return take_in(session, saved, saved.taken) if saved is not None else ()


def take_in(session: Session, theirs: Session, base: Basis) -> tuple[Conflict, ...]:
    """Merge another copy of a session into this one, which then goes on from the other's save.

    Args:
        session: This copy; changed in place.
        theirs: The other copy; left as it is.
        base: The moment at which the two parted.

    Returns:
        The keys that both changed.
    """
    for ref, version in theirs.versions.items():
        session.versions.setdefault(ref, version)
    session.kits = {**theirs.kits, **session.kits}
    for prompt, refs in theirs.history.items():
        both = dict.fromkeys((*refs, *session.history.get(prompt, ())))
        session.history[prompt] = tuple(both)
    for prompt, copied in theirs.copied.items():
        if session.copied.get(prompt) == base.copied.get(prompt):
            session.copied[prompt] = copied
    state, conflicts = merge(base.state, session.state, theirs.state)
    if (session.log, session.undone) == (base.log, base.undone):
        session.log, session.undone = theirs.log, theirs.undone
    else:
        session.log = _log(session, theirs, base, conflicts)
        present = {change.id for change in session.log}
        session.undone = tuple(one for one in session.undone if one.id not in present)
    if state.settings.get("kit") == theirs.state.settings.get("kit"):
        session.kit = theirs.kit
    session.state = state
    session.basis = theirs.basis
    return tuple(one for one in conflicts if not _say_the_same(session, one))


def _log(
    session: Session, theirs: Session, base: Basis, conflicts: tuple[Conflict, ...]
) -> tuple[Change, ...]:
    """Their changes, then ours; without those that were taken back here."""
    before = {change.id: change for change in base.log}
    mine = [change for change in session.log if before.get(change.id) != change]
    staying = {change.id for change in session.log} - {change.id for change in mine}
    left = before.keys() - staying | {change.id for change in mine}
    log = [change for change in theirs.log if change.id not in left]
    return (*log, *_onto(mine, session.state, theirs.state, base.state, conflicts))[-LOG_LIMIT:]


def _onto(
    mine: list[Change], own: State, theirs: State, base: State, conflicts: tuple[Conflict, ...]
) -> Iterator[Change]:
    """Our changes as made on top of theirs: what stood there before is what they left."""
    first = {(edit.table, edit.key) for change in mine for edit in change.edits}
    undone = [one for one in conflicts if (one.table, one.key) not in first]
    if undone:
        # Both changed a key, and here that was then taken back: no change of ours speaks of it.
        edits = [Edit(one.table, one.key, one.theirs, one.mine) for one in undone]
        yield Change(label="what was taken back in two windows", at=now(), edits=tuple(edits))
    for change in mine:
        edits = []
        for edit in change.edits:
            key = (edit.table, edit.key)
            was, is_ours, is_theirs = (
                getattr(state, edit.table).get(edit.key) for state in (base, own, theirs)
            )
            if is_theirs != was and is_ours == was:
                continue  # changed here and changed back, while theirs stands
            old = is_theirs if key in first and is_theirs != was else edit.old
            first.discard(key)
            if old != edit.new:
                edits.append(replace(edit, old=old))
        if edits:
            yield replace(change, edits=tuple(edits))


def _say_the_same(session: Session, conflict: Conflict) -> bool:
    """Whether both windows gave the same answer, each as a version of its own."""
    if conflict.table != "answers" or None in (conflict.mine, conflict.theirs):
        return False
    return session.version(conflict.mine).text == session.version(conflict.theirs).text
