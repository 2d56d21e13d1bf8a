"""Where Copydesk keeps its files, and where the bundled kits lie.

Nothing is created here: whoever writes into a folder makes it first, for its owner alone
(mode 0700).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import CopydeskError

HOME_VARIABLE = "COPYDESK_HOME"
"""The environment variable that moves every folder below one of the user's choice."""

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders in use; all paths are absolute, and none of them need exist."""

    data: Path
    config: Path
    cache: Path

    @property
    def sessions(self) -> Path:
        """One folder per session."""
        return self.data / "sessions"

    @property
    def trash(self) -> Path:
        """Deleted sessions, until they are taken back."""
        return self.data / "trash"

    @property
    def kits(self) -> Path:
        """The user's own kits, and their topical maps under ``maps``."""
        return self.data / "kits"

    @property
    def out(self) -> Path:
        """Copied texts that no clipboard would take."""
        return self.data / "copied"

    @property
    def settings(self) -> Path:
        """The settings file, a path inside ``config``."""
        return self.config / "settings.toml"


def folders() -> Folders:
    """The folders in use, read from the environment anew at each call.

    Raises:
        CopydeskError: COPYDESK_HOME names the home of a user who does not exist.
    """
    home = os.environ.get(HOME_VARIABLE, "").strip()
    if home:
        data = _expanded(home)
        return Folders(data=data, config=data, cache=data / "cache")
    import platformdirs  # some start-ups never need it

    own = platformdirs.PlatformDirs("copydesk", appauthor=False)
    return Folders(data=own.user_data_path, config=own.user_config_path, cache=own.user_cache_path)


def _expanded(home: str) -> Path:
    try:
        return Path(home).expanduser().absolute()
    except RuntimeError as error:  # "~someone" who has no home here
        raise CopydeskError(
            f"{HOME_VARIABLE} is {home!r}, and nobody of that name has a home on this machine.",
            f"Set {HOME_VARIABLE} to a folder, or unset it.",
        ) from error


def bundled() -> Path:
    """The bundled kits: inside the package in a wheel, beside ``src`` in the source tree."""
    in_wheel = _PACKAGE / "bundled"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1] / "kits"
