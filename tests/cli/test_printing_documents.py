"""``copydesk document``: a document as it is set from the answers, on standard output."""

from __future__ import annotations

from pathlib import Path

from command_line import Desk, Run

from copydesk.documents import set_document
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.weaving import offers, place

ANSWERS = Path(__file__).parent.parent / "data" / "answers" / "ci-vs-cd"


def answered(run: Run, *prompts: str) -> None:
    for prompt in prompts:
        (path,) = ANSWERS.glob(f"{prompt}.*")
        assert run("answer", "ci-vs-cd", prompt, "--file", path).code == 0


def test_the_article_is_printed_and_what_is_missing_is_named(run: Run, desk: Desk) -> None:
    answered(run, "introduction", "body")
    done = run("document", "ci-vs-cd")
    assert done.code == 0
    assert done.text == f"{set_document(desk.only().material(), 'article')}\n"
    assert done.text.startswith("# CI vs CD: What Python developers need to know\n")
    assert done.said == (
        "copydesk: 6 FAQ has no answer yet and is left out.\n"
        "copydesk: 7 Conclusion has no answer yet and is left out.\n"
    )


def test_what_was_woven_in_is_part_of_it(run: Run, desk: Desk) -> None:
    answered(run, "introduction", "body", "faq", "conclusion", "images")
    session = desk.only()
    place(session, next(one for one in offers(session) if one.woven.kind == "image"))
    SessionFolder(desk.only_path()).save(session)
    done = run("document", "ci-vs-cd", "article")
    assert (done.code, done.said) == (0, "")
    assert "\n\n![CI vs CD in Python: one line from commit to users" in done.text


def test_another_document_is_printed_by_its_id(run: Run) -> None:
    answered(run, "social")
    done = run("document", "ci-vs-cd", "posts")
    assert (done.code, done.said) == (0, "")
    assert done.text.startswith("## X thread\n\n- ")


def test_headings_that_were_moved_are_told(run: Run) -> None:
    assert run("answer", "ci-vs-cd", "introduction", input="# Too high\n\ntext\n").code == 0
    done = run("document", "ci-vs-cd")
    assert "\n\n## Too high\n\ntext\n" in done.text
    assert "3 Introduction: its headings were moved down by 1 level to fit." in done.said


def test_an_unknown_document_an_empty_one_and_no_session_print_nothing(
    run: Run, begun: Path
) -> None:
    for arguments, words in (
        (("ci-vs-cd", "artcle"), "Did you mean article?"),
        (("ci-vs-cd", "zzz"), "It has article, head, posts"),
        (("ci-vs-cd", "posts"), "Nothing of The posts is written yet."),
        (("trusted-publishing",), "no session"),
    ):
        done = run("document", *arguments)
        assert done.code != 0
        assert done.data == b""
        assert words in done.said


def test_what_a_terminal_would_obey_goes_out_as_it_is_into_a_pipe_only(run: Run) -> None:
    assert run("answer", "ci-vs-cd", "introduction", input="one\x1b[31mtwo").code == 0
    assert "one\x1b[31mtwo" in run("document", "ci-vs-cd").text
