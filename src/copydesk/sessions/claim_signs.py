"""What makes a sentence a claim: percentages, figures, years beside who published, quotations.

Patterns for English and German. None of them goes back over more than a few hundred characters,
whatever the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.kits.model import ClaimKind
from copydesk.sessions.prose import MARK


class Sign(NamedTuple):
    """What makes a sentence a claim, and of which kind."""

    kind: ClaimKind
    why: str
    pattern: re.Pattern[str]


_NUMBER = r"(?<![\w.,])\d++(?:[.,]\d++)*+"
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_WENIGE = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
_YEAR = r"(?<![\w./-])(?:19|20)\d\d(?![\w%/-])"
_WORK = (
    r"(?:study|studies|survey|report|poll|paper|census|benchmark|whitepaper|meta-analysis"
    r"|\w{0,30}(?:studie|umfrage|bericht|erhebung|untersuchung|befragung|report))"
)
_NAME = (
    r"(?<!\w)[A-ZÄÖÜÀ-Þ][\w.&'’-]*+(?: (?:(?:von|van|de|of|der|&) )?[A-ZÄÖÜÀ-Þ][\w.&'’-]*+){0,3}"
)
_SAYS = (
    r"(?:said|says|saying|told|tells|wrote|writes|asked|asks|explained|explains|argued|argues"
    r"|noted|notes|added|adds|put it|puts it|recalled|recalls|warned|warns|claimed|claims"
    r"|sagte?|sagten|meinte?|schrieb|schreibt|erklärte?|erzählte?|betonte?|warnte?|berichtete?)"
)
_ACCORDING = (
    r"(?:[Aa]ccording to(?: (?:the|an?|one|its))?"
    r"|(?:[Ll]aut|[Nn]ach (?:Angaben|Einschätzung|Ansicht))(?: (?:von|vo[mn]|de[rsm]|eine[rsm]))?)"
)
_QUOTE = (
    r"(?:\"[^\"\n]{12,400}\"|“[^“”\n]{12,400}”|„[^„“”\n]{12,400}[“”]"
    r"|«[^«»\n]{12,400}»|»[^«»\n]{12,400}«)"
)
ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"“”]+[^\s<>()\[\]\"“”.,;:!?*_]", re.IGNORECASE)

_NAMED = re.compile(rf"\b{_ACCORDING} (?:\W?[A-ZÄÖÜ\d]|(?:[\w-]{{1,30}} ){{0,3}}{_WORK}\b)")

SIGNS = (
    Sign("quote", "a quotation", re.compile(_QUOTE)),
    Sign(
        "statistic",
        "a percentage",
        re.compile(
            rf"{_NUMBER}\s?(?:%|(?:percent|per cent|percentage|prozent\w*)\b)", re.IGNORECASE
        ),
    ),
    Sign(
        "statistic",
        "a figure",
        re.compile(
            rf"(?:{_NUMBER}|\b{_FEW}) (?:in|out of) (?:every )?(?:\d{{1,3}}(?![\w.,%])|{_FEW}\b)"
            rf"|(?:{_NUMBER}|\b(?:eine[rs]?|{_WENIGE})) von"
            rf" (?:\d{{1,3}}(?![\w.,%])|{_WENIGE}\b)"
            r"|\bjede[rs]? (?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)\b"
            r"|\btwice (?:as|the|that|their|its|more|less)\b"
            r"|\b(?:doubled|doubles|tripled|quadrupled|halved)\b"
            rf"|(?:{_NUMBER}|\b{_FEW})[ -]?times (?:as|the|more|less|fewer|\w{{1,20}}er|likel)"
            r"|\bdoppelt so\b|\b(?:verdoppelt|verdreifacht|halbiert)\w*+"
            rf"|(?:{_NUMBER}|\b{_WENIGE})[ -]?"
            r"(?:mal (?:so|mehr|\w{1,20}er\b)|fach(?!\w)|fache[nrs]?\b)"
            rf"|{_NUMBER}\s?[x×](?![\w×])"
            rf"|{_NUMBER}[ \u00a0-](?:million|billion|trillion|milliarde|mio|mrd)",
            re.IGNORECASE,
        ),
    ),
    Sign(
        "study",
        "a year and who published",
        re.compile(
            rf"\((?=[^()\n]{{0,80}}?[A-ZÄÖÜ])[^()\n]{{0,100}}?[ ,]{_YEAR}[^()\n]{{0,20}}\)"
            rf"|{_YEAR} (?:[\w&'’-]{{1,30}} ){{0,4}}{_WORK}\b"
            rf"|\b(?i:{_WORK})\b[^.!?\n]{{0,80}}?{_YEAR}"
            rf"|(?<!\w)[A-ZÄÖÜ][\w&.-]{{1,40}}(?:['’]s?|,| \()[ ]?{_YEAR}"
        ),
    ),
    Sign("source", "somebody is named for it", _NAMED),
    Sign("source", "an address", ADDRESS),
    Sign("source", "a mark to verify it", re.compile(rf"[.!?…]?{MARK.pattern}", re.IGNORECASE)),
)
ORDER = tuple(dict.fromkeys(sign.kind for sign in SIGNS))
"""The kinds, first the one that a sentence is said to be when it shows signs of several."""

_DATE = re.compile(
    r"(?<!\w)(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli"
    r"|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\b",
    re.IGNORECASE,
)
"""A month: beside a year it is a date, and no publisher."""
NEAR = 80
"""Whose a quotation is, is said within so many characters."""
_STOP = re.compile(r"[.!?…][\"”’»“)]*\s|\n")
_OF_MANY = re.compile(rf"({_NUMBER})\D+?(\d+)\Z")
_SPEAKER = re.compile(
    rf"(?:\b{_SAYS}|{_ACCORDING}|[”\"“»«],? ?[—–-]{{1,2}}) (?P<behind>{_NAME})"
    rf"|(?P<before>{_NAME})(?:,[^,\n]{{1,60}}+,)? {_SAYS}\b"
    rf"|(?P<colon>{_NAME}): ?[\"“„«»]"
)
_SPOKEN = re.compile(
    rf"\b(?:{_SAYS}|{_ACCORDING})\b|[”\"“»«],? ?[—–-]{{1,2}} ?[A-ZÄÖÜ]|{_NAME}: ?[\"“„«»]"
)


def is_nothing(match: re.Match[str], sign: Sign, site: str) -> bool:
    """Whether what looks like a sign is none.

    Args:
        site: The address of the writer's own site; what leads there needs no proof.
    """
    found = match[0]
    if sign.kind == "quote":
        return not _is_spoken(match)
    if sign.kind == "study":
        rest = _DATE.sub("", found)
        return not re.search(rf"[A-ZÄÖÜ]|\b(?i:{_WORK})\b", rest)
    if sign.why == "a figure" and (many := _OF_MANY.search(found)):
        return float(re.sub(r"\D", "", many[1]) or 0) >= float(many[2])
    return bool(sign.why == "an address" and site and found.startswith(site))


def _is_spoken(quote: re.Match[str]) -> bool:
    """Whether the words around a quotation say whose it is."""
    text, start, end = quote.string, quote.start(), quote.end()
    before = _STOP.split(text[max(0, start - NEAR) : start])[-1]
    behind = _STOP.split(text[end : end + NEAR])[0]
    return bool(_SPOKEN.search(f"{before}{quote[0]}{behind}"))


def speaker(sentence: str) -> str:
    """Whom a sentence names as the one who says it; "" for nobody."""
    found = _SPEAKER.search(sentence)
    name = next((one for one in found.groups() if one), "") if found else ""
    return name.rstrip(".,'’-")
