"""What a bundle holds, file by file."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pytest
from msgspec.structs import replace

from copydesk.publish.bundle import MANIFEST, NotFinal, Options, against, make
from copydesk.publish.texts import NothingToPublish
from copydesk.sessions.claims import claims_of, decide
from copydesk.sessions.file import decode
from publish.golden import bundles, comparable, kept
from publish.parsed import linked_data, tree
from publish.scoring import good, lifelike, written

DRAFT = Options("none", True)
ARTICLE = {
    "article.md", "article.html", "head.html", "posts.md", "posts.json", "images.csv",
    "links.csv", "claims.md", "review.md", "session.json", MANIFEST,
}  # fmt: skip
RELEASE = {
    "notes.md", "announcement.md", "announcement.html", "head.html", "posts.md", "posts.json",
    "changes.csv", "claims.md", "review.md", "session.json", MANIFEST,
}  # fmt: skip


def test_bundles_are_as_they_are_kept() -> None:
    for name, bundle in bundles():
        assert set(bundle.files) == (ARTICLE if name == "article" else RELEASE)
        found, expected = comparable(bundle), kept(name)
        assert found.keys() == expected.keys()
        for file in expected:
            assert found[file] == expected[file], f"{name}/{file}: see publish/golden.py"


def test_the_session_in_a_bundle_opens_as_it_was() -> None:
    session = lifelike()
    bundle = make(session, DRAFT)
    _, again = decode(bundle.files["session.json"])
    assert {one.id: again.text_of(one.id) for one in again.kit.prompts} == {
        one.id: session.text_of(one.id) for one in session.kit.prompts
    }


def test_the_manifest_names_every_other_file() -> None:
    bundle = make(lifelike(), DRAFT)
    told = json.loads(bundle.files[MANIFEST])
    assert set(told["files"]) == set(bundle.files) - {MANIFEST}
    assert told["state"] == "draft"


# Claims


MARKED = "## Soup\n\nLeek has 31 kcal per 100 grams [verify]. It is green.\n\nSalt is a mineral."
LEAD = {
    "name": "Salt is a mineral",
    "type": "statistic",
    "why_include": "-",
    "citation_suggestion": "A book",
}


def test_a_mark_in_the_text_keeps_it_from_being_final_and_is_shown_in_a_draft() -> None:
    session = written({"title": "Soup"}, body=MARKED)
    with pytest.raises(NotFinal, match="1 claim keeps Soup from being final") as refused:
        make(session)
    (mark,) = [one for one in refused.value.against if one.blocks]
    assert (mark.kind, mark.place.prompt, mark.place.line) == ("mark", "body", 3)
    assert "Leek has 31 kcal per 100 grams" in mark.text
    files = make(session, DRAFT).files
    page = files["article.html"].decode()
    assert '<p class="draft" lang="en">Draft: 1 claim in it is not verified.</p>' in page
    assert "<mark title=" in page
    assert ">Leek has 31 kcal per 100 grams [verify]</mark>. It is green." in page
    assert files["article.md"].decode().startswith("> **Draft: 1 claim in it is not verified.**")


def test_a_claim_in_the_text_is_marked_until_somebody_verifies_it() -> None:
    session = written({"title": "Soup"}, body=MARKED.replace(" [verify]", ""), research=_leads())
    (claim,) = claims_of(session)
    with pytest.raises(NotFinal):
        make(session)
    assert "Salt is a mineral [unverified]." in make(session, DRAFT).files["article.md"].decode()
    decide(session, claim, "verified", "https://salt.example/")
    text = make(session).files["article.md"].decode()
    assert "Salt is a mineral." in text
    assert "verif" not in text


def test_a_claim_whose_words_do_not_stand_in_the_text_is_told_and_keeps_nothing() -> None:
    session = written({"title": "Soup"}, body="## Soup\n\nIt is hot.", research=_leads())
    bundle = make(session)
    (lead,) = [one for one in bundle.against if one.kind == "lead"]
    assert not lead.blocks
    assert lead.place.prompt == "research"


def test_a_rejected_claim_that_still_stands_there_keeps_it_from_being_final() -> None:
    session = written({"title": "Soup"}, body=MARKED.replace(" [verify]", ""), research=_leads())
    (claim,) = claims_of(session)
    decide(session, claim, "rejected", note="It is none.")
    with pytest.raises(NotFinal) as refused:
        make(session)
    assert [one.kind for one in refused.value.against if one.blocks] == ["rejected"]


def test_the_mark_behind_a_verified_claim_is_taken_out_of_the_text() -> None:
    body = "## Soup\n\nSalt is *a* mineral [verify]. It is [verify] hot."
    session = written({"title": "Soup"}, body=body, research=_leads())
    (claim,) = claims_of(session)
    decide(session, claim, "verified", note="seen")
    text = make(session, DRAFT).files["article.md"].decode()
    assert "Salt is *a* mineral. It is [verify] hot." in text


def test_claims_in_code_are_left_alone() -> None:
    body = "## Soup\n\nHot.\n\n```\nSalt is a mineral [verify]\n```"
    session = written({"title": "Soup"}, body=body, research=_leads())
    assert "Salt is a mineral [verify]\n" in make(session).files["article.md"].decode()


def _leads() -> str:
    return json.dumps([LEAD])


# What stands against it


def test_what_is_missing_failing_or_stale_is_told_with_its_card_and_keeps_nothing() -> None:
    session = lifelike(6)
    session.answer("outline", "no outline", "pasted")
    found = against(session)
    kinds = {(one.kind, one.place.prompt) for one in found}
    assert {("failing", "outline"), ("missing", "meta"), ("stale", "body")} <= kinds
    assert not any(one.blocks for one in found if one.kind in ("failing", "missing", "stale"))
    assert [one.blocks for one in found] == sorted((one.blocks for one in found), reverse=True)


def test_a_session_without_a_text_has_nothing_to_publish() -> None:
    with pytest.raises(NothingToPublish, match="has no text yet") as told:
        make(written({"title": "Soup"}), DRAFT)
    assert "Introduction" in told.value.hint


def test_a_kit_without_a_text_in_markdown_has_no_page() -> None:
    session = written({"title": "Soup"}, body="Soup.")
    session.kit = replace(session.kit, documents=())
    with pytest.raises(NothingToPublish, match="no document that becomes a page"):
        make(session, DRAFT)


def test_what_the_brief_does_not_say_is_left_out_and_told() -> None:
    session = written({"title": "Soup"}, body="## Soup\n\nHot.")
    bundle = make(session)
    assert {one.place.field for one in bundle.against if one.kind == "brief"} == {
        "article_url", "author", "published",
    }  # fmt: skip
    (article,) = linked_data(tree(bundle.files["article.html"].decode()))["@graph"]
    assert article.keys() == {"@type", "headline", "description", "inLanguage"}


# Addresses


def test_placeholders_become_the_briefs_address_or_are_listed() -> None:
    answers = {
        "body": "## Soup\n\nSee {{ARTICLE_URL}} and {{IMAGE_URL}}.",
        "social": good("social"),
    }
    known = written({"title": "Soup", "article_url": 'https://soup.example/?a="b'}, **answers)
    assert "{{ARTICLE_URL}}" in make(known).files["article.md"].decode()  # no address: a quote
    known = written({"title": "Soup", "article_url": "https://soup.example/a?b&c"}, **answers)
    bundle = make(known)
    assert (
        "See https://soup.example/a?b&c and {{IMAGE_URL}}." in bundle.files["article.md"].decode()
    )
    assert (
        "https://soup.example/a?b&c" in json.loads(bundle.files["posts.json"])["twitter_thread"][3]
    )
    assert "https://soup.example/a?b&c" in bundle.files["posts.md"].decode()
    assert "{{IMAGE_URL}}" in next(one.text for one in bundle.against if one.kind == "placeholder")
    assert '<link rel="canonical" href="https://soup.example/a?b&amp;c">' in (
        bundle.files["head.html"].decode()
    )
    unknown = make(written({"title": "Soup"}, **answers))
    left = [one.text for one in unknown.against if one.kind == "placeholder"]
    assert len([one for one in left if "{{ARTICLE_URL}}" in one]) == 2
    assert "og:url" not in unknown.files["head.html"].decode()


def test_code_with_braces_is_no_placeholder() -> None:
    session = written({"title": "Soup"}, body="## A\n\n`{{VERSION}}` and `${{ secrets.X }}`")
    assert not [one for one in make(session).against if one.kind == "placeholder"]


def test_links_that_nobody_knows_the_address_of_become_their_words() -> None:
    body = "## A\n\nSee [the *stock* page](unknown:stock) and [leek](<unknown:leek>)"
    body += ", `[x](unknown:x)`."
    bundle = make(written({"title": "Soup"}, body=body))
    text = bundle.files["article.md"].decode()
    assert "See the *stock* page and leek, `[x](unknown:x)`." in text
    told = [one.text for one in bundle.against if one.kind == "link"]
    assert len(told) == 2
    assert "unknown:" not in bundle.files["article.html"].decode().replace("[x](unknown:x)", "")


def test_links_that_lead_nowhere_from_a_page_alone_are_told() -> None:
    bundle = make(written({"title": "Soup"}, body="## A\n\nSee [the stock](/stock)."))
    assert "(/stock)" in bundle.files["article.md"].decode()
    assert "<p>See the stock.</p>" in bundle.files["article.html"].decode()
    assert any("“the stock” is no link" in one.text for one in bundle.against)


# Data


def test_tables_have_the_columns_of_the_schema_and_no_formulas() -> None:
    images = json.loads(good("images"))
    images[0]["alt"] = '=HYPERLINK("https://x.example")'
    images[1]["alt"] = "@x"
    images[2] = {"extra": ["a", 1], **images[2], "alt": 'a "b",\nc'}
    del images[3]["type"]
    session = written({"title": "Soup"}, body="Soup.", images=json.dumps(images))
    data = make(session).files["images.csv"]
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert list(rows[0]) == [
        "filename", "description", "placement", "alt", "type", "treatment", "extra",
    ]  # fmt: skip
    assert rows[0]["alt"] == '\'=HYPERLINK("https://x.example")'
    assert rows[1]["alt"] == "'@x"
    assert (rows[2]["alt"], rows[2]["extra"]) == ('a "b",\nc', '["a", 1]')
    assert rows[3]["type"] == ""


def test_planned_links_come_with_the_addresses_that_the_map_knows() -> None:
    rows = list(csv.DictReader(io.StringIO(make(lifelike(), DRAFT).files["links.csv"].decode())))
    known = {row["target"]: row["address"] for row in rows}
    start = "https://thegreenbuild.example/python-ci-cd/"
    assert (
        known["A Python CI workflow to copy, explained line by line"] == start + "starter-workflow"
    )
    assert known["Complete Guide to CI/CD for Python Projects"] == ""


@pytest.mark.parametrize("broken", ["no JSON", '{"a": NaN}', "[1, 2]"])
def test_data_that_cannot_be_read_is_left_out_and_told(broken: str) -> None:
    bundle = make(written({"title": "Soup"}, body="Soup.", images=broken, social=broken))
    told = {one.place.prompt for one in bundle.against if one.kind == "file"}
    assert "images.csv" not in bundle.files
    if broken == "[1, 2]":  # JSON it is, though no images
        assert json.loads(bundle.files["posts.json"]) == [1, 2]
        assert told == {"images"}
    else:
        assert "posts.json" not in bundle.files
        assert told == {"images", "social"}


def test_half_a_pair_of_surrogates_harms_no_file() -> None:
    social = json.dumps({"twitter_thread": ["\ud800 <x>"], "linkedin_post": "\udfff"})
    bundle = make(written({"title": "Soup \ud800"}, body="Soup \udc00.", social=social))
    for name, data in bundle.files.items():
        assert data.decode("utf-8"), name
    assert json.loads(bundle.files["posts.json"])["twitter_thread"] == ["\ud800 <x>"]


# Structured data


def test_the_page_says_what_the_brief_says_whatever_the_head_has() -> None:
    meta = (
        '<title>A </title><script>x</script>\n<meta name="description" content="Hot &amp; good">'
        '<script type="application/ld+json">{"@type": "BlogPosting", "headline": "Other",'
        '"author": {"name": "Somebody"}, "datePublished": "1999-01-01",'
        '"dateModified": "2026-12-01", "evil": "x"}</script>'
    )
    brief = {"title": "Soup", "author": "Mara </script>", "published": "2026-11-24"}
    html = make(written(brief, body="Soup.", meta=meta)).files["article.html"].decode()
    (article,) = linked_data(tree(html))["@graph"]
    assert article["@type"] == "BlogPosting"
    assert article["headline"] == "Soup"
    assert article["author"] == {"@type": "Person", "name": "Mara </script>"}
    assert (article["datePublished"], article["dateModified"]) == ("2026-11-24", "2026-12-01")
    assert article["description"] == "Hot & good"
    assert "evil" not in article
    assert "\\u003c/script\\u003e" in html


def test_a_change_before_publication_is_not_believed() -> None:
    data = '{"@type":"Article","dateModified":"2025-01-01"}'
    meta = f'<script type="application/ld+json">{data}</script>'
    session = written({"title": "Soup", "published": "2026-11-24"}, body="Soup.", meta=meta)
    (article,) = linked_data(tree(make(session).files["article.html"].decode()))["@graph"]
    assert article["dateModified"] == "2026-11-24"


# Headings


def test_a_page_has_one_headline_and_skips_no_level() -> None:
    body = "## A\n\n##### B\n\nx\n\n# C\n\n### D\n\nx"
    root = tree(make(written({"title": "Soup"}, body=body)).files["article.html"].decode())
    levels = [
        int(one.tag[1])
        for one in root.iter()
        if str(one.tag)[:1] == "h" and str(one.tag)[1:].isdigit()
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(set(names)) == len(names)


def test_a_long_page_has_its_contents_and_a_short_one_none() -> None:
    def navs(chapters: int) -> list[str | None]:
        body = "\n\n".join(f"## Part <{n}>\n\nx" for n in range(chapters))
        root = tree(make(written({"title": "S"}, body=body)).files["article.html"].decode())
        ids = {one.get("id") for one in root.iter()}
        links = [one.get("href") or "" for nav in root.iter("nav") for one in nav.iter("a")]
        assert {one.removeprefix("#") for one in links} <= ids
        return links

    assert navs(3) == []
    assert len(navs(4)) == 4
