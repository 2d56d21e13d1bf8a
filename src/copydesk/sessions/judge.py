"""What is known of a session's answers: what their checks found, and which are stale.

Both are computed from the session as it stands and never stored. Checking can take a while and
is done away from the keys, on a snapshot; what it found is shared with the session that goes on,
and holds as long as everything that it was found in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.kits.checks import Agrees
from copydesk.sessions.staleness import Reasons, stale_answers

if TYPE_CHECKING:
    from copydesk.checks.finding import Verdict
    from copydesk.sessions.state import State
    from copydesk.sessions.telling import Telling

KEPT = 400
"""So many verdicts are remembered; more than a session has answers, fewer than it has versions."""


class Judge:
    """Verdicts on the answers of one session and of its snapshots."""

    def __init__(self) -> None:
        self.troubles = (0, 0)
        """How many answers failed and were stale when that was last known."""
        self.began = False
        """Whether the answers were looked at since the session was opened."""
        self._verdicts: dict[tuple[Any, ...], Verdict] = {}
        self._stale: tuple[State, dict[str, Reasons]] | None = None

    def known(self, session: Telling, prompt_id: str) -> Verdict | None:
        """The verdict on the current answer; None where there is none, or not yet."""
        if not self.began or not session.has(prompt_id):
            return None
        if prompt_id not in session.state.answers:
            return None
        return self._verdicts.get(_key(session, prompt_id))

    def compute(self, session: Telling, prompt_id: str) -> Verdict | None:
        """The verdict on the current answer, however long it takes; None without an answer."""
        self.began = True
        found = self.known(session, prompt_id)
        if found is not None or not session.has(prompt_id):
            return found
        if prompt_id not in session.state.answers:
            return None
        from copydesk.sessions.verdicts import verdict_on

        key = _key(session, prompt_id)
        found = verdict_on(session, prompt_id, session.text_of(prompt_id))
        while len(self._verdicts) >= KEPT:
            self._verdicts.pop(next(iter(self._verdicts)), None)
        self._verdicts[key] = found
        return found

    def stale(self, session: Telling) -> dict[str, Reasons]:
        """The stale answers and why; none before the answers were first looked at."""
        if not self.began:
            return {}
        if self._stale is None or self._stale[0] is not session.state:
            self._stale = (session.state, stale_answers(session))
        return self._stale[1]

    def count(self, session: Telling) -> tuple[int, int]:
        """How many answers fail and are stale; as last known where not all were looked at."""
        if self.began:
            answered = session.state.answers.keys() & {one.id for one in session.kit.prompts}
            verdicts = [self.known(session, prompt_id) for prompt_id in answered]
            failing = sum(one is not None and one.fails for one in verdicts)
            whole = None not in verdicts
            self.troubles = failing if whole else self.troubles[0], len(self.stale(session))
        return self.troubles


def _key(session: Telling, prompt_id: str) -> tuple[Any, ...]:
    """All that a verdict depends on."""
    state = session.state
    prompt = session.kit.prompt(prompt_id)
    values, answers = [], []
    for check in prompt.checks:
        for name in check.__struct_fields__:
            value = getattr(check, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str) and one.startswith("brief."):
                    values.append(repr(state.brief.get(one[6:])))
                elif isinstance(one, str) and one.startswith("map."):
                    values.append(repr(state.map.get(one[4:])))
        if isinstance(check, Agrees) and isinstance(check.to, str):
            other = check.to.removeprefix("answer.")
            answers.append((state.answers.get(other), other in state.skipped))
    rejected = sorted(key for key, one in state.claims.items() if one.get("status") == "rejected")
    kit = state.settings.get("kit")
    current = state.answers.get(prompt_id)
    return kit, prompt_id, current, tuple(values), tuple(answers), tuple(rejected)
