"""The length of a post as X counts it.

The rules are those of X's twitter-text, version 3: after NFC each character weighs 1 or 2, an
emoji weighs 2 however many characters it is made of, and an address weighs 23 however long it
is. Addresses without ``https://`` count too, where they end in a domain that exists.
"""

from __future__ import annotations

import re

from copydesk.answers.composed_text import composed

LINK = 23
"""What any address weighs; X shortens each to this length."""

_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
"""Characters that weigh 1; all others weigh 2."""

_GENERIC = frozenset(
    "com org net edu gov mil int info biz name pro app dev blog shop store site online tech cloud"  # noqa: SIM905
    " page web wiki news media live xyz club design digital agency academy group guide guru help"
    " host hosting email link click space systems software solutions services services studio"
    " team today tools top video website work works world zone art bio cafe care codes coffee"
    " community company computer consulting education energy engineering events expert finance"
    " fit foundation fun fund games global health house institute jobs land law life love market"
    " marketing network one party photo photos press run school science security social support"
    " travel university ventures vip jetzt berlin wien london paris tokyo nyc eus cat asia".split()
)
_COUNTRIES = frozenset(
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs"  # noqa: SIM905
    " bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee"
    " eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk"
    " hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la"
    " lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my"
    " mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro"
    " rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj"
    " tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm"
    " zw".split()
)
"""The domains of countries, as the IANA lists them."""

_PLACEHOLDER = r"\{\{[ \t]{0,4}[A-Z0-9_]{0,60}?URL[ \t]{0,4}\}\}"
_NAME = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_WIDE_NAME = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_MOST = 126
"""A host has no more parts than these (RFC 1035)."""
_LINKS = re.compile(
    rf"(?P<placeholder>{_PLACEHOLDER})"
    rf"|(?<![a-z0-9@＠$#＃])https?://(?P<wide>(?:{_WIDE_NAME}\.){{1,{_MOST}}}{_WIDE_NAME})"
    rf"|(?<![a-z0-9@＠$#＃_./-])(?P<bare>(?:{_NAME}\.){{1,{_MOST}}}{_NAME})",
    re.IGNORECASE,
)
_BEHIND_HOST = re.compile(
    r"(?::[0-9]{1,5})?(?P<path>"
    r"(?:/[a-zа-яё0-9!*'’;:=+,.$/%#\[\]–_~@|&()À-ž-]*+)?"
    r"(?:\?[a-z0-9!?*';:=+,.$/%#\[\]_~@|&()-]*+)?)",
    re.IGNORECASE,
)

_SIGN = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_LOOK = "(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?+"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    "|\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f"  # the flag of a region
    "|[\u00a9\u00ae]\ufe0f"
    f"|(?![\u00a9\u00ae]){_SIGN}{_LOOK}(?:\u200d{_SIGN}{_LOOK})*+"
)


def weighted_length(text: str) -> int:
    """How much of a post's 280 a text takes; never raises, whatever the text is.

    A placeholder for an address, ``{{ARTICLE_URL}}``, weighs what the address will.
    """
    pieces, links = _without_links(composed(text))
    rest, emoji = _EMOJI.subn("", "\n".join(pieces))
    rest_length = len(rest) - (len(pieces) - 1)
    light = sum(map(len, _LIGHT.findall(rest))) - (len(pieces) - 1)
    return LINK * links + 2 * emoji + light + 2 * (rest_length - light)


def _without_links(text: str) -> tuple[list[str], int]:
    """What stands between the addresses of a text, and how many they are."""
    pieces, links, done, at = [], 0, 0, 0
    while match := _LINKS.search(text, at):
        end = _end(match)
        if not end:
            at = match.end()
            continue
        links += 1
        pieces.append(text[done : match.start()])
        done = at = _rest_end(text, end)
    return [*pieces, text[done:]], links


def _end(match: re.Match[str]) -> int:
    """Where the host of an address ends; 0 where no such domain exists."""
    if match["placeholder"]:
        return match.end()
    kind = "wide" if match["wide"] else "bare"
    host, end = match[kind], match.end(kind)
    while "." in host:
        last = host[host.rfind(".") + 1 :].lower()
        if _is_domain(last, kind) and match.string[end : end + 1] != "@":
            return end
        end -= len(last) + 1
        host = host[: -len(last) - 1]
    return 0


def _is_domain(last: str, kind: str) -> bool:
    if last in _COUNTRIES or last in _GENERIC or last.startswith("xn--"):
        return True
    return kind == "wide" and not last.isascii() and last.isalpha()


def _rest_end(text: str, end: int) -> int:
    """Where an address ends that has a port, a path or a query behind its host.

    Signs that end a sentence are none of it; a closing bracket is, where it was opened in it.
    """
    rest = _BEHIND_HOST.match(text, end)
    path = rest["path"] if rest else ""
    if rest is None or not path:
        return end
    spare = path.count(")") - path.count("(")
    length = len(path)
    while length and not path[length - 1].isalnum() and path[length - 1] not in "+-=_#/&~":
        if path[length - 1] == ")":
            if spare <= 0:
                break
            spare -= 1
        length -= 1
    return rest.start("path") + length if length else end
