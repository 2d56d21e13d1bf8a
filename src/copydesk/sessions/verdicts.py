"""A verdict on a text as an answer: the kit's checks, its end, and claims that were rejected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from copydesk.checks.finding import Finding, Verdict
from copydesk.checks.run import check_answer
from copydesk.checks.subject import cut
from copydesk.sessions.claims import uses_of_rejected
from copydesk.text import count_words

if TYPE_CHECKING:
    from copydesk.sessions.telling import Telling


def verdict_on(session: Telling, prompt_id: str, text: str) -> Verdict:
    """What speaks against a text as the answer to a prompt, as the session stands now."""
    found = check_answer(session.material(prompt_id), prompt_id, text)
    if text != session.text_of(prompt_id):
        return found
    own = (*_unfinished(session, prompt_id), *_rejected(session, prompt_id))
    return replace(found, findings=(*own, *found.findings)) if own else found


def _unfinished(session: Telling, prompt_id: str) -> Iterator[Finding]:
    version = session.answer_of(prompt_id)
    if version is not None and version.unfinished:
        yield Finding(
            check="unfinished",
            severity="fail",
            what="the answer",
            found=f"it stops after {count_words(version.text):,} words: {version.unfinished}",
            wanted="a whole one",
            mend="Write all of it, to its end.",
        )


def _rejected(session: Telling, prompt_id: str) -> Iterator[Finding]:
    for use in uses_of_rejected(session, prompt_id):
        yield Finding(
            check="claim",
            severity="fail",
            what="a rejected claim",
            found=f"“{cut(use.claim.text, 60)}” stands in it",
            wanted="nothing that rests on it",
            mend="Take out what rests on it.",
            line=use.line,
            excerpt=cut(use.excerpt),
        )
