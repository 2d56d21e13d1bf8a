"""Links: those in the text, inside the site and out of it, and those that an answer plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.answers.alike import key
from copydesk.checks.amounts import count
from copydesk.checks.subject import pick_all, quoted
from copydesk.publish.lines import NOWHERE, Group, Line, Place, Sign
from copydesk.publish.roles import At, planned_links
from copydesk.publish.scored import Scored

MOST = 2_000
"""So many links are looked at."""
_CODE = re.compile(r"`++[^`\n]*+`++")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*+)\]\(\s*+<?([^()<>\s]*+)[^()\n]*+\)")
_BARE = re.compile(r"https?://[^\s()<>\[\]\"']++", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@\s]*+@)?([^/?#:\s]++)", re.IGNORECASE)
_OTHER = re.compile(r"(?!https?:|unknown:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Link(NamedTuple):
    """One link of the text."""

    words: str
    address: str
    line: int


def links_in(scored: Scored) -> tuple[Link, ...]:
    """The links of the text, in order; addresses that stand bare in it, too."""
    return tuple(_links(scored))


def _links(scored: Scored) -> Iterator[Link]:
    seen = 0
    for number, line in enumerate(scored.prose.split("\n"), 1):
        if "](" not in line and "://" not in line:
            continue
        line = _CODE.sub("", line)
        found = [Link(match[1], match[2], number) for match in _LINK.finditer(line)]
        rest = _LINK.sub("", line)
        found += [Link("", match[0].rstrip(".,;:!?"), number) for match in _BARE.finditer(rest)]
        yield from found[: MOST - seen]
        seen += len(found)
        if seen >= MOST:
            return


def link_lines(scored: Scored) -> Group | None:
    """How the links stand; None where there is no text."""
    if scored.document is None:
        return None
    found = links_in(scored)
    own = _own_hosts(scored)
    inside = [one for one in found if _is_inside(one.address, own)]
    out = [one for one in found if _host(one.address) and not _is_inside(one.address, own)]
    lines = [
        _counted(scored, "links.out", "Links out", out, "to other sites"),
        _counted(scored, "links.in", "Links within the site", inside, "in the text"),
    ]
    if not own and out:
        why = "No address of the site is known: the brief and the map give none."
        lines = [_unknown(line, why) for line in lines]
    lines += [
        Line(
            id=f"links.empty.{index}",
            name="A link to nowhere",
            value=quoted(one.words) if one.words else "no words",
            sign="look",
            depth=1,
            place=scored.place(one.line),
        )
        for index, one in enumerate([one for one in found if not one.address][:5], 1)
    ]
    at = planned_links(scored.material.kit)
    if at is not None:
        lines += _planned(scored, at, found)
    return Group(id="links", title="Links", lines=tuple(lines))


def _counted(scored: Scored, id: str, name: str, links: list[Link], against: str) -> Line:
    least = "at least " if len(links) >= MOST else ""
    return Line(
        id=id,
        name=name,
        value=f"{least}{count(len(links), 'link')}",
        against=against,
        amount=len(links),
        place=scored.place(links[0].line) if links else NOWHERE,
    )


def _unknown(line: Line, why: str) -> Line:
    from msgspec.structs import replace

    return replace(line, sign="unknown", why=why)


def _own_hosts(scored: Scored) -> frozenset[str]:
    """The hosts of the site: of the addresses that brief and map give for it."""
    material = scored.material
    given = [material.map.author_url]
    for field in material.kit.fields:
        value = material.brief.get(field.id, field.default)
        if field.kind == "line" and isinstance(value, str):
            given.append(value.strip())
    return frozenset(host for host in map(_host, given) if host)


def _host(address: str) -> str:
    """The host of an address, small and without ``www.``; "" for one that has none."""
    found = _HOST.match(address)
    return found[1].lower().removeprefix("www.") if found else ""


def _is_inside(address: str, own: frozenset[str]) -> bool:
    """Whether an address lies within the site: on its host, or relative."""
    if not address or _OTHER.match(address):
        return False
    host = _host(address)
    return host in own if host else True


def _planned(scored: Scored, at: At, found: tuple[Link, ...]) -> Iterator[Line]:
    """The internal links that an answer plans, and which of them stand in the text."""
    name, place = scored.session.name(at.prompt), Place(prompt=at.prompt)
    reading = scored.reading(at.prompt)
    if reading is None or reading.json.fault:
        value = "no answer yet" if reading is None else "cannot be read"
        yield Line(id="links.planned", name=name, value=value, sign="unknown", place=place)
        return
    holder, _, field = at.path.rpartition(".")
    items = [one for one in pick_all(reading.json.value, holder) if isinstance(one.value, dict)]
    words = {key(link.words) for link in found if link.words}
    is_set = [key(str(item.value.get("anchor", ""))) in words for item in items]
    sign: Sign = "good" if all(is_set) else "look"
    yield Line(
        id="links.planned",
        name="Links planned",
        value=f"{sum(is_set)} of {count(len(items), 'link')} set in the text",
        against=f"planned in {name}",
        sign=sign if items else "said",
        why="A planned link is set where its anchor is the words of a link in the text.",
        amount=len(items),
        place=place,
    )
    yield from _to_pillar(scored, at, [str(one.value.get(field, "")) for one in items])


def _to_pillar(scored: Scored, at: At, targets: list[str]) -> Iterator[Line]:
    pillar = scored.material.map.pillar
    if pillar:
        there = key(pillar) in {key(one[:300]) for one in targets}
        yield Line(
            id="links.pillar",
            name="A link to the pillar",
            value="planned" if there else "not planned",
            against=quoted(pillar),
            sign="good" if there else "look",
            place=Place(prompt=at.prompt),
        )
