"""What the user has set: one TOML file, every key optional, no fault in it fatal.

The keys are described in ``settings.sample.toml`` beside this file. A key that is wrong falls
back to its default and is reported with its line; the others count.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from copydesk.errors import CopydeskError, InvalidFiles, Problem
from copydesk.files import parse_toml, read_text, replace_file
from copydesk.model_settings import ModelSettings, read_models
from copydesk.text import nearest, one_line

# copydesk.toml_edit is imported where it is used: most starts need neither line nor change.
if TYPE_CHECKING:
    from copydesk.toml_edit import Value

CLIPBOARD_WAYS = ("helper", "tmux", "osc52", "file")
"""The ways of copying that ``clipboard.order`` can name."""

_LONGEST = 60
"""Characters of a key or value that a message repeats."""

SAMPLE = Path(__file__).with_name("settings.sample.toml")
"""A settings file with every key, its default and what it does, all commented out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; what stands here are the defaults.

    ``keymap`` maps the id of an action to its keys, joined by commas, as Textual takes them.
    ``editor`` is a command line; empty means $VISUAL or $EDITOR. ``clipboard`` holds the ways of
    copying, best first; empty means those that fit the place where Copydesk runs.
    """

    theme: str = "copydesk-dark"
    editor: str = ""
    one_chat: bool = False
    kit_folders: tuple[Path, ...] = ()
    clipboard: tuple[str, ...] = ()
    offer: bool = True
    models: ModelSettings = field(default_factory=ModelSettings)
    keymap: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def load_settings(
    path: Path, known_keys: Collection[str] = ()
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file; never raises for what is in it.

    Args:
        path: The file; when there is none, all defaults count.
        known_keys: The ids of all actions whose keys can be set; empty: any id is accepted.

    Returns:
        The settings, and every fault in the order of the file.
    """
    try:
        text = read_text(path, follow=True)
        data = parse_toml(text, path)
    except FileNotFoundError:
        return Settings(), ()
    except InvalidFiles as error:
        return Settings(), error.problems
    reading = _Reading(path, text, known_keys)
    return reading.settings(data), reading.found()


def write_setting(path: Path, key: str, value: Value) -> None:
    """Set one key of a settings file and leave everything else in it as it stands.

    Args:
        path: The file; it is made, with its folder, when there is none.
        key: The key in full, ``theme`` or ``clipboard.offer``.
        value: Text, a switch, or a list of texts.

    Raises:
        CopydeskError: The file cannot be read, written, or changed without risk to the rest of
            it; it is as it was.
    """
    from copydesk.toml_edit import CannotEdit, set_key

    try:
        text = read_text(path, follow=True)
    except FileNotFoundError:
        text = ""
    try:
        replace_file(path, set_key(text, key, value).encode("utf-8"))
    except CannotEdit as error:
        hint = f"Set {key} there by hand."
        raise CopydeskError(f"{path} was left as it is: {error}.", hint) from error
    except OSError as error:
        raise CopydeskError(f"{path} cannot be written: {error.strerror}.") from error


class _Unfit(Exception):
    """A value that its key cannot take; the message says what was expected and found."""


class _Reading:
    """One pass over a settings file: values in, settings and problems out."""

    def __init__(self, path: Path, text: str, known_keys: Collection[str]) -> None:
        self._path = path
        self._text = text
        self._known_keys = known_keys
        self._problems: list[Problem] = []

    def settings(self, data: Mapping[str, Any]) -> Settings:
        """The settings that a file's tables amount to."""
        settings = Settings()
        tables = {name: data[name] for name in _TABLES if name in data}
        plain = {name: value for name, value in data.items() if name not in _TABLES}
        for table, values in {"": plain, **tables}.items():
            if not isinstance(values, dict):
                self._report(table, f"expected a table, [{table}], found {_kind(values)}")
            elif table == "models":
                settings = replace(settings, models=read_models(values, self._report))
            elif table == "keys":
                settings = replace(settings, keymap=self._keymap(values))
            else:
                settings = self._take(settings, table, values)
        return settings

    def found(self) -> tuple[Problem, ...]:
        """The problems, in the order of the file."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))

    def _take(self, settings: Settings, table: str, values: Mapping[str, Any]) -> Settings:
        for name, value in values.items():
            key = f"{table}.{name}" if table else name
            reader = _READERS.get(key)
            if reader is None:
                self._report(key, _unknown(table, name))
                continue
            target, read = reader
            try:
                settings = replace(settings, **{target: read(value, self._path)})
            except _Unfit as error:
                self._report(key, str(error))
        return settings

    def _keymap(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        keymap = {}
        for action, value in _flat(values):
            if self._known_keys and action not in self._known_keys:
                self._report(f"keys.{action}", _no_such("action", action, self._known_keys))
                continue
            try:
                keymap[action] = _keys(value)
            except _Unfit as error:
                self._report(f"keys.{action}", str(error))
        return MappingProxyType(keymap)

    def _report(self, key: str, message: str) -> None:
        line, known = 0, key
        while known and not (line := self._places.get(known, 0)):
            known = known.rpartition(".")[0]
        key = one_line(key, _LONGEST)
        self._problems.append(Problem(path=self._path, line=line, key=key, message=message))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        from copydesk.toml_edit import key_places

        return key_places(self._text)


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The keys of a table, with dots where TOML made tables of an id that has dots."""
    waiting = deque(values.items())
    while waiting:
        name, value = waiting.popleft()
        if isinstance(value, dict):
            waiting.extend((f"{name}.{rest}", inner) for rest, inner in value.items())
        else:
            yield name, value


