"""Claims stand where the kit says; what a writer decides of them lasts, and can be taken back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from copydesk.sessions.claim_hints import suggestions
from copydesk.sessions.claim_lists import COLUMNS, as_csv, as_markdown
from copydesk.sessions.claims import (
    Claim,
    claim_id,
    claims_of,
    confirm,
    counts,
    decide,
    proof,
    uses_of_rejected,
)
from copydesk.sessions.session import Session
from sessions.claiming import claim_of, lead, session_with
from sessions.small import reopened, saved

SPRAWL = "State of Secrets Sprawl"
FIGURE = "One in five teams deploys every day."


def confirmed(session: Session) -> Claim:
    """The claim made of the one suggestion there is."""
    (suggestion,) = suggestions(session)
    confirm(session, suggestion)
    return claim_of(session, suggestion.sentence)


# Finding them


def test_claims_stand_where_the_kit_says() -> None:
    session = session_with(
        leads=[
            lead("uv", "tool"),
            lead(SPRAWL, citation="GitGuardian [verify]"),
            lead("DORA report", "report"),
        ],
        voices={
            "quotes": [
                {"quote": "", "point": "CI is a verdict.", "speaker": "Ada", "where": "her blog"},
                {"quote": "Ship it.", "point": "Ship daily.", "speaker": "Bob"},
            ],
            "studies": [{"title": "Builds in Numbers", "publisher": "Acme"}],
        },
    )
    found = [(one.kind, one.text, one.by, one.source, one.prompt) for one in claims_of(session)]
    assert found == [
        ("statistic", SPRAWL, "", "GitGuardian [verify]", "leads"),
        ("study", "DORA report", "", "", "leads"),
        ("quote", "CI is a verdict.", "Ada", "her blog", "voices"),
        ("quote", "Ship it.", "Bob", "", "voices"),
        ("study", "Builds in Numbers", "Acme", "", "voices"),
    ]
    assert {one.status for one in claims_of(session)} == {"unverified"}


def test_a_claim_has_the_line_it_begins_in_also_inside_a_fence() -> None:
    items = json.dumps([lead("uv", "tool"), lead(SPRAWL)], indent=1)
    session = session_with(leads=f"Here you are:\n\n```json\n{items}\n```\n")
    stored = session.text_of("leads").split("\n")
    assert SPRAWL in stored[claim_of(session, SPRAWL).line]


@pytest.mark.parametrize(
    "answer",
    [
        "no JSON at all",
        "[{",
        "null",
        "7",
        '"text"',
        [],
        {},
        [None, 1, "x", [], {}],
        [lead(None), lead(5), lead([SPRAWL]), lead({"a": 1}), lead(""), lead("  ")],
        [{"name": SPRAWL, "type": ["statistic"]}, {"name": SPRAWL, "type": None}],
        {"quotes": {"quote": "not a list"}, "studies": "none"},
        {"quotes": [[{"quote": "too deep"}]]},
    ],
)
@pytest.mark.parametrize("prompt", ["leads", "voices"])
def test_values_of_the_wrong_type_are_passed_over(answer: Any, prompt: str) -> None:
    session = session_with(**{prompt: answer})
    assert claims_of(session) == ()
    assert counts(session, prompt) == (0, 0)


def test_a_source_of_the_wrong_type_takes_no_claim_away() -> None:
    session = session_with(leads=[lead(SPRAWL, citation=["a", "b"])])
    assert claim_of(session, SPRAWL).source == ""


def test_one_claim_in_two_answers_is_one_claim() -> None:
    session = session_with(
        leads=[lead("Builds in Numbers", "report"), lead("builds  in NUMBERS", "report")],
        voices={"studies": [{"title": "Builds in Numbers", "publisher": "Acme"}]},
    )
    (claim,) = claims_of(session)
    assert claim.prompts == ("leads", "voices")
    assert counts(session, "leads") == counts(session, "voices") == (1, 0)


@pytest.mark.parametrize(
    "other",
    [
        "state  of secrets\nsprawl",
        "**State of Secrets Sprawl**",
        "State of Secrets Sprawl [verify]",
        "State\u00a0of Secrets\u200b Sprawl",
    ],
)
def test_an_id_does_not_depend_on_how_a_claim_is_typed(other: str) -> None:
    assert claim_id("study", other) == claim_id("study", SPRAWL)
    assert claim_id("quote", SPRAWL) != claim_id("study", SPRAWL)
    assert len(claim_id("study", SPRAWL)) == 12


def test_an_id_never_changes_since_decisions_are_kept_under_it() -> None:
    assert claim_id("study", "“Builds” – in Numbers") == "aad1ef03c0c5"


# Deciding


def test_what_is_verified_has_an_address_or_a_note() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    claim = claim_of(session, SPRAWL)
    for address, note in (("", ""), (" ", "\n")):
        with pytest.raises(ValueError, match="needs an address, or a note"):
            decide(session, claim, "verified", address, note)
    assert decide(session, claim, "verified", note="Read it in the report, p. 4")
    assert decide(session, claim, "verified", address="https://example.com/report")
    assert claim_of(session, SPRAWL).status == "verified"
    assert claim_of(session, SPRAWL).address == "https://example.com/report"


@pytest.mark.parametrize(
    "address", ["example.com", "javascript:alert(1)", "ftp://example.com", "https://", "http://a b"]
)
def test_an_address_is_one_that_a_browser_opens(address: str) -> None:
    session = session_with(leads=[lead(SPRAWL)])
    with pytest.raises(ValueError, match="https://"):
        decide(session, claim_of(session, SPRAWL), "verified", address)
    assert session.state.claims == {}


def test_there_is_no_other_status() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    with pytest.raises(ValueError, match="unverified, verified, rejected"):
        decide(session, claim_of(session, SPRAWL), "dismissed")  # type: ignore[arg-type]


def test_a_decision_is_named_and_can_be_taken_back_and_made_again() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    change = decide(session, claim_of(session, SPRAWL), "rejected")
    assert change is not None
    assert (change.label, change.prompt) == (f"rejected: “{SPRAWL}”", "leads")
    assert counts(session, "leads") == (0, 1)
    session.undo()
    assert counts(session, "leads") == (1, 0)
    session.redo()
    assert counts(session, "leads") == (0, 1)


def test_deciding_the_same_again_is_no_change() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    decide(session, claim_of(session, SPRAWL), "rejected")
    assert decide(session, claim_of(session, SPRAWL), "rejected") is None


def test_a_claim_set_back_to_unverified_leaves_nothing_behind() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    decide(session, claim_of(session, SPRAWL), "verified", note="seen")
    decide(session, claim_of(session, SPRAWL), "unverified")
    assert session.state.claims == {}
    assert claim_of(session, SPRAWL).note == ""


def test_an_answer_written_anew_that_says_the_same_keeps_the_decision() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    decide(session, claim_of(session, SPRAWL), "verified", note="seen")
    session.answer("leads", json.dumps([lead("Another"), lead(SPRAWL.upper())]), "pasted")
    assert [one.status for one in claims_of(session)] == ["unverified", "verified"]


def test_what_was_decided_is_not_lost_when_no_answer_holds_the_claim_any_more() -> None:
    session = session_with(leads=[lead(SPRAWL, citation="GitGuardian")])
    decide(session, claim_of(session, SPRAWL), "rejected")
    session.answer("leads", json.dumps([lead("Another")]), "pasted")
    claim = claim_of(session, SPRAWL)
    assert (claim.gone, claim.status, claim.prompt) == (True, "rejected", "leads")
    assert (claim.kind, claim.source, claim.line) == ("statistic", "GitGuardian", 0)
    assert [one.text for one in claims_of(session)] == ["Another", SPRAWL]
    assert counts(session, "leads") == (1, 0)
    session.undo()
    assert not claim_of(session, SPRAWL).gone


def test_a_claim_nobody_decided_on_goes_with_its_answer() -> None:
    session = session_with(leads=[lead(SPRAWL)])
    session.clear("leads")
    assert claims_of(session) == ()


def test_decisions_are_on_disk_and_two_windows_keep_both(tmp_path: Path) -> None:
    session = session_with(leads=[lead(SPRAWL), lead("Another")])
    here = saved(tmp_path, session)
    other, there = reopened(here)
    decide(session, claim_of(session, SPRAWL), "verified", "https://example.com/", "p. 4")
    decide(other, claim_of(other, "Another"), "rejected")
    here.save(session)
    assert there.save(other).conflicts == ()
    third, _ = reopened(here)
    assert [one.status for one in claims_of(third)] == ["verified", "rejected"]
    assert claim_of(third, SPRAWL).note == "p. 4"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://dora.dev/", ("https://dora.dev/", "")),
        ("see https://dora.dev/ page 4", ("https://dora.dev/", "see page 4")),
        ("the printed report, p. 12", ("", "the printed report, p. 12")),
        ("  ", ("", "")),
    ],
)
def test_what_is_written_as_proof_is_an_address_a_note_or_both(
    written: str, expected: tuple[str, str]
) -> None:
    assert proof(written) == expected


# From prose


def test_a_suggestion_becomes_a_claim_only_when_it_is_confirmed() -> None:
    session = session_with(body=f"Some words first.\n\n{FIGURE} Nothing else.\n")
    assert claims_of(session) == ()
    claim = confirmed(session)
    assert (claim.kind, claim.prompt, claim.line, claim.status) == (
        "statistic",
        "body",
        3,
        "unverified",
    )
    assert counts(session, "body") == (1, 0)
    session.undo()
    assert claims_of(session) == ()


def test_a_confirmed_claim_stays_one_when_its_decision_is_taken_back() -> None:
    session = session_with(body=FIGURE)
    decide(session, confirmed(session), "rejected")
    decide(session, claim_of(session, FIGURE), "unverified")
    assert claim_of(session, FIGURE).status == "unverified"
    assert suggestions(session) == ()


def test_a_confirmed_claim_is_gone_when_the_sentence_is() -> None:
    session = session_with(body=f"First.\n\n{FIGURE}")
    confirmed(session)
    session.answer("body", f"A new first line.\n\nAnd one in **bold**.\n\n{FIGURE}", "edited")
    assert (claim_of(session, FIGURE).gone, claim_of(session, FIGURE).line) == (False, 5)
    session.answer("body", "First.", "edited")
    assert claim_of(session, FIGURE).gone


def test_a_mark_taken_out_of_a_confirmed_sentence_changes_nothing() -> None:
    session = session_with(body="It takes 40 % less time. [verify] So do it.")
    assert confirmed(session).text == "It takes 40 % less time."
    session.answer("body", "It takes 40 % less time. So do it.", "edited")
    assert not claim_of(session, "It takes 40 % less time.").gone


def test_a_confirmed_sentence_that_moves_to_another_answer_is_found_there() -> None:
    session = session_with(body=FIGURE)
    confirmed(session)
    session.clear("body")
    session.answer("faq", json.dumps([{"question": "How many?", "answer": FIGURE}]), "pasted")
    assert (claim_of(session, FIGURE).prompt, claim_of(session, FIGURE).gone) == ("faq", False)


# Rejected ones that are used


def rejecting(text: str, **answers: Any) -> Session:
    """A session in whose leads a claim was rejected."""
    session = session_with(leads=[lead(text)], **answers)
    decide(session, claim_of(session, text), "rejected")
    return session


def test_a_rejected_claim_marks_the_answers_that_use_it_but_not_its_own() -> None:
    body = "The start.\n\nAs the *state of secrets sprawl* shows, tokens leak.\n"
    session = rejecting(SPRAWL, body=body)
    (use,) = uses_of_rejected(session, "body")
    assert use.claim.text == SPRAWL
    assert use.line == 3
    assert "As the *state of secrets sprawl* shows" in use.excerpt
    assert uses_of_rejected(session, "leads") == ()


@pytest.mark.parametrize("status", ["unverified", "verified"])
def test_only_what_is_rejected_is_looked_for(status: str) -> None:
    session = rejecting(SPRAWL, body=SPRAWL)
    decide(session, claim_of(session, SPRAWL), status, note="seen")  # type: ignore[arg-type]
    assert uses_of_rejected(session, "body") == ()


@pytest.mark.parametrize(
    ("claim", "body", "is_used"),
    [
        ("Secrets Sprawl", "The Secrets Sprawl of today.", False),  # two words are anybody's
        ("87 percent", "So 87 percent of them leak.", True),
        ("87 percent", "So 187 percent of them leak.", False),
        ("State of Secrets", "The estate of secrets.", False),
        ("State of Secrets", "The state-of-secrets report.", True),
        ("Stand der Technik", "Das ist der Stand der Technik.", True),
    ],
)
def test_a_use_is_whole_words_three_of_them_or_one_with_a_digit(
    claim: str, body: str, is_used: bool
) -> None:
    assert bool(uses_of_rejected(rejecting(claim, body=body), "body")) is is_used


def test_a_use_inside_json_has_its_line() -> None:
    faq = [{"question": "Why?", "answer": "No."}, {"question": "And?", "answer": f"The {SPRAWL}."}]
    session = rejecting(SPRAWL, faq=faq)
    (use,) = uses_of_rejected(session, "faq")
    assert SPRAWL in session.text_of("faq").split("\n")[use.line - 1]
    assert use.excerpt == f"The {SPRAWL}."


def test_a_rejected_claim_that_is_gone_still_marks_what_uses_it() -> None:
    session = rejecting(SPRAWL, body=f"See {SPRAWL}.")
    session.clear("leads")
    assert [use.claim.gone for use in uses_of_rejected(session, "body")] == [True]


# What a file may hold


HOSTILE: list[Any] = [
    {},
    {"status": "dismissed"},
    {"status": ["rejected"]},
    {"status": "rejected", "text": 7, "kind": {}, "prompt": [], "note": None},
    {"status": "verified", "text": "Trust me"},
    {"status": "verified", "text": "Trust me", "address": "javascript:alert(1)"},
    {"status": "rejected", "text": "x" * 5_000_000, "prompt": "../..", "kind": "rumour"},
    {"status": "unverified", "confirmed": "yes", "text": "\x1b]52;c;x"},
    {"status": "unverified", "confirmed": True, "text": "", "line": 1e99},
    {"status": "unverified", "confirmed": True, "text": "**", "prompt": "leads"},
]


@pytest.mark.parametrize("record", HOSTILE)
def test_no_record_from_a_file_is_trusted(record: Any) -> None:
    session = session_with(leads=[lead(SPRAWL)], body=f"{FIGURE} ** {SPRAWL}")
    known = claim_of(session, SPRAWL).id
    session.state = replace(session.state, claims={known: record, "f" * 12: record, "": record})
    claims = claims_of(session)
    assert all(claim.status != "verified" for claim in claims)
    assert all(len(claim.text) <= 2000 for claim in claims)
    assert all(claim.address == "" for claim in claims)
    assert claims[0].text == SPRAWL
    for prompt in ("leads", "body"):
        assert sum(counts(session, prompt)) <= len(claims)
        uses_of_rejected(session, prompt)
    suggestions(session)
    as_csv(claims), as_markdown(claims)


# The list as a file


def test_csv_has_a_line_for_each_claim_and_reads_back_as_it_was() -> None:
    session = session_with(leads=[lead('He said, "ja"', citation="Zürich,\n2024"), lead("2")])
    text = as_csv(claims_of(session))
    assert text.count("\r\n") == 3
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][3:6] == ['He said, "ja"', "", "Zürich, 2024"]
    assert text.encode("utf-8")


@pytest.mark.parametrize("start", list("=+-@"))
def test_no_cell_is_a_formula(start: str) -> None:
    session = session_with(leads=[lead(f"{start}cmd|' /C calc'!A0", citation=f" {start}1")])
    (_, row) = csv.reader(io.StringIO(as_csv(claims_of(session)), newline=""))
    assert row[3] == f"'{start}cmd|' /C calc'!A0"
    assert row[5] == f"'{start}1"


def test_a_strange_text_is_written_visibly() -> None:
    session = session_with(leads=[lead("a\x1b[2Jb\u202ec\ud800")])
    (claim,) = claims_of(session)
    for text in (as_csv([claim]), as_markdown([claim])):
        assert "a␛" in text
        assert text.encode("utf-8")


def test_markdown_is_a_list_to_tick_off_those_that_wait_first() -> None:
    session = session_with(leads=[lead("First"), lead("Second", citation="A *book*"), lead("3")])
    decide(session, claim_of(session, "First"), "verified", "https://example.com/", "p. 4")
    decide(session, claim_of(session, "3"), "rejected")
    text = as_markdown(claims_of(session), session.title, session.name)
    lines = text.split("\n")
    assert lines[0] == "# Claims: CI vs CD"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Unverified (1)",
        "## Verified (1)",
        "## Rejected (1)",
    ]
    assert "- [ ] Second (statistic)" in lines
    assert "  - source: A \\*book\\*" in lines
    assert "- [x] First (statistic)" in lines
    assert "  - verified at: <https://example.com/>" in lines
    assert "  - note: p. 4" in lines
    assert any(line.startswith("  - in 1 The leads, line ") for line in lines)


def test_markdown_without_claims_says_so() -> None:
    assert "nothing to verify" in as_markdown(())
