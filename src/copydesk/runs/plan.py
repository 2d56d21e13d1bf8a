"""Which prompts a run through a phase or a kit takes, and about how much that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.kits.checks import Sum, Words
from copydesk.text import approx_tokens

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

Scope = Literal["phase", "kit"]

UNTOLD_WORDS = 500
"""About so many words an answer has whose prompt does not say."""

TOKENS_A_WORD = 1.5
"""About so many tokens a word of an answer takes, markup and JSON included."""


def planned(session: Session, start: str, scope: Scope, *, stale: bool = False) -> tuple[str, ...]:
    """The prompts from one on, to the end of its phase or of the kit, that want an answer.

    Those are the ones to do or waiting, and those whose answer is unfinished; optional and skipped
    ones are left out. An answer that fails is the writer's to decide on.

    Args:
        stale: Take those whose answer is stale, too.
    """
    phase = session.kit.phase_of(start)
    rest = session.kit.prompts[session.kit.number(start) - 1 :]
    return tuple(
        prompt.id
        for prompt in rest
        if (scope == "kit" or session.kit.phase_of(prompt.id) == phase)
        and not (prompt.optional and prompt.id not in session.state.answers)
        and _is_wanted(session, prompt.id, stale)
    )


def _is_wanted(session: Session, prompt_id: str, stale: bool) -> bool:
    version = session.answer_of(prompt_id)
    if version is not None and version.unfinished:
        return True
    state = session.prompt_state(prompt_id)
    return state in ("to do", "waiting") or (stale and state == "stale")


def ready(session: Session, waiting: Sequence[str], going: Sequence[str]) -> tuple[str, ...]:
    """Those of the waiting prompts that use nothing which is still to come.

    Args:
        waiting: What is planned and was not sent yet.
        going: What was sent and has not come.
    """
    open_ = {*waiting, *going}
    return tuple(
        prompt_id
        for prompt_id in waiting
        if not open_ & set(session.kit.uses(prompt_id)) - {prompt_id}
    )


def lacking(session: Session, prompts: Sequence[str]) -> tuple[str, ...]:
    """The steps that planned prompts use, and that have no answer and are not planned either."""
    found = {
        used
        for prompt_id in prompts
        for used in session.waits_for(prompt_id)
        if used not in prompts
    }
    return tuple(prompt.id for prompt in session.kit.prompts if prompt.id in found)


class Amount(NamedTuple):
    """About how much a plan sends and gets, in tokens."""

    sent: int
    written: int


def amount(session: Session, prompts: Sequence[str]) -> Amount:
    """About how many tokens prompts take; answers still to come are guessed from their checks."""
    sent = written = 0
    for prompt_id in prompts:
        expected = expected_tokens(session, prompt_id)
        sent += approx_tokens(session.compose(prompt_id, one_chat=False).text)
        sent += sum(
            expected_tokens(session, used)
            for used in session.kit.uses(prompt_id)
            if used not in session.state.answers and used in prompts
        )
        written += expected
    return Amount(sent, written)


def expected_tokens(session: Session, prompt_id: str) -> int:
    """About how many tokens an answer will have: as many words as its prompt asks for."""
    words = [_words(session, check) for check in session.kit.prompt(prompt_id).checks]
    return round(max([*words, 0]) or UNTOLD_WORDS * TOKENS_A_WORD)


def _words(session: Session, check: object) -> float:
    if isinstance(check, Words) and not check.path and check.per == "text":
        for limit in (check.about, check.max, check.min):
            if (found := _number(session, limit)) > 0:
                return found * TOKENS_A_WORD
    if isinstance(check, Sum):
        return UNTOLD_WORDS * TOKENS_A_WORD
    return 0


def _number(session: Session, value: object) -> float:
    if isinstance(value, str):
        value = session.state.brief.get(value.removeprefix("brief."))
    return float(value) if isinstance(value, int | float) else 0.0