def _text_value(value: object, _: Path) -> str:
    if not isinstance(value, str):
        raise _Unfit(f"expected text in quotes, found {_kind(value)}")
    return value.strip()


def _name(value: object, path: Path) -> str:
    name = _text_value(value, path)
    if not name:
        raise _Unfit("expected a name, found an empty text")
    return name


def _switch(value: object, _: Path) -> bool:
    if not isinstance(value, bool):
        raise _Unfit(f"expected true or false, found {_kind(value)}")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise _Unfit(f"expected a list of texts, found {_kind(value)}")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, str) or not item.strip():
            raise _Unfit(f"expected texts in the list, found {_kind(item)} as number {number}")
    return value


def _folders(value: object, path: Path) -> tuple[Path, ...]:
    return tuple(_folder(text, path.parent) for text in _texts(value))


def _folder(text: str, beside: Path) -> Path:
    try:
        return (beside.absolute() / Path(text).expanduser()).absolute()
    except RuntimeError as error:
        raise _Unfit(
            f"{one_line(text, _LONGEST)!r} names the home of a user who does not exist"
        ) from error


def _ways(value: object, _: Path) -> tuple[str, ...]:
    ways = tuple(dict.fromkeys(_texts(value)))
    for way in ways:
        if way not in CLIPBOARD_WAYS:
            raise _Unfit(_no_such("way of copying", way, CLIPBOARD_WAYS))
    return ways


def _keys(value: object) -> str:
    if not isinstance(value, str):
        raise _Unfit(f'expected keys as text, "ctrl+s" or "x,f2", found {_kind(value)}')
    keys = [key.strip() for key in value.split(",")]
    if not all(re.fullmatch(r"\S+", key) for key in keys):
        raise _Unfit(f'expected keys joined by commas, "ctrl+s" or "x,f2", found {_kind(value)}')
    return ",".join(keys)


_TABLES = ("clipboard", "keys", "models")

_READERS: Mapping[str, tuple[str, Callable[[object, Path], Any]]] = {
    "theme": ("theme", _name),
    "editor": ("editor", _text_value),
    "one_chat": ("one_chat", _switch),
    "kit_folders": ("kit_folders", _folders),
    "clipboard.order": ("clipboard", _ways),
    "clipboard.offer": ("offer", _switch),
}
"""The key in the file -> the setting's name, and what reads its value."""


def _unknown(table: str, name: str) -> str:
    for key in _READERS:
        home, _, known = key.rpartition(".")
        if known == name:
            return f"stands in the wrong place; put it {_place(home)}"
    known_here = [key.rpartition(".")[2] for key in _READERS if key.rpartition(".")[0] == table]
    return _no_such("setting", name, known_here if table else [*known_here, *_TABLES])


def _place(table: str) -> str:
    return f"below [{table}]" if table else "at the top, above the first [table]"


def _no_such(what: str, name: str, known: Collection[str]) -> str:
    name = one_line(name, _LONGEST)
    near = nearest(name, known)
    return f"there is no {what} {name!r}" + (f"; did you mean {near!r}?" if near else "")


def _kind(value: object) -> str:
    """What a TOML value is, in a reader's words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {one_line(value, _LONGEST)!r}" if value.strip() else "an empty text"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date"
