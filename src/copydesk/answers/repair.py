"""What an answer that is no JSON might have been meant to be; offered, never taken unasked."""

from __future__ import annotations

import json

from copydesk.answers.reading import read_answer

LIMIT = 300_000
"""A longer text is not repaired, in characters: it would take too long."""


def repaired(stored: str) -> str:
    """The text of an answer as JSON that parses, set afresh; "" where that cannot be had."""
    source = read_answer(stored, "json").json.source
    if len(source) > LIMIT:
        return ""
    from json_repair import repair_json

    try:
        value = repair_json(source, return_objects=True, skip_json_loads=True)
        text = json.dumps(value, ensure_ascii=False, indent=2)
        json.loads(text)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError):
        return ""
    return text + "\n" if isinstance(value, dict | list) and value else ""
