"""Published pages in a real browser: what they show, say, run and ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import pytest

from copydesk.publish.bundle import Options, make
from copydesk.sessions.session import Session
from publish.chromium import Chromium, chromium
from publish.golden import release
from publish.hostile import MARK, PAYLOADS
from publish.parsed import linked_data, tree
from publish.published import whole
from publish.scoring import lifelike, written

pytestmark = pytest.mark.terminal("chromium")

DRAFT = Options("none", True)
SIZES = [390, 1280]
SCHEMES = ["light", "dark"]
POLICY = "Content-Security-Policy"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the twelve lifelike answers, with a table and pictures besides."""
    session = lifelike()
    session.set_brief("published", "2026-11-24")
    more = (
        "\n\n### A table\n\n| Tool | Minutes |\n|:--|--:|\n| `uv` | 2 |\n\n"
        '![A pipeline in two colours](pipeline.svg "From commit to users")\n\n'
        "> A quote with [a link](https://other.example/page).\n"
    )
    session.answer("body", session.text_of("body") + more, "pasted")
    return _page(session, tmp_path_factory.mktemp("article"))


def _page(session: Session, folder: Path, options: Options = DRAFT) -> Path:
    """The page of a session, as a file."""
    bundle = make(session, options)
    page = folder / bundle.page
    page.write_bytes(bundle.files[bundle.page])
    return page


def _nothing_happened(browser: Chromium, page: Path) -> None:
    assert browser.said == []
    assert browser.dialogs == []
    assert [one for one in browser.requests if not one.startswith("data:")] == [page.as_uri()]
    assert browser.evaluate(f"typeof window.{MARK}") == "undefined"


def _serious(browser: Chromium) -> list[tuple[str, str, str]]:
    """What axe-core finds that is serious or worse, each with an element that shows it."""
    browser.evaluate(resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
    found = browser.evaluate("axe.run().then(r => ({bad: r.violations, good: r.passes.length}))")
    assert found["good"] > 15
    told = [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found["bad"]]
    return [one for one in told if one[1] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", SIZES)
def test_an_article_is_quiet_fits_its_window_and_is_accessible(
    browser: Chromium, article: Path, width: int, scheme: str
) -> None:
    browser.open(article, width=width, scheme=scheme)
    _nothing_happened(browser, article)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    dark = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(dark.removeprefix("rgb(").split(",")[0])
    assert red < 60 if scheme == "dark" else red > 200
    assert _serious(browser) == []


@pytest.mark.parametrize("made", [whole, release], ids=["final article", "release"])
def test_other_pages_are_no_worse(
    browser: Chromium, tmp_path: Path, made: Callable[[], Session]
) -> None:
    page = _page(made(), tmp_path, Options())
    browser.open(page, width=390, scheme="dark")
    _nothing_happened(browser, page)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 390
    assert browser.evaluate("document.querySelectorAll('.draft, mark').length") == 0
    assert _serious(browser) == []


def test_the_browser_reads_the_data_that_was_written(browser: Chromium, article: Path) -> None:
    browser.open(article)
    scripts = "document.querySelectorAll('script[type=\"application/ld+json\"]')"
    said = browser.evaluate(f"Array.from({scripts}, one => one.textContent)")
    assert [json.loads(one) for one in said] == [linked_data(tree(article.read_text("utf-8")))]
    found = json.loads(said[0])["@graph"]
    assert found[0]["headline"] == "CI vs CD: What Python developers need to know"
    assert found[0]["author"]["name"] == "Mara Lindqvist"
    assert found[0]["datePublished"] == "2026-11-24"
    faq = browser.evaluate("Array.from(document.querySelectorAll('h3'), one => one.textContent)")
    assert [one["name"] for one in found[1]["mainEntity"]] == faq[-10:]


def test_a_printed_article_shows_no_contents_and_the_links_addresses(
    browser: Chromium, article: Path
) -> None:
    browser.open(article)
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert browser.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
        link = "document.querySelector('blockquote a')"
        told = browser.evaluate(f"getComputedStyle({link}, '::after').content")
        assert "https://other.example/page" in told
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")


def _hostile(folder: Path) -> Path:
    """All hostile texts in one article: as text, headings, questions, answers and head."""
    body = "\n\n".join(f"## {' '.join(one.split())}\n\n{one}\n\nNext." for one in PAYLOADS)
    faq = json.dumps([{"question": one, "answer": one} for one in PAYLOADS])
    meta = "".join(
        f"<title>{one}</title><meta name=description content='{one}'>" for one in PAYLOADS
    )
    session = written(
        {"title": PAYLOADS[0], "author": PAYLOADS[1]},
        introduction="The soup.",
        body=body,
        faq=faq,
        meta=meta,
    )
    return _page(session, folder)


@pytest.mark.parametrize("with_policy", [True, False])
def test_hostile_answers_run_nothing_and_fetch_nothing(
    browser: Chromium, tmp_path: Path, with_policy: bool
) -> None:
    page = _hostile(tmp_path)
    html = page.read_text("utf-8")
    assert POLICY in html
    if not with_policy:  # what was cleaned needs no policy; the policy stands behind it
        page.write_text(html.replace(POLICY, "x-nothing"), "utf-8")
    browser.open(page)
    _nothing_happened(browser, page)
    for event in ("mouseover", "focus", "toggle"):
        browser.evaluate(
            "document.querySelectorAll('*').forEach(one => "
            f"one.dispatchEvent(new Event('{event}', {{bubbles: false}})))"
        )
    links = "Array.from(document.querySelectorAll('a[href]'), one => one.protocol)"
    assert set(browser.evaluate(links)) <= {"http:", "https:", "mailto:", "file:"}
    outside = "Array.from(document.querySelectorAll('a[href]'), one => one.getAttribute('href'))"
    assert not [one for one in browser.evaluate(outside) if one.startswith(("file:", "//"))]
    _nothing_happened(browser, page)


def test_the_policy_stops_what_cleaning_might_let_through(
    browser: Chromium, tmp_path: Path
) -> None:
    page = _page(written({"title": "Soup"}, introduction="The soup."), tmp_path)
    bad = f"<script>window.{MARK}=1</script><img src=x.png onerror='window.{MARK}=1'>"
    bad += "<p style='color:red'>x</p><form action='x'></form>"
    html = page.read_text("utf-8").replace("</article>", f"{bad}</article>")
    page.write_text(html, "utf-8")
    browser.open(page)
    assert browser.evaluate(f"typeof window.{MARK}") == "undefined"
    assert len([one for one in browser.said if "Content Security Policy" in one]) >= 3
    assert browser.blocked == [(tmp_path / "x.png").as_uri()]
    style = "getComputedStyle(document.querySelector('article > p[style]')).color"
    assert browser.evaluate(style) != "rgb(255, 0, 0)"


def test_a_browser_that_is_let_to_run_them_does(browser: Chromium, tmp_path: Path) -> None:
    """The proof that running and asking would have been seen."""
    page = tmp_path / "raw.html"
    page.write_text(
        f"<!DOCTYPE html><title>x</title><script>window.{MARK}=1; console.log('x')</script>"
        f"<img src='{quote('x y.png')}'>",
        "utf-8",
    )
    browser.open(page)
    assert browser.evaluate(f"window.{MARK}") == 1
    assert browser.said
    assert len(browser.requests) == 2
