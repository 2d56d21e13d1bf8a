"""What JSON Schema asks for, and what it finds missing, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from copydesk.checks.amounts import Limits, count, number
from copydesk.checks.subject import quoted
from copydesk.checks.values import listed, said
from copydesk.text import nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Worded = tuple[str, str, str]
"""What was found, what was wanted, and what would mend it."""

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_MANY = 40
"""Among so many other keys one that is nearly right is looked for."""


def form(schema: Any) -> str:
    """The form of an answer: ``a list in JSON, each item with the keys question and answer``."""
    if not isinstance(schema, Mapping):
        return "an answer in JSON"
    types = _types(schema.get("type"))
    keys = _keys(schema)
    if types == "a list":
        below = _keys(_item(schema))
        return "a list in JSON" + (f", each item with {below}" if below else "")
    if types in ("an object", "") and keys:
        return f"an object in JSON with {keys}"
    return f"{types} in JSON" if types else "an answer in JSON"


def _item(schema: Mapping[str, Any]) -> Any:
    """The schema of a list's items, looked up where it stands under ``$defs``."""
    item = schema.get("items")
    reference = item.get("$ref") if isinstance(item, Mapping) else None
    definitions = schema.get("$defs")
    if isinstance(reference, str) and isinstance(definitions, Mapping):
        return definitions.get(reference.removeprefix("#/$defs/"))
    return item


def _keys(schema: Any) -> str:
    required = schema.get("required") if isinstance(schema, Mapping) else None
    return _named_keys(required) if isinstance(required, list) and required else ""


def _named_keys(names: Sequence[Any], last: str = "and") -> str:
    return f"the {'key' if len(names) == 1 else 'keys'} {listed([str(n) for n in names], last)}"


def _types(value: Any) -> str:
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return listed([_TYPES.get(str(name), str(name)) for name in names], "or")


def worded(error: ValidationError) -> Worded:
    """One error of a validator in words; its own message is for programmers."""
    keyword = str(error.validator)
    say = _WORDS.get(keyword)
    if say is not None:
        return say(error)
    if keyword in _COUNTS:
        return _counted(error, *_COUNTS[keyword])
    if keyword in _BOUNDS:
        sign, wanted = error.validator_value, _BOUNDS[keyword]
        return said(error.instance), f"{wanted} {number(sign)}", f"Make it {wanted} {number(sign)}."
    if error.validator is None:
        return said(error.instance), "nothing there", "Leave it out."
    return said(error.instance), f"what “{keyword}” in the schema says", ""


def _required(error: ValidationError) -> Worded:
    instance, required = error.instance, error.validator_value
    missing = [str(name) for name in required if name not in instance]
    found = listed([f"no {quoted(name)}" for name in missing])
    names = listed([quoted(name) for name in missing])
    extra = _extra(instance, error.schema)
    if extra and is_renamed(instance, error.schema):
        mend = f"Rename {listed([quoted(name) for name in extra])} to {names}."
    elif len(extra) == 1 and _holds(instance[extra[0]], missing):
        mend = f"Take away what is around it: return what stands under {quoted(extra[0])}."
    else:
        mend = f"Add {names}."
    return found, _named_keys(required), mend


def is_renamed(instance: Any, schema: Any) -> bool:
    """Whether an object has as many keys too many as it lacks: they are told together."""
    if not isinstance(schema, Mapping) or not isinstance(instance, Mapping):
        return False
    missing = [name for name in schema.get("required") or () if name not in instance]
    extra = _extra(instance, schema)
    if not missing or len(missing) != len(extra):
        return False
    return not _holds(instance[extra[0]], missing)


def _extra(instance: Mapping[str, Any], schema: Any) -> list[str]:
    known = schema.get("properties") or {} if isinstance(schema, Mapping) else {}
    return [name for name in islice(instance, _MANY) if name not in known]


def _holds(value: Any, keys: Sequence[str]) -> bool:
    return isinstance(value, Mapping) and any(key in value for key in keys)


def _additional(error: ValidationError) -> Worded:
    known = error.schema.get("properties") or {}
    extra = [str(name) for name in error.instance if name not in known]
    names = listed([quoted(name) for name in extra])
    found = f"{count(len(extra), 'key')} too many: {names}"
    wanted = f"no keys but {listed([str(name) for name in known])}" if known else "no keys"
    return found, wanted, f"Leave out {names}."


