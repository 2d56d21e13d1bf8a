"""What a finished prompt says, rule by rule."""

from __future__ import annotations

import pytest
from making import composed, kit_with

from copydesk.compose import Missing, compose
from copydesk.documents import Material
from copydesk.text import digest


def test_values_stand_in_their_places_and_the_rest_stays_to_the_byte() -> None:
    source = "  Write “{{brief.title}}”,\t{{ brief.words }} words. \n\n\n- {{map.topic}}\n"
    result = composed(source, map={"topic": "CI/CD"})
    assert result.text == "  Write “CI vs CD”,\t900 words. \n\n\n- CI/CD\n"
    assert result.missing == ()
    assert result.slots == ()


def test_other_braces_are_plain_text() -> None:
    source = "Use ${{ secrets.X }}, {{ARTICLE_URL}}, {{env.HOME}} and {brief.title}.\n"
    assert composed(source).text == source


def test_what_was_inserted_is_never_read_again() -> None:
    result = composed(
        "{{brief.title}} {{brief.tone}}\n\n{{answer.outline}}\n",
        title="{{brief.tone}}",
        brief={"tone": "{{answer.outline}}"},
        answers={"outline": "{{brief.title}}"},
    )
    assert result.text == (
        "{{brief.tone}} {{answer.outline}}\n\n<<<OUTLINE>>>\n{{brief.title}}\n<<<END OUTLINE>>>\n"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(900, "900"), (900.0, "900"), (2.5, "2.5"), (0, "0"), ("about 9", "about 9")],
)
def test_numbers_are_plain(value: float | str, text: str) -> None:
    assert composed("{{brief.words}}\n", brief={"words": value}).text == f"{text}\n"


def test_a_field_that_nobody_filled_in_has_its_default() -> None:
    assert composed("{{brief.words}}\n").text == "900\n"


def test_a_list_alone_on_its_line_becomes_bullets() -> None:
    result = composed("Cover:\n  {{brief.topics}}\nand no more.\n")
    assert result.text == "Cover:\n  - speed\n  - cost\nand no more.\n"


def test_an_item_of_several_lines_stays_one_bullet() -> None:
    result = composed(" {{brief.topics}}\n", brief={"topics": ("one\ntwo", "", "three")})
    assert result.text == " - one\n   two\n - three\n"


def test_a_list_within_a_line_has_commas() -> None:
    assert composed("Cover {{brief.topics}}.\n").text == "Cover speed, cost.\n"
    assert composed("{{map.siblings}}!", map={"siblings": ("A", "B")}).text == "A, B!"


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_paragraph_with_an_empty_optional_value_is_left_out_whole(empty: str) -> None:
    source = "First.\n\nIn this tone:\n{{brief.tone}}\nand no other.\n\nLast.\n"
    result = composed(source, brief={"tone": empty})
    assert result.text == "First.\n\nLast.\n"
    assert result.missing == ()


@pytest.mark.parametrize("items", [(), ("",), (" ", "\t")])
def test_a_list_of_nothing_is_empty(items: tuple[str, ...]) -> None:
    assert composed("A.\n\n{{brief.tools}}\n", brief={"tools": items}).text == "A.\n"


def test_a_paragraph_with_an_empty_value_of_the_map_is_left_out() -> None:
    assert composed("A.\n\nPillar: {{map.pillar}}\n\nB.\n").text == "A.\n\nB.\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{brief.tone}}\n\nB.\n", "B.\n"),
        ("\n\n{{brief.tone}}\n\n\nB.\n", "B.\n"),
        ("A.\n\n{{brief.tone}}\n", "A.\n"),
        ("A.\n\n{{brief.tone}}", "A.\n"),
        ("A.\n\n\n{{brief.tone}}\n\n\n\nB.\n", "A.\n\nB.\n"),
        ("A.\n\n{{brief.tone}}\n\n{{map.site}}\n\nB.", "A.\n\nB."),
        ("{{brief.tone}}", ""),
        ("A.\n\n\nB.\n\n{{brief.tone}}\n \nC.\n\n\n\nD.\n\n", "A.\n\n\nB.\n\nC.\n\n\n\nD.\n\n"),
    ],
)
def test_no_gap_tells_of_a_paragraph_left_out(source: str, text: str) -> None:
    assert composed(source).text == text


