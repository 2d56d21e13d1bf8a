"""Text as it is stored, shown, counted and named.

Stored text stays as it came, whatever it holds. A terminal obeys control characters, so
``clean`` stands at the border between stored text and the screen; ``merge_edit`` is the way
back, from what a person changed on the screen to what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

# Everything that a terminal would obey, or would not show although it takes a character. What
# belongs to an emoji, a word or an ideograph stays in some places; the rest is never shown.
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe03-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe02\U000e0100-\U000e01ef"
_EMOJI_SELECTORS = "\ufe0e\ufe0f"
_MONGOLIAN_SELECTORS = "\u180b-\u180f"
_SOMETIMES = _JOINERS + _SELECTORS + _EMOJI_SELECTORS + _MONGOLIAN_SELECTORS
_SUSPECT = f"[{_NEVER}{_SOMETIMES}]"

_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
# Letters and marks of the scripts whose spelling needs the joiners: Arabic (Persian, Urdu),
# Syriac, N'Ko; the Indic scripts from Devanagari to Sinhala; Myanmar, Khmer, Mongolian.
_JOINING = (
    "[\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff\u0710-\u077f\u07ca-\u07f3\u0860-\u088e"
    "\u08a0-\u08e1\u08e3-\u0963\u0971-\u0df3\u1000-\u109f\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa]"
)
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# One that does not belong where it stands. No more is looked at than the run of suspects that
# it stands in and one character on either side of it: merge_edit relies on that.
_STRAY = f"[{_SOMETIMES}](?!" + "|".join(
    (
        f"(?<={_EMOJI}\u200d){_EMOJI}",
        f"(?<={_EMOJI}\ufe0f\u200d){_EMOJI}",
        f"(?<={_EMOJI}[{_EMOJI_SELECTORS}])",
        "(?<=[#*0-9]\ufe0f)\u20e3",  # a keycap
        f"(?<={_JOINING}[{_JOINERS}]){_JOINING}",
        f"(?<=[\u1820-\u18aa][{_MONGOLIAN_SELECTORS}])",
        f"(?<=[{_IDEOGRAPHS}][{_SELECTORS}]))",
    )
)
_FLAG_END = "\U000e007f"
_FLAG = f"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}}{_FLAG_END}"
"""A region's flag: a black flag, then the region's code in tags."""


def clean(text: str) -> str:
    """The text as it may go to a screen: as many characters, each of them visible.

    Control characters become their pictures (ESC ``␛``, DEL ``␡``); C1, bidi controls,
    characters of no width, line and paragraph separators, tags and lone surrogates become
    U+FFFD; newline and tab stay. What belongs to what is seen stays too: joiners, variation
    selectors and tags within an emoji; joiners between letters of a script whose spelling
    needs them (Arabic, Persian, the Indic scripts); a variation selector after its ideograph.
    """
    suspect = r"[\x00-\x08\x0b-\x1f\x7f]+" if text.isascii() else f"{_SUSPECT}+"
    found = set("".join(set(re.findall(suspect, text))))
    seen = _without(text, found)
    return _with_flags(seen, text) if _FLAG_END in found else seen


def _with_flags(seen: str, text: str) -> str:
    """The cleaned text with the flags of the text it was made from put back in their places."""
    pieces, done = [""], 0
    for flag in re.finditer(_FLAG, text):
        pieces += seen[done : flag.start()], flag.group()
        done = flag.end()
    return "".join(pieces) + seen[done:]


def _without(text: str, found: set[str]) -> str:
    """The text without the suspects found in it, those that belong where they stand kept."""
    sometimes = {char for char in found if re.match(f"[{_SOMETIMES}]", char)}
    if sometimes:
        text = re.sub(_STRAY, "\ufffd", text)
    never = found - sometimes
    if len(never) > 20:  # each replacement is a pass over the text, a fast one
        return text.translate({ord(char): _picture(char) for char in never})
    for char in never:
        text = text.replace(char, _picture(char))
    return text


def _picture(char: str) -> str:
    """The glyph that stands for a control character."""
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\ufffd"


def shown(raw: str) -> str:
    """What an editor shows of a stored text: line ends as ``\\n``, everything visible."""
    return clean(raw.replace("\r\n", "\n"))


def merge_edit(raw: str, edited: str) -> str:
    """The stored text after a person changed ``shown(raw)`` into ``edited``.

    Outside of the edited stretch the stored characters survive as they are, line ends and
    control characters included; new lines get the line end that the text has throughout. Only
    where a stored character would look different beside the edit (a CR that now meets a
    newline, a joiner that now stands between two emoji) does the character that was shown take
    its place: ``shown(merge_edit(raw, edited)) == shown(edited)`` always holds.
    """
    before, edited = shown(raw), edited.replace("\r\n", "\n")
    after = clean(edited)
    if before == after:
        return raw
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    line_end = "\r\n" if "\n" in raw and raw.count("\n") == raw.count("\r\n") else "\n"

    def merged(head: int, tail: int, new: str) -> str:
        middle = new[head : len(new) - tail].replace("\n", line_end)
        ends = _stored_offset(raw, head), _stored_offset(raw, len(before) - tail)
        return raw[: ends[0]] + middle + raw[ends[1] :]

    flat = raw.replace("\r\n", "\n")
    left = len(re.match(f"{_SUSPECT}*", flat[:head][::-1])[0])  # type: ignore[index]
    right = len(re.match(f"{_SUSPECT}*", flat[len(flat) - tail :])[0])  # type: ignore[index]
    near = min(left, 1), min(right, 1)
    for give_left, give_right in ((0, 0), (near[0], 0), (0, near[1]), near):
        result = merged(head - give_left, tail - give_right, edited)
        if shown(result) == after:
            return result
    return merged(head - left, tail - right, after)


def _common(one: str, other: str) -> int:
    """How many characters two texts share at their start; slices compare faster than loops."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _stored_offset(raw: str, offset: int) -> int:
    """Where an offset into the text with ``\\n`` alone lies in the stored text."""
    if "\r\n" not in raw:
        return offset
    return (
        bisect_right(range(len(raw) + 1), offset, key=lambda end: end - raw.count("\r\n", 0, end))
        - 1
    )


