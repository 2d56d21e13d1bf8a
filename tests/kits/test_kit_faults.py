"""What is said of a kit whose own file is at fault: file, line, key, expected, found, meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from kit_files import KIT, changed, line_of, write, write_kit

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.model import FORMAT
from copydesk.kits.read import read_kit


def problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the kit in a folder."""
    with pytest.raises(InvalidFiles) as caught:
        read_kit(folder)
    return caught.value.problems


def only(folder: Path) -> Problem:
    """The one thing that is wrong with the kit in a folder."""
    (one,) = problems(folder)
    return one


def test_a_good_kit_is_read_whole(tmp_path: Path) -> None:
    kit = read_kit(write_kit(tmp_path / "small"))
    assert (kit.id, kit.format, kit.title, kit.updated) == (
        "small",
        FORMAT,
        "Test kit",
        dt.date(2026, 11, 21),
    )
    assert [phase.title for phase in kit.phases] == ["Planning", "Writing"]
    assert [prompt.id for prompt in kit.prompts] == ["outline", "body", "review"]
    assert [field.id for field in kit.fields][:2] == ["title", "words"]
    assert kit.field("words").default == 900
    assert kit.prompt("outline").checks[1].kind == "sum"
    assert kit.prompt("body").template.source == "Write it.\n\n{{answer.outline}}\n"
    assert kit.uses("review") == ("body",)
    assert '"object"' in kit.schemas["schemas/outline.json"]
    assert [part.answer for part in kit.document("article").parts] == ["", "body"]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small", body_md="one\r\ntwo\r\n")
    (folder / "kit.toml").write_bytes(b"\xef\xbb\xbf" + KIT.replace("\n", "\r\n").encode())
    assert read_kit(folder).prompt("body").template.source == "one\ntwo\n"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('title = "Test kit"', "title = 3", "title", "expected text, found 3"),
        ('title = "Test kit"', 'title = " "', "title", "expected one line of text, found an empty"),
        ('title = "Test kit"', 'titel = "Test kit"', "titel", 'did you mean "title"?'),
        ('version = "1.0"', "version = 1.0", "version", "expected text, found 1.0"),
        ("updated = 2026-11-21", 'updated = "soon"', "updated", 'as 2026-11-21, found "soon"'),
        ("updated = 2026-11-21", "updated = 2026-11-21T10:00:00", "updated", "found the time"),
        ("format = 1", 'format = "one"', "format", 'expected a whole number, found "one"'),
        ("format = 1", "format = true", "format", "expected a whole number, found true"),
        ("format = 1", "format = 0", "format", "there is no format 0; expected format = 1"),
        ('kind = "number"', 'kind = "nummer"', "brief.words.kind", 'did you mean "number"?'),
        ("required = true", 'required = "yes"', "brief.title.required", "true or false"),
        ("default = 900", 'default = "many"', "brief.words.default", "a number, found"),
        ("default = 900", "default = [1]", "brief.words.default[0]", "found 1 in it"),
        ('label = "Words"', "labels = 3", "brief.words.labels", 'did you mean "label"?'),
        ("[brief.words]", "[brief.Words]", "brief.Words", "digits and underscores"),
        ("[brief.author]\nlabel", "[brief]\nauthor", "brief.author", 'a table, found "Author"'),
        ('id = "body"', 'id = "Body"', "phases[1].prompts[0].id", "small letters"),
        ('id = "body"', 'id = "con"', "phases[1].prompts[0].id", "small letters"),
        ('title = "Body"', 'titel = "Body"', "phases[1].prompts[0].titel", 'mean "title"?'),
        ("optional = true", "optional = 1", "phases[1].prompts[1].optional", "true or false"),
        ('kind = "words"', 'kind = "wrods"', "phases[1].prompts[0].checks[0].kind", "words"),
        ('kind = "words"', "kind = 3", "phases[1].prompts[0].checks[0].kind", "a kind of check"),
        ("level = 1", "level = true", "documents[0].parts[0].level", "whole number, found true"),
        ("level = 1", "level = 7", "documents[0].parts[0].level", "from 1 to 6"),
        ('title = "The article"', 'kind = "x"', "documents[0].kind", "no such key"),
        ('format = "json", ', 'format = "jsn", ', "phases[0].prompts[0].answer.format", "json"),
    ],
)
def test_a_fault_is_named_with_its_line_and_key(
    tmp_path: Path, old: str, new: str, key: str, said: str
) -> None:
    text = changed(KIT, old, new)
    found = problems(write_kit(tmp_path / "small", kit_toml=text))
    (problem,) = [one for one in found if one.key == key]
    assert said in problem.message
    assert problem.path == tmp_path / "small" / "kit.toml"
    last = new.rsplit("\n", maxsplit=1)[-1]
    assert problem.line == line_of(text, last)