def _typed(error: ValidationError) -> Worded:
    wanted = _types(error.validator_value)
    keys = _keys(error.schema) if wanted == "an object" else ""
    if keys:
        wanted = f"{wanted} with {keys}"
    return said(error.instance), wanted, _unwrapped(error) or f"Make it {wanted}."


def _unwrapped(error: ValidationError) -> str:
    """What to do where a list was asked for and came inside an object; "" elsewhere."""
    instance = error.instance
    if error.validator_value != "array" or not isinstance(instance, Mapping):
        return ""
    lists = [name for name, value in islice(instance.items(), 2) if isinstance(value, list)]
    if len(lists) != 1 or len(instance) != 1:
        return ""
    return f"Take away what is around it: return the list under {quoted(lists[0])}."


def _one_of(error: ValidationError) -> Worded:
    names = [_literal(one) for one in error.validator_value]
    wanted = names[0] if len(names) == 1 else f"one of {listed(names, 'or')}"
    found = said(error.instance)
    near = ""
    if isinstance(error.instance, str):
        texts = [one for one in error.validator_value if isinstance(one, str)]
        near = nearest(error.instance, texts)
    return found, wanted, f"Write {quoted(near)}." if near else f"Use {wanted}."


def _constant(error: ValidationError) -> Worded:
    wanted = _literal(error.validator_value)
    return said(error.instance), wanted, f"Make it {wanted}."


def _literal(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else said(value)


def _some_form(error: ValidationError) -> Worded:
    """None of several forms is met, or, where only one may be, several are."""
    forms = error.validator_value
    wanted = f"one of {number(len(forms))} forms"
    if not error.context:
        return "more than one of the forms that exclude each other", wanted, ""
    types = [one.validator_value for one in error.context if one.validator == "type"]
    if len(types) == len(error.context):
        flat = [name for one in types for name in ([one] if isinstance(one, str) else one)]
        wanted = _types(list(dict.fromkeys(flat)))
    return said(error.instance), wanted, f"Make it {wanted}."


def _repeated(error: ValidationError) -> Worded:
    return f"{said(error.instance)} 2 times", "each item only 1 time", "Put another in its place."


def _contained(error: ValidationError) -> Worded:
    limits = Limits(error.schema.get("minContains", 1), error.schema.get("maxContains"))
    wanted = f"{limits.said('item')} of the kind that the schema describes"
    return f"{said(error.instance)} with too few or too many of them", wanted, ""


def _dependent(error: ValidationError) -> Worded:
    instance = error.instance
    for name, others in error.validator_value.items():
        missing = [quoted(other) for other in others if other not in instance]
        if name in instance and missing:
            found = f"{quoted(name)} without {listed(missing)}"
            wanted = f"{quoted(name)} only with {listed([quoted(other) for other in others])}"
            return found, wanted, f"Add {listed(missing)}."
    return said(instance), "keys that go together", ""


_WORDS: Mapping[str, Callable[[ValidationError], Worded]] = {
    "required": _required,
    "additionalProperties": _additional,
    "type": _typed,
    "enum": _one_of,
    "const": _constant,
    "anyOf": _some_form,
    "oneOf": _some_form,
    "uniqueItems": _repeated,
    "contains": _contained,
    "minContains": _contained,
    "maxContains": _contained,
    "dependentRequired": _dependent,
}
_COUNTS = {
    "minItems": ("item", False),
    "maxItems": ("item", True),
    "minLength": ("character", False),
    "maxLength": ("character", True),
    "minProperties": ("key", False),
    "maxProperties": ("key", True),
}
"""Keywords that limit a length: the noun, and whether the limit is the most."""
_BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}


def _counted(error: ValidationError, noun: str, is_most: bool) -> Worded:
    limit, amount = error.validator_value, len(error.instance)
    bounds = Limits(None, limit) if is_most else Limits(limit, None)
    mend = bounds.mend(amount, noun) if amount else "Fill it in."
    return count(amount, noun), bounds.said(noun), mend
