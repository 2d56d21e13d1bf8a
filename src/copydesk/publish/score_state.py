"""What stands against publishing: answers missing, failing or stale; claims; marks to verify."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from copydesk.checks.amounts import count
from copydesk.checks.subject import cut, quoted
from copydesk.publish.lines import NOWHERE, Group, Line, Place, Sign, more
from copydesk.publish.scored import Scored
from copydesk.sessions.claims import Claim, claims_of
from copydesk.sessions.prose import MARK

SHOWN = 12
"""So many claims, and so many marks, are told."""


def state_lines(scored: Scored) -> Group:
    """How the answers stand, each that needs the writer by its name."""
    lines = (*_missing(scored), *_failing(scored), *_stale(scored))
    return Group(id="answers", title="Answers", lines=lines)


def claim_lines(scored: Scored) -> Group | None:
    """What a person has to verify; None where there is nothing of the kind."""
    claims = [one for one in claims_of(scored.session) if not one.gone]
    lines = (*_claims(claims), *_marks(scored))
    declares = any(prompt.claims for prompt in scored.material.kit.prompts)
    if not lines and not declares:
        return None
    if not lines:
        lines = (Line(id="claims.none", name="Claims", value="none in the answers"),)
    return Group(id="claims", title="Claims", lines=lines)


def _missing(scored: Scored) -> Iterator[Line]:
    session = scored.session
    states = {one.id: session.prompt_state(one.id) for one in session.kit.prompts}
    open_ = [
        one.id
        for one in session.kit.prompts
        if states[one.id] in ("to do", "waiting") and not one.optional
    ]
    answered, total = session.progress()
    yield Line(
        id="answers.number",
        name="Answered",
        value=f"{answered} of {total}",
        sign="look" if open_ else "good",
        amount=answered,
        place=Place(prompt=open_[0]) if open_ else NOWHERE,
    )
    for prompt_id in open_:
        yield Line(
            id=f"answers.missing.{prompt_id}",
            name=session.name(prompt_id),
            value="no answer yet",
            sign="look",
            depth=1,
            place=Place(prompt=prompt_id),
        )


def _failing(scored: Scored) -> Iterator[Line]:
    session = scored.session
    failing = []
    for prompt in session.kit.prompts:
        verdict = session.verdict(prompt.id)
        if verdict is not None and verdict.fails:
            failing.append((prompt.id, verdict))
    yield Line(
        id="answers.failing",
        name="Failing a check",
        value=count(len(failing), "answer") if failing else "none",
        sign="off" if failing else "good",
        amount=len(failing),
        place=Place(prompt=failing[0][0]) if failing else NOWHERE,
    )
    for prompt_id, verdict in failing:
        worst = verdict.findings[0]
        others = verdict.count("fail") - 1
        yield Line(
            id=f"answers.failing.{prompt_id}",
            name=session.name(prompt_id),
            value=f"{worst.what}: {worst.found}" + (f", and {others} more" if others else ""),
            against=worst.wanted,
            sign="off",
            depth=1,
            place=Place(prompt=prompt_id, line=worst.line),
        )


def _stale(scored: Scored) -> Iterator[Line]:
    session = scored.session
    stale = [
        (one.id, reasons) for one in session.kit.prompts if (reasons := session.staleness(one.id))
    ]
    yield Line(
        id="answers.stale",
        name="Stale",
        value=count(len(stale), "answer") if stale else "none",
        sign="look" if stale else "good",
        amount=len(stale),
        place=Place(prompt=stale[0][0]) if stale else NOWHERE,
    )
    for prompt_id, reasons in stale:
        yield Line(
            id=f"answers.stale.{prompt_id}",
            name=session.name(prompt_id),
            value=reasons[0] + (f", and {len(reasons) - 1} more" if len(reasons) > 1 else ""),
            sign="look",
            depth=1,
            place=Place(prompt=prompt_id),
        )


# Claims


def _claims(claims: list[Claim]) -> Iterator[Line]:
    if not claims:
        return
    signs: dict[str, Sign] = {"unverified": "look", "rejected": "off", "verified": "good"}
    for status, sign in signs.items():
        found = [one for one in claims if one.status == status]
        if not found and status == "rejected":
            continue
        yield Line(
            id=f"claims.{status}",
            name=f"Claims {status}",
            value=f"{len(found):,} of {len(claims):,}",
            sign=sign if found else "good" if status == "unverified" else "said",
            amount=len(found),
            place=_place(found[0]) if found else NOWHERE,
        )
        if status == "verified":
            continue
        for index, one in enumerate(found[:SHOWN], 1):
            yield Line(
                id=f"claims.{status}.{index}",
                name=quoted(one.text, 80),
                value=one.kind,
                against=cut(one.source),
                sign=sign,
                depth=1,
                place=_place(one),
            )
        if len(found) > SHOWN:
            yield more(f"claims.{status}", len(found) - SHOWN, "claim")


def _place(claim: Claim) -> Place:
    return Place(prompt=claim.prompt, line=claim.line)


def _marks(scored: Scored) -> Iterator[Line]:
    """The ``[verify]`` that still stand in the text."""
    prose = scored.prose
    total = sum(1 for _ in MARK.finditer(prose)) if "[" in prose else 0
    if not total:
        return
    shown = list(islice(MARK.finditer(prose), SHOWN))
    lines = [scored.prose_line(one.start()) for one in shown]
    yield Line(
        id="claims.marks",
        name="[verify] in the text",
        value=count(total, "mark"),
        against="none when it is published",
        sign="look",
        amount=total,
        place=scored.place(lines[0]),
    )
    for index, (mark, line) in enumerate(zip(shown, lines, strict=True), 1):
        start = prose.rfind("\n", 0, mark.start()) + 1
        before = prose[max(start, mark.start() - 60) : mark.start()]
        dots = "… " if mark.start() - 60 > start else ""
        yield Line(
            id=f"claims.marks.{index}",
            name=f"“{dots}{cut(before)}”",
            value=f"under {quoted(scored.heading_of(line), 40)}" if scored.heading_of(line) else "",
            sign="look",
            depth=1,
            place=scored.place(line),
        )
    if total > SHOWN:
        yield more("claims.marks", total - SHOWN, "mark")
