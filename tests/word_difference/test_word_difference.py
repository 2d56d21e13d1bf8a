"""What changed between two texts: words, not letters; whole lines where they moved."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import word_difference
from copydesk.text import shown
from copydesk.word_difference import Difference, difference

FEW_WORDS = st.lists(st.sampled_from(["a", "b", "on", "\n", " ", ", ", "don't", "\r\n", "持", "é"]))
TEXTS = st.one_of(st.text(), FEW_WORDS.map("".join))


def told(old: str, new: str) -> str:
    """A difference in one text: ``[-removed-]`` and ``{+added+}``."""
    found = difference(old, new)
    parts = []
    for kind, old_start, old_end, new_start, new_end in found.pieces:
        part = found.new[new_start:new_end] if kind == "added" else found.old[old_start:old_end]
        parts.append({"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}[kind].format(part))
    return "".join(parts)


def is_whole(found: Difference) -> None:
    """The pieces follow each other, and both texts can be put together from them."""
    old = new = ""
    for kind, old_start, old_end, new_start, new_end in found.pieces:
        assert (old_start, new_start) == (len(old), len(new))
        old += found.old[old_start:old_end]
        new += found.new[new_start:new_end]
        assert (old_end > old_start) == (kind != "added")
        assert (new_end > new_start) == (kind != "removed")
        if kind == "kept":
            assert found.old[old_start:old_end] == found.new[new_start:new_end]
    assert (old, new) == (found.old, found.new)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_from_the_pieces(old: str, new: str) -> None:
    found = difference(old, new)
    assert (found.old, found.new) == (shown(old), shown(new))
    is_whole(found)


@given(TEXTS)
def test_a_text_that_did_not_change_has_no_difference(text: str) -> None:
    found = difference(text, text)
    assert found.is_none
    assert {piece.kind for piece in found.pieces} <= {"kept"}
    assert found.removed() == found.added() == []


@given(TEXTS, TEXTS)
def test_two_kept_pieces_never_stand_beside_each_other(old: str, new: str) -> None:
    kinds = [piece.kind for piece in difference(old, new).pieces]
    assert all(pair != ("kept", "kept") for pair in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("The cat sat.", "The bat sat.", "The [-cat-]{+bat+} sat."),
        ("Test it now.", "Test it.", "Test it[- now-]."),
        ("I don't know", "I don’t know", "I [-don't-]{+don’t+} know"),
        ("Python 3.12 runs", "Python 3.14 runs", "Python [-3.12-]{+3.14+} runs"),
        ("1,204 words", "1,205 words", "[-1,204-]{+1,205+} words"),
        ("a well-known tool", "a well-made tool", "a [-well-known-]{+well-made+} tool"),
        ('"n": 12}', '"n": 13}', '"n": [-12-]{+13+}}'),
        ("über Größe", "unter Größe", "[-über-]{+unter+} Größe"),
        ("हिन्दी में लिखा", "हिन्दी में नहीं लिखा", "हिन्दी में {+नहीं +}लिखा"),
        ("持续集成和交付", "持续集成与交付", "持续集成[-和-]{+与+}交付"),
        ("", "all new", "{+all new+}"),
        ("all gone", "", "[-all gone-]"),
        ("a b c", "x y z", "[-a b c-]{+x y z+}"),
    ],
)
def test_words_change_and_not_letters(old: str, new: str, wanted: str) -> None:
    assert told(old, new) == wanted


def test_a_word_or_two_between_replacements_counts_as_replaced() -> None:
    assert told("the big red cat sat", "the small blue cat sat") == (
        "the [-big red-]{+small blue+} cat sat"
    )


def test_what_is_only_put_in_leaves_every_word_where_it_is() -> None:
    assert told("a b", "a x b y") == "a {+x +}b{+ y+}"


def test_a_line_that_stayed_is_kept_between_lines_that_were_rewritten() -> None:
    old = "Nobody knew why.\n\n## FAQ\n\nAsk us.\n"
    new = "Everything had broken at once\n\n## FAQ\n\nRead the list.\n"
    assert "\n\n## FAQ\n\n" in told(old, new)


def test_a_paragraph_put_in_is_one_piece() -> None:
    old = "One.\n\nTwo.\n"
    new = "One.\n\nIn between, two of a kind.\n\nTwo.\n"
    assert told(old, new) == "One.\n\n{+In between, two of a kind.\n\n+}Two.\n"


def test_line_ends_and_what_nobody_sees_make_no_difference() -> None:
    assert difference("one\r\ntwo\r\n", "one\ntwo\n").is_none
    assert told("one\r\ntwo\r\n", "one\nthree\n") == "one\n[-two-]{+three+}\n"


def test_control_characters_are_compared_as_they_are_shown() -> None:
    found = difference("a \x1b[31m b", "a b")
    assert found.old == "a ␛[31m b"
    is_whole(found)


def test_what_was_removed_and_added_can_be_asked_for() -> None:
    found = difference("The cat sat there.", "The bat sat.")
    assert (found.removed(), found.added()) == (["cat", " there"], ["bat"])


def test_too_much_change_is_compared_by_lines_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word_difference, "LIMIT", 20)
    small = difference("kept line\nold end\n", "kept line\nnew end\n")
    large = difference("kept line\nthe old long end\n", "kept line\nthe new long end\n")
    assert not small.by_lines
    assert large.by_lines
    assert large.removed() == ["the old long end\n"]
    is_whole(large)


def _prose(chance: random.Random, words: int) -> list[str]:
    common = ["the", "a", "of", "to"] * 40
    known = common + [f"word{number}" for number in range(3000)]
    return [chance.choice(known) for _ in range(words)]


def test_every_fifth_word_of_a_long_line_is_found() -> None:
    words = _prose(random.Random(1), 5000)
    found = difference(
        " ".join(words),
        " ".join("new" if number % 5 == 0 else word for number, word in enumerate(words)),
    )
    is_whole(found)
    assert len(found.added()) == 1000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, f"b {'a ' * 45_000}c"),
        ("a b " * 25_000, "b a a " * 17_000),
        ("[](" * 30_000, "]([[" * 30_000),
        ("\n" * 100_000, "\n x\n" * 25_000),
        ("x" * 200_000, "y" * 200_000),
        ("a\n" * 250_000, "b\na\n" * 125_000),
    ],
    ids=["one word", "two words", "signs", "empty lines", "one long word", "short lines"],
)
def test_large_texts_without_anything_rare_are_compared_too(old: str, new: str) -> None:
    """Each of them would take hours if every pair were looked at."""
    is_whole_at_the_ends(difference(old, new))


def is_whole_at_the_ends(found: Difference) -> None:
    last = found.pieces[-1]
    assert (last.old_end, last.new_end) == (len(found.old), len(found.new))


def test_long_texts_that_have_nothing_in_common_are_compared_too() -> None:
    chance = random.Random(2)
    old, new = (" ".join(_prose(chance, 20_000)) for _ in range(2))
    is_whole_at_the_ends(difference(old, new))
