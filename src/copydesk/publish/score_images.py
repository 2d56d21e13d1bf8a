"""Images: how many there are, and whether each can be told by its alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.answers.composed_text import composed
from copydesk.checks.amounts import count
from copydesk.checks.subject import pick_all, quoted
from copydesk.publish.lines import Group, Line, Place, more
from copydesk.publish.roles import alt_texts, longest_alt
from copydesk.publish.scored import Scored

LONGEST = 125
"""Characters of an alternative text that every screen reader reads in one go."""
MOST = 500
"""So many images are looked at."""
SHOWN = 8
_IMAGE = re.compile(r"!\[([^\[\]\n]*+)\]\(\s*+([^()\s]*+)[^()\n]*+\)")
_CODE = re.compile(r"`++[^`\n]*+`++")
_NAMES = ("filename", "file", "name", "src")


class Image(NamedTuple):
    """An image in the text, or one that an answer proposes."""

    name: str
    alt: str
    place: Place


def images(scored: Scored) -> tuple[Image, ...]:
    """Every image once: those in the text, then those proposed that do not stand there."""
    found = list(_in_text(scored))
    set_already = {one.name for one in found}
    found += [one for one in _proposed(scored) if not one.name or one.name not in set_already]
    return tuple(found[:MOST])


def image_lines(scored: Scored) -> Group | None:
    """How the images stand; None for a kit that asks for none, and a text without any."""
    at = alt_texts(scored.material.kit)
    pictures = images(scored)
    if at is None and not pictures:
        return None
    if at is not None and not pictures and not scored.material.answer(at.prompt):
        line = Line(
            id="images.number",
            name="Images",
            value=f"{scored.session.name(at.prompt)} has no answer yet",
            sign="unknown",
            place=Place(prompt=at.prompt),
        )
        return Group(id="images", title="Images", lines=(line,))
    in_text = sum(1 for _ in _in_text(scored))
    proposed = len(pictures) - in_text
    lines = [
        Line(
            id="images.number",
            name="Images",
            value=count(len(pictures), "image"),
            against=f"{in_text} in the text, {proposed} proposed",
            amount=len(pictures),
            place=pictures[0].place if pictures else Place(prompt=at.prompt if at else ""),
        ),
        *_alts(scored, pictures),
    ]
    return Group(id="images", title="Images", lines=tuple(lines))


def _in_text(scored: Scored) -> Iterator[Image]:
    if scored.document is None or scored.document.format != "markdown":
        return
    seen = 0
    for number, line in enumerate(scored.prose.split("\n"), 1):
        if "![" not in line:
            continue
        for match in _IMAGE.finditer(_CODE.sub("", line)):
            seen += 1
            if seen > MOST:
                return
            yield Image(match[2], match[1].strip(), scored.place(number))


def _proposed(scored: Scored) -> Iterator[Image]:
    at = alt_texts(scored.material.kit)
    reading = scored.reading(at.prompt) if at else None
    if at is None or reading is None or reading.format != "json" or reading.json.fault:
        return
    for picked in list(pick_all(reading.json.value, at.path.rpartition(".")[0]))[:MOST]:
        if isinstance(picked.value, dict):
            alt = picked.value.get("alt")
            names = (picked.value.get(key) for key in _NAMES)
            name = next((one for one in names if isinstance(one, str)), "")
            line = reading.stored_line(reading.json.line((*picked.way, "alt")))
            text = alt.strip() if isinstance(alt, str) else ""
            yield Image(name, text, Place(prompt=at.prompt, line=line))


def _alts(scored: Scored, pictures: tuple[Image, ...]) -> Iterator[Line]:
    limit = longest_alt(scored.material.kit) or LONGEST
    missing = [one for one in pictures if not one.alt]
    long = [one for one in pictures if len(composed(one.alt)) > limit]
    first: dict[str, str] = {}
    doubles = []
    for one in pictures:
        if one.alt and first.setdefault(one.alt.casefold(), one.name) != one.name:
            doubles.append(one)
    faults = [(one, "no alternative text") for one in missing]
    faults += [(one, f"{count(len(composed(one.alt)), 'character')}") for one in long]
    faults += [(one, "the same text as another image") for one in doubles]
    good = len({*pictures} - {*missing, *long, *doubles})
    yield Line(
        id="images.alts",
        name="Alternative texts",
        value=f"{good} of {count(len(pictures), 'image')} in order" if pictures else "no image",
        against=f"each its own, at most {count(limit, 'character')}",
        sign=("look" if faults else "good") if pictures else "unknown",
        amount=len(faults),
        place=faults[0][0].place if faults else Place(),
    )
    for index, (one, what) in enumerate(faults[:SHOWN], 1):
        yield Line(
            id=f"images.alts.{index}",
            name=one.name or quoted(one.alt),
            value=what,
            sign="look",
            depth=1,
            place=one.place,
        )
    if len(faults) > SHOWN:
        yield more("images.alts", len(faults) - SHOWN, "image")
