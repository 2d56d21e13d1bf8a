"""Phrases found in a text as whole words, however their letters and hyphens are typed.

Case, accents typed as signs of their own, quotation marks, no-break blanks and invisible
characters make no difference. A hyphen or a slash between words may as well be a blank, or
nothing: ``e-mail`` is ``email`` and ``e mail``, ``CI/CD`` is ``ci cd``. Letters with accents stay
letters of their own (``u`` is not ``ü``), and so do ``C``, ``C++`` and ``C#``, ``NET`` and
``.NET``. In scripts that set no blanks between words a phrase may stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice

from copydesk.answers.composed_text import composed

APART = "\x01"
"""Between texts that are searched together: no phrase reaches across it."""
LONG = 300
"""A longer phrase is found only as it stands, hyphens as blanks."""


def _marks() -> str:
    """The signs that belong to the letter before them, as ranges of a character class."""
    found = [
        code
        for first, last in ((0x300, 0x1E00), (0x20D0, 0x2100), (0xA66F, 0xABFF))
        for code in range(first, last)
        if unicodedata.category(chr(code))[0] == "M"
    ]
    return "".join(map(chr, found))


_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Scripts whose words have no blanks between them, or carry their endings along (Korean)."""
_LETTER = r"[^\W\d_]"
_IN_WORD = rf"(?:[^\W_]|[{_marks()}])"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d/"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ADDRESS = re.compile(rf"https?://[^\s()<>{_UNSPACED}]*+", re.IGNORECASE)
"""What an address says is not said in the text."""
_NUMBER = r"\d++(?:[.,]\d++)++"
_NAME = rf"{_IN_WORD}++(?:\+\+(?!\+)|\#(?:(?!{_IN_WORD})|(?=[{_UNSPACED}])))?+"
_PART = rf"(?:[vV](?=\d)|{_NUMBER}|{_NAME})"
_JOINT = rf"(?:(?<!\d)[{_HYPHENS}](?={_IN_WORD})|[{_HYPHENS}](?={_LETTER}))"
"""A hyphen between two digits joins nothing: ``10–15`` is not ``1015``."""
_DOT = rf"(?:(?<![\w.])|(?<=[{_UNSPACED}]))\.(?={_LETTER})"
_TOKEN = re.compile(rf"(?:{_DOT})?+{_PART}(?:{_JOINT}{_PART})*+|{APART}")
_TO_HYPHEN = {ord(one): "-" for one in _HYPHENS}


