"""The scorecard's figures of the text: words, keywords, headings, reading."""

from __future__ import annotations

import json

import pytest

from copydesk.publish.lines import Place
from copydesk.publish.score import score
from publish.scoring import good, group, ids, lifelike, line, written

INTRO = "Onion soup is cheap. Make onion soup often and eat it hot."


# Words


def test_parts_are_held_to_their_own_checks_and_sections_to_the_outline() -> None:
    card = score(lifelike())
    told = [
        (one.id, one.amount, one.target, one.sign, one.depth) for one in group(card, "words").lines
    ]
    assert told[:3] == [
        ("words.introduction", 345, 400, "good", 0),
        ("words.body", 965, 900, "good", 0),
        ("words.body.sections", 1, None, "look", 0),
    ]
    sections = told[3:9]
    assert [one[1] for one in sections] == [232, 122, 184, 186, 105, 136]
    assert [one[2] for one in sections] == [180, 130, 160, 180, 110, 140]
    assert [one[3] for one in sections] == ["look", *["good"] * 5]
    assert sum(one[1] or 0 for one in sections) == 965
    assert line(card, "words.conclusion").value == "258 words"
    assert line(card, "words.conclusion").against == "200–300 words"


def test_the_whole_is_held_to_the_sum_of_what_its_parts_are_held_to() -> None:
    whole = line(lifelike(), "words.whole")
    assert whole.against == "1,568 in parts with a limit, asked for: 1,265–1,835"
    assert whole.sign == "good"
    assert whole.amount is not None and whole.amount > 2_100


def test_a_section_leads_to_its_line() -> None:
    lines = good("body").split("\n")
    card = score(lifelike())
    section = line(card, "words.body.2")
    assert lines[section.place.line - 1] == f"## {section.name}"
    assert section.place.prompt == "body"


def test_a_part_without_an_answer_is_unknown_and_one_that_is_skipped_is_said() -> None:
    session = written({"title": "Soup"}, introduction=INTRO)
    assert line(session, "words.body").sign == "unknown"
    assert line(session, "words.body").value == "no answer yet"
    session.skip("conclusion")
    assert line(session, "words.conclusion").value == "skipped"
    assert line(session, "words.introduction").sign == "off"


def test_targets_are_summed_over_what_an_outline_nests() -> None:
    outline = {
        "headings": [
            {
                "level": "H2",
                "text": "One",
                "word_target": 999,
                "children": [
                    {"level": "H3", "text": "a", "word_target": 30},
                    {"level": "H3", "text": "b", "word_target": "40"},
                ],
            }
        ]
    }
    session = written(outline=json.dumps(outline), body=f"## One\n\n{'word ' * 69}\n")
    section = line(session, "words.body.1")
    assert (section.amount, section.target, section.sign) == (70, 70, "good")


def test_more_sections_than_anybody_reads_are_counted() -> None:
    session = written(body="".join(f"## Part {n}\n\nText.\n\n" for n in range(60)))
    assert line(session, "words.body.more").value == "20 sections"


# Keywords


def test_density_is_given_by_both_definitions() -> None:
    # 2 words of H1 and 12 of text; the phrase stands 3 times: 300/14 and 2 × 300/14.
    session = written({"title": "Onion soup", "primary_keyword": "onion soup"}, introduction=INTRO)
    density = line(session, "keywords.density")
    assert density.value == "21.43 % (3 times in 14 words)"
    assert density.against == "0.5–3 %; by all its words 42.86 %"
    assert density.sign == "look"
    assert density.amount == pytest.approx(300 / 14, abs=1e-4)
    assert "Yoast" in density.why


def test_code_counts_for_no_density() -> None:
    brief = {"title": "Soup", "primary_keyword": "soup"}
    with_code = written(brief, introduction="Soup now.\n\n```\nsoup soup\n```\n")
    without = written(brief, introduction="Soup now.\n")
    assert line(with_code, "keywords.density").value == line(without, "keywords.density").value


def test_the_places_of_the_primary_keyword() -> None:
    card = score(lifelike())
    values = {one.id.removeprefix("keywords."): one.value for one in group(card, "keywords").lines}
    assert values["title"] == "there"
    assert values["h1"] == "all its words are there"
    assert values["start"] == "there"
    assert values["h2"] == "in 1 of 8"
    assert values["alt"] == "in 3 of 6, with variants in 6"
    assert values["description"] == "all its words are there"
    assert line(card, "keywords.title").place.prompt == "meta"
    assert line(card, "keywords.h1").place == Place(
        field="title", heading="CI vs CD: What Python developers need to know"
    )


