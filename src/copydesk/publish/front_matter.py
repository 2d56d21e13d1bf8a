"""What a static site generator wants to know of an article, written before its text.

Each form has the keys that its generator reads by itself. Every text is written as JSON writes
it, which YAML and TOML read alike; a day is written bare, as both know days.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from copydesk.publish.facts import Facts

Form = Literal["none", "hugo", "jekyll", "astro", "docusaurus"]
FORMS: tuple[Form, ...] = get_args(Form)
NAMES: Mapping[Form, str] = {
    "none": "no front matter",
    "hugo": "Hugo",
    "jekyll": "Jekyll",
    "astro": "Astro",
    "docusaurus": "Docusaurus",
}


class Day(str):
    """A day in ISO 8601, written without quotes."""

    __slots__ = ()


def front_matter(form: Form, known: Facts, *, draft: bool) -> str:
    """The front matter with its fences and a blank line behind; "" for the form without one."""
    if form == "none":
        return ""
    keys = {name: value for name, value in _keys(form, known, draft).items() if _is_said(value)}
    if form == "hugo":
        return "+++\n" + "\n".join(_toml(keys)) + "\n+++\n\n"
    return "---\n" + "\n".join(_yaml(keys)) + "\n---\n\n"


def _is_said(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _keys(form: Form, known: Facts, draft: bool) -> dict[str, Any]:
    """The keys of a form in order; what is empty is left out."""
    shared: dict[str, Any] = {"title": known.title, "description": known.description}
    published, modified = Day(known.published), Day(known.modified)
    tags, words = [known.group] if known.group else [], list(known.keywords)
    if form == "hugo":
        return shared | {
            "date": published,
            "lastmod": modified,
            "slug": known.slug,
            "draft": draft,
            "tags": tags,
            "keywords": words,
            "params": {"author": known.author} if known.author else {},
        }
    if form == "jekyll":
        return shared | {
            "layout": "post",
            "date": published,
            "last_modified_at": modified,
            "slug": known.slug,
            "published": not draft,
            "author": known.author,
            "tags": tags,
            "keywords": words,
            "lang": known.language,
            "canonical_url": known.address,
        }
    if form == "astro":
        return shared | {
            "pubDate": published,
            "updatedDate": modified,
            "slug": known.slug,
            "draft": draft,
            "author": known.author,
            "tags": tags,
            "keywords": words,
            "lang": known.language,
        }
    author = {"name": known.author, "url": known.author_url}
    return shared | {
        "date": published,
        "last_update": {"date": modified} if modified else {},
        "slug": known.slug,
        "draft": draft,
        "authors": [{k: v for k, v in author.items() if v}] if known.author else [],
        "tags": tags,
        "keywords": words,
    }


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, Day) else json.dumps(value, ensure_ascii=False)


def _yaml(keys: Mapping[str, Any]) -> Iterator[str]:
    for name, value in keys.items():
        if isinstance(value, dict):
            inner = ", ".join(f"{key}: {_plain(one)}" for key, one in value.items())
            yield f"{name}: {{ {inner} }}"
        elif isinstance(value, list):
            yield f"{name}:"
            yield from (f"  - {_plain(one)}" for one in value)
        else:
            yield f"{name}: {_plain(value)}"


def _toml(keys: Mapping[str, Any]) -> Iterator[str]:
    tables = {name: value for name, value in keys.items() if isinstance(value, dict)}
    yield from (f"{name} = {_plain(value)}" for name, value in keys.items() if name not in tables)
    for name, table in tables.items():
        yield ""
        yield f"[{name}]"
        yield from (f"{key} = {_plain(value)}" for key, value in table.items())
