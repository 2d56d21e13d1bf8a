"""The scorecard's figures of what stands around the text: links, images, FAQ, dates, state."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from copydesk import clock
from copydesk.publish.lines import Place
from copydesk.publish.score import score
from copydesk.sessions.claims import claims_of, decide
from publish.scoring import good, group, ids, lifelike, line, written

PAGE = """<script type="application/ld+json">
{"@type": "Article",
 "datePublished": "2026-11-24",
 "dateModified": "2026-11-23"}
</script>"""


# Links


def test_links_are_told_apart_by_the_address_of_the_article() -> None:
    session = written(
        {"title": "Soup", "article_url": "https://www.soup.example/onion"},
        introduction=(
            "See [stock](/stock), [leek](https://soup.example/leek) and https://other.example/x.\n"
            "`[no](https://code.example)` [mail](mailto:a@b.example) [top](#top)\n\n"
            "```\n[no](https://code.example)\n```\n"
        ),
    )
    card = score(session)
    assert line(card, "links.in").value == "3 links"
    assert line(card, "links.out").value == "1 link"
    assert line(card, "links.out").place.line == 1


def test_where_no_address_of_the_site_is_known_links_out_are_unknown() -> None:
    card = score(written(introduction="See [this](https://other.example/x)."))
    assert line(card, "links.out").sign == "unknown"
    assert "No address of the site" in line(card, "links.out").why


def test_planned_links_count_as_set_where_their_anchor_is_one() -> None:
    session = lifelike()
    planned = line(session, "links.planned")
    assert (planned.value, planned.sign) == ("0 of 10 links set in the text", "look")
    anchor = json.loads(good("links"))[0]["anchor"]
    session.answer("conclusion", f"{good('conclusion')}\n[{anchor}](/guide)\n", "edited")
    assert line(session, "links.planned").value == "1 of 10 links set in the text"
    assert line(session, "links.pillar").sign == "good"


def test_a_link_to_nowhere_is_named() -> None:
    card = score(written(introduction="A [dead end]() here."))
    assert line(card, "links.empty.1").value == "“dead end”"


# Images


def test_images_that_are_in_order() -> None:
    card = score(lifelike())
    assert line(card, "images.number").against == "0 in the text, 6 proposed"
    assert line(card, "images.alts").value == "6 of 6 images in order"


def test_alternative_texts_that_are_missing_long_or_twice_lead_to_their_lines() -> None:
    items = [
        {"filename": "a.png", "alt": ""},
        {"filename": "b.png", "alt": "x" * 126},
        {"filename": "c.png", "alt": "The same"},
        {"filename": "d.png", "alt": "the same"},
    ]
    stored = json.dumps(items, indent=1)
    card = score(written(images=stored))
    told = [(one.name, one.value) for one in group(card, "images").lines if one.depth]
    assert told == [
        ("a.png", "no alternative text"),
        ("b.png", "126 characters"),
        ("d.png", "the same text as another image"),
    ]
    assert '"alt": ""' in stored.split("\n")[line(card, "images.alts.1").place.line - 1]
    assert line(card, "images.alts").value == "1 of 4 images in order"


def test_an_image_that_stands_in_the_text_counts_once() -> None:
    card = score(
        written(
            introduction='![A pot](pot.png "A pot")\n',
            images=json.dumps([{"filename": "pot.png", "alt": "A pot"}]),
        )
    )
    assert line(card, "images.number").against == "1 in the text, 0 proposed"


# FAQ and dates


def test_the_faq_that_stands_in_the_page_word_for_word() -> None:
    faq = line(lifelike(), "page.faq")
    assert (faq.value, faq.sign) == ("the same", "good")


def test_a_question_that_was_reworded_is_named_with_its_line() -> None:
    session = lifelike()
    page = good("meta").replace("Which CI tools are best", "What CI tools are best")
    session.answer("meta", page, "pasted")
    card = score(session)
    assert line(card, "page.faq").value == "1 difference"
    where = line(card, "page.faq.1").place
    assert "What CI tools are best" in "\n".join(page.split("\n")[where.line - 1 : where.line + 2])


def test_a_page_without_a_faqpage_says_so() -> None:
    card = score(written(faq=good("faq"), meta=PAGE))
    assert line(card, "page.faq").value == "no FAQPage"


def test_dates_are_held_against_the_brief_and_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    now = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    card = score(written({"published": "2026-11-24"}, meta=PAGE))
    assert line(card, "page.date").against == "2 days ago"
    assert line(card, "page.datePublished").sign == "good"
    assert line(card, "page.datePublished").place.line == 3
    assert line(card, "page.dateModified").sign == "off"
    other = score(written({"published": "2026-12-01"}, meta=PAGE))
    assert line(other, "page.date").against == "in 5 days"
    published = line(other, "page.datePublished")
    assert (published.sign, published.against) == ("off", "2026-12-01 in the brief")


@pytest.mark.parametrize(
    ("given", "value"),
    [('"24 November 2026"', "“24 November 2026”"), ("3", "no date"), ('"{{DATE}}"', "“{{DATE}}”")],
)
def test_what_is_no_date_is_quoted(given: str, value: str) -> None:
    page = PAGE.replace('"2026-11-24"', given)
    published = line(written({"published": "2026-11-24"}, meta=page), "page.datePublished")
    assert (published.value, published.sign) == (value, "look")


# Claims and answers


def test_claims_are_counted_by_what_was_decided() -> None:
    session = lifelike()
    first, second, *_ = claims_of(session)
    decide(session, first, "verified", "https://dora.example/")
    decide(session, second, "rejected")
    card = score(session)
    assert line(card, "claims.unverified").value == "9 of 11"
    assert line(card, "claims.verified").value == "1 of 11"
    assert line(card, "claims.rejected.1").sign == "off"
    assert line(card, "claims.rejected.1").place == Place(prompt="research", line=second.line)


def test_marks_that_still_stand_in_the_text_lead_to_their_lines() -> None:
    card = score(lifelike())
    assert line(card, "claims.marks").value == "4 marks"
    lines = good("body").split("\n")
    for number in range(1, 5):
        place = line(card, f"claims.marks.{number}").place
        assert "[verify]" in lines[place.line - 1]


def test_answers_that_are_missing_failing_or_stale_are_named() -> None:
    session = lifelike(8)
    session.answer("conclusion", "## No\n\nToo short.\n", "pasted")
    session.answer("outline", good("outline").replace("18", "19"), "edited")
    card = score(session)
    assert line(card, "answers.number").value == "8 of 12"
    assert line(card, "answers.missing.links").value == "no answer yet"
    assert line(card, "answers.failing").sign == "off"
    failing = line(card, "answers.failing.conclusion")
    assert "words" in failing.value
    assert "1 Article outline" in line(card, "answers.stale.body").value


# Other kits


def test_a_release_is_measured_without_what_it_has_no_part_in() -> None:
    session = lifelike(7, "release", "copperline-2-4")
    session.set_brief("title", "Copperline 2.4")
    card = score(session, "announcement")
    assert [one.id for one in card.groups] == [
        "words", "headings", "reading", "links", "page", "answers",
    ]  # fmt: skip
    assert line(card, "words.announcement").against == "about 450 words (383–517)"
    assert "headings.h1" in ids(card)
    posts = score(session, "posts")
    assert "headings.h1" not in ids(posts)


def test_the_first_document_of_prose_is_measured_unless_another_is_named() -> None:
    assert score(written()).document == "article"
    assert score(written(), "posts").document == "posts"
    with pytest.raises(KeyError):
        score(written(), "nowhere")
