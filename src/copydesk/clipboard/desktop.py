"""The desktop's clipboard, through a short-lived process of our own (see ``helper.py``)."""

from __future__ import annotations

import math
import sys
from pathlib import Path

from copydesk.clipboard import helper
from copydesk.clipboard.environment import Surroundings
from copydesk.clipboard.process import Outcome, run
from copydesk.clipboard.result import WayError

_FAULTS = {
    helper.NOT_INSTALLED: "pyperclip is not installed",
    helper.NOT_TEXT: "it holds something that is no text",
}


def copy_to_desktop(text: str, surroundings: Surroundings, timeout: float) -> None:
    """Put ``text`` on the desktop's clipboard, read it back and compare.

    Raises:
        WayError: It did not work, took too long, or what was read back is another text.
    """
    outcome = _help("copy", text.encode("utf-8", "surrogatepass"), surroundings, timeout)
    taken = outcome.output.startswith(helper.TAKEN)
    if outcome.code != helper.OK:
        said = "it took the text, but reading it back failed: " if taken else ""
        raise WayError(said + _fault(outcome, surroundings, timeout))
    back = _text(outcome.output[len(helper.TAKEN) :])
    if not _same(text, back, surroundings):
        raise WayError(
            "it took the text, but reading it back gave "
            + ("something else" if back else "nothing")
        )


def read_desktop(surroundings: Surroundings, timeout: float) -> str:
    """The text on the desktop's clipboard; empty when it is empty or holds, say, a picture.

    Raises:
        WayError: It cannot be read, took too long, or is not UTF-8.
    """
    outcome = _help("paste", b"", surroundings, timeout)
    if outcome.code != helper.OK:
        raise WayError(_fault(outcome, surroundings, timeout))
    return _text(outcome.output)


def _help(action: str, given: bytes, surroundings: Surroundings, timeout: float) -> Outcome:
    # By its path and with -P: neither the rest of this package nor a pyperclip.py that lies in
    # the current folder gets imported.
    script = str(Path(helper.__file__))
    limit = _limit(surroundings, timeout)
    command = [sys.executable, "-P", script, action, str(math.ceil(limit) + 1)]
    return run(command, given=given, environ=surroundings.environ, timeout=limit)


def _limit(surroundings: Surroundings, timeout: float) -> float:
    """Within WSL the clipboard is read through PowerShell, which takes its time to start."""
    return timeout * 3 if surroundings.wsl else timeout


def _fault(outcome: Outcome, surroundings: Surroundings, timeout: float) -> str:
    if outcome.code is None:
        return f"no answer within {_limit(surroundings, timeout):g} s"
    if outcome.code == helper.NO_PROGRAM:
        return _no_program(surroundings)
    return _FAULTS.get(outcome.code, "the program for it failed")


def _no_program(surroundings: Surroundings) -> str:
    if surroundings.macos or surroundings.windows or surroundings.wsl:
        return "it could not be opened"
    wanted = "wl-clipboard" if surroundings.wayland else "xclip or xsel"
    return f"no program for it is installed ({wanted})"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _same(text: str, back: str, surroundings: Surroundings) -> bool:
    if surroundings.windows or surroundings.wsl:
        # Windows' clipboard ends its lines with CRLF, whatever they ended with before.
        return _lines(text) == _lines(back)
    return text == back


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
