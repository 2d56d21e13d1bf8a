"""``copydesk prompt``: a finished prompt on stdout, at the beginning of a pipe."""

from __future__ import annotations

import re

from copydesk.cli.ending import MISSING, OK
from copydesk.cli.opening import Opened, find, open_or_begin, save
from copydesk.cli.output import say, to_terminal, write
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.compose import Composed
from copydesk.sessions.folder import NotSaved
from copydesk.sessions.refs import prompt_called
from copydesk.sessions.session import Copied
from copydesk.text import shown

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def print_prompt(
    rooms: Rooms,
    ref: str,
    name: str,
    *,
    kit_id: str = "",
    one_chat: bool = False,
    allow_missing: bool = False,
) -> int:
    """Print a finished prompt; the exit code.

    What it was made from is recorded in its session, where there is one; none is begun for it.
    """
    opened = open_or_begin(rooms, find(rooms, ref), kit_id)
    prompt_id = prompt_called(opened.session.kit, name)
    composed = opened.session.compose(prompt_id, one_chat=one_chat)
    if composed.missing:
        name_missing(opened, prompt_id, composed, allow_missing)
        if not allow_missing:
            return MISSING
    if opened.folder is not None:
        _record(rooms, opened, prompt_id, composed, one_chat)
    write_text(composed.text)
    return OK


def name_missing(opened: Opened, prompt_id: str, composed: Composed, printed: bool) -> None:
    """Say what a prompt lacks, and, where it did not go out, how to have it all the same."""
    things = count(len(composed.missing), "thing")
    verb = "is" if len(composed.missing) == 1 else "are"
    say(f"{things} {verb} missing for {opened.session.name(prompt_id)}:")
    for missing in composed.missing:
        say(f"{missing.message} ({missing.name})", prefix="  ")
    if not printed:
        say(
            "--allow-missing lets it go out with a line in each place to fill in by hand.",
            prefix="",
        )


def _record(
    rooms: Rooms, opened: Opened, prompt_id: str, composed: Composed, one_chat: bool
) -> None:
    """Note in the session what went out; printing does not fail when that does."""
    session = opened.session
    session.record_copy(prompt_id, composed)
    # A prompt that was printed whole went to some other chat than the one that is in use.
    chat = session.chat if one_chat else 0
    copied = session.copied[prompt_id]
    session.copied[prompt_id] = Copied(copied.at, copied.inputs, copied.text, chat)
    try:
        save(rooms, opened)
    except NotSaved as error:
        say(f"What the prompt was made from is not recorded. {error.message}")


def write_text(text: str) -> None:
    """The prompt to the letter; to a terminal, as it can be shown there."""
    if to_terminal():
        visible = shown(text)
        write((visible if visible.endswith("\n") else f"{visible}\n").encode("utf-8"))
        return
    whole, broken = _LONE_SURROGATE.subn("\ufffd", text)
    if broken:
        say(f"{count(broken, 'broken character')} replaced by U+FFFD.")
    write(whole.encode("utf-8"))
