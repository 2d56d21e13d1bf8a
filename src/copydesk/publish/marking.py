"""Marks to verify something, made visible in HTML: the sentence before each is marked with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.sessions.prose import MARK

if TYPE_CHECKING:
    from markdown_it.token import Token

OPEN = '<mark title="Nobody has verified this yet">'
CLOSE = "</mark>"
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


def mark_claims(inline: Token) -> None:
    """Put a ``<mark>`` around each sentence that has a mark, from its start up to the mark."""
    children = list(inline.children or [])
    if not any(one.type == "text" and "[" in one.content for one in children):
        return
    _mend(children)
    made: list[Token] = []
    for token in children:
        if token.type != "text":
            made.append(token)
            continue
        done = 0
        for sign in MARK.finditer(token.content):
            made += _texts(token, token.content[done : sign.start()])
            start = _sentence_start(made, token.level)
            made.insert(start, _html(token, OPEN))
            made += [*_texts(token, sign[0]), _html(token, CLOSE)]
            done = sign.end()
        made += _texts(token, token.content[done:])
    inline.children = made


def _mend(children: list[Token]) -> None:
    """Join texts that stand side by side: Markdown takes a bracket for a text of its own."""
    index = 1
    while index < len(children):
        one, other = children[index - 1], children[index]
        if one.type == other.type == "text" and one.level == other.level:
            one.content += other.content
            del children[index]
        else:
            index += 1


def _texts(like: Token, content: str) -> list[Token]:
    return [_token(like, "text", content)] if content else []


def _html(like: Token, content: str) -> Token:
    return _token(like, "html_inline", content)


def _token(like: Token, kind: str, content: str) -> Token:
    from markdown_it.token import Token

    return Token(type=kind, tag="", nesting=0, content=content, level=like.level)


def _sentence_start(made: list[Token], level: int) -> int:
    """The index at which the last sentence begins; a text that it begins within is cut in two.

    What is emphasised or linked stays whole: the sentence goes back only as far as tokens come
    in pairs.
    """
    at = len(made)
    while at > 0:
        token = made[at - 1]
        if token.level < level or (token.type == "html_inline" and token.content == CLOSE):
            return at
        if token.level == level and token.type == "text":
            ends = list(_END.finditer(token.content))
            if ends and ends[-1].end() < len(token.content):
                cut = ends[-1].end()
                made[at - 1 : at] = [
                    _token(token, "text", token.content[:cut]),
                    _token(token, "text", token.content[cut:]),
                ]
                return at
            if ends:
                return at
        at -= 1
    return at
