"""The kit's flow as a picture in characters: which prompt feeds which, and the state of each.

Every prompt has a row and a column. Its column begins at its own row, with the sign of its state,
and runs down to the last prompt that uses it; a row meets at a dot each column that it uses:

     1 Article outline  ●
     2 Research brief   •─✗
     3 Introduction     •─•─○
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.sessions.signs import SIGNS

if TYPE_CHECKING:
    from copydesk.sessions.session import Session


class FlowRow(NamedTuple):
    """One prompt in the picture."""

    prompt: str
    number: int
    title: str
    phase: str
    state: str
    art: str
    """Two columns of the screen for each prompt up to this one."""
    uses: tuple[str, ...]
    """The ids of the prompts that feed it."""
    feeds: tuple[str, ...]
    """The ids of those that it feeds."""


def flow(session: Session) -> tuple[FlowRow, ...]:
    """A row for each prompt, in the kit's order."""
    kit = session.kit
    ids = [prompt.id for prompt in kit.prompts]
    place = {prompt_id: index for index, prompt_id in enumerate(ids)}
    uses = [frozenset(place[used] for used in kit.uses(prompt_id)) for prompt_id in ids]
    last = [
        max((row for row in place.values() if col in uses[row]), default=col)
        for col in range(len(ids))
    ]
    return tuple(
        FlowRow(
            prompt=prompt.id,
            number=index + 1,
            title=prompt.title,
            phase=kit.phases[kit.phase_of(prompt.id)].title,
            state=session.prompt_state(prompt.id),
            art=_art(index, uses[index], last, SIGNS[session.prompt_state(prompt.id)]),
            uses=kit.uses(prompt.id),
            feeds=kit.used_by(prompt.id),
        )
        for index, prompt in enumerate(kit.prompts)
    )


def _art(row: int, uses: frozenset[int], last: list[int], sign: str) -> str:
    earlier = {column for column in uses if column < row}
    first = min(earlier, default=row)
    cells = []
    for column in range(row):
        on_the_way = column >= first
        passes = last[column] > row or (column in uses)
        if column in earlier:
            cells.append("•")
        elif passes:
            cells.append("┼" if on_the_way else "│")
        else:
            cells.append("─" if on_the_way else " ")
        cells.append("─" if on_the_way else " ")
    return "".join(cells) + sign