def one_line(text: str, limit: int = 0) -> str:
    """The text as one visible line, whitespace runs as one blank.

    Args:
        limit: At most so many characters, the last one ``…`` when something was cut; 0 for all.
    """
    if not limit:
        return clean(" ".join(text.split()))
    line = " ".join(text.split(None, limit + 1)[: limit + 1])
    if len(line) <= limit:
        return clean(line)
    return clean(line[: limit - 1].rstrip(" \u200d")) + "…"


_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f" + _IDEOGRAPHS
_HANGUL = "\u1100-\u11ff\uac00-\ud7a3"


def count_words(text: str) -> int:
    """How many words a person would count.

    A word is what stands between whitespace and holds a letter or a digit, so that Markdown's
    signs (``##``, ``-``, ``|---|``) are none; each Chinese character and Japanese kana counts
    as one.
    """
    if text.isascii():
        return len(re.findall(r"[^\W_]\S*", text))
    words = re.findall(f"[^\\W_{_CJK}][^\\s{_CJK}]*", text)
    return len(words) + _length_of(f"[{_CJK}]+", text)


def approx_tokens(text: str) -> int:
    """Roughly how many tokens a model sees: one to four characters, one to each of CJK."""
    dense = 0 if text.isascii() else _length_of(f"[{_CJK}{_HANGUL}]+", text)
    return dense + (len(text) - dense + 3) // 4


def _length_of(runs: str, text: str) -> int:
    return sum(map(len, re.findall(runs, text)))


_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that Windows keeps for devices; a file of such a name cannot be made there."""


def is_name(text: str) -> bool:
    """Whether the text can name a kit, a brief or a file on every system."""
    return bool(_NAME.fullmatch(text)) and not _RESERVED.fullmatch(text)


def slug(text: str) -> str:
    """A name made from any text, ``untitled`` where nothing in it can be one."""
    plain = unicodedata.normalize("NFKD", text[:1000].casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:64].rstrip("-")
    if not name:
        return "untitled"
    return name if is_name(name) else f"{name}-1"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, or "" when none is close."""
    from difflib import get_close_matches

    if len(name) > 100:
        return ""
    by_fold = {one.casefold(): one for one in known}
    return next((by_fold[one] for one in get_close_matches(name.casefold(), by_fold, n=1)), "")


def digest(text: str) -> str:
    """A short fingerprint: the first 24 hex digits of SHA-256 over UTF-8, lone surrogates too."""
    import hashlib  # a shared library's weight: not at start-up

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
