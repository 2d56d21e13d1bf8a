"""What publishing knows of a session besides its texts: title, author, dates, address, phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from copydesk.documents import value_text
from copydesk.publish.roles import keywords
from copydesk.text import clean, one_line, slug

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
PLACEHOLDER = re.compile(r"\{\{\s*([A-Z][A-Z0-9_]{0,63})\s*\}\}")
"""What a kit has its answers leave open: ``{{ARTICLE_URL}}``."""


class Facts:
    """All of it; every text cleaned, on one line."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.material = session.material()

    def value(self, name: str) -> str:
        """A value of the brief or the map (``brief.title``); empty where nobody gave one."""
        try:
            return one_line(value_text(self.material.value(name)))
        except KeyError:
            return ""

    @cached_property
    def title(self) -> str:
        """The brief's title, or the session's."""
        return self.value("brief.title") or one_line(self._session.title)

    @cached_property
    def author(self) -> str:
        """Who wrote it; empty where nobody says."""
        return self.value("brief.author")

    @cached_property
    def author_url(self) -> str:
        """The author's page; empty where it is unknown or no address of a page."""
        return web_address(self.value("map.author_url"))

    @cached_property
    def language(self) -> str:
        """A language tag, ``en`` where nobody says."""
        found = self.value("map.language")
        return found if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", found) else "en"

    @cached_property
    def date(self) -> str:
        """The date of publication in ISO 8601, the brief's first date; empty where unknown."""
        for field in self._session.kit.fields:
            found = self.value(f"brief.{field.id}") if field.kind == "date" else ""
            if ISO_DATE.fullmatch(found):
                return found
        return ""

    @cached_property
    def address(self) -> str:
        """Where the page will stand; empty where the brief does not say."""
        for field in self._session.kit.fields:
            if field.id.endswith("_url") and (
                found := web_address(self.value(f"brief.{field.id}"))
            ):
                return found
        return ""

    @cached_property
    def slug(self) -> str:
        """The last part of the address, or one made of the title."""
        last = urlsplit(self.address).path.rstrip("/").rpartition("/")[2]
        return slug(last.partition(".")[0]) or slug(self.title)

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What it is to be found for, the primary keyword first."""
        found = keywords(self._session.kit)
        if found is None:
            return ()
        values = [self._listed(name) for name in (found.primary, *found.secondary)]
        return tuple(dict.fromkeys(one for each in values for one in each if one))

    def _listed(self, name: str) -> tuple[str, ...]:
        try:
            value = self.material.value(name)
        except KeyError:
            return ()
        return tuple(map(one_line, value)) if isinstance(value, tuple) else (self.value(name),)

    def filled(self, text: str) -> str:
        """A text with the placeholders filled that the brief knows: ``{{ARTICLE_URL}}``."""
        return PLACEHOLDER.sub(lambda found: self._placeholders.get(found[1]) or found[0], text)

    @cached_property
    def _placeholders(self) -> Mapping[str, str]:
        found = {
            field.id.upper(): self.value(f"brief.{field.id}") for field in self._session.kit.fields
        }
        return {**found, "AUTHOR_NAME": self.author, "DATE_PUBLISHED": self.date}


def web_address(text: str) -> str:
    """An address that a browser opens as a page; empty for anything else."""
    text = clean(text).strip()
    if not re.fullmatch(r"https?://[^\s<>\"'\\^`{|}]+", text):
        return ""
    return text


def open_placeholders(text: str) -> tuple[str, ...]:
    """The placeholders that still stand in a text, each once."""
    return tuple(dict.fromkeys(found[0] for found in PLACEHOLDER.finditer(text)))
