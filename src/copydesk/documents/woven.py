"""What can be woven into a document, as plain data: most starts weave nothing in."""

from __future__ import annotations

from typing import Literal

import msgspec

from copydesk.kits.model import WeaveKind

Fate = Literal["set", "moved", "no heading", "no words"]
"""``set``: where it was placed; ``moved``: at its heading, since the paragraph that it followed is
another now; ``no heading`` and ``no words``: not set, for there is no place for it."""


class Woven(msgspec.Struct, frozen=True, kw_only=True):
    """One thing placed in a document."""

    kind: WeaveKind
    prompt: str
    """The prompt whose answer offered it."""
    heading: str
    """The heading it belongs under, as the answer names it."""
    words: str = ""
    """For a link: the words that become one."""
    address: str = ""
    """For a link: where it leads."""
    text: str = ""
    """The paragraph, in Markdown; for a link, the one to set where its words stand nowhere."""
    after: str = ""
    """The mark of the paragraph that it follows; empty for the usual place."""
