"""Writing an answer in the writer's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.kits.model import Prompt
    from copydesk.tui.app import CopydeskApp

FALLBACKS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
ENDINGS = {"json": ".json", "html": ".html", "markdown": ".md", "text": ".txt"}


def command(setting: str) -> list[str]:
    """The editor's command line: the setting, $VISUAL, $EDITOR, or what the system has.

    Raises:
        CopydeskError: There is none, or it cannot be found.
    """
    chosen = setting or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen, posix=os.name != "nt")
    except ValueError as error:
        raise CopydeskError(f"The editor {chosen!r} is no command line: {error}.") from error
    if words:
        if shutil.which(words[0]) is None:
            raise CopydeskError(
                f"There is no editor {words[0]!r}.", "Set $EDITOR, or editor in the settings."
            )
        return words
    for name in FALLBACKS:
        if shutil.which(name):
            return [name]
    raise CopydeskError("No editor was found.", "Set $EDITOR, or editor in the settings.")


def write_in_editor(app: CopydeskApp, sides: Path, prompt: Prompt, before: str) -> str:
    """Let the writer change a text in an editor and return what came of it.

    The file lies in the session's own folder, so that nothing is lost when the machine goes
    down while the editor is open.

    Raises:
        CopydeskError: No editor, no terminal to give it, or an editor that failed.
    """
    words = command(app.settings.editor)
    folder = sides / "drafts"
    path = folder / f"editor-{prompt.id}{ENDINGS[prompt.answer.format]}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(before.encode("utf-8", "surrogatepass"))
        path.chmod(0o600)
        with app.suspend():
            ended = subprocess.run([*words, str(path)], check=False)
        after = path.read_bytes().decode("utf-8", "replace" if not before else "surrogatepass")
    except SuspendNotSupported as error:
        path.unlink(missing_ok=True)
        raise CopydeskError("An editor cannot be opened here.", "e writes in the box.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CopydeskError(f"The text in {path} could not be taken: {error}.") from error
    if ended.returncode != 0:
        raise CopydeskError(
            f"{words[0]} ended with an error ({ended.returncode}); nothing was changed.",
            f"What it left is in {path}.",
        )
    path.unlink(missing_ok=True)
    if after.endswith("\n") and not before.endswith("\n"):
        after = after.removesuffix("\n")  # editors end a file with one
    return after
