"""How hard English prose is to read: the Flesch-Kincaid grade, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from copydesk.checks.sentences import Sentence, sentences_of
from copydesk.sessions.prose import MARK

LONG = 25
"""A sentence of more words than this is a long one."""
LONGEST_WORD = 40
"""What has more letters is no word of a language; its syllables are only guessed."""
ENOUGH = 50
"""Of fewer words than this nobody can tell the language."""
LEAST_ENGLISH = 0.12
"""Of an English text at least this part are small words of English; a quarter is usual."""

_SPAN = re.compile(r"`++[^`\n]*+`++|<https?://[^<>\s]*+>|https?://[^\s()<>]*+")
_LINK = re.compile(r"!?+\[([^\[\]]*+)\]\((?:[^()\n]|\([^()\n]*+\))*+\)")
_TOKEN = re.compile(r"[^\W_]\S*+")
_LETTERS = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*+")
_VOWELS = re.compile(r"[aeiouyà-æè-ïò-öø-ýœ]++")
_SILENT_E = re.compile(r"[^aeiouy]e\Z")
_SPOKEN_LE = re.compile(r"[^aeiouy]le\Z")
_SILENT_ED = re.compile(r"[^aeiouytd]ed\Z")
_SILENT_ES = re.compile(r"[^aeiouyscxzgh]es\Z")
_SMALL = frozenset(
    "the of and to a in is it that for on with as are this be by or you from at not an have if"  # noqa: SIM905
    " your when what can will but we they which one".split()
)


class Measured(NamedTuple):
    """What a text is made of."""

    words: int
    sentences: int
    syllables: int
    long: tuple[Sentence, ...]
    """Sentences of more than ``LONG`` words, in order."""
    longest: int
    """Words of the longest sentence."""

    @property
    def grade(self) -> float:
        """The school grade after Flesch and Kincaid; 0 without words."""
        if not self.words or not self.sentences:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measure(prose: str) -> Measured:
    """Count sentences, words and syllables.

    Headings, blocks of code, tables and images on lines of their own count for nothing; code
    within a line and an address are one word of one syllable, a number too. ``[verify]`` is
    no word.

    Args:
        prose: Markdown with line ends as ``\\n``.
    """
    words = sentences = syllables = longest = 0
    long: list[Sentence] = []
    for sentence, tokens in _read(prose):
        words += len(tokens)
        sentences += 1
        syllables += sum(map(syllables_in, tokens))
        longest = max(longest, len(tokens))
        if len(tokens) > LONG:
            long.append(sentence)
    return Measured(words, sentences, syllables, tuple(long), longest)


def words_of(text: str) -> list[str]:
    """The words of a sentence as they are counted here."""
    return _TOKEN.findall(plain(text))


def plain(text: str) -> str:
    """A sentence as it is read aloud: links by their words, code as one word, no marks."""
    text = MARK.sub("", _SPAN.sub("code", text)) if "[" in text else _SPAN.sub("code", text)
    return _LINK.sub(r"\1", text)


def _read(prose: str) -> Iterator[tuple[Sentence, list[str]]]:
    for sentence in sentences_of(_without_tables(prose)):
        tokens = words_of(sentence.text)
        if tokens:
            yield sentence, tokens


def _without_tables(prose: str) -> str:
    lines = ("" if line.lstrip().startswith(("|", "![")) else line for line in prose.split("\n"))
    return "\n".join(lines)


def syllables_in(token: str) -> int:
    """The syllables of a word, 1 at least; of one with a hyphen, those of its parts."""
    return max(1, sum(map(_syllables, _LETTERS.findall(token))))


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    """The more of what the dictionary of hyphens and the groups of vowels tell.

    Where a word may be broken is where a syllable ends, but nobody breaks off a single letter
    (*about*, *body*): alone, the dictionary counts three syllables too few in a hundred words.
    """
    if word.isupper() and 1 < len(word) <= 5 and (len(word) <= 3 or not _VOWELS.search(word)):
        return len(word)  # spelled out: CI, HTML
    small = word.lower()
    if len(small) > LONGEST_WORD:
        return len(small) // 3
    return max(_by_vowels(small), len(_dictionary().positions(small)) + 1)


def _by_vowels(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if count > 1 and _SILENT_E.search(word) and not _SPOKEN_LE.search(word):
        count -= 1
    if count > 1 and (_SILENT_ED.search(word) or _SILENT_ES.search(word)):
        count -= 1
    return max(1, count)


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="en_US")


def is_english(prose: str) -> bool:
    """Whether a text may be English; True where it is too short to tell."""
    words = [word.lower() for word in _LETTERS.findall(prose[:200_000])]
    if len(words) < ENOUGH:
        return True
    return sum(word in _SMALL for word in words) >= LEAST_ENGLISH * len(words)


def names_english(language: str) -> bool:
    """Whether a language as a map names it is English, or is not named at all."""
    return not language.strip() or language.strip().casefold().startswith("en")
