"""Keywords: where the primary and each secondary one stand, and how dense the primary is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from copydesk.checks.amounts import count, number
from copydesk.checks.keywords import stands_in
from copydesk.checks.matching import Folded
from copydesk.checks.page_head import HeadText, Name, read_head
from copydesk.checks.subject import Terms, quoted
from copydesk.publish.lines import NOWHERE, Group, Line, Place, Sign
from copydesk.publish.readability import plain
from copydesk.publish.roles import alt_texts, first_words, keywords, page_head
from copydesk.publish.score_images import Image, images
from copydesk.publish.scored import Scored
from copydesk.text import count_words

BAND = (0.5, 3.0)
"""Percent: what Yoast shows in green."""
MOST = 50
"""So many secondary keywords are looked for."""
DENSITY = (
    "How often the phrase stands as it is, in 100 words of the text; headings are text, blocks of "
    "code are not. The other definition counts all words of the phrase: it is given behind. "
    "Yoast shows 0.5–3 % of the first kind in green. Advice only."
)
SECONDARY = (
    "Counted as they stand, per 100 words; behind that the places where all words of the keyword "
    "stand close together, in any order."
)
_WORD = re.compile(r"[^\W_]\S*+")


class Spot(NamedTuple):
    """A place where a keyword may stand: the texts there, and where each leads to."""

    id: str
    name: str
    short: str
    texts: tuple[str, ...]
    places: tuple[Place, ...]
    absent: str = ""
    """Why there is no text; empty where there is."""


def keyword_places(scored: Scored) -> Group | None:
    """A line for each place and each keyword; None for a kit that asks for no keyword."""
    named = keywords(scored.material.kit)
    if named is None or scored.document is None:
        return None
    terms = Terms(scored.material, scored.material.kit.prompts[0].id)
    primary = terms.text(named.primary).strip()
    if not primary:
        field = named.primary.partition(".")[2]
        line = Line(
            id="keywords.primary",
            name="Primary keyword",
            value="the brief does not give one",
            sign="unknown",
            place=Place(field=field),
        )
        return Group(id="keywords", title="Keywords", lines=(line,))
    others = tuple(one for one in terms.texts(named.secondary) if one != primary)
    found = _Found(scored, primary, others)
    lines = (
        Line(
            id="keywords.primary",
            name="Primary keyword",
            value=quoted(primary),
            place=Place(field=named.primary.partition(".")[2]),
        ),
        *found.primary_lines(),
        found.density(),
        *found.secondary_lines(),
    )
    return Group(id="keywords", title="Keywords", lines=tuple(lines))


class _Found:
    """Where keywords stand in one text."""

    def __init__(self, scored: Scored, primary: str, others: tuple[str, ...]) -> None:
        self._scored = scored
        self._primary = primary
        self._others = others[:MOST]
        self._left = len(others) - len(self._others)
        self._prose = scored.told

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self._prose)

    @cached_property
    def _words(self) -> int:
        return count_words(self._prose)

    @cached_property
    def _spots(self) -> tuple[Spot, ...]:
        return tuple(spots(self._scored))

    @cached_property
    def _spots_folded(self) -> tuple[tuple[Folded, ...], ...]:
        return tuple(tuple(map(Folded, spot.texts)) for spot in self._spots)

    def primary_lines(self) -> Iterator[Line]:
        for spot, folded in zip(self._spots, self._spots_folded, strict=True):
            yield self._in_spot(spot, folded)

    def _in_spot(self, spot: Spot, folded: tuple[Folded, ...]) -> Line:
        exact = [at for at, one in enumerate(folded) if stands_in(one, (self._primary,))]
        variants = [at for at, one in enumerate(folded) if stands_in(one, self._others)]
        value, sign = self._said(spot, exact, variants)
        first = (exact or variants or [0])[0]
        return Line(
            id=f"keywords.{spot.id}",
            name=f"In {spot.name}",
            value=value,
            sign=sign,
            place=spot.places[first] if spot.places else NOWHERE,
        )

    def _said(self, spot: Spot, exact: list[int], variants: list[int]) -> tuple[str, Sign]:
        total = len(spot.texts)
        if not total:
            return spot.absent or "nothing there yet", "unknown"
        if total == 1 and not exact and variants:
            return f"a variant: {quoted(self._variant(spot.texts[0]))}", "good"
        if total == 1:
            if not exact:
                return "not there", "look"
            whole = self._primary in Folded(spot.texts[0])
            return ("there" if whole else "all its words are there"), "good"
        more = sorted({*exact, *variants})
        said = f"in {len(exact)} of {total}"
        if len(more) > len(exact):
            said += f", with variants in {len(more)}"
        return said, "good" if more else "look"

    def _variant(self, text: str) -> str:
        folded = Folded(text)
        return next((one for one in self._others if stands_in(folded, (one,))), "")

    def density(self) -> Line:
        """How dense the primary keyword is."""
        times, words = self._folded.count(self._primary), self._words
        percent = 100 * times / words if words else 0.0
        by_words = percent * max(1, len(Folded(self._primary).words))
        low, high = BAND
        sign: Sign = "good" if low <= percent <= high else "look"
        return Line(
            id="keywords.density",
            name="Density",
            value=f"{percent:.2f} % ({count(times, 'time')} in {count(words, 'word')})",
            against=f"{low}–{high:.0f} %; by all its words {by_words:.2f} %",
            sign=sign if words else "unknown",
            why=DENSITY,
            amount=round(percent, 4),
            place=self._first(self._primary),
        )

    def _where(self, name: str) -> list[str]:
        """The places that a keyword stands in, its words in any order."""
        return [
            spot.short
            for spot, folded in zip(self._spots, self._spots_folded, strict=True)
            if any(stands_in(one, (name,)) for one in folded)
        ]

    def secondary_lines(self) -> Iterator[Line]:
        """A line for all of them, then one for each."""
        found = [(name, self._folded.count(name), self._where(name)) for name in self._others]
        if not found:
            return
        there = sum(bool(times or where) for _, times, where in found)
        yield Line(
            id="keywords.secondary",
            name="Secondary keywords",
            value=f"{there} of {len(found)} stand somewhere",
            sign="good" if there == len(found) else "look",
            amount=there,
            why=SECONDARY,
        )
        for index, (name, times, where) in enumerate(found, 1):
            percent = 100 * times / self._words if self._words else 0.0
            yield Line(
                id=f"keywords.secondary.{index}",
                name=name,
                value=f"{count(times, 'time')}, {percent:.2f} %",
                against=", ".join(where),
                sign="good" if times or where else "look",
                amount=times,
                depth=1,
                place=self._first(name),
            )
        if self._left > 0:
            yield Line(
                id="keywords.secondary.more",
                name="and more",
                value=f"{number(self._left)} not looked for",
                sign="unknown",
                depth=1,
            )

    def _first(self, name: str) -> Place:
        """Where a keyword stands first in the text, as it is."""
        at = self._folded.find(name)
        return self._scored.place(self._scored.prose_line(at)) if at >= 0 else NOWHERE


# The places


def spots(scored: Scored) -> Iterator[Spot]:
    """Title, H1, first words, H2s, alternative texts, description: those that the kit has."""
    head = page_head(scored.material.kit)
    if head is not None:
        yield _head_spot(scored, head.id, "title", "the page's title", "title")
    yield _headings(scored, 1, "h1", "the H1", "H1")
    yield _start(scored)
    yield _headings(scored, 2, "h2", "the H2s", "H2")
    pictures = images(scored)
    if alt_texts(scored.material.kit) is not None or pictures:
        yield _alts(scored, pictures)
    if head is not None:
        yield _head_spot(scored, head.id, "description", "the description", "description")


def _head_spot(scored: Scored, prompt_id: str, name: Name, said: str, short: str) -> Spot:
    stored = scored.material.answer(prompt_id)
    given: tuple[HeadText, ...] = ()
    if stored:
        given = read_head(stored, scored.material.kit.prompt(prompt_id).answer.format).named(name)
    text = given[0].text if given else ""
    absent = "" if text else "missing" if stored else f"{scored.session.name(prompt_id)} is missing"
    place = Place(prompt=prompt_id, line=given[0].line if given else 0)
    return Spot(name, said, short, (text,) if text else (), (place,), absent)


def _headings(scored: Scored, level: int, id: str, said: str, short: str) -> Spot:
    found = [one for one in scored.headings if one.level == level][:500]
    places = tuple(scored.place(one.line) for one in found)
    return Spot(id, said, short, tuple(one.text for one in found), places, "none")


def _start(scored: Scored) -> Spot:
    """The first words of the text below its title."""
    words = first_words(scored.material.kit)
    headings = {one.line for one in scored.headings}
    lines: list[str] = []
    left, first = words, 0
    for line, text in enumerate(scored.prose.split("\n"), 1):
        if line in headings or not text.strip():
            continue
        tokens = list(islice(_WORD.finditer(text), left))
        if tokens:
            first = first or line
            lines.append(text[: tokens[-1].end()])
            left -= len(tokens)
        if not left:
            break
    said = f"the first {count(words, 'word')}"
    text = plain("\n".join(lines))
    places = (scored.place(first),) if first else ()
    return Spot("start", said, "start", (text,) if text.strip() else (), places)


def _alts(scored: Scored, pictures: tuple[Image, ...]) -> Spot:
    texts = tuple(one.alt for one in pictures)
    places = tuple(one.place for one in pictures)
    at = alt_texts(scored.material.kit)
    absent = "no image"
    if at is not None and not scored.material.answer(at.prompt):
        absent = f"{scored.session.name(at.prompt)} is missing"
    return Spot("alt", "alternative texts", "alt", texts, places, absent)
