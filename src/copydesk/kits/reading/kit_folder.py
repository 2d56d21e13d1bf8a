"""The folder of one kit or map: what lies in it is read, what it points to elsewhere is not."""

from __future__ import annotations

from pathlib import Path

from copydesk.errors import InvalidFiles, Problem
from copydesk.kits.reading.toml_file import text_of

KIT_LIMIT = 8 * 1024 * 1024
"""The most characters that the files beside a kit's ``kit.toml`` may have together."""


class KitFolder:
    """Reads the texts that belong to a kit, and keeps count of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = 0
        self._inside: dict[Path, bool] = {}

    def text(self, relative: str) -> str:
        """The text of a file, its line ends as ``\\n``.

        Raises:
            InvalidFiles: There is no such file, it lies outside the folder or cannot be read, or
                all that was read so far is too much.
        """
        path = self.path / relative
        if path.parent not in self._inside:
            self._inside[path.parent] = self._is_inside(path.parent)
        if not self._inside[path.parent]:
            raise _fault(path, "leads out of the kit's folder")
        text = text_of(path)
        self._size += len(text)
        if self._size > KIT_LIMIT:
            limit = KIT_LIMIT // 1024**2
            raise _fault(path, f"with this file, the kit's texts are larger than {limit} MB")
        return text

    def _is_inside(self, folder: Path) -> bool:
        try:
            return folder.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError):  # links that lead in a circle
            return False

    def names(self, relative: str, suffix: str) -> list[str]:
        """The names of the visible files of a kind in a folder inside; none without a folder."""
        try:
            found = [entry.name for entry in (self.path / relative).iterdir()]
        except OSError:
            return []
        return sorted(one for one in found if one.endswith(suffix) and not one.startswith("."))


def _fault(path: Path, message: str) -> InvalidFiles:
    return InvalidFiles([Problem(path, 0, "", message)])
