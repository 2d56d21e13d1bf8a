"""Markdown that MDX reads the same: braces, tags, imports and bare indents have no meaning in it.

Docusaurus reads every page as MDX, where ``{`` begins a program and ``<`` a component.
"""

from __future__ import annotations

import re

from copydesk.publish.prose_only import in_prose

_DESTINATION = re.compile(r"\]\(<([^<>\s()]++)>(?=[\s)])")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]++)>")
_PROGRAM = re.compile(r"^([ie])(?=(?:mport|xport)\b)", re.MULTILINE)
_MEANT = re.compile(r"(?<!\\)((?:\\\\)*)([{}<])")


def for_mdx(text: str) -> str:
    """A text in Markdown, so written that MDX takes none of it for a program.

    Code in fences and backticks stays as it is. Indented code, which MDX does not know, is put
    into a fence.
    """
    return in_prose(_fenced(text), _escaped)


def _escaped(prose: str) -> str:
    prose = _DESTINATION.sub(r"](\1", prose)
    prose = _AUTOLINK.sub(r"[\1](\1)", prose)
    prose = _PROGRAM.sub(lambda match: f"&#{ord(match[1])};", prose)
    return _MEANT.sub(r"\1\\\2", prose)


def _fenced(text: str) -> str:
    """The text with its indented blocks of code in fences; those within lists stay as they are."""
    if "\n    " not in text and "\n\t" not in text:
        return text
    from markdown_it import MarkdownIt

    blocks = [
        (token.map[0], token.map[1], token.content)
        for token in MarkdownIt("commonmark").parse(text)
        if token.type == "code_block" and token.level == 0 and token.map
    ]
    lines = text.split("\n")
    for start, end, content in reversed(blocks):
        longest = max(map(len, re.findall("`+", content)), default=0)
        fence = "`" * max(3, longest + 1)
        lines[start:end] = [fence, *content.rstrip("\n").split("\n"), fence, ""]
    return "\n".join(lines)
