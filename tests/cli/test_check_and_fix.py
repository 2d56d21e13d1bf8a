"""`copydesk check`, `fix` and `show --flow`: for scripts, and for people without the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Desk, Run

ANSWERS = Path(__file__).parents[1] / "data" / "answers" / "ci-vs-cd"


def good(prompt: str) -> str:
    """A lifelike answer that holds."""
    return next(ANSWERS.glob(f"{prompt}.*")).read_text(encoding="utf-8")


def give(run: Run, prompt: str, text: str, *, copied: bool = True) -> None:
    """Print a prompt and save its answer."""
    if copied:
        run("prompt", "ci-vs-cd", prompt, "--allow-missing")
    assert run("answer", "ci-vs-cd", prompt, input=text).code == 0


def test_answers_that_hold_exit_with_0(run: Run) -> None:
    give(run, "outline", good("outline"))
    done = run("check", "ci-vs-cd")
    assert done.code == 0
    assert "● 1 Article outline: answered" in done.text


def test_a_finding_names_what_came_what_was_asked_for_and_where(run: Run) -> None:
    give(run, "conclusion", "## The end\n\nToo short.\n")
    done = run("check", "ci-vs-cd", "conclusion")
    assert done.code == 1
    assert "✗ 7 Conclusion: failing" in done.text
    assert "200–300 words" in done.text
    assert "(line 1)" in done.text
    assert "The end" in done.text


def test_json_has_every_finding_and_what_makes_an_answer_stale(run: Run) -> None:
    give(run, "outline", good("outline"))
    run("prompt", "ci-vs-cd", "research")
    give(run, "research", "[]", copied=False)
    give(run, "outline", "Another one.", copied=False)
    done = run("check", "ci-vs-cd", "--json")
    assert done.code == 1
    prompts = {one["id"]: one for one in json.loads(done.text)["prompts"]}
    assert prompts["outline"]["state"] == "failing"
    assert {one["check"] for one in prompts["outline"]["findings"]} == {"json"}
    assert prompts["research"]["stale_because"] == [
        "1 Article outline changed after this was written"
    ]
    assert all(
        {"severity", "what", "found", "wanted", "mend", "line", "excerpt"} <= one.keys()
        for one in prompts["research"]["findings"]
    )


def test_warnings_alone_exit_with_0_and_strictly_with_1(run: Run) -> None:
    give(run, "conclusion", f"Sure! Here is the conclusion:\n\n{good('conclusion')}")
    assert run("check", "ci-vs-cd").code == 0
    assert run("check", "ci-vs-cd", "--strict").code == 1


def test_an_unanswered_prompt_and_a_name_without_a_session_are_told(run: Run, begun: Path) -> None:
    assert "has no answer yet" in run("check", "ci-vs-cd", "body").said
    assert run("check", "ci-vs-cd", "body").code == 1
    assert run("check", "flaky-tests").code == 2


def test_what_does_not_hold_is_told_when_it_is_saved(run: Run) -> None:
    done = run("answer", "ci-vs-cd", "conclusion", input="Too short.\n")
    assert done.code == 0
    assert "It does not hold" in done.said
    assert "copydesk check" in done.said


def test_a_fix_prompt_goes_to_stdout_and_its_echo_is_known(run: Run, desk: Desk) -> None:
    give(run, "conclusion", "Too short.\n")
    done = run("fix", "ci-vs-cd", "conclusion")
    assert done.code == 0
    assert "2 words" in done.text
    assert "200–300 words" in done.text
    echoed = run("answer", "ci-vs-cd", "conclusion", input=done.text)
    assert "That is the fix prompt" in echoed.said


def test_nothing_to_fix_prints_nothing(run: Run) -> None:
    give(run, "outline", good("outline"))
    done = run("fix", "ci-vs-cd", "outline")
    assert (done.code, done.data) == (1, b"")
    assert "Nothing fails in 1 Article outline." in done.said


def test_list_and_show_count_what_fails_and_what_is_stale(run: Run, desk: Desk) -> None:
    give(run, "outline", good("outline"))
    give(run, "research", good("research"))
    give(run, "outline", "No outline.", copied=False)
    assert "(1 failing, 1 stale)" in run("list", "sessions").text
    (listed,) = json.loads(run("list", "sessions", "--json").text)["sessions"]
    assert (listed["failing"], listed["stale"]) == (1, 1)
    shown = run("show", "ci-vs-cd").text
    assert "2 of 12 answered, 1 failing, 1 stale" in shown
    assert desk.listed()[0].head is not None


@pytest.mark.parametrize("ref", ["ci-vs-cd", "article"])
def test_the_flow_is_shown_for_a_session_an_article_or_a_kit(run: Run, ref: str) -> None:
    done = run("show", ref, "--flow")
    assert done.code == 0
    assert "Research brief" in done.text
    assert "•─•─•─◌" in done.text


def test_the_flow_as_json_names_what_feeds_what(run: Run) -> None:
    rows = json.loads(run("show", "ci-vs-cd", "--flow", "--json").text)["prompts"]
    assert rows[0]["id"] == "outline"
    assert rows[0]["feeds"] == ["research", "introduction", "body"]
    assert rows[3]["uses"] == ["outline", "research", "introduction"]
