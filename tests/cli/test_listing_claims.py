"""`copydesk claims`: what a person must verify, for people without the screen and for scripts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from command_line import Desk, Run

LEADS = [
    {
        "name": "State of Secrets Sprawl",
        "type": "statistic",
        "why_include": "It counts them.",
        "citation_suggestion": "Citation needed: GitGuardian [verify]",
    },
    {
        "name": "DORA report",
        "type": "report",
        "why_include": "It measures it.",
        "citation_suggestion": "Citation needed: DORA [verify]",
    },
    {"name": "uv", "type": "tool", "why_include": "-", "citation_suggestion": "-"},
]


@pytest.fixture
def led(run: Run) -> None:
    """A session on "CI vs CD" whose research holds a statistic and a report."""
    assert run("answer", "ci-vs-cd", "research", input=json.dumps(LEADS, indent=1)).code == 0


def listed(run: Run) -> list[dict[str, object]]:
    done = run("claims", "ci-vs-cd", "--json")
    assert done.code == 0
    claims: list[dict[str, object]] = json.loads(done.text)["claims"]
    return claims


def id_of(run: Run, text: str) -> str:
    (found,) = [one for one in listed(run) if one["text"] == text]
    return str(found["id"])


@pytest.mark.usefixtures("led")
def test_the_claims_of_a_session_are_listed_with_where_they_come_from(run: Run) -> None:
    done = run("claims", "ci-vs-cd")
    assert done.code == 0
    assert done.text.startswith("2 claims: 2 unverified\n")
    key = id_of(run, "State of Secrets Sprawl")
    assert f"○ {key} unverified, statistic: State of Secrets Sprawl" in done.text
    assert "in 2 Research brief, line 2" in done.text
    assert "source: Citation needed: GitGuardian [verify]" in done.text
    assert "uv" not in done.text


@pytest.mark.usefixtures("led")
def test_json_has_all_that_is_known_of_each(run: Run) -> None:
    first, second = listed(run)
    assert first == {
        "id": first["id"],
        "kind": "statistic",
        "text": "State of Secrets Sprawl",
        "by": "",
        "source": "Citation needed: GitGuardian [verify]",
        "prompt": "research",
        "line": 2,
        "status": "unverified",
        "address": "",
        "note": "",
        "gone": False,
        "also": [],
    }
    assert second["kind"] == "study"


@pytest.mark.usefixtures("led")
def test_csv_reads_in_a_spreadsheet(run: Run) -> None:
    done = run("claims", "ci-vs-cd", "--csv")
    assert done.code == 0
    assert b"\r\n" in done.data
    rows = list(csv.DictReader(io.StringIO(done.data.decode("utf-8"), newline="")))
    assert [row["claim"] for row in rows] == ["State of Secrets Sprawl", "DORA report"]


@pytest.mark.usefixtures("led")
def test_what_is_verified_keeps_its_address_and_note(run: Run, desk: Desk) -> None:
    key = id_of(run, "DORA report")
    done = run(
        "claims", "ci-vs-cd", "--verify", key, "--address", "https://dora.dev/", "--note", "p. 4"
    )
    assert (done.code, done.text) == (0, "")
    assert "Verified: DORA report" in done.said
    (claim,) = [one for one in listed(run) if one["id"] == key]
    assert (claim["status"], claim["address"], claim["note"]) == (
        "verified",
        "https://dora.dev/",
        "p. 4",
    )
    assert "verified at: https://dora.dev/" in run("claims", "ci-vs-cd").text
    assert desk.only().state.claims[key]["status"] == "verified"


@pytest.mark.usefixtures("led")
def test_the_start_of_an_id_is_enough_and_a_rejected_claim_may_say_why(run: Run) -> None:
    key = id_of(run, "DORA report")
    done = run("claims", "ci-vs-cd", "--reject", key[:8].upper(), "--note", "it says otherwise")
    assert done.code == 0
    assert f"✗ {key} rejected, study: DORA report" in run("claims", "ci-vs-cd").text
    again = run("claims", "ci-vs-cd", "--reject", key, "--note", "it says otherwise")
    assert again.code == 0
    assert "already" in again.said


@pytest.mark.usefixtures("led")
def test_nothing_is_verified_without_an_address_or_a_note(run: Run) -> None:
    key = id_of(run, "DORA report")
    done = run("claims", "ci-vs-cd", "--verify", key)
    assert done.code == 2
    assert "needs an address, or a note" in done.said
    assert run("claims", "ci-vs-cd", "--verify", key, "--address", "dora.dev").code == 2
    assert {one["status"] for one in listed(run)} == {"unverified"}


@pytest.mark.usefixtures("led")
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--verify", "f" * 12, "--note", "seen"], 1, "has no claim ffffffffffff"),
        (["--address", "https://dora.dev/"], 2, "go with --verify"),
        (["--note", "seen"], 2, "go with --verify"),
        (["--json", "--csv"], 2, "Only one of"),
    ],
)
def test_what_cannot_be_meant_is_explained(
    run: Run, options: list[str], code: int, said: str
) -> None:
    done = run("claims", "ci-vs-cd", *options)
    assert done.code == code
    assert said in done.said
    assert done.text == ""


@pytest.mark.usefixtures("begun")
def test_a_session_without_claims_says_so(run: Run) -> None:
    assert run("claims", "ci-vs-cd").text == "There is nothing to verify.\n"
    assert listed(run) == []


def test_claims_of_no_session_are_not_made_up(run: Run, copydesk_home: Path) -> None:
    done = run("claims", "ci-vs-cd")
    assert done.code == 2
    assert "There is no session on ci-vs-cd yet" in done.said
    assert not (copydesk_home / "sessions").exists()


def test_control_characters_never_reach_the_terminal(run: Run) -> None:
    leads = [{**LEADS[0], "name": "a\x1b]52;c;eA\x07 b\u202e"}]
    run("answer", "ci-vs-cd", "research", input=json.dumps(leads))
    for options in ([], ["--csv"], ["--json"]):
        data = run("claims", "ci-vs-cd", *options).data
        assert b"\x1b" not in data
        assert "\u202e".encode() not in data