def test_a_missing_key_is_missed_in_its_table(tmp_path: Path) -> None:
    text = changed(KIT, 'label = "Tools"\n', "")
    problem = only(write_kit(tmp_path / "small", kit_toml=text))
    assert (problem.line, problem.key) == (line_of(text, "[brief.tools]"), "brief.tools.label")
    assert problem.message == "this key is missing: expected text"


def test_all_faults_come_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    text = changed(KIT, 'title = "Test kit"', "title = 3")
    text = changed(text, "default = 900", 'default = "many"')
    text = changed(text, '{ answer = "body" }', '{ answer = "bdy" }')
    text = changed(text, 'kind = "sum"', 'kind = "summ"')
    folder = write_kit(tmp_path / "small", kit_toml=text, body_md="{{brief.titel}}\n")
    found = problems(folder)
    assert [one.key for one in found] == [
        "title",
        "brief.words.default",
        "phases[0].prompts[0].checks[1].kind",
        "documents[0].parts[1].answer",
        "brief.titel",
    ]
    assert str(found[0]) == f"{folder}/kit.toml:3: title: expected text, found 3"


def test_a_kit_in_a_newer_format_is_refused_with_one_word(tmp_path: Path) -> None:
    text = changed(KIT, "format = 1", f"format = {FORMAT + 1}\nnovelty = true")
    text = changed(text, 'title = "Test kit"', "title = [3]")
    problem = only(write_kit(tmp_path / "small", kit_toml=text))
    assert problem.message == (
        f"written for a newer Copydesk (format {FORMAT + 1}; this one reads {FORMAT})"
    )
    assert (problem.line, problem.key) == (1, "format")


def test_a_kit_without_a_format_is_told_so(tmp_path: Path) -> None:
    problem = only(write_kit(tmp_path / "small", kit_toml=changed(KIT, "format = 1\n", "")))
    assert (problem.key, problem.message) == (
        "format",
        "this key is missing: expected a whole number",
    )


def test_two_prompts_cannot_have_one_id(tmp_path: Path) -> None:
    text = changed(KIT, 'id = "review"', 'id = "outline"')
    folder = write_kit(tmp_path / "small", kit_toml=text)
    (folder / "prompts" / "review.md").unlink()
    problem = only(folder)
    assert problem.key == "phases[1].prompts[1].id"
    line = line_of(text, 'id = "outline"')
    assert problem.message == f'the id "outline" is taken: it stands in line {line} already'


def test_two_documents_cannot_have_one_id(tmp_path: Path) -> None:
    text = KIT + '\n[[documents]]\nid = "article"\ntitle = "Again"\nparts = [{ text = "x" }]\n'
    assert "is taken" in only(write_kit(tmp_path / "small", kit_toml=text)).message


@pytest.mark.parametrize("name", ["My kit", "nul", "-x", "maps"])
def test_a_kits_folder_must_be_a_name(tmp_path: Path, name: str) -> None:
    problem = only(write_kit(tmp_path / name))
    assert f'"{name}"' in problem.message


