"""``copydesk prompt`` and ``copydesk answer``: the two ends of a pipe."""

from __future__ import annotations

import contextlib
import re
import sys
from dataclasses import replace
from pathlib import Path

from copydesk.cli.ending import MISSING, OK
from copydesk.cli.opening import Opened, find, name_of, open_or_begin, save
from copydesk.cli.output import say, to_terminal, write
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.compose import Composed
from copydesk.errors import CopydeskError
from copydesk.sessions.begin import beginning
from copydesk.sessions.echo import echo
from copydesk.sessions.folder import NotSaved
from copydesk.sessions.refs import prompt_called, resolve
from copydesk.sessions.session import Session
from copydesk.text import count_words, shown

ANSWER_LIMIT = 32 * 1024 * 1024
"""The most bytes an answer may have."""

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
        _name_missing(opened, prompt_id, composed, allow_missing)
        if not allow_missing:
            return MISSING
    if opened.folder is not None:
        _record(rooms, opened, prompt_id, composed, one_chat)
    _write_text(composed.text)
    return OK


def _name_missing(opened: Opened, prompt_id: str, composed: Composed, printed: bool) -> None:
    things = count(len(composed.missing), "thing")
    verb = "is" if len(composed.missing) == 1 else "are"
    say(f"{things} {verb} missing for {opened.session.name(prompt_id)}:")
    for missing in composed.missing:
        say(f"{missing.message} ({missing.name})", prefix="  ")
    if not printed:
        say("--allow-missing prints it with a line in each place to fill in by hand.", prefix="")


def _record(
    rooms: Rooms, opened: Opened, prompt_id: str, composed: Composed, one_chat: bool
) -> None:
    """Note in the session what went out; printing does not fail when that does."""
    session = opened.session
    session.record_copy(prompt_id, composed)
    # A prompt that was printed whole went to some other chat than the one that is in use.
    chat = session.chat if one_chat else 0
    session.copied[prompt_id] = replace(session.copied[prompt_id], chat=chat)
    try:
        save(rooms, opened)
    except NotSaved as error:
        say(f"What the prompt was made from is not recorded. {error.message}")


def _write_text(text: str) -> None:
    """The prompt to the letter; to a terminal, as it can be shown there."""
    if to_terminal():
        visible = shown(text)
        write((visible if visible.endswith("\n") else f"{visible}\n").encode("utf-8"))
        return
    whole, broken = _LONE_SURROGATE.subn("\ufffd", text)
    if broken:
        say(f"{count(broken, 'broken character')} replaced by U+FFFD.")
    write(whole.encode("utf-8"))


def take_answer(
    rooms: Rooms, ref: str, name: str, *, file: str = "", append: bool = False, kit_id: str = ""
) -> int:
    """Save an answer from a file or from stdin; the exit code.

    The input is read to its end before the session is opened: at the other end of the pipe
    ``copydesk prompt`` may be recording into it just now.
    """
    target = find(rooms, ref)
    prompt_called(open_or_begin(rooms, target, kit_id).session.kit, name)
    text = _read_answer(file)
    with beginning(rooms.store) if target.session is None else contextlib.nullcontext():
        target = resolve(ref, rooms.library, rooms.store)
        opened = open_or_begin(rooms, target, kit_id)
        session = opened.session
        prompt_id = prompt_called(session.kit, name)
        suspicion = _suspicion(session, prompt_id, text)
        change = (
            session.append(prompt_id, text, "file")
            if append
            else session.answer(prompt_id, text, "file")
        )
        if change is None:
            say(f"{session.name(prompt_id)} holds this answer already. ({opened.name})")
            return OK
        saved = save(rooms, opened)
    words = count(count_words(text), "word")
    how = "added to" if append else "saved as"
    say(
        f"{words} {how} the answer to {session.name(prompt_id)} of {session.title}. ({opened.name})"
    )
    if suspicion:
        say(f"{suspicion} It was saved all the same; what stood there before is kept.")
    if saved is not None and saved.conflicts:
        say("Another window changed the same just now; its words are kept as an earlier version.")
    return OK


def _suspicion(session: Session, prompt_id: str, text: str) -> str:
    """Why a text is probably no answer: a pipe whose middle was left out, say."""
    if text == session.compose(prompt_id, one_chat=False).text:
        return "That is this prompt itself, not an answer to it."
    return echo(session, prompt_id, text)


def _read_answer(file: str) -> str:
    """The answer's text.

    Raises:
        CopydeskError: It cannot be read, is too large, is no text in UTF-8, or is empty.
    """
    source = file if file and file != "-" else "the standard input"
    data = _read_file(Path(file)) if source == file else _read_stdin()
    if len(data) > ANSWER_LIMIT:
        limit = ANSWER_LIMIT // 1024**2
        raise CopydeskError(f"No answer was saved: {source} holds more than {limit} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"line {line}, byte {error.start + 1}"
        raise CopydeskError(
            f"No answer was saved: {source} is not UTF-8 text ({where})."
        ) from error
    if not text.strip():
        raise CopydeskError(f"No answer was saved: {source} is empty.")
    return text


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return source.read(ANSWER_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CopydeskError(f"No answer was saved: {path} cannot be read: {reason}.") from error


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise CopydeskError("No answer was saved: the standard input is closed.")
    if sys.stdin.isatty():
        keys = "ctrl+z and Enter" if sys.platform == "win32" else "ctrl+d"
        say(f"Paste the answer, then press {keys} on a line of its own. ctrl+c saves nothing.")
    return sys.stdin.buffer.read(ANSWER_LIMIT + 1)
