"""Talk that chats put around prose is set aside; what an author wrote to readers never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.reading import read_answer

PROSE = "On Thursday the pull request was green.\n\nBy ten past five it was merged."


@pytest.mark.parametrize(
    "talk",
    [
        "Sure!",
        "Sure! Here's an engaging introduction for your article:",
        "Certainly! Here is a conclusion that ties everything together:",
        "Of course, here is the revised version:",
        "Great question! Here's the text you asked for.",
        "Absolutely — here's your article:",
        "Here is the introduction:",
        "Here are the body sections, following your outline:",
        "**Here's the revised conclusion:**",
        "Below is the announcement:",
        "Here you go:",
        "Sure, here you go!",
        "I've written the introduction for you below:",
        "ChatGPT said:",
        "Thought for 12 seconds",
        "Klar! Hier ist die Einleitung:",
        "Gerne! Hier ist der Schluss für deinen Artikel:",
        "Natürlich, hier kommt der überarbeitete Blogbeitrag:",
        "Hier sind die Abschnitte:",
        "Bien sûr\u00a0! Voici l’introduction de votre article\u00a0:",
        "Voici la conclusion :",
        "¡Claro! Aquí tienes la introducción:",
        "Por supuesto, aquí está el artículo:",
        "A continuación, la conclusión:",
    ],
)
def test_a_line_of_talk_before_prose_is_set_aside(talk: str) -> None:
    for gap in ("\n\n", "\n"):
        reading = read_answer(f"{talk}{gap}{PROSE}", "markdown")
        assert reading.text == PROSE
        (aside,) = reading.asides
        assert (aside.kind, aside.words, aside.line) == ("before", "the line before it", 1)
        assert aside.excerpt == talk


@pytest.mark.parametrize(
    "talk",
    [
        "Would you like me to continue with the body sections?",
        "Do you want me to adjust the tone? I can also shorten it.",
        "Would you like a shorter version?",
        "Shall I write the next section?",
        "Should I continue?",
        "Let me know if you'd like me to expand any section or adjust the tone!",
        "Just let me know if you want changes.",
        "Feel free to adjust the tone.",
        "If you'd like, I can also create a meta description.",
        "If you want, I can turn this into a thread.",
        "I can also write the FAQ.",
        "I'm happy to revise it.",
        "I hope this helps!",
        "**Word count:** 345",
        "*(345 words)*",
        "≈ 345 words",
        "Total: 1,204 words.",
        "**Note:** I kept the title exactly as given and stayed within 300 words.",
        "This introduction is 345 words and uses the keyword early.",
        "ChatGPT can make mistakes. Check important info.",
        "(Continued in the next message)",
        "Ready for the next section?",
        "🙂 Want me to go on?",
        "Soll ich als Nächstes die Meta-Tags schreiben?",
        "Möchtest du, dass ich weitermache?",
        "Wenn du möchtest, kann ich das noch kürzen.",
        "Sag mir einfach Bescheid, wenn etwas fehlt.",
        "Lass mich wissen, ob das passt.",
        "Wortzahl: 345",
        "(ca. 345 Wörter)",
        "Hinweis: Ich habe den Titel und die Vorgaben eingehalten.",
        "Souhaitez-vous que je rédige la suite\u00a0?",
        "N’hésitez pas à me dire si vous voulez une autre version.",
        "Si vous le souhaitez, je peux raccourcir le texte.",
        "Nombre de mots\u00a0: 345",
        "(345 mots)",
        "¿Quieres que siga con la siguiente sección?",
        "Si quieres, puedo acortarlo.",
        "Avísame si quieres otra versión.",
        "Número de palabras: 345",
    ],
)
def test_an_offer_behind_prose_is_set_aside(talk: str) -> None:
    reading = read_answer(f"{PROSE}\n\n{talk}", "markdown")
    assert reading.text == PROSE
    (aside,) = reading.asides
    assert (aside.kind, aside.words, aside.line) == ("behind", "the line behind it", 5)


def test_offers_in_a_list_are_set_aside_with_the_line_above_it() -> None:
    for gap in ("\n\n", "\n"):
        talk = f"Would you like me to:{gap}- Adjust the tone\n- Continue with the FAQ?"
        reading = read_answer(f"{PROSE}\n\n{talk}", "markdown")
        assert reading.text == PROSE
        assert [(one.kind, one.words, one.line) for one in reading.asides] == [
            ("behind", "3 lines behind it", 5)
        ]


def test_talk_on_both_sides_goes_with_the_rules_between() -> None:
    text = f"Sure!\n\nHere's the text:\n\n---\n\n{PROSE}\n\n---\n\n(345 words)\n\nShall I go on?"
    reading = read_answer(text, "markdown")
    assert reading.text == PROSE
    assert [one.kind for one in reading.asides if one.kind != "rule"] == ["before"] * 2 + [
        "behind"
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Sure, the tests are green. Here is what they do not tell you.",
        "Sure, we all know that here is where the work begins: in the list of what may fail.",
        "Great teams ship on Fridays: here is the list of what they do.",
        "Of course, nobody planned it.",
        "Absolutely nothing went wrong that day, and here is the point.",
        "Here is what nobody tells you.",
        "Here is a promise that most pipelines break: they are slow.",
        "Klar, die Tests sind grün. Hier ist der Haken.",
        "Natürlich ist das Fazit einfach.",
        "Bien sûr, les tests passent. Voici pourquoi cela ne suffit pas.",
        "Claro que las pruebas pasan. Aquí empieza el problema.",
        "I have written tests for ten years.",
        "Thought for food is cheap.",
        "Perfect pipelines do not exist.",
    ],
)
def test_an_introduction_that_begins_like_a_chat_and_is_prose_stays(text: str) -> None:
    for answer in (f"{text}\n\n{PROSE}", f"{text}\n{PROSE}", text):
        reading = read_answer(answer, "markdown")
        assert reading.text == answer
        assert reading.asides == ()


@pytest.mark.parametrize(
    "text",
    [
        "If you want to see the whole road, read our Complete Guide to CI/CD for Python Projects.",
        "If you want one thing to do this week, make the tests required.",
        "If you need more, I can recommend the [guide](https://example.com).",
        "If you'd like to go on, start with one job.",
        "Would you like to know where your CI ends? Look at the job that built the wheel.",
        "Do you want a fast pipeline? Then cache less.",
        "Should I deploy on Fridays? If the way back works, yes.",
        "Let me know in the comments what your pipeline does.",
        "Let me know what you think!",
        "Feel free to reach out on Mastodon.",
        "I hope this helps you decide who presses the button.",
        "Note: Python 3.9 has reached its end of life.",
        "Words: they are cheap. 12 tests are not.",
        "Ready to ship? Start with one job.",
        "300 words are enough for anybody.",
        "Soll ich freitags deployen? Ja, wenn der Weg zurück steht.",
        "Wenn du mehr willst, lies unseren Leitfaden.",
        "Hinweis: Python 3.9 wird nicht mehr gepflegt.",
        "N’hésitez pas à consulter notre guide complet.",
        "Souhaitez-vous aller plus loin\u00a0? Lisez le guide.",
        "¿Quieres desplegar sin miedo? Lee nuestra guía.",
        "Si quieres empezar, puedes leer la guía.",
    ],
)
def test_a_conclusion_that_ends_like_a_chat_and_is_prose_stays(text: str) -> None:
    answer = f"{PROSE}\n\n{text}"
    reading = read_answer(answer, "markdown")
    assert reading.text == answer
    assert reading.asides == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: CI vs CD\ntags: [ci]\n---\n\nThe text.",
        "Install it:\n\n```bash\nuv sync\n```",
        "The text.\n\n1. First:\n\n   ```python\n   x = [1]\n   ```",
        "Il faut\u00a0: tester, livrer\u00a0; puis mesurer\u00a0!\n\nEst-ce tout\u00a0?",
        "Here is the list of what to check:\n\n- tests\n- types",
        "Sure!",
        "Shall I go on?",
    ],
)
def test_what_belongs_to_an_answer_stays(text: str) -> None:
    reading = read_answer(text, "markdown")
    assert reading.text == text
    assert reading.asides == ()


def test_rules_around_an_answer_are_set_aside_and_those_within_are_not() -> None:
    reading = read_answer("***\n\none\n\n---\n\ntwo\n\n---\n", "markdown")
    assert reading.text == "one\n\n---\n\ntwo"
    assert [one.kind for one in reading.asides] == ["rule", "rule"]


def test_lines_are_those_of_the_stored_text() -> None:
    reading = read_answer(f"\r\nSure!\r\n\r\n{PROSE}", "markdown")
    assert reading.stored_line(1) == 4
    assert reading.line(reading.text.index("By ten")) == 6


WORDS = st.lists(st.sampled_from(["tests", "ship", "wheel", "green", "Anna", "runs"]), min_size=3)
PARAGRAPHS = WORDS.map(lambda words: " ".join(words) + ".")


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_plain_prose_is_read_as_it_stands(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    for format in ("text", "markdown"):
        reading = read_answer(text, format)
        assert reading.text == text
        assert reading.asides == ()
        assert reading.line(0) == 1


TALK = st.sampled_from(
    ["Sure!", "Here is the text:", "Want me to go on?", "- a", "---", "", "x", "```", "(3 words)"]
)


@given(st.lists(TALK, max_size=12))
def test_an_answer_is_never_read_as_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = read_answer(text, "text")
    assert reading.text in text
    if any(line not in ("", "```") for line in lines):
        assert reading.text


def test_a_fence_that_never_closes_is_set_aside_and_the_blocks_within_it_stay() -> None:
    text = "## A\n\n```sh\nuv sync\n```\n\nEnd."
    reading = read_answer(f"```markdown\n{text}", "markdown")
    assert reading.text == text
    assert [one.kind for one in reading.asides] == ["fence"]
