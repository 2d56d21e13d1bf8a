"""An article's front matter for the programs that make sites of Markdown.

Written as YAML whose values are JSON, which every reader of YAML takes: nothing in a title can
end a value. Which keys there are is each program's own.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from copydesk.answers.markdown import structure

if TYPE_CHECKING:
    from copydesk.publish.facts import Facts

Form = Literal["hugo", "jekyll", "astro", "docusaurus", "none"]
FORMS: tuple[Form, ...] = get_args(Form)

_CODE = re.compile(r"(`+)(?:(?!\1).)*?\1", re.DOTALL)
_MODULE = re.compile(r"(?m)^(import|export)(?=\s|\{)")


def front_matter(form: Form, facts: Facts, description: str, *, draft: bool) -> str:
    """The block with its fences and a blank line after it; empty for ``none``."""
    values = _values(form, facts, description, draft)
    if not values:
        return ""
    lines = [
        f"{name}: {_yaml(value)}" for name, value in values.items() if value not in ("", [], None)
    ]
    return "\n".join(["---", *lines, "---", "", ""])


class _Date(str):
    """A date, which YAML knows without quotes."""


def _yaml(value: Any) -> str:
    if isinstance(value, _Date):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _values(form: Form, facts: Facts, description: str, draft: bool) -> dict[str, Any]:
    title, tags, date = facts.title, list(facts.phrases), _Date(facts.date)
    about = {"title": title, "description": description}
    if form == "hugo":
        more = {"author": facts.author} if facts.author else {}
        return {
            **about,
            "date": date,
            "lastmod": date,
            "slug": facts.slug,
            "tags": tags,
            "keywords": tags,
            "params": more or None,
            "draft": draft,
        }
    if form == "jekyll":
        return {
            "layout": "post",
            **about,
            "date": date,
            "author": facts.author,
            "tags": tags,
            "slug": facts.slug,
            "published": not draft,
        }
    if form == "astro":
        return {
            **about,
            "pubDate": date,
            "author": facts.author,
            "slug": facts.slug,
            "tags": tags,
            "draft": draft,
        }
    if form == "docusaurus":
        person = {"name": facts.author} | ({"url": facts.author_url} if facts.author_url else {})
        return {
            **about,
            "slug": facts.slug,
            "date": date,
            "authors": [person] if facts.author else [],
            "tags": tags,
            "keywords": tags,
            "draft": draft,
        }
    return {}


def body(form: Form, text: str) -> str:
    """An article's text as the program wants it below its front matter.

    The programs set the title themselves, so that the first heading goes. Docusaurus reads MDX,
    where ``{`` and ``<`` begin what is run: outside code they are written so that they do not.
    """
    if form == "none":
        return text
    first, _, rest = text.partition("\n")
    if first.startswith("# "):
        text = rest.lstrip("\n")
    return _for_mdx(text) if form in ("docusaurus", "astro") else text


def _for_mdx(text: str) -> str:
    found = structure(text)
    lines = []
    for number, line in enumerate(found.lines, 1):
        lines.append(line if found.in_code(number) else _escaped(line))
    return "\n".join(lines)


def _escaped(line: str) -> str:
    """A line outside fenced code."""
    parts, done = [], 0
    for code in _CODE.finditer(line):
        parts += [_plain(line[done : code.start()]), code[0]]
        done = code.end()
    return "".join([*parts, _plain(line[done:])])


def _plain(text: str) -> str:
    text = re.sub(r"(?<!\\)([{}])", r"\\\1", text).replace("<", "&lt;")
    return _MODULE.sub(lambda word: f"&#{ord(word[0][0])};{word[0][1:]}", text)
