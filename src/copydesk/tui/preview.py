"""What the desk says of the row under its cursor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.tui.sheet import Sheet
from copydesk.tui.words import age, count, state_sign, troubles, value_text

if TYPE_CHECKING:
    from copydesk.errors import Problem
    from copydesk.kits.entries import Start
    from copydesk.kits.model import Kit, TopicMap, Value
    from copydesk.sessions.listing import Listed
    from copydesk.sessions.session import Session

MISTAKES, TIPS = "mistakes", "tips"
"""Fields of a brief that are shown as lists of their own."""

_EMPHASIS = re.compile(r"(\*\*|`)(.+?)\1")


def of_article(start: Start) -> Sheet:
    """An article of a topical map."""
    kit, brief, values = start.kit, start.brief, start.values
    sheet = Sheet()
    sheet.title(brief.title)
    facts = [str(values[key]) for key in ("intent",) if key in values]
    if "words" in values:
        facts.append(f"{values['words']} words")
    facts.append(_size(kit))
    if brief.updated:
        facts.append(f"updated {brief.updated.isoformat()}")
    sheet.soft(" · ".join(facts))
    sheet.soft(" · ".join(part for part in (start.map.topic, brief.group) if part))
    sheet.gap()
    sheet.prose(brief.overview)
    _how_to(sheet, kit)
    _brief(sheet, kit, values)
    _prompts(sheet, kit)
    _lists(sheet, values)
    return sheet


def of_kit(kit: Kit) -> Sheet:
    """A kit by itself."""
    sheet = Sheet()
    sheet.title(kit.title)
    sheet.soft(f"{_size(kit)} · version {kit.version} · updated {kit.updated.isoformat()}")
    sheet.gap()
    sheet.paragraph(kit.summary)
    _how_to(sheet, kit)
    _prompts(sheet, kit)
    sheet.heading("What it asks for")
    for field in kit.fields:
        needed = "required" if field.required else "optional"
        sheet.pair(field.label, f"{field.help} ({needed})" if field.help else f"({needed})")
    return sheet


def of_map(topic_map: TopicMap) -> Sheet:
    """A topical map."""
    sheet = Sheet()
    sheet.title(topic_map.topic)
    articles = count(len(topic_map.briefs), "article")
    sheet.soft(f"Topical map · {articles} in {count(len(topic_map.groups), 'content group')}")
    sheet.gap()
    sheet.paragraph(topic_map.summary)
    sheet.pair("Pillar article", topic_map.pillar)
    for group in topic_map.groups:
        sheet.heading(group)
        for brief in topic_map.briefs:
            if brief.group == group:
                sheet.item(brief.title)
    return sheet


def of_session(listed: Listed, session: Session | None) -> Sheet:
    """A session: what is done, what comes next."""
    sheet = Sheet()
    sheet.title(listed.title)
    if listed.problem:
        _damaged(sheet, listed)
        return sheet
    if (head := listed.head) is not None:
        sheet.soft(f"{head.kit} · {head.answered} of {head.total} answered · {age(head.saved)}")
        wrong = troubles(head.failing, head.stale)
        if wrong:
            sheet.problem(wrong) if head.failing else sheet.soft(wrong)
    if session is None:
        return sheet
    following = session.next_prompt((session.place.prompt and _before(session)) or "")
    sheet.gap()
    if following is not None:
        sheet.pair("Next", session.name(following.id))
    for phase in session.kit.phases:
        sheet.heading(phase.title)
        for prompt in phase.prompts:
            state = session.prompt_state(prompt.id)
            sheet.item(f"{session.name(prompt.id)} · {state}", state_sign(state))
    sheet.heading("Brief")
    for field in session.kit.fields:
        value = session.state.brief.get(field.id)
        if value and field.id not in (MISTAKES, TIPS):
            sheet.pair(field.label, value_text(value))
    _lists(sheet, session.state.brief)
    return sheet


def _before(session: Session) -> str:
    """The prompt before the place, so that the search for the next begins at the place."""
    ids = [prompt.id for prompt in session.kit.prompts]
    place = session.place.prompt
    index = ids.index(place) if place in ids else 0
    return ids[index - 1] if index else ""


def of_problems(title: str, problems: tuple[Problem, ...]) -> Sheet:
    """A kit, map or brief that cannot be used, with everything that is wrong with it."""
    sheet = Sheet()
    sheet.title(title)
    faults = count(len(problems), "fault")
    sheet.problem(f"It cannot be used as it is: {faults}. Mend the files, then press F5.")
    for problem in problems:
        sheet.gap()
        where = f"{problem.path}:{problem.line}" if problem.line else f"{problem.path}"
        sheet.soft(where)
        sheet.paragraph(f"{problem.key}: {problem.message}" if problem.key else problem.message)
    return sheet


def _damaged(sheet: Sheet, listed: Listed) -> None:
    sheet.problem(listed.problem)
    sheet.gap()
    sheet.pair("Where", str(listed.path))
    if listed.backup:
        sheet.paragraph("A backup of the save before lies beside it: Enter opens that one.")
    else:
        sheet.paragraph("There is no backup beside it. Nothing was touched.")


def _size(kit: Kit) -> str:
    return f"{count(len(kit.prompts), 'prompt')} in {count(len(kit.phases), 'phase')}"


def _how_to(sheet: Sheet, kit: Kit) -> None:
    if kit.how_to:
        sheet.heading("How to use it")
        for line in _EMPHASIS.sub(r"\2", kit.how_to).strip().split("\n"):
            if line.lstrip().startswith(("- ", "* ")):
                sheet.item(line.lstrip()[2:])
            else:
                sheet.paragraph(line)


def _brief(sheet: Sheet, kit: Kit, values: Mapping[str, Value]) -> None:
    sheet.heading("Brief")
    for field in kit.fields:
        if field.id in values and field.id not in (MISTAKES, TIPS, "title"):
            sheet.pair(field.label, value_text(values[field.id]))


def _prompts(sheet: Sheet, kit: Kit) -> None:
    for phase in kit.phases:
        sheet.heading(phase.title)
        for prompt in phase.prompts:
            sheet.item(f"{prompt.title} — {prompt.summary}", f"{kit.number(prompt.id):>2}")


def _lists(sheet: Sheet, values: Mapping[str, Value]) -> None:
    for key, title in ((MISTAKES, "Common mistakes"), (TIPS, "Pro tips")):
        value = values.get(key)
        if isinstance(value, tuple) and value:
            sheet.heading(title)
            for item in value:
                sheet.item(item)
