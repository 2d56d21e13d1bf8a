"""Front matter, read back by a parser of its own format."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.publish.bundle import Options, make
from copydesk.publish.front_matter import FORMS, Form
from copydesk.publish.mdx import for_mdx
from publish.golden import article
from publish.scoring import written

DAY = dt.date(2026, 11, 24)
HOSTILE = (
    'A: "quoted" \\ title # no comment',
    "--- +++ {{x}} %YAML",
    "'single' & *star !tag |",
    "yes",
    "2026-11-24",
    "tab\tand\nline\n---\nevil: true",
    "Überschrift — “Zitat” 🎉\u2028x\x00\x1b",
)


def read(text: str, form: Form) -> tuple[dict[str, Any], str]:
    """The keys and what stands behind them."""
    fence = re.escape("+++" if form == "hugo" else "---")
    found = re.fullmatch(rf"{fence}\n(.*?)\n{fence}\n\n(.*)", text, re.DOTALL)
    assert found
    keys = tomllib.loads(found[1]) if form == "hugo" else yaml.safe_load(found[1])
    return keys, found[2]


def keys_of(form: Form, *, draft: bool = True) -> tuple[dict[str, Any], str]:
    return read(make(article(), Options(form, draft)).files["article.md"].decode("utf-8"), form)


def test_hugo_reads_it() -> None:
    keys, text = keys_of("hugo")
    assert keys["title"] == "CI vs CD: What Python developers need to know"
    assert len(keys["description"]) == 150
    assert (keys["date"], keys["lastmod"], keys["slug"]) == (DAY, DAY, "ci-vs-cd")
    assert keys["draft"] is True
    assert keys["tags"] == ["Foundations & Concepts"]
    assert keys["keywords"][0] == "ci vs cd python"
    assert keys["params"] == {"author": "Mara Lindqvist"}
    assert text.startswith("On Thursday")


def test_jekyll_reads_it() -> None:
    keys, text = keys_of("jekyll")
    assert (keys["layout"], keys["published"], keys["date"]) == ("post", False, DAY)
    assert keys["last_modified_at"] == DAY
    assert keys["author"] == "Mara Lindqvist"
    assert keys["canonical_url"] == "https://thegreenbuild.example/python-ci-cd/ci-vs-cd"
    assert keys["lang"] == "en"
    assert text.startswith("On Thursday")


def test_astro_reads_it() -> None:
    keys, text = keys_of("astro")
    assert (keys["pubDate"], keys["updatedDate"], keys["draft"]) == (DAY, DAY, True)
    assert keys["author"] == "Mara Lindqvist"
    assert text.startswith("On Thursday")


def test_docusaurus_reads_it() -> None:
    keys, text = keys_of("docusaurus")
    assert keys["authors"] == [
        {"name": "Mara Lindqvist", "url": "https://thegreenbuild.example/authors/mara-lindqvist"}
    ]
    assert (keys["date"], keys["last_update"]) == (DAY, {"date": DAY})
    assert keys["draft"] is True
    assert text.startswith("On Thursday")


def test_without_front_matter_the_headline_stays() -> None:
    text = make(article(), Options("none", True)).files["article.md"].decode("utf-8")
    assert text.startswith("> **Draft: 4 claims in it are not verified.**\n\n# CI vs CD: What")


@pytest.mark.parametrize("form", [one for one in FORMS if one != "none"])
@pytest.mark.parametrize("title", HOSTILE)
def test_any_text_comes_back_as_it_is(form: Form, title: str) -> None:
    brief = {"title": title, "author": title, "primary_keyword": title}
    session = written(brief, body="Soup.")
    keys, text = read(make(session, Options(form)).files["article.md"].decode("utf-8"), form)
    shown = keys["title"]
    assert "evil" not in keys
    assert shown.split() == title.replace("\u2028", " ").translate({0: "␀", 27: "␛"}).split() or (
        "\x00" in title and "🎉" in shown
    )
    assert keys["keywords"] == [shown]
    drafted = keys["published"] is True if form == "jekyll" else keys["draft"] is False
    assert drafted
    assert text.endswith("Soup.\n")


@given(st.text(max_size=60))
def test_yaml_and_toml_read_any_title_alike(title: str) -> None:
    session = written({"title": title}, body="Soup.")
    said = {
        read(make(session, Options(form)).files["article.md"].decode("utf-8"), form)[0]["title"]
        for form in ("hugo", "jekyll", "docusaurus")
    }
    assert len(said) == 1


# MDX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {b} <c>", "a &#123;b&#125; &#60;c>"),
        ("`{a} <b>` {c}", "`{a} <b>` &#123;c&#125;"),
        ("``a ` {b}`` {c}", "``a ` {b}`` &#123;c&#125;"),
        ("```\n{a} <b>\n```\n{c}", "```\n{a} <b>\n```\n&#123;c&#125;"),
        ("<https://a.example/x>", "[https://a.example/x](https://a.example/x)"),
        ("[x](<https://a.example/x>)", "[x](https://a.example/x)"),
        ('![x](<a.png> "b")', '![x](a.png "b")'),
        ("import x\n\nimportant\n\nexport y", "&#105;mport x\n\nimportant\n\n&#101;xport y"),
        ("a \\{b", "a &#123;b"),
        ("a \\\\{b", "a \\\\&#123;b"),
        ("a\n\n    {code}\n\nb", "a\n\n```\n{code}\n```\n\n\nb"),
        ("- a\n  ```\n  {b}\n  ```\n", "- a\n  ```\n  {b}\n  ```\n"),
        ("\\`{a}\\`", "\\`&#123;a&#125;\\`"),
    ],
)
def test_mdx_takes_none_of_a_text_for_a_program(text: str, expected: str) -> None:
    assert for_mdx(text) == expected


def test_only_docusaurus_gets_mdx() -> None:
    session = written({"title": "Soup"}, body="Soup {hot} <x>.")
    for form in FORMS:
        text = make(session, Options(form)).files["article.md"].decode("utf-8")
        assert ("&#123;hot" in text) == (form == "docusaurus")
