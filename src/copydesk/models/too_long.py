"""By how much a prompt is too long for a model, as far as the provider's message tells."""

from __future__ import annotations

import re

_OVER = re.compile(
    r"(?P<limit>[\d,]+) tokens\b.{0,80}?(?:resulted in|requested|contains?|has|of) (?P<used>[\d,]+)"
    r"|(?P<used2>[\d,]+) tokens > (?P<limit2>[\d,]+)"
    r"|token count \(?(?P<used3>[\d,]+)\)?.{0,80}?\(?(?P<limit3>[\d,]+)\)?(?!\d)"
    r"|(?P<used4>[\d,]+) tokens\b.{0,60}?(?:context|limit|maximum)\D{0,40}(?P<limit4>[\d,]+)",
    re.I | re.S,
)
_LIMIT = re.compile(r"(?:maximum|max|limit|context)\D{0,60}?([\d,]{3,})", re.I)


def tokens_over(message: str) -> tuple[int | None, int | None]:
    """How many tokens there were and how many are taken, as far as a message tells."""
    if match := _OVER.search(message):
        found = {name[:4]: value for name, value in match.groupdict().items() if value}
        used, limit = _number(found["used"]), _number(found["limi"])
        if used and limit and used > limit:
            return used, limit
    return (None, _number(match[1])) if (match := _LIMIT.search(message)) else (None, None)


def _number(digits: str) -> int | None:
    plain = digits.replace(",", "")
    return int(plain) if plain.isdigit() and len(plain) < 12 else None