def test_a_keyword_behind_the_first_hundred_words_is_not_in_them() -> None:
    brief = {"title": "Soup", "primary_keyword": "leek"}
    late = written(brief, introduction=f"{'word ' * 100}leek")
    assert line(late, "keywords.start").value == "not there"
    assert line(late, "keywords.start").sign == "look"
    early = written(brief, introduction=f"{'word ' * 99}leek")
    assert line(early, "keywords.start").value == "there"


def test_a_variant_is_told_as_one() -> None:
    session = written(
        {
            "title": "French soup",
            "primary_keyword": "onion broth",
            "secondary_keywords": ("french soup", "stock cubes"),
        },
        introduction="Nothing of it.",
    )
    assert line(session, "keywords.h1").value == "a variant: “french soup”"
    assert line(session, "keywords.secondary").value == "1 of 2 stand somewhere"
    assert line(session, "keywords.secondary.1").against == "H1"
    assert line(session, "keywords.secondary.2").sign == "look"


def test_what_is_not_there_yet_is_unknown_with_the_step_that_brings_it() -> None:
    session = written({"title": "Soup", "primary_keyword": "soup"}, introduction=INTRO)
    assert line(session, "keywords.title").value == "8 Meta tags and JSON-LD is missing"
    assert line(session, "keywords.title").sign == "unknown"
    assert line(session, "keywords.alt").value == "10 Images is missing"


def test_without_a_keyword_in_the_brief_one_line_says_so() -> None:
    session = written({"title": "Soup"}, introduction=INTRO)
    (only,) = group(score(session), "keywords").lines
    assert (only.sign, only.place) == ("unknown", Place(field="primary_keyword"))


# Headings


def test_headings_that_hold() -> None:
    card = score(lifelike())
    assert line(card, "headings.number").value == "1 H1, 8 H2, 16 H3"
    assert line(card, "headings.h1").sign == "good"
    assert line(card, "headings.skipped").value == "no level skipped"


def test_headings_that_are_off_have_their_places() -> None:
    body = "## One\n\n#### Deep\n\nText.\n\n### Top\n\n## One\n\n##\n"
    card = score(written({"title": "Soup"}, introduction="Hello.", body=body))
    assert line(card, "headings.h1").value == "“Soup”"
    assert line(card, "headings.skipped.1").value == "an H4 right under an H2"
    assert line(card, "headings.skipped.1").place.line == 3
    assert line(card, "headings.twice.1").place.line == 9
    assert line(card, "headings.empty.1").place.line == 11


def test_a_missing_title_leads_to_the_brief() -> None:
    h1 = line(written(introduction=INTRO), "headings.h1")
    assert (h1.value, h1.sign, h1.place) == ("0 H1s", "off", Place(field="title"))


# Reading


def test_the_grade_and_the_long_sentences() -> None:
    card = score(lifelike())
    grade = line(card, "reading.grade")
    assert grade.sign == "good"
    assert grade.amount is not None and 8 < grade.amount < 9
    long = [one for one in group(card, "reading").lines if one.depth]
    assert len(long) == 12
    lines = good("introduction").split("\n")
    assert lines[long[0].place.line - 1].startswith(long[0].name[1:20])
    assert line(card, "reading.long").sign == "look"


def test_a_long_sentence_of_the_faq_leads_to_its_line_in_the_json() -> None:
    found = next(
        one
        for one in group(score(lifelike()), "reading").lines
        if one.depth and one.place.prompt == "faq"
    )
    assert found.name[1:20] in good("faq").split("\n")[found.place.line - 1]


def test_few_words_have_no_grade_that_means_anything() -> None:
    grade = line(written(introduction=INTRO), "reading.grade")
    assert grade.sign == "unknown"
    assert "12 words only" in grade.value


def test_another_language_is_not_measured() -> None:
    german = "Der Zweig ist grün und die Tests liefen gestern auf einem anderen Rechner. " * 10
    grade = line(written(introduction=german), "reading.grade")
    assert (grade.value, grade.against) == ("not measured", "it does not look like English")
    assert "reading.long" not in ids(score(written(introduction=german)))


def test_the_language_of_the_map_is_believed() -> None:
    from copydesk.sessions.state import Edit, apply

    session = lifelike(4)
    session.state = apply(session.state, (Edit("map", "language", "en", "de"),))
    assert line(session, "reading.grade").against == "the map says that it is in “de”"


def test_without_a_text_nothing_is_read() -> None:
    assert "reading" not in {one.id for one in score(written()).groups}