class Folded:
    """A text made ready once, in which many phrases are found quickly."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = _plain(text)
        self._words = _folded(self._plain)

    @cached_property
    def _letters(self) -> str:
        return _squeezed(self._words)

    @cached_property
    def words(self) -> list[str]:
        """The words in order, each side of a hyphen as one."""
        return self._words.replace("-", " ").split()

    def find(self, phrase: str) -> int:
        """The offset in ``text`` at which a phrase stands first; -1 where it does not.

        A phrase without a letter or a digit (``→``) is found as it stands.
        """
        return next(self._found(phrase), -1)

    def count(self, phrase: str) -> int:
        """How often a phrase stands in the text."""
        wanted = _wanted(phrase)
        if not wanted.strip():
            return self.text.count(phrase.strip()) if phrase.strip() else 0
        return sum(1 for _ in self._places(wanted))

    def __contains__(self, phrase: str) -> bool:
        wanted = _wanted(phrase)
        if not wanted.strip():
            return bool(phrase.strip()) and phrase.strip() in self.text
        return next(self._places(wanted), -1) >= 0

    def _found(self, phrase: str) -> Iterator[int]:
        wanted = _wanted(phrase)
        if wanted.strip():
            yield from (self._offset(place) for place in self._places(wanted))
        elif phrase.strip():
            yield self.text.find(phrase.strip())

    def _places(self, wanted: str) -> Iterator[int]:
        """Where a folded phrase begins in the folded text."""
        if _squeezed(wanted) not in self._letters:
            return  # the quick way out, taken by nearly all that is not there
        if len(wanted) > LONG:
            place = self._words.replace("-", " ").find(wanted.replace("-", " "))
            if place >= 0:
                yield place + 1
            return
        yield from (match.start() for match in _pattern(wanted.strip()).finditer(self._words))

    def together(self, words: Iterable[str], spare: int) -> int:
        """The offset at which all of some words stand close together, in any order; -1 for none.

        Args:
            words: As ``words`` has them.
            spare: So many other words may stand among them at the most.
        """
        needed: dict[str, int] = {}
        for word in words:
            needed[word] = needed.get(word, 0) + 1
        if not needed or not needed.keys() <= set(self.words):
            return -1
        at = _window(self.words, needed, sum(needed.values()) + spare)
        return -1 if at < 0 else self._offset(self._start(at))

    def _start(self, index: int) -> int:
        """Where a word begins in the folded text."""
        return next(islice(re.finditer(r"[^ \-]+", self._words), index, None)).start()

    def _offset(self, place: int) -> int:
        """The offset in the text of a place in the folded one."""
        index = self._words.count(" ", 0, place) - 1
        token = next(islice(_TOKEN.finditer(self._plain), index, None))
        inside = place - self._words.rfind(" ", 0, place) - 1
        offset = token.start() + min(inside, len(token[0]) - 1)
        return offset if self._plain == self.text else self._before(offset)

    def _before(self, offset: int) -> int:
        """The offset in the text as it is of one in the text without what is not seen."""
        start = self._plain.rfind("\n", 0, offset) + 1
        line = self._plain.count("\n", 0, start)
        raw = _nth_line(self.text, line)
        low, high = raw, len(self.text)
        end = self.text.find("\n", raw)
        high = end if end >= 0 else high
        while low < high:
            middle = (low + high) // 2
            if len(_seen(self.text[raw : middle + 1])) > offset - start:
                high = middle
            else:
                low = middle + 1
        return low


def _seen(text: str) -> str:
    """The text composed, without what is not seen."""
    return text if text.isascii() else _INVISIBLE.sub("", composed(text))


def _plain(text: str) -> str:
    """The text as its words are read: composed, addresses blank."""
    text = _seen(text)
    return _ADDRESS.sub(lambda found: " " * len(found[0]), text) if "://" in text else text


def _folded(plain: str) -> str:
    """The words, small, with one blank or a hyphen between them and a blank at either end."""
    words = " ".join(_TOKEN.findall(plain))
    if words.isascii():
        return f" {words.replace('/', '-').lower()} "
    return f" {words.translate(_TO_HYPHEN).casefold()} "


@lru_cache(maxsize=256)
def _wanted(phrase: str) -> str:
    """A phrase folded; the same ones are looked for in many texts."""
    return _folded(_plain(phrase))


def _squeezed(words: str) -> str:
    return words.replace(" ", "").replace("-", "")


@lru_cache(maxsize=256)
def _pattern(wanted: str) -> re.Pattern[str]:
    """What finds a folded phrase, a hyphen being optional between any two of its letters."""
    edge = f"[ \\-{_UNSPACED}]"
    parts = [rf"(?<={edge})" if not re.match(f"[{_UNSPACED}]", wanted) else ""]
    for index, char in enumerate(wanted):
        if char in " -":
            parts.append("[ -]" if char == " " else "[ -]?+")
        else:
            follows = wanted[index + 1 : index + 2]
            parts.append(re.escape(char) + ("-?+" if follows not in ("", " ", "-") else ""))
    parts.append(rf"(?={edge})" if not re.match(f"[{_UNSPACED}]", wanted[-1]) else "")
    return re.compile("".join(parts))


def _window(words: list[str], needed: dict[str, int], width: int) -> int:
    """Where all of some words first stand among so many; the index of the first of them, or -1."""
    near: list[tuple[int, str]] = []  # those needed that stand so close
    have: dict[str, int] = {}
    first, missing = 0, sum(needed.values())
    for index, word in enumerate(words):
        if word == APART:
            near, have, first, missing = [], {}, 0, sum(needed.values())
        elif word in needed:
            near.append((index, word))
            have[word] = have.get(word, 0) + 1
            missing -= have[word] <= needed[word]
            while near[first][0] <= index - width:
                gone = near[first][1]
                missing += have[gone] <= needed[gone]
                have[gone] -= 1
                first += 1
            if not missing:
                return near[first][0]
    return -1


def _nth_line(text: str, line: int) -> int:
    """Where a line begins, counted from 0."""
    at = 0
    for _ in range(line):
        at = text.index("\n", at) + 1
    return at
