"""The page's data: the FAQ against its FAQPage, and the dates that it gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from copydesk import clock
from copydesk.checks.agree_questions import find
from copydesk.checks.agreement import other_answer
from copydesk.checks.amounts import count
from copydesk.checks.linked_data import LinkedData, Node, linked_data
from copydesk.checks.subject import Subject, quoted
from copydesk.kits.checks import JsonLd
from copydesk.kits.model import BriefField, Prompt
from copydesk.publish.lines import Group, Line, Place, Sign, more
from copydesk.publish.roles import checks_of, questions_check
from copydesk.publish.scored import Scored

SHOWN = 6
"""So many questions that differ are told."""


def page_lines(scored: Scored) -> Group | None:
    """FAQ and dates; None for a kit that has neither."""
    faq, dates = tuple(_faq(scored)), tuple(_dates(scored))
    if not faq and not dates:
        return None
    title = "FAQ and dates" if faq and dates else "FAQ" if faq else "Dates"
    return Group(id="page", title=title, lines=(*faq, *dates))


# The FAQ


def _faq(scored: Scored) -> Iterator[Line]:
    found = questions_check(scored.material.kit)
    if found is None:
        return
    prompt, check = found
    faq = other_answer(check).removeprefix("answer.")
    missing = [one for one in (faq, prompt.id) if scored.reading(one) is None]
    line = Line(id="page.faq", name="FAQ in the JSON-LD", value="", place=Place(prompt=prompt.id))
    if missing:
        value = f"{scored.session.name(missing[0])} has no answer yet"
        place = Place(prompt=missing[0])
        yield replace(line, value=value, sign="unknown", place=place)
        return
    subject = Subject(scored.material, prompt.id, scored.material.answer(prompt.id))
    data = linked_data(subject.stored, subject.reading.format)
    other = scored.reading(faq)
    asked = other.json.value if other is not None else None
    if data.faults or not isinstance(asked, list):
        which = scored.session.name(prompt.id if data.faults else faq)
        yield replace(line, value=f"{which} cannot be read", sign="unknown")
        return
    if not data.of_type("FAQPage"):
        yield replace(line, value="no FAQPage", against=count(len(asked), "question"), sign="off")
        return
    differences = list(find(check, subject))
    yield replace(
        line,
        value=f"{count(len(differences), 'difference')}" if differences else "the same",
        against=f"the {count(len(asked), 'question')} of {scored.session.name(faq)}, word for word",
        sign="off" if differences else "good",
        amount=len(differences),
        place=Place(prompt=prompt.id, line=differences[0].line if differences else 0),
    )
    for index, one in enumerate(differences[:SHOWN], 1):
        yield Line(
            id=f"page.faq.{index}",
            name=one.what,
            value=one.found,
            sign="off",
            depth=1,
            place=Place(prompt=prompt.id, line=one.line),
        )
    if len(differences) > SHOWN:
        yield more("page.faq", len(differences) - SHOWN, "difference")


# Dates


def _dates(scored: Scored) -> Iterator[Line]:
    field = _date_field(scored)
    given = _given(scored, field)
    if field is not None:
        yield _brief_date(field, given)
    prompt = next((prompt for prompt, _ in checks_of(scored.material.kit, JsonLd)), None)
    if prompt is not None:
        yield from _page_dates(scored, prompt, given)


def _date_field(scored: Scored) -> BriefField | None:
    """The brief's date of publication: its first field that is a date."""
    return next((one for one in scored.material.kit.fields if one.kind == "date"), None)


def _given(scored: Scored, field: BriefField | None) -> dt.date | None:
    return _day(scored.material.brief.get(field.id, field.default)) if field else None


def _day(value: object) -> dt.date | None:
    """The day of a date in ISO 8601; None for anything else."""
    try:
        return dt.date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def _brief_date(field: BriefField, given: dt.date | None) -> Line:
    return Line(
        id="page.date",
        name=field.label,
        value=given.isoformat() if given else "not in the brief",
        against=_from_today(given) if given else "",
        sign="said" if given else "unknown",
        place=Place(field=field.id),
    )


def _from_today(day: dt.date) -> str:
    """``today``, ``in 3 days``, ``12 days ago``."""
    days = (day - clock.now().date()).days
    if not days:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def _page_dates(scored: Scored, prompt: Prompt, given: dt.date | None) -> Iterator[Line]:
    stored = scored.material.answer(prompt.id)
    if not stored:
        return
    data = linked_data(stored, prompt.answer.format)
    node = next(iter(data.of_type("Article")), None)
    if node is None:
        return
    published = node.value.get("datePublished")
    modified = node.value.get("dateModified")
    line, sign, against = _published(published, given)
    yield _date_line(prompt, data, node, "datePublished", line, against, sign)
    if modified is not None:
        line, sign, against = _modified(modified, published)
        yield _date_line(prompt, data, node, "dateModified", line, against, sign)


def _date_line(
    prompt: Prompt, data: LinkedData, node: Node, name: str, value: str, against: str, sign: Sign
) -> Line:
    return Line(
        id=f"page.{name}",
        name=f"{name} in the JSON-LD",
        value=value,
        against=against,
        sign=sign,
        place=Place(prompt=prompt.id, line=data.line(node, name)),
    )


def _said(value: object) -> str:
    return quoted(value) if isinstance(value, str) else "missing" if value is None else "no date"


def _published(value: object, given: dt.date | None) -> tuple[str, Sign, str]:
    day = _day(value) if isinstance(value, str) else None
    if day is None:
        return _said(value), "look", "a date like 2026-11-24"
    if given is None:
        return day.isoformat(), "unknown", "the brief gives no date"
    if day == given:
        return day.isoformat(), "good", "the date in the brief"
    return day.isoformat(), "off", f"{given.isoformat()} in the brief"


def _modified(value: object, published: object) -> tuple[str, Sign, str]:
    day = _day(value) if isinstance(value, str) else None
    first = _day(published) if isinstance(published, str) else None
    if day is None:
        return _said(value), "look", "a date like 2026-11-24"
    if first is not None and day < first:
        return day.isoformat(), "off", "not before datePublished"
    if day > clock.now().date() and day != first:
        return day.isoformat(), "look", f"{_from_today(day)}: not after today"
    return day.isoformat(), "good", "not before datePublished"
