"""The rooms that commands work in, each opened when a command first needs it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

from copydesk.cli.output import say
from copydesk.errors import Problem
from copydesk.kits.library import Library
from copydesk.kits.places import usual_places
from copydesk.paths import Folders, folders
from copydesk.sessions.store import Store
from copydesk.settings import Settings, load_settings

INDEX = "library.json"
"""What the library remembers, a file in the cache's folder."""


class Rooms:
    """Folders, settings, kits and sessions.

    Args:
        given: Kits, maps and folders of such that the command line names.
    """

    def __init__(self, given: Sequence[Path] = ()) -> None:
        self.given = tuple(given)

    @cached_property
    def folders(self) -> Folders:
        """Where everything lies."""
        return folders()

    @cached_property
    def store(self) -> Store:
        """The sessions."""
        return Store(self.folders)

    @cached_property
    def library(self) -> Library:
        """The kits and maps, for a command; says what is wrong in the settings.

        Looking around leaves nothing behind: the index is used where the screens have made it
        a place, and not made for a command's sake.
        """
        settings, problems = self.settings()
        for problem in problems:
            say(str(problem), prefix="")
        library = self.library_of(settings, remember=self.folders.cache.is_dir())
        for problem in library.problems():
            say(f"{problem} (named in {self.folders.settings})")
        return library

    def settings(self, known_keys: Collection[str] = ()) -> tuple[Settings, tuple[Problem, ...]]:
        """The settings, and what is wrong in their file; see ``load_settings``."""
        return load_settings(self.folders.settings, known_keys)

    def library_of(self, settings: Settings, *, remember: bool) -> Library:
        """The library that some settings amount to.

        Args:
            remember: Whether to read and write the index in the cache's folder.
        """
        index = self.folders.cache / INDEX if remember else None
        return Library(usual_places(settings.kit_folders, self.given), index)
