"""Everything that is wrong with some kits, maps and briefs: ``copydesk validate PATH…``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from copydesk.errors import CopydeskError, InvalidFiles, Problem
from copydesk.kits.finding import absolute, at_path
from copydesk.kits.library import Library
from copydesk.kits.places import Place, brief_files, units
from copydesk.kits.read import read_brief, read_kit, read_map_brief, read_map_head
from copydesk.kits.records import kit_of

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Validated:
    """What was looked at, and all that is wrong with it."""

    kits: int
    maps: int
    briefs: int
    problems: tuple[Problem, ...]


def validate(paths: Sequence[Path], library: Library) -> Validated:
    """Holds files to their rules, the briefs of maps for completeness too.

    Args:
        paths: Each a kit's or a map's folder or main file, a brief, or a folder of kits and maps.
        library: Where the kit of a map is looked for when it does not lie beside the map.
    """
    validation = _Validation(library)
    for path in paths:
        validation.look_at(path)
    return validation.result()


class _Validation:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._looked_at: dict[str, set[Path]] = {"kit": set(), "map": set(), "brief": set()}
        self._problems: dict[Problem, None] = {}

    def result(self) -> Validated:
        kits, maps, briefs = (len(paths) for paths in self._looked_at.values())
        return Validated(kits, maps, briefs, tuple(self._problems))

    def look_at(self, path: Path) -> None:
        try:
            at = at_path(absolute(str(path)))
        except CopydeskError as error:
            self._note([Problem(path, 0, "", error.message)])
            return
        if at.root is None:
            self._looked_at["brief"].add(at.path)
            self._try(read_brief, at.path)
        elif at.path.is_dir():
            for unit in units(Place("given", at.path)):
                if unit.kind == "kit":
                    self._looked_at["kit"].add(unit.path)
                    self._try(read_kit, unit.path)
                else:
                    self._map(unit.path, at.root, brief_files(unit.path))
        else:
            self._map(at.path.parent, at.root, [at.path])

    def _map(self, folder: Path, root: Path, briefs: Iterable[Path]) -> None:
        """A map's own file, and some of its briefs."""
        self._looked_at["map"].add(folder)
        head = self._try(read_map_head, folder)
        kits = self._library.kit_folders()
        kits |= {unit.id: unit.path for unit in units(Place("given", root)) if unit.kind == "kit"}
        kit = None
        if head is not None:
            kit, problems = kit_of(head, folder, kits, read_kit)
            self._note(problems)
        for path in briefs:
            self._looked_at["brief"].add(path)
            if head is None:
                self._try(read_brief, path)
            else:
                self._try(read_map_brief, path, head, kit, complete=True)

    def _try(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return read(*args, **kwargs)
        except InvalidFiles as error:
            self._note(error.problems)
            return None

    def _note(self, problems: Iterable[Problem]) -> None:
        """Notes problems, each once, however many paths lead to it."""
        self._problems |= dict.fromkeys(problems)
