"""What came of a run becomes part of its session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.sessions.records import now
from copydesk.sessions.state import Ran

if TYPE_CHECKING:
    from copydesk.runs.run import Run
    from copydesk.sessions.session import Session
    from copydesk.sessions.state import Change

Fate = Literal["answer", "unfinished", "version", "nothing"]


class Taken(NamedTuple):
    """Where what came went."""

    fate: Fate
    """``answer``: it is the current one, whole; ``unfinished``: the current one, not whole;
    ``version``: kept beside the current one; ``nothing``: nothing came."""
    change: Change | None = None


def take_in(session: Session, run: Run, *, aside: bool = False) -> Taken:
    """Make a version of what came, and write down what it took.

    Args:
        aside: Keep it among the versions only, since the writer is writing the answer just now.
    """
    taken = _taken(session, run, aside)
    run.left = session.state.answers.get(run.prompt_id, "")
    return taken


def _taken(session: Session, run: Run, aside: bool) -> Taken:
    record(session, run)
    sent = run.outgoing.sent
    if not run.text.strip() or not session.has(sent.prompt):
        return Taken("nothing")
    if aside:
        from msgspec.structs import replace

        sent = replace(sent, over=" ")  # what no answer is called, so that nothing gives way
    change = session.answer_of_model(sent, run.text, run.why)
    if change is None and not run.why and session.text_of(sent.prompt) == run.text:
        return Taken("answer")  # the same words again
    if change is None:
        return Taken("version")
    return Taken("unfinished" if run.why else "answer", change)


def record(session: Session, run: Run) -> None:
    """Write down what a run took, as its provider reported it; nothing where nothing was sent."""
    nothing_came = run.fault is not None and not run.text
    if run.phase == "queued" or not run.began or nothing_came:
        return
    if run.id in session.state.runs:
        return
    usage = run.usage
    session.record_run(
        run.id,
        Ran(
            prompt=run.prompt_id,
            model=run.outgoing.sent.model,
            at=now(),
            sent=usage.prompt_tokens,
            written=usage.answer_tokens,
            cost=usage.cost,
        ),
    )
