"""How a command ends: its exit code, one plain message, and never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable

from copydesk.cli.output import ReaderGone, say
from copydesk.errors import CopydeskError, InvalidFiles

OK = 0
FAILED = 1
"""Something is wrong with what was found, or could not be done."""
USAGE = 2
"""The command line is wrong, or a name on it leads nowhere or to more than one thing."""
MISSING = 3
"""A prompt lacks answers or values."""
NO_ANSWER = 4
"""A model gave no whole answer; what came of it is kept."""
LIMIT = 5
"""A limit of cost or tokens was reached, or would have been."""
INTERRUPTED = 130
"""Ended by ctrl+c, as a shell counts it."""
READER_GONE = 141
"""The program that read the output has ended, as a shell counts it."""

DEBUG = "COPYDESK_DEBUG"
"""Set to anything, it shows where an unexpected error came from."""


class Misused(CopydeskError):
    """Asked for in a way or a place in which it cannot be done; ends with ``USAGE``."""


def guarded(run: Callable[[], int]) -> int:
    """Run something and return its exit code, or the one of the error that it ended with."""
    _speak_utf8()
    try:
        return run()
    except ReaderGone:
        _close_output()
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except CopydeskError as error:
        return _explain(error)
    except OSError as error:
        if DEBUG in os.environ:
            traceback.print_exc()
        say(_os_error(error))
        return FAILED
    except Exception as error:
        return _apologize(error)


def _explain(error: CopydeskError) -> int:
    from copydesk.sessions.refs import RefError

    if isinstance(error, InvalidFiles):
        for problem in error.problems:
            say(str(problem), prefix="")
    else:
        say(error.message)
        if error.hint:
            say(error.hint, prefix="")
    return USAGE if isinstance(error, RefError | Misused) else FAILED


def _os_error(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."


def _apologize(error: Exception) -> int:
    if DEBUG in os.environ:
        traceback.print_exc()
        return FAILED
    detail = " ".join(str(error).split())[:300]
    name = type(error).__name__
    say(f"This should not have happened: {name}{f': {detail}' if detail else ''}.")
    say(f"Nothing of yours was thrown away. {DEBUG}=1 in front of the command shows where.", "")
    return FAILED


def _speak_utf8() -> None:
    """UTF-8 whatever the locale: what Copydesk writes is text of all languages."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _close_output() -> None:
    """Python would try to write the rest once more while it ends, and complain aloud."""
    with contextlib.suppress(AttributeError, ValueError, OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
