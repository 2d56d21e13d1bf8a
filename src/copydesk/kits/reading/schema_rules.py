"""What a kit's JSON Schemas may hold: nothing remote, and no regular expressions.

A pattern from a stranger can keep a matcher busy for years; a reference to elsewhere would be
fetched, or would not be there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from copydesk.errors import InvalidFiles
from copydesk.kits.reading.faults import Faults, quoted
from copydesk.kits.reading.json_lines import json_lines
from copydesk.kits.reading.kit_folder import KitFolder
from copydesk.kits.reading.toml_file import dotted
from copydesk.kits.reading.toml_lines import KeyPath, TooMuch

SCHEMA_PATH = re.compile(r"schemas/[a-z0-9][a-z0-9_-]{0,63}\.json")

_NAMED = {"properties", "$defs", "definitions", "dependentSchemas"}
"""Keywords whose keys are names of the kit's own, each with a schema."""
_DATA = {"enum", "const", "default", "examples", "required", "dependentRequired"}
"""Keywords whose values are no schemas."""
_REFUSED = {
    "pattern": "patterns are not supported: they can keep a matcher busy for ever",
    "patternProperties": "patterns are not supported: they can keep a matcher busy for ever",
}
_REFERENCES = {"$ref", "$dynamicRef", "$recursiveRef"}


def read_schema(folder: KitFolder, relative: str, faults: Faults) -> str:
    """The text of a schema; what is wrong with it is noted."""
    path = folder.path / relative
    try:
        text = folder.text(relative)
        lines = json_lines(text)
        schema = json.loads(text)
    except InvalidFiles as error:
        faults.take(error.problems)
        return ""
    except TooMuch as error:
        faults.add(path, str(error), error.line)
        return ""
    except json.JSONDecodeError as error:
        faults.add(path, f"is not JSON: {error.msg} in column {error.colno}", error.lineno)
        return ""
    except (ValueError, RecursionError) as error:
        faults.add(path, f"cannot be read as JSON: {error}")
        return ""
    if not isinstance(schema, dict):
        faults.add(path, "expected a JSON Schema: a table, { … }", 1)
    for key, message in _faults(schema, schema, ()):
        if faults.full:
            break
        faults.add(path, message, _line(lines, key), dotted(key))
    return text


def _faults(schema: Any, root: Any, at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from _faults(item, root, (*at, index))
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        here = (*at, keyword)
        if keyword in _REFUSED:
            yield here, _REFUSED[keyword]
        elif keyword in _REFERENCES:
            if not _leads_somewhere(value, root):
                yield here, f'expected a place in this file, "#/$defs/…", found {_shown(value)}'
        elif keyword == "$id" and at:
            yield here, "a schema inside a schema cannot have an $id of its own"
        elif keyword in _NAMED and isinstance(value, dict):
            for name, item in value.items():
                yield from _faults(item, root, (*here, name))
        elif keyword not in _DATA:
            yield from _faults(value, root, here)


def _leads_somewhere(reference: Any, root: Any) -> bool:
    """Whether a reference is a pointer to something in the same file."""
    if not isinstance(reference, str) or not re.fullmatch(r"#(?:/.*)?", reference):
        return False
    place = root
    for step in unquote(reference[1:]).split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(place, dict) and step in place:
            place = place[step]
        elif isinstance(place, list) and step.isdecimal() and int(step[:9]) < len(place):
            place = place[int(step[:9])]
        else:
            return False
    return True


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else "something else"


def _line(lines: dict[KeyPath, int], key: KeyPath) -> int:
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 1)
