"""``copydesk versions``: every answer that a prompt ever had, and taking one back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from copydesk.cli.opening import Opened, find, name_of, open_session, save, session_at
from copydesk.cli.output import out, out_json, say
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count, local_time
from copydesk.errors import CopydeskError
from copydesk.sessions.refs import RefError, prompt_called
from copydesk.sessions.versions import Kept, history
from copydesk.text import one_line


def list_versions(rooms: Rooms, ref: str, name: str, as_json: bool) -> None:
    """Print every version of a prompt's answer, the newest first.

    Raises:
        CopydeskError: There is none, and a person asked.
    """
    session = open_session(session_at(find(rooms, ref), ref))
    prompt_id = prompt_called(session.kit, name)
    kept = history(session, prompt_id)
    if as_json:
        versions = [_data(one) for one in kept]
        out_json({"session": session.id, "prompt": prompt_id, "versions": versions})
    elif kept:
        out("\n".join(_lines(kept)))
    else:
        raise CopydeskError(f"{session.name(prompt_id)} has no answer yet.")


def take_version(rooms: Rooms, ref: str, name: str, number: int) -> None:
    """Make a version the current answer again, by its number, and save.

    Raises:
        RefError: No version has this number.
        CopydeskError: It cannot be read, or not be saved.
    """
    folder = session_at(find(rooms, ref), ref)
    session = open_session(folder)
    prompt_id = prompt_called(session.kit, name, exactly=True)
    kept = {one.number: one for one in history(session, prompt_id)}
    if number not in kept:
        there = f"They are numbered 1 to {len(kept)}." if len(kept) > 1 else ""
        there = there or ("There is only version 1." if kept else "It has no answer yet.")
        raise RefError(f"{session.name(prompt_id)} has no version {number}.", there)
    if session.take_back(kept[number].ref) is None:
        say(f"Version {number} is the answer to {session.name(prompt_id)} already.")
        return
    opened = Opened(session, folder)
    saved = save(rooms, opened)
    words = count(kept[number].words, "word")
    where = name_of(rooms, folder)
    say(
        f"Version {number}, {words}, is the answer to {session.name(prompt_id)} "
        f"of {session.title} again. ({where})"
    )
    verdict = session.verdict(prompt_id)
    if verdict is not None and verdict.fails:
        fails = count(verdict.count("fail"), "finding")
        say(f"It does not hold: {fails}. copydesk check {where} {prompt_id} shows them.")
    if saved is not None and saved.conflicts:
        say("Another window changed the same just now; its words are kept as an earlier version.")


def _lines(kept: Sequence[Kept]) -> Iterator[str]:
    """One line a version, as a person reads it."""
    numbers = len(str(len(kept)))
    for one in kept:
        mark = "current" if one.is_current else ""
        if one.problem:
            yield f"{one.number:{numbers}}  {one_line(one.problem)}  {mark}".rstrip()
            continue
        facts = f"{local_time(one.at)}  {one.how:11}  {count(one.words, 'word'):>12}"
        yield f"{one.number:{numbers}}  {facts}  {_findings(one):11}  {mark}".rstrip()


def _findings(one: Kept) -> str:
    """``2 failing``, ``1 warning``, or ``holds`` where there is neither."""
    verdict = one.verdict
    if verdict is None:
        return ""
    fails, warns = verdict.count("fail"), verdict.count("warn")
    return f"{fails} failing" if fails else count(warns, "warning") if warns else "holds"


def _data(one: Kept) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "number": one.number,
        "ref": one.ref,
        "current": one.is_current,
        "at": one.at or None,
        "source": one.source or None,
        "words": None if one.problem else one.words,
        "inputs_known": one.inputs_known,
        "findings": verdict
        and {
            "fail": verdict.count("fail"),
            "warn": verdict.count("warn"),
            "advise": verdict.count("advise"),
        },
        "problem": one.problem or None,
    }
