"""Sessions to be measured: on the bundled kits, with lifelike answers or with short ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from copydesk.kits.library import Library
from copydesk.kits.model import Value
from copydesk.kits.places import Place
from copydesk.paths import bundled
from copydesk.publish.lines import Group, Line, Score
from copydesk.publish.score import score
from copydesk.sessions.begin import begin
from copydesk.sessions.session import Session

LIBRARY = Library((Place("bundled", bundled()),))
ANSWERS = Path(__file__).parents[1] / "data" / "answers"


def lifelike(answered: int = 12, name: str = "ci-vs-cd", folder: str = "ci-vs-cd") -> Session:
    """A session whose first prompts are answered as a good model does."""
    session = begin(LIBRARY, LIBRARY.find(name)[0])
    for prompt in session.kit.prompts[:answered]:
        session.record_copy(prompt.id, session.compose(prompt.id))
        session.answer(prompt.id, good(prompt.id, folder), "pasted")
    return session


def good(prompt_id: str, folder: str = "ci-vs-cd") -> str:
    """A lifelike answer to a prompt."""
    return next((ANSWERS / folder).glob(f"{prompt_id}.*")).read_text(encoding="utf-8")


def written(brief: Mapping[str, Value] | None = None, **answers: str) -> Session:
    """A session on the article kit and no map, with just these answers."""
    session = begin(LIBRARY, LIBRARY.find("article")[0])
    for field, value in (brief or {}).items():
        session.set_brief(field, value)
    for prompt_id, text in answers.items():
        session.answer(prompt_id, text, "pasted")
    return session


def group(found: Score, id: str) -> Group:
    """A group of a scorecard."""
    return next(one for one in found.groups if one.id == id)


def line(found: Score | Session, id: str) -> Line:
    """A line of a scorecard, or of the one that a session gets."""
    card = score(found) if isinstance(found, Session) else found
    return next(one for group in card.groups for one in group.lines if one.id == id)


def ids(found: Score) -> set[str]:
    """Every line of a scorecard."""
    return {one.id for group in found.groups for one in group.lines}