def test_what_is_required_and_empty_is_named() -> None:
    result = composed(
        "Title: {{brief.title}}\n\n{{brief.topics}}\n", title=" ", brief={"topics": ()}
    )
    assert result.text == "Title: [Working title: not filled in]\n\n[Topics: not filled in]\n"
    assert result.missing == (
        Missing("brief.title", "Working title is not filled in"),
        Missing("brief.topics", "Topics is not filled in"),
    )
    assert result.inputs["brief.title"] == digest("")


def test_a_paragraph_left_out_misses_nothing() -> None:
    result = composed("A.\n\n{{brief.title}} {{brief.tone}}\n{{answer.outline}}\n", title="")
    assert result.text == "A.\n"
    assert result.missing == ()
    assert "answer.outline" not in result.inputs


def test_an_answer_stands_between_fences() -> None:
    result = composed("It is this:\n{{answer.outline}}\nUse it.\n", answers={"outline": "# A\n"})
    assert result.text == "It is this:\n<<<OUTLINE>>>\n# A\n\n<<<END OUTLINE>>>\nUse it.\n"
    (slot,) = result.slots
    assert result.text[slot.start : slot.end] == "<<<OUTLINE>>>\n# A\n\n<<<END OUTLINE>>>"
    assert result.text[slot.body_start : slot.body_end] == "# A\n"
    assert (slot.name, slot.prompt, slot.fence) == ("answer.outline", "outline", "OUTLINE")
    assert (slot.state, slot.length) == ("filled", 4)


def test_blanks_around_a_slot_give_way_to_its_fence() -> None:
    result = composed("A\n  {{answer.outline}}\t\nB", answers={"outline": "x"})
    assert result.text == "A\n<<<OUTLINE>>>\nx\n<<<END OUTLINE>>>\nB"


@pytest.mark.parametrize("answers", [{}, {"outline": ""}, {"outline": " \n\t"}])
def test_a_missing_answer_leaves_a_place_to_paste_it(answers: dict[str, str]) -> None:
    result = composed("{{answer.outline}}\n", answers=answers)
    assert result.text == (
        "<<<OUTLINE>>>\n[Paste the answer to step 1, Article outline, here]\n<<<END OUTLINE>>>\n"
    )
    message = "step 1, Article outline, has no answer yet"
    assert result.missing == (Missing("answer.outline", message),)
    assert (result.slots[0].state, result.slots[0].length) == ("missing", 0)


def test_what_is_missing_twice_is_named_once() -> None:
    result = composed("{{answer.outline}}\n\n{{document.outline}}\n\n{{answer.outline}}\n")
    assert [one.name for one in result.missing] == ["answer.outline"]


def test_a_paragraph_with_a_skipped_answer_is_left_out() -> None:
    given = {"answers": {"outline": "kept from before"}, "skipped": frozenset({"outline"})}
    result = composed("A.\n\nThe outline:\n{{answer.outline}}\n\nB.\n", **given)
    assert result.text == "A.\n\nB.\n"
    assert (result.slots, result.missing) == ((), ())
    assert result.inputs["answer.outline"] == digest("")


def test_an_optional_answer_goes_in_once_it_is_there() -> None:
    source = "A.\n\nExtras:\n{{answer.extra}}\n"
    before, after = composed(source), composed(source, answers={"extra": "More."})
    assert before.text == "A.\n"
    assert before.missing == ()
    assert after.text == "A.\n\nExtras:\n<<<EXTRA>>>\nMore.\n<<<END EXTRA>>>\n"
    assert before.inputs != after.inputs


