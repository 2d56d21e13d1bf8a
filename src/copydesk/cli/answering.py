"""``copydesk answer``: an answer from a file or the end of a pipe, into its session."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from copydesk.cli.ending import OK
from copydesk.cli.opening import find, name_of, open_or_begin, save
from copydesk.cli.output import say
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.errors import CopydeskError
from copydesk.sessions.begin import beginning
from copydesk.sessions.echo import echo
from copydesk.sessions.refs import prompt_called, resolve
from copydesk.sessions.session import Session
from copydesk.text import count_words

ANSWER_LIMIT = 32 * 1024 * 1024
"""The most bytes an answer may have."""


def take_answer(
    rooms: Rooms, ref: str, name: str, *, file: str = "", append: bool = False, kit_id: str = ""
) -> int:
    """Save an answer from a file or from stdin; the exit code.

    The input is read to its end before the session is opened: at the other end of the pipe
    ``copydesk prompt`` may be recording into it just now. Names are looked up before, so that
    a wrong one is told at once.
    """
    target = find(rooms, ref)
    prompt_called(open_or_begin(rooms, target, kit_id).session.kit, name, exactly=True)
    text = _read_answer(file)
    with beginning(rooms.store) if target.session is None else contextlib.nullcontext():
        return _save_answer(rooms, ref, name, text, append, kit_id)


def _save_answer(rooms: Rooms, ref: str, name: str, text: str, append: bool, kit_id: str) -> int:
    opened = open_or_begin(rooms, resolve(ref, rooms.library, rooms.store), kit_id)
    session = opened.session
    prompt_id = prompt_called(session.kit, name, exactly=True)
    suspicion = _suspicion(session, prompt_id, text)
    add = session.append if append else session.answer
    if add(prompt_id, text, "file") is None:
        say(f"{session.name(prompt_id)} of {session.title} holds this answer already.")
        return OK
    saved = save(rooms, opened)
    assert opened.folder is not None
    how = "added to" if append else "saved as"
    words = count(count_words(text), "word")
    where = name_of(rooms, opened.folder)
    say(f"{words} {how} the answer to {session.name(prompt_id)} of {session.title}. ({where})")
    verdict = session.verdict(prompt_id)
    if verdict is not None and verdict.fails:
        fails = count(verdict.count("fail"), "finding")
        say(f"It does not hold: {fails}. copydesk check {where} {prompt_id} shows them.")
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
