"""Where a request went, as far as words for its faults need."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from copydesk.models.keys import NAMES
from copydesk.text import one_line


@dataclass(frozen=True)
class Place:
    """The model, the server and the limits of one request."""

    model: str
    provider: str = ""
    """litellm's name for the provider; empty when it is unknown."""
    address: str = ""
    """The base address of a server other than the provider's own."""
    variable: str = ""
    """The environment variable that holds the key."""
    first_token: float = 60.0
    between: float = 30.0

    @property
    def who(self) -> str:
        """Who was asked: "OpenAI", "the server at http://…"."""
        if self.address:
            return f"the server at {shown_address(self.address)}"
        return NAMES.get(self.provider, self.provider) or "the provider"

    @property
    def named(self) -> str:
        """The model's name without litellm's prefix."""
        return one_line(self.model.removeprefix(f"{self.provider}/"), 100)

    @property
    def host(self) -> str:
        """The name of the machine that was asked."""
        return urlsplit(self.address).hostname or self.who


def shown_address(address: str) -> str:
    """An address as it may be shown: without a name or password in front of the host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return one_line(address.rpartition("@")[2], 200)
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    return one_line(bare, 200)
