"""``copydesk validate``: everything that is wrong with kits, maps and briefs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from copydesk.cli.ending import FAILED, OK
from copydesk.cli.output import out, say
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.errors import CopydeskError, InvalidFiles
from copydesk.kits.finding import absolute, at_path
from copydesk.kits.library import Library
from copydesk.kits.model import Kit
from copydesk.kits.places import Place, units


def validate(rooms: Rooms, paths: tuple[str, ...], kit_id: str, complete: bool) -> int:
    """Print what is good on stdout and every fault on stderr; the exit code.

    Args:
        kit_id: The kit that briefs which belong to no map are held to; "" for none.
        complete: Whether briefs must have every value that their kit requires.
    """
    good = broken = faults = 0
    for path in paths:
        for found in _findings(rooms, path, kit_id, complete):
            if isinstance(found, str):
                good += 1
                out(f"{found}: ok")
            else:
                broken += 1
                faults += _tell(found)
    if broken:
        say(f"{count(faults, 'fault')} in {broken} of {good + broken} looked at")
    return FAILED if broken else OK


def _tell(error: CopydeskError) -> int:
    """Print an error, each fault on a line of its own; how many they are."""
    if not isinstance(error, InvalidFiles):
        say(str(error))
        return 1
    for problem in error.problems:
        say(str(problem), prefix="")
    return len(error.problems)


def _findings(
    rooms: Rooms, path: str, kit_id: str, complete: bool
) -> Iterator[str | CopydeskError]:
    """For each kit, map or brief at a path: a line that describes it, or what is wrong."""
    try:
        looks = list(_looks(rooms, path, kit_id, complete))
    except CopydeskError as error:
        yield error
        return
    for look in looks:
        try:
            yield look()
        except CopydeskError as error:
            yield error


def _looks(rooms: Rooms, path: str, kit_id: str, complete: bool) -> Iterator[Callable[[], str]]:
    at = at_path(absolute(path))
    root = () if at.root is None else (Place("given", at.root),)
    library = Library((*root, *rooms.library.places))
    if not at.path.is_dir():
        brief = _map_brief if at.root else _own_brief
        yield partial(brief, library, at.path, kit_id, complete)
        return
    for unit in units(Place("given", at.path)):
        if unit.kind == "kit":
            yield partial(_kit, unit.path)
        else:
            yield partial(_map, library, unit.path, complete)


def _kit(folder: Path) -> str:
    from copydesk.kits.read import read_kit

    kit = read_kit(folder)
    parts = (
        f"{count(len(kit.prompts), 'prompt')} in {count(len(kit.phases), 'phase')}",
        count(len(kit.fields), "field"),
        count(len(kit.documents), "document"),
    )
    return f"{folder}: kit, {', '.join(parts)}"


def _map(library: Library, folder: Path, complete: bool) -> str:
    from copydesk.kits.read import read_map

    topic = read_map(folder, _kit_of_map(library, folder), complete=complete)
    parts = (
        count(len(topic.briefs), "article"),
        count(len(topic.groups), "content group"),
    )
    return f"{folder}: map, {' in '.join(parts)}"


def _map_brief(library: Library, path: Path, _: str, complete: bool) -> str:
    from copydesk.kits.read import read_map_brief, read_map_head

    kit = _kit_of_map(library, path.parent)
    brief = read_map_brief(path, read_map_head(path.parent), kit, complete=complete)
    return f"{path}: brief, {count(len(brief.values), 'value')}"


def _own_brief(library: Library, path: Path, kit_id: str, complete: bool) -> str:
    from copydesk.kits.read import read_brief

    brief = read_brief(path, library.kit(kit_id) if kit_id else None, complete=complete)
    return f"{path}: brief, {count(len(brief.values), 'value')}"


def _kit_of_map(library: Library, folder: Path) -> Kit:
    """The kit that a map is written for; raises InvalidFiles where there is none to use."""
    from copydesk.kits.read import read_kit, read_map_head
    from copydesk.kits.records import kit_of

    kit, problems = kit_of(read_map_head(folder), folder, library.kit_folders(), read_kit)
    if kit is None:
        raise InvalidFiles(problems)
    return kit
