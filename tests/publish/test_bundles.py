"""The bundle: what it holds, what stands against it, and that it is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tomllib
from pathlib import Path

import pytest
import yaml
from published import session_on, whole

from copydesk.publish.bundle import Bundle, NotFinal, Options, against, make
from copydesk.publish.folder import FolderTaken, NotWritten, write
from copydesk.publish.front_matter import Form
from copydesk.publish.texts import NothingToPublish
from copydesk.sessions.claims import claims_of
from copydesk.sessions.file import decode

NAMES = {
    "article.md", "article.html", "head.html", "posts.md", "posts.json", "images.csv",
    "links.csv", "claims.md", "review.md", "session.json", "bundle.json",
}  # fmt: skip


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return make(whole(), Options("none"))


def text(bundle: Bundle, name: str) -> str:
    return bundle.files[name].decode("utf-8")


def test_it_holds_just_what_the_kit_says(bundle: Bundle) -> None:
    assert set(bundle.files) == NAMES
    assert not bundle.draft
    assert not any(one.blocks for one in bundle.against)


def test_the_session_in_it_opens_again(bundle: Bundle) -> None:
    _, session = decode(bundle.files["session.json"])
    assert session.progress() == (12, 12)


def test_the_article_has_its_links_images_and_title(bundle: Bundle) -> None:
    article = text(bundle, "article.md")
    assert article.startswith("# CI vs CD: What Python developers need to know\n")
    assert "](https://thegreenbuild.example/python-ci-cd/" in article
    assert "![" in article
    assert "unknown:" not in article
    page = text(bundle, "article.html")
    assert page.count("<figure") == article.count("![")
    assert "<img" not in page


def test_the_articles_address_stands_in_the_posts(bundle: Bundle) -> None:
    posts = text(bundle, "posts.md")
    assert "{{ARTICLE_URL}}" not in posts
    assert "https://thegreenbuild.example/python-ci-cd/ci-vs-cd" in posts
    assert "{{ARTICLE_URL}}" not in text(bundle, "posts.json")
    session = session_on()
    session.set_brief("article_url", None)
    open_ = make(session, Options(draft=True))
    assert any(one.kind == "placeholder" for one in open_.against)


def test_json_ld_has_the_briefs_date_author_and_address(bundle: Bundle) -> None:
    page = text(bundle, "article.html")
    blocks = [
        json.loads(part.partition("</script>")[0])
        for part in page.split('<script type="application/ld+json">')[1:]
    ]
    nodes = [node for block in blocks for node in block.get("@graph", [block])]
    (article,) = [node for node in nodes if node.get("@type") == "Article"]
    assert article["datePublished"] == "2026-11-24"
    assert article["author"]["name"] == "Mara Lindqvist"
    assert "/ci-vs-cd" in json.dumps(article["mainEntityOfPage"])
    assert "{{" not in json.dumps(blocks)
    assert '<link rel="canonical" href="https://thegreenbuild.example' in page


def test_without_an_address_there_is_no_canonical_and_no_open_graph() -> None:
    session = session_on()
    session.set_brief("article_url", None)
    found = make(session, Options(draft=True))
    assert "canonical" not in text(found, "article.html")
    assert "og:" not in text(found, "head.html")


def test_csv_has_a_row_for_each_thing_and_no_formula(bundle: Bundle) -> None:
    rows = list(csv.DictReader(io.StringIO(text(bundle, "images.csv"))))
    assert len(rows) == 6
    assert {"filename", "alt", "placement"} <= rows[0].keys()
    hostile = json.dumps([{"anchor": "=1+1", "target": "@x", "placement": "+", "sentence": "-\n2"}])
    found = make(session_on(links=hostile), Options(draft=True))
    (row,) = csv.DictReader(io.StringIO(text(found, "links.csv")))
    assert all(value.startswith("'") for name, value in row.items() if name != "address")


@pytest.mark.parametrize("form", ["hugo", "jekyll", "astro", "docusaurus", "none"])
def test_front_matter_is_read_back_by_a_parser(form: Form) -> None:
    session = whole()
    title = 'A "title": with \\ and # and --- and {x} ünï'
    session.set_brief("title", title)
    article = text(make(session, Options(form)), "article.md")
    if form == "none":
        assert article.startswith("# A ")
        return
    if form == "hugo":
        _, matter, rest = article.split("+++\n", 2)
        found = tomllib.loads(matter)
    else:
        _, matter, rest = article.split("---\n", 2)
        found = yaml.safe_load(matter)
    assert found["title"] == title
    assert found["description"]
    dates = [value for name, value in found.items() if "date" in name.lower()]
    assert str(dates[0]).startswith("2026-11-24")
    assert not rest.lstrip().startswith("# ")
    draft = text(make(session, Options(form, draft=True)), "article.md")
    assert draft != article
    assert "draft" in draft.lower() or "published: false" in draft


def test_jekyll_runs_nothing_that_the_text_holds() -> None:
    session = whole()
    session.answer("conclusion", "Run ${{ matrix.python }} and {% include x %}.", "edited")
    found = text(make(session, Options("jekyll", draft=True)), "article.md")
    assert "${{ '{{' }} matrix.python }} and {{ '{%' }} include x %}." in found


def test_unverified_claims_are_marked_and_forbid_all_but_a_draft() -> None:
    session = session_on()
    claim = next(one for one in claims_of(session) if len(one.text.split()) > 6)
    session.answer("conclusion", f"It ends so. {claim.text}. And on.", "edited")
    with pytest.raises(NotFinal) as refused:
        make(session)
    assert any(one.kind == "claim" and one.place.prompt for one in refused.value.against)
    draft = make(session, Options(draft=True))
    assert draft.draft
    assert "<mark" in text(draft, "article.html")
    assert "draft" in text(draft, "article.html").lower()


def test_what_is_missing_failing_and_stale_is_named_with_its_card() -> None:
    session = session_on(conclusion="Short.", faq="")
    session.check()
    said = {(one.kind, one.place.prompt) for one in against(session)}
    assert ("failing", "conclusion") in said
    assert ("missing", "faq") in said


def test_nothing_written_is_nothing_to_publish() -> None:
    with pytest.raises(NothingToPublish):
        make(session_on("ci-vs-cd", "none"))


def test_the_release_kit_publishes_its_own_documents() -> None:
    session = session_on(
        "release",
        "copperline-2-4",
    )
    session.set_brief("title", "Copperline 2.4")
    found = make(session, Options("hugo", draft=True))
    assert {"announcement.md", "announcement.html", "notes.md", "notes.html"} - set(
        found.files
    ) == {"notes.html"}
    assert "changes.csv" in found.files


# Writing


def test_it_is_written_whole_and_never_over_another_unasked(bundle: Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "article"
    write(bundle, folder)
    assert {path.name for path in folder.iterdir()} == NAMES
    assert (folder / "article.md").read_bytes() == bundle.files["article.md"]
    with pytest.raises(FolderTaken):
        write(bundle, folder)
    draft = make(session_on(), Options(draft=True))
    write(draft, folder, replace=True)
    assert (folder / "article.md").read_bytes() == draft.files["article.md"]
    assert [path.name for path in folder.parent.iterdir()] == ["article"]


def test_a_folder_with_anything_else_in_it_is_left_alone(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NotWritten):
        write(bundle, tmp_path, replace=True)
    assert os.listdir(tmp_path) == ["notes.txt"]
    with pytest.raises(NotWritten):
        write(bundle, tmp_path / "notes.txt", replace=True)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_of_ones_own_in_a_bundle_stays(bundle: Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "article"
    write(bundle, folder)
    (folder / "notes.txt").write_text("mine")
    write(bundle, folder, replace=True)
    assert (folder / "notes.txt").read_text() == "mine"
    assert {path.name for path in folder.iterdir()} == {*NAMES, "notes.txt"}


@pytest.mark.parametrize("fails_at", [0, 3, 9])
def test_a_full_disk_leaves_the_old_bundle(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    folder = tmp_path / "article"
    write(bundle, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    calls = 0
    real = os.fsync

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > fails_at:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("copydesk.publish.folder.os.fsync", full)
    draft = make(session_on(), Options(draft=True))
    with pytest.raises(NotWritten, match="No space left on device"):
        write(draft, folder, replace=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["article"]
