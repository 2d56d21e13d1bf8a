"""What a kit may say of things that are woven into its documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_files import KIT, changed, line_of, write_kit

from copydesk.errors import CopydeskError, InvalidFiles
from copydesk.kits.model import Kit, Weave
from copydesk.kits.read import read_kit
from copydesk.kits.rebuild import kit_from, kit_to

TABLE = "[[documents.weave]]"
LINK = 'kind = "link"\nanswer = "outline"\ntext = "anchor"\nplace = "heading"\ntarget = "title"'
STUDY = 'kind = "study"\nanswer = "outline"\npath = "studies[*]"\ntext = "title"\nplace = "heading"'
CLAIMS = '[[phases.prompts.claims]]\nkind = "study"\npath = "studies[*]"\ntext = ["title"]\n'
OF_OUTLINE = 'path = "headings[*].words"\nequals = "brief.words"\n'


def kit_toml(weave: str, claims: str = "") -> str:
    return f"{changed(KIT, OF_OUTLINE, OF_OUTLINE + claims)}\n{TABLE}\n{weave}\n"


def read(tmp_path: Path, text: str) -> Kit:
    return read_kit(write_kit(tmp_path / "small", kit_toml=text))


@pytest.mark.parametrize(
    ("weave", "key", "said"),
    [
        (changed(LINK, '"link"', '"rumour"'), "kind", '"link", "quote", "study" or "image"'),
        (changed(LINK, '"outline"', '"outlin"'), "answer", 'did you mean "outline"?'),
        (changed(LINK, '"outline"', '"body"'), "answer", "comes from an answer in JSON"),
        (changed(LINK, '"anchor"', '"a.b"'), "text", "expected the name of a key"),
        (changed(LINK, '"heading"', '""'), "place", "expected the name of a key"),
        (changed(LINK, '"title"', '"the title"'), "target", "expected the name of a key"),
        (changed(LINK, '\ntarget = "title"', ""), "", 'a link needs target = "…"'),
        (changed(LINK, '\nplace = "heading"', ""), "place", "this key is missing"),
        (f'{LINK}\npath = "[0]"', "path", "a path of names and [*]"),
        (f'{LINK}\nbye = "who"', "bye", 'did you mean "by"?'),
        (STUDY, "answer", 'add [[phases.prompts.claims]] with kind = "study"'),
    ],
)
def test_a_fault_is_named_with_its_line_and_key(
    tmp_path: Path, weave: str, key: str, said: str
) -> None:
    text = kit_toml(weave)
    with pytest.raises(InvalidFiles) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.key == f"documents[0].weave[0].{key}".rstrip(".")
    assert said in problem.message
    places = [n for n, line in enumerate(weave.split("\n"), 1) if key and line.startswith(key)]
    assert problem.line == line_of(text, TABLE) + (places[0] if places else 0)


def test_only_a_document_in_markdown_takes_things_in(tmp_path: Path) -> None:
    text = changed(
        kit_toml(LINK), 'title = "The article"', 'title = "The article"\nformat = "html"'
    )
    with pytest.raises(InvalidFiles, match="in Markdown only"):
        read(tmp_path, text)


def test_an_empty_list_is_a_mistake(tmp_path: Path) -> None:
    text = changed(KIT, 'id = "article"\n', 'id = "article"\nweave = []\n')
    with pytest.raises(InvalidFiles, match="at least one thing to weave in"):
        read(tmp_path, text)


def test_what_may_be_said(tmp_path: Path) -> None:
    more = f'{STUDY}\nby = "publisher"\nabout = "year"\n\n{TABLE}\n{LINK}\nsentence = "sentence"'
    kit = read(tmp_path, kit_toml(more, CLAIMS))
    study, link = kit.document("article").weave
    assert study == Weave(
        kind="study",
        answer="outline",
        path="studies[*]",
        text="title",
        place="heading",
        by="publisher",
        about="year",
    )
    assert (link.path, link.sentence) == ("[*]", "sentence")


def test_it_survives_a_session_s_file_and_one_that_was_altered_does_not(tmp_path: Path) -> None:
    kit = read(tmp_path, kit_toml(STUDY, CLAIMS))
    data = kit_to(kit)
    assert kit_from(data) == kit
    data["documents"][0]["weave"][0]["answer"] = "nobody"
    with pytest.raises(CopydeskError, match='refers to the answer "nobody"'):
        kit_from(data)


def test_a_kit_of_before_has_nothing_to_weave_in(tmp_path: Path) -> None:
    kit = read_kit(write_kit(tmp_path / "small", kit_toml=KIT))
    data = kit_to(kit)
    for document in data["documents"]:
        document.pop("weave", None)
    assert kit_from(data).document("article").weave == ()
