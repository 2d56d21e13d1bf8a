"""``copydesk check`` and ``copydesk fix``: what answers are held to, and how to mend them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from copydesk.cli.ending import FAILED, OK
from copydesk.cli.opening import Opened, find, open_session, save, session_at
from copydesk.cli.output import out, out_json, say, wrapped
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import troubles
from copydesk.errors import CopydeskError
from copydesk.sessions.folder import NotSaved
from copydesk.sessions.refs import prompt_called
from copydesk.sessions.session import Session
from copydesk.sessions.signs import SIGNS
from copydesk.text import one_line

WORDS = {"fail": "fails", "warn": "warns", "advise": "advice"}


def check(rooms: Rooms, ref: str, name: str, *, as_json: bool, strict: bool) -> int:
    """Print what the checks find; the exit code.

    Args:
        name: One prompt; "" for every one that is answered.
        strict: Whether a warning counts as much as what fails.
    """
    session = open_session(session_at(find(rooms, ref), ref))
    ids = [prompt_called(session.kit, name)] if name else [one.id for one in session.kit.prompts]
    answered = [one for one in ids if one in session.state.answers]
    if name and not answered:
        raise CopydeskError(f"{session.name(ids[0])} has no answer yet.")
    session.check(answered)
    if as_json:
        out_json({"session": session.id, "prompts": [_data(session, one) for one in answered]})
    else:
        lines = [line for one in answered for line in _lines(session, one)]
        out("\n".join(lines) if lines else "Nothing is answered yet.")
    counts = {"fail": OK, "warn": OK, "advise": OK}
    for one in answered:
        verdict = session.verdict(one)
        assert verdict is not None
        for finding in verdict.findings:
            counts[finding.severity] += 1
    return FAILED if counts["fail"] or (strict and counts["warn"]) else OK


def _data(session: Session, prompt_id: str) -> dict[str, Any]:
    verdict = session.verdict(prompt_id)
    assert verdict is not None
    return {
        "id": prompt_id,
        "state": session.prompt_state(prompt_id),
        "stale_because": list(session.staleness(prompt_id)),
        "inputs_known": session.inputs_known(prompt_id),
        "findings": [msgspec.to_builtins(finding) for finding in verdict.findings],
        "read_without": [aside.words for aside in verdict.asides],
    }


def _lines(session: Session, prompt_id: str) -> Iterator[str]:
    """One answer, as a person reads it."""
    verdict = session.verdict(prompt_id)
    assert verdict is not None
    state = session.prompt_state(prompt_id)
    yield f"{SIGNS[state]} {one_line(session.name(prompt_id))}: {state}"
    for reason in session.staleness(prompt_id):
        yield wrapped(f"stale: {reason}", "    ", "  ")
    if not session.inputs_known(prompt_id):
        yield "    inputs unknown: it came without its prompt being copied"
    for finding in verdict.findings:
        asked = f"; asked for: {finding.wanted}" if finding.wanted else ""
        where = f" (line {finding.line})" if finding.line else ""
        told = f"{WORDS[finding.severity]}: {finding.what}: {finding.found}{asked}{where}"
        yield wrapped(told, "    ", "  ")
        if finding.excerpt:
            yield f"      | {one_line(finding.excerpt, 80)}"
        if finding.mend:
            yield wrapped(finding.mend, "      ")
    if verdict.asides:
        said = ", ".join(aside.words for aside in verdict.asides)
        yield wrapped(f"read without {said}", "    ", "  ")


def print_fix(rooms: Rooms, ref: str, name: str) -> int:
    """Print a follow-up that mends an answer; exit code 1, and nothing, where nothing fails."""
    from copydesk.cli.printing import write_text

    folder = session_at(find(rooms, ref), ref)
    session = open_session(folder)
    prompt_id = prompt_called(session.kit, name)
    text = fix_for(session, prompt_id)
    if not text:
        say(f"Nothing fails in {session.name(prompt_id)}.")
        return FAILED
    session.record_fix(prompt_id, text)
    try:
        save(rooms, Opened(session, folder))
    except NotSaved as error:
        say(f"That it was printed is not recorded. {error.message}")
    write_text(text)
    return OK


def fix_for(session: Session, prompt_id: str) -> str:
    """The fix prompt for an answer; "" where nothing fails or warns.

    Raises:
        CopydeskError: There is no answer.
    """
    from copydesk.checks.fix_prompt import fix_prompt

    session.check([prompt_id])
    verdict = session.verdict(prompt_id)
    if verdict is None:
        raise CopydeskError(f"{session.name(prompt_id)} has no answer yet.")
    return fix_prompt(session.material(prompt_id), prompt_id, verdict.to_mend)


def answers_of(session: Session) -> str:
    """How many answers there are and what is wrong with them, for ``show``."""
    answered, total = session.progress()
    wrong = troubles(*session.troubles())
    return f"{answered} of {total} answered{f', {wrong}' if wrong else ''}"