def test_a_prompt_without_its_text_is_named(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small")
    (folder / "prompts" / "review.md").rename(folder / "prompts" / "reviews.md")
    missing, stray = problems(folder)
    assert missing.path == folder / "prompts" / "review.md"
    assert missing.message == "there is no such file"
    assert stray.path == folder / "prompts" / "reviews.md"
    assert 'did you mean "review"?' in stray.message


def test_an_empty_prompt_is_named(tmp_path: Path) -> None:
    problem = only(write_kit(tmp_path / "small", review_md=" \n"))
    assert problem.message == "the prompt has no text"


def test_files_that_editors_leave_behind_are_no_prompts(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "small")
    write(folder / "prompts" / ".body.md.swp.md", "x")
    write(folder / "prompts" / "body.md~", "x")
    assert read_kit(folder).id == "small"


@pytest.mark.parametrize(
    ("phases", "key", "said"),
    [
        ("", "phases", "expected at least one phase, found none"),
        ("phases = 3", "phases", "expected a list of tables, found 3"),
        ("phases = [3]", "phases[0]", "expected a table, found 3"),
        ('[[phases]]\ntitle = "Empty"', "phases[0].prompts", "at least one prompt"),
        ("[[phases]]\nprompts = [[]]", "phases[0].prompts[0]", "expected a table, found a list"),
        ('[phases]\ntitle = "No list"', "phases", "expected a list of tables, found a table"),
    ],
)
def test_a_kit_needs_phases_with_prompts(tmp_path: Path, phases: str, key: str, said: str) -> None:
    text = KIT[: KIT.index("[brief.title]")] + phases + "\n"
    found = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert any(one.key == key and said in one.message for one in found)


@pytest.mark.parametrize(
    ("field", "key", "said"),
    [
        ('kind = "choice"\n', "brief.extra", "a choice needs options"),
        ('kind = "line"\noptions = ["a"]\n', "brief.extra.options", "only a choice has options"),
        ('kind = "choice"\noptions = ["a", "a"]\n', "brief.extra.options", "options that differ"),
        ('kind = "choice"\noptions = ["a"]\ndefault = "b"', "brief.extra.default", "its options"),
        ('kind = "date"\ndefault = "soon"', "brief.extra.default", "a date such as"),
        ('kind = "list"\ndefault = "one"', "brief.extra.default", "a list of texts"),
        ('default = """\na\nb"""', "brief.extra.default", "one line of text"),
        ("default = true", "brief.extra.default", "found true"),
    ],
)
def test_a_field_must_be_able_to_hold_its_default(
    tmp_path: Path, field: str, key: str, said: str
) -> None:
    text = changed(KIT, "[[phases]]", f'[brief.extra]\nlabel = "Extra"\n{field}\n\n[[phases]]')
    problem = only(write_kit(tmp_path / "small", kit_toml=text))
    assert problem.key == key
    assert said in problem.message


def test_a_date_in_a_default_becomes_text(tmp_path: Path) -> None:
    field = '[brief.day]\nlabel = "Day"\nkind = "date"\ndefault = 2026-01-02\n\n[[phases]]'
    kit = read_kit(write_kit(tmp_path / "small", kit_toml=changed(KIT, "[[phases]]", field)))
    assert kit.field("day").default == "2026-01-02"


def test_more_faults_than_anyone_reads_are_cut_short(tmp_path: Path) -> None:
    text = KIT + "\n".join(f"[stray{number}]" for number in range(500))
    found = problems(write_kit(tmp_path / "small", kit_toml=text))
    assert len(found) == 101
    assert found[-1].message == "only the first 100 faults are listed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "number"', 'kind = "{}"'),
        ("[brief.tools]", '[brief."tool{}"]'),
        ('options = ["informational", ', 'options = ["informationa{}", '),
        ('id = "body"', 'id = "body{}"'),
        ('title = "Body"', 'title = "Body"\n"titl{}" = 1'),
        ('kind = "words"', 'kind = "word{}"'),
        ('heading = "brief.title"', 'heading = "brief.title{}"'),
        ('path = "headings[*].words"', 'path = "{}"'),
    ],
)
def test_a_fault_says_nothing_that_a_terminal_would_obey(
    tmp_path: Path, old: str, new: str
) -> None:
    text = changed(KIT, old, new.replace("{}", "\\u001b]52;c;x\\u0007\\u202e"))
    folder = write_kit(tmp_path / "small", kit_toml=text, body_md="{{brief.tools\x1b\u202e}}\n")
    said = "".join(map(str, problems(folder)))
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
