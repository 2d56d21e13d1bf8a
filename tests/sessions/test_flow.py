"""The kit's flow in characters: which prompt feeds which, and how each stands."""

from __future__ import annotations

import datetime as dt

from copydesk.kits.model import Kit, Phase, Prompt
from copydesk.kits.template import Template
from copydesk.sessions.flow import flow
from sessions.small import begun


def kit_of(**uses: str) -> Kit:
    """A kit whose prompts, in order, use the answers named."""
    prompts = tuple(
        Prompt(
            id=key,
            title=key.title(),
            template=Template(
                "\n".join(["Do it.", *(f"{{{{answer.{u}}}}}" for u in used.split())])
            ),
        )
        for key, used in uses.items()
    )
    return Kit(
        id="k", format=1, version="1", title="K", summary="", updated=dt.date(2026, 11, 25),
        fields=(), phases=(Phase(title="All", prompts=prompts),),
    )  # fmt: skip


def art(kit: Kit) -> list[str]:
    return [row.art for row in flow(begun(kit=kit))]


def test_a_row_meets_each_column_that_it_uses_at_a_dot() -> None:
    assert art(kit_of(a="", b="a", c="a b")) == [
        "○",
        "•─◌",
        "•─•─◌",
    ]


def test_columns_that_a_row_does_not_use_are_crossed_and_end_at_their_last_user() -> None:
    assert art(kit_of(a="", b="", c="a", d="b", e="a")) == [
        "○",
        "│ ○",
        "•─┼─◌",
        "│ •───◌",
        "•───────◌",
    ]


def test_a_prompt_that_uses_nothing_stands_alone() -> None:
    assert art(kit_of(a="", b="", c="")) == ["○", "  ○", "    ○"]


def test_a_prompt_may_use_a_later_one() -> None:
    rows = flow(begun(kit=kit_of(a="b", b="")))
    assert rows[0].uses == ("b",)
    assert rows[1].feeds == ("a",)
    assert [row.art for row in rows] == ["◌", "  ○"]


def test_each_row_says_how_its_prompt_stands_and_what_it_feeds() -> None:
    session = begun(kit=kit_of(a="", b="a", c="a"))
    session.record_copy("a", session.compose("a"))
    session.answer("a", "One", "pasted")
    session.skip("c")
    session.record_copy("b", session.compose("b"))
    session.answer("b", "Two", "pasted")
    session.answer("a", "Other", "edited")
    session.check()
    rows = flow(session)
    assert [(row.number, row.title, row.state) for row in rows] == [
        (1, "A", "answered"),
        (2, "B", "stale"),
        (3, "C", "skipped"),
    ]
    assert rows[0].feeds == ("b", "c")
    assert [row.art[-1] for row in rows] == ["●", "◐", "–"]
