"""Reading: the Flesch-Kincaid grade, and the long sentences with their places."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.amounts import count, number
from copydesk.checks.subject import quoted
from copydesk.publish.lines import NOWHERE, Group, Line
from copydesk.publish.readability import (
    ENOUGH,
    LONG,
    Measured,
    is_english,
    measure,
    names_english,
    words_of,
)
from copydesk.publish.scored import Scored

HARD = 12.0
"""From this grade on a text is for people who read for a living."""
MANY = 0.1
"""More long sentences than this part of all are many."""
SHOWN = 12
"""So many long sentences are told, the longest ones."""
GRADE = (
    "Flesch-Kincaid: 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59. Headings, "
    "blocks of code and tables left out; code within a line, an address and a number are one "
    "syllable. Syllables are counted by rule, right in some 98 of 100 words. Grade 8 is read "
    f"easily at 13, grade {HARD:.0f} at 17. Advice only."
)
SENTENCES = f"A sentence of more than {LONG} words is long. Advice only."


def reading(scored: Scored) -> Group | None:
    """Grade and long sentences; None where there is no text."""
    if not scored.text.strip():
        return None
    prose = scored.prose
    unmeasured = _other_language(scored, prose)
    if unmeasured:
        line = Line(
            id="reading.grade",
            name="Reading grade",
            value="not measured",
            against=unmeasured,
            sign="unknown",
            why="The formula and the count of syllables hold for English alone.",
        )
        return Group(id="reading", title="Reading", lines=(line,))
    found = measure(prose)
    lines = (_grade(found), *_sentences(scored, found))
    return Group(id="reading", title="Reading", lines=lines)


def _other_language(scored: Scored, prose: str) -> str:
    """Why a text cannot be measured; "" where it can."""
    language = scored.material.map.language
    if not names_english(language):
        return f"the map says that it is in {quoted(language)}"
    return "" if is_english(prose) else "it does not look like English"


def _grade(found: Measured) -> Line:
    few = found.words < ENOUGH
    value = f"grade {found.grade:.1f}" if found.words else "no sentence yet"
    if few and found.words:
        value = f"{value}, of {count(found.words, 'word')} only"
    per_sentence = found.words / found.sentences if found.sentences else 0
    per_word = found.syllables / found.words if found.words else 0
    return Line(
        id="reading.grade",
        name="Reading grade",
        value=value,
        against=(
            f"at most {HARD:.0f}; {per_sentence:.1f} words a sentence, "
            f"{per_word:.2f} syllables a word"
        ),
        sign="unknown" if few else "look" if found.grade > HARD else "good",
        why=GRADE,
        amount=round(found.grade, 2) if found.words else None,
    )


def _sentences(scored: Scored, found: Measured) -> Iterator[Line]:
    many = found.sentences and len(found.long) > MANY * found.sentences
    yield Line(
        id="reading.long",
        name="Long sentences",
        value=f"{number(len(found.long))} of {count(found.sentences, 'sentence')}",
        against=f"at most 1 in 10 over {LONG} words; the longest has {number(found.longest)}",
        sign="look" if many else "good",
        why=SENTENCES,
        amount=len(found.long),
        place=scored.place(found.long[0].line) if found.long else NOWHERE,
    )
    sized = [(len(words_of(one.text)), at) for at, one in enumerate(found.long)]
    shown = sorted(sorted(sized, reverse=True)[:SHOWN], key=lambda one: one[1])
    for index, (amount, at) in enumerate(shown, 1):
        one = found.long[at]
        yield Line(
            id=f"reading.long.{index}",
            name=quoted(one.text, 80),
            value=count(amount, "word"),
            sign="said",
            amount=amount,
            depth=1,
            place=scored.place(one.line),
        )
