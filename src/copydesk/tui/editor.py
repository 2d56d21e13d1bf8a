"""Writing an answer in the writer's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from copydesk.errors import CopydeskError
from copydesk.sessions.drafts import text_from_editor

if TYPE_CHECKING:
    from copydesk.kits.model import Prompt
    from copydesk.sessions.drafts import DraftFile
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


def write_in_editor(app: CopydeskApp, drafts: DraftFile, prompt: Prompt, before: str) -> str:
    """Let the writer change a text in an editor and return what came of it.

    The file is a draft of the session: nothing is lost when the machine goes down while the
    editor is open, or before what came of it is saved.

    Raises:
        CopydeskError: No editor, no terminal to give it, or an editor that failed.
    """
    words = command(app.settings.editor)
    ending = ENDINGS[prompt.answer.format]
    try:
        path = drafts.editor_file(prompt.id, before, ending)
    except OSError as error:
        raise CopydeskError(f"No file for the editor could be made: {error.strerror}.") from error
    try:
        with app.suspend():
            ended = subprocess.run([*words, str(path)], check=False)
        after = text_from_editor(path.read_bytes())
    except SuspendNotSupported as error:
        drafts.finish_file(path)
        raise CopydeskError("An editor cannot be opened here.", "e writes in the box.") from error
    except OSError as error:
        raise CopydeskError(f"The text in {path} could not be taken: {error}.") from error
    if ended.returncode != 0:
        raise CopydeskError(
            f"{words[0]} ended with an error ({ended.returncode}); nothing was changed.",
            f"What it left is in {path}.",
        )
    drafts.finish_file(path)
    if after.endswith("\n") and not before.endswith("\n"):
        after = after.removesuffix("\n")  # editors end a file with one
    return after
