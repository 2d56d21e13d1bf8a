"""Any answer whatever comes through whole, between fences that can be found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from making import composed

from copydesk.compose import Composed, Slot
from copydesk.text import digest

SCRAPS = (
    "<<<", ">>>", "END ", "OUTLINE", "INTRO", "EXTRA", " 2", " 3", "<<<OUTLINE>>>",
    "<<<END OUTLINE>>>", "<<<OUTLINE 2>>>", "<<<END INTRO>>>", "<<<ARTICLE>>>", "\n", "\r\n",
    "\r", "{{answer.outline}}", "{{brief.title}}", "{{", "}}", "[/x]", "[@click=app.quit]", "```",
    "\x1b]52;c;aGk=\x07", "\x00", "\u2028", "\u202e", "\ud83d", "\udc4d", "é", " ", "text",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=5), max_size=12).map("".join)
ANSWERS = st.text(st.characters()) | TEXTS
PROMPTS = ("outline", "intro", "extra")
LINES = (
    "{{answer.outline}}", "  {{answer.intro}} ", "{{answer.extra}}", "{{document.article}}",
    "{{document.outline}}", "{{brief.title}}", "About {{brief.tone}} and {{map.topic}}:",
    "{{brief.tools}}", "Use {{brief.topics}}.", "", "", "<<<OUT{{brief.title}}", "plain",
)  # fmt: skip
TEMPLATES = st.lists(st.sampled_from(LINES) | TEXTS, max_size=12).map("\n".join)


def found_again(result: Composed, slot: Slot) -> str:
    """What a reader finds who knows no more than the fence's name."""
    opening, closing = f"<<<{slot.fence}>>>", f"<<<END {slot.fence}>>>"
    assert result.text.count(opening) == 1
    assert result.text.count(closing) == 1
    assert result.text.split("\n").count(opening) == 1
    start = result.text.index(opening + "\n") + len(opening) + 1
    end = result.text.index("\n" + closing)
    assert (slot.body_start, slot.body_end) == (start, end)
    assert (slot.start, slot.end) == (start - len(opening) - 1, end + 1 + len(closing))
    return result.text[start:end]


@given(
    template=TEMPLATES,
    answers=st.dictionaries(st.sampled_from(PROMPTS), ANSWERS),
    title=TEXTS,
    tools=st.lists(TEXTS, max_size=3).map(tuple),
    topic=TEXTS,
    note=TEXTS,
    skipped=st.frozensets(st.sampled_from(PROMPTS), max_size=1),
    in_chat=st.frozensets(st.sampled_from(PROMPTS), max_size=1),
)
def test_every_answer_is_found_whole(
    template: str,
    answers: dict[str, str],
    title: str,
    tools: tuple[str, ...],
    topic: str,
    note: str,
    skipped: frozenset[str],
    in_chat: frozenset[str],
) -> None:
    result = composed(
        "\n".join(line for line in template.splitlines() if _is_valid(line)),
        title=title,
        brief={"tools": tools},
        map={"topic": topic},
        answers=answers,
        notes={"review": note},
        skipped=skipped,
        in_chat=in_chat,
    )
    for slot in result.slots:
        if slot.state == "above":
            assert slot.prompt in in_chat
            continue
        body = found_again(result, slot)
        if slot.prompt and slot.state == "filled":
            assert body == answers[slot.prompt]
            assert slot.length == len(body)
        elif slot.prompt:
            assert body.startswith("[Paste the answer to step ")
        else:
            assert digest(body[: slot.length]) == result.inputs[slot.name]
    assert [slot.start for slot in result.slots] == sorted(slot.start for slot in result.slots)


def _is_valid(line: str) -> bool:
    """A kit that is read has each slot alone on its line."""
    slots = line.count("{{answer.") + line.count("{{document.")
    return not slots or line.strip() in {known.strip() for known in LINES}


@given(ANSWERS.filter(lambda text: text and not text.isspace()))
def test_the_text_around_an_answer_is_the_same_for_every_answer(answer: str) -> None:
    result = composed("Before.\n\n{{answer.outline}}\n\nAfter.\n", answers={"outline": answer})
    (slot,) = result.slots
    assert result.text[: slot.start] == "Before.\n\n"
    assert result.text[slot.end :] == "\n\nAfter.\n"
    assert found_again(result, slot) == answer


def test_a_million_characters_come_through() -> None:
    answers = {
        "outline": "<<<OUTLINE>>>\r\n\x1b[0m" * 50_000,
        "intro": "<<<END INTRO" * 90_000,
        "extra": "".join(f"<<<EXTRA {number}>>>" for number in range(60_000)) + "<<<EXTRA>>>",
    }
    result = composed(
        "{{answer.outline}}\n\n{{answer.intro}}\n\n{{answer.extra}}\n", answers=answers
    )
    assert [slot.fence for slot in result.slots] == ["OUTLINE 2", "INTRO", "EXTRA 60000"]
    assert [found_again(result, slot) for slot in result.slots] == list(answers.values())