def test_an_answer_that_the_chat_holds_is_one_line() -> None:
    result = composed(
        "Outline:\n  {{answer.outline}}\nGo.\n",
        answers={"outline": "long " * 99},
        in_chat=frozenset({"outline"}),
    )
    line = "(OUTLINE: use your answer to step 1, Article outline, above in this chat.)"
    assert result.text == f"Outline:\n{line}\nGo.\n"
    (slot,) = result.slots
    assert result.text[slot.start : slot.end] == line
    assert (slot.body_start, slot.body_end) == (slot.start, slot.end)
    assert (slot.state, slot.fence, slot.length) == ("above", "", 495)


def test_a_document_holds_its_answers_as_read() -> None:
    answers = {"intro": "```markdown\nHello.\n```", "extra": "Bye."}
    result = composed("{{document.article}}\n", answers=answers, in_chat=frozenset({"intro"}))
    assert result.text == (
        "<<<ARTICLE>>>\n# CI vs CD\n\nHello.\n\n## More\n\nBye.\n<<<END ARTICLE>>>\n"
    )
    (slot,) = result.slots
    assert (slot.name, slot.prompt, slot.state) == ("document.article", "", "filled")
    assert slot.length == slot.body_end - slot.body_start


def test_a_document_in_part_says_what_it_lacks() -> None:
    result = composed("{{document.article}}\n", answers={"extra": "Bye."})
    body = "# CI vs CD\n\n## More\n\nBye.\n\n[Paste the answer to step 2, Introduction, here]"
    assert result.text == f"<<<ARTICLE>>>\n{body}\n<<<END ARTICLE>>>\n"
    assert [one.name for one in result.missing] == ["answer.intro"]
    assert result.slots[0].state == "filled"


def test_a_document_without_answers_is_missing() -> None:
    result = composed("{{document.article}}\n")
    body = "[Paste the answer to step 2, Introduction, here]"
    assert result.text == f"<<<ARTICLE>>>\n{body}\n<<<END ARTICLE>>>\n"
    assert (result.slots[0].state, result.slots[0].length) == ("missing", 0)


def test_a_document_does_not_wait_for_what_is_optional() -> None:
    assert composed("{{document.article}}\n", answers={"intro": "Hello."}).missing == ()


def test_a_document_whose_prompts_are_all_skipped_is_left_out() -> None:
    skipped = frozenset({"intro", "extra"})
    result = composed("A.\n\n{{document.article}}\n", skipped=skipped)
    assert result.text == "A.\n"
    assert result.inputs["document.article"] == digest("")


def test_the_note_is_the_last_paragraph() -> None:
    note = {"review": "\nBe strict. {{brief.title}}\n"}
    expected = "A note for this piece:\nBe strict. {{brief.title}}\n"
    assert composed("Go.\n", notes=note).text == f"Go.\n\n{expected}"
    assert composed("Go.", notes=note).text == f"Go.\n\n{expected}"
    assert composed("Go.\n\n\n", notes=note).text == f"Go.\n\n{expected}"
    assert composed("{{brief.tone}}\n", notes=note).text == expected
    assert composed("Go.\n", notes={"review": " \n", "outline": "x"}).text == "Go.\n"


def test_the_note_follows_a_slot_at_the_end() -> None:
    result = composed("{{answer.outline}}", answers={"outline": "x"}, notes={"review": "n"})
    assert result.text.endswith("<<<END OUTLINE>>>\n\nA note for this piece:\nn\n")


