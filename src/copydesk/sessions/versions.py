"""Every version that a prompt's answer ever had, for looking back.

A version lies in a file of its own and is read when it is first looked at, so that a list of
fifty is there at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from copydesk.sessions.journal import Gone
from copydesk.text import count_words, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.checks.finding import Verdict
    from copydesk.sessions.records import Source, Version
    from copydesk.sessions.session import Session

SOURCES: Mapping[Source, str] = {
    "pasted": "pasted",
    "edited": "edited",
    "file": "from a file",
    "model": "by a model",
}


class Kept:
    """One version. Whatever needs its text reads it from the disk, once; so ask in a thread."""

    def __init__(
        self, session: Session, prompt_id: str, ref: str, number: int, *, is_current: bool
    ) -> None:
        self.ref = ref
        self.number = number
        """Counted from 1, the oldest."""
        self.is_current = is_current
        self._session = session
        self._prompt = prompt_id

    @cached_property
    def _read(self) -> Version | Gone:
        try:
            return self._session.version(self.ref)
        except Gone as error:
            return error

    @property
    def _version(self) -> Version | None:
        return None if isinstance(self._read, Gone) else self._read

    @property
    def problem(self) -> str:
        """Why it cannot be read; empty when it can."""
        return str(self._read) if isinstance(self._read, Gone) else ""

    @property
    def text(self) -> str:
        """The answer as it came; empty for one that cannot be read."""
        return self._version.text if self._version else ""

    @property
    def at(self) -> str:
        """When it came, ISO 8601 in UTC; empty for one that cannot be read."""
        return self._version.at if self._version else ""

    @property
    def source(self) -> str:
        """How it came: ``pasted``, ``edited``, ``file``, ``model``; empty likewise."""
        return self._version.source if self._version else ""

    @property
    def how(self) -> str:
        """How it came, in words, and whether it stops before its end."""
        if self._version is None:
            return ""
        by = f"by {one_line(self._version.model)}" if self._version.model else ""
        how = by or SOURCES[self._version.source]
        return f"{how}, unfinished" if self._version.unfinished else how

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @property
    def inputs_known(self) -> bool:
        """Whether anybody knows what it was made from, or was accepted as good for."""
        if self.is_current:
            return self._session.inputs_known(self._prompt)
        return self._version is not None and self._version.inputs is not None

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the checks find in it, as the session stands now; None if it cannot be read."""
        if self._version is None:
            return None
        if self.is_current:
            return self._session.judge.compute(self._session, self._prompt)
        from copydesk.checks.run import check_answer

        return check_answer(self._session.material(self._prompt), self._prompt, self.text)


def history(session: Session, prompt_id: str) -> tuple[Kept, ...]:
    """Every version of the answer to a prompt, newest first; no file is read yet.

    Args:
        session: A snapshot, where the session goes on meanwhile.
    """
    current = session.state.answers.get(prompt_id)
    refs = session.history.get(prompt_id, ())
    kept = (
        Kept(session, prompt_id, ref, number, is_current=ref == current)
        for number, ref in enumerate(refs, 1)
    )
    return tuple(kept)[::-1]
