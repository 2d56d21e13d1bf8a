"""The state of a session: tables that are never changed in place."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from copydesk.sessions.state import Change, Edit, State, apply, difference, joined, merge

keys = st.sampled_from(["a", "b", "c"])
tables = st.dictionaries(keys, st.text(max_size=3))
states = st.builds(State, brief=tables, notes=tables, answers=tables)


def same(one: State, other: State) -> bool:
    return not list(difference(one, other))


@given(states, states)
def test_the_difference_of_two_states_leads_from_one_to_the_other(one: State, other: State) -> None:
    assert same(apply(one, tuple(difference(one, other))), other)


@given(states, states)
def test_a_change_reversed_leads_back(one: State, other: State) -> None:
    change = Change(label="", at="", edits=tuple(difference(one, other)))
    assert same(apply(apply(one, change.edits), change.reversed()), one)


@given(states, states)
def test_where_only_one_side_changed_the_merge_is_that_side(base: State, other: State) -> None:
    assert merge(base, base, other) == (apply(base, tuple(difference(base, other))), ())
    merged, conflicts = merge(base, other, base)
    assert same(merged, other)
    assert conflicts == ()


@given(states, states, states)
def test_a_merge_takes_every_key_from_a_side_and_names_those_that_both_changed(
    base: State, mine: State, theirs: State
) -> None:
    merged, conflicts = merge(base, mine, theirs)
    named = {(one.table, one.key) for one in conflicts}
    for table in ("brief", "notes", "answers"):
        for key in "abc":
            was, own, other, now = (
                getattr(one, table).get(key) for one in (base, mine, theirs, merged)
            )
            assert now == (other if own == was else own)
            assert ((table, key) in named) == (own not in (was, other) and other != was)


def change(*edits: tuple[str, Any, Any]) -> Change:
    return Change(label="x", at="", edits=tuple(Edit("brief", *edit) for edit in edits))


def test_two_changes_become_one_that_is_undone_at_once() -> None:
    first, second = change(("a", None, "1"), ("b", "x", "y")), change(("a", "1", "2"))
    both = joined(first, second)
    assert both.id == first.id
    assert both.edits == (Edit("brief", "a", None, "2"), Edit("brief", "b", "x", "y"))


def test_typing_that_came_back_to_where_it_began_is_no_change() -> None:
    assert joined(change(("a", "1", "2")), change(("a", "2", "1"))).edits == ()