@pytest.mark.parametrize(
    "given",
    [
        {"title": "On <<<OUTLINE>>>"},
        {"answers": {"outline": "a\n<<<END OUTLINE>>>\nb"}},
        {"answers": {"outline": "x", "intro": "<<<OUTLINE>>>"}},
        {"notes": {"review": "see <<<END OUTLINE>>>"}},
    ],
)
def test_a_fence_that_stands_in_the_text_takes_a_number(given: dict[str, object]) -> None:
    source = "{{brief.title}}\n\n{{answer.outline}}\n\n{{answer.intro}}\n"
    result = composed(source, **{"answers": {"outline": "x", "intro": "y"}, **given})
    assert [slot.fence for slot in result.slots] == ["OUTLINE 2", "INTRO"]
    assert "\n<<<OUTLINE 2>>>\n" in result.text
    assert "\n<<<END OUTLINE 2>>>\n" in result.text


def test_a_fence_takes_the_smallest_number_that_occurs_nowhere() -> None:
    answer = "<<<OUTLINE>>> <<<END OUTLINE 2>>> <<<<OUTLINE 3>>>> <<<OUTLINE 5>>> <<<OUTLINE 04>>>"
    result = composed("{{answer.outline}}", answers={"outline": answer})
    assert result.slots[0].fence == "OUTLINE 4"


def test_a_fence_that_only_the_joint_of_two_texts_makes_is_seen() -> None:
    result = composed("<<<OUT{{brief.title}}\n\n{{answer.outline}}\n", title="LINE>>>")
    assert result.slots[0].fence == "OUTLINE 2"


def test_an_answer_used_twice_has_two_fences() -> None:
    source = "{{answer.outline}}\n\n{{document.outline}}\n\n{{answer.outline}}\n"
    result = composed(source, answers={"outline": "x"})
    assert [slot.fence for slot in result.slots] == ["OUTLINE", "OUTLINE 2", "OUTLINE 3"]


def test_inputs_are_what_went_in_and_no_more() -> None:
    source = (
        "{{brief.title}} {{map.topic}}\n{{brief.topics}}\n\n{{answer.outline}}\n\n{{brief.tone}}\n"
    )
    result = composed(
        source,
        map={"topic": "CI", "pillar": "unused"},
        answers={"outline": "```\nx\n```", "intro": "unused"},
        notes={"review": "n"},
    )
    assert result.inputs == {
        "prompt": digest(source),
        "brief.title": digest("CI vs CD"),
        "map.topic": digest("CI"),
        "brief.topics": digest("- speed\n- cost"),
        "answer.outline": digest("```\nx\n```"),
        "brief.tone": digest(""),
        "note": digest("n"),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"title": "CD vs CI"},
        {"brief": {"tone": "dry"}},
        {"brief": {"topics": ("speed, cost",)}},
        {"answers": {"outline": "y", "intro": "i"}},
        {"answers": {"outline": "x", "intro": "j"}},
        {"answers": {"outline": "x", "intro": "i", "extra": "e"}},
        {"notes": {"review": "n"}},
        {"skipped": frozenset({"outline"})},
        {"map": {"site": "example.com"}},
    ],
)
def test_every_change_of_what_goes_in_changes_the_inputs(change: dict[str, object]) -> None:
    source = (
        "{{brief.title}} {{brief.topics}}\n\n{{brief.tone}}\n\n{{map.site}}\n\n"
        "{{answer.outline}}\n\n{{document.article}}\n"
    )
    answers = {"answers": {"outline": "x", "intro": "i"}}
    assert composed(source, **answers).inputs != composed(source, **{**answers, **change}).inputs


def test_the_chat_changes_the_text_and_not_the_inputs() -> None:
    answers = {"outline": "x"}
    fresh = composed("{{answer.outline}}\n", answers=answers)
    one_chat = composed("{{answer.outline}}\n", answers=answers, in_chat=frozenset(answers))
    assert fresh.inputs == one_chat.inputs
    assert fresh.text != one_chat.text


def test_a_prompt_without_slots_is_its_own_text() -> None:
    result = compose(Material(kit_with("")), "outline")
    assert result.text == "Outline it.\n"
    assert result.inputs == {"prompt": digest("Outline it.\n")}


def test_an_unknown_prompt_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compose(Material(kit_with("")), "nowhere")
